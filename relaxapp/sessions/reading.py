"""Session script text -> `Script`, with every mistake reported at once by file and line."""

import re
from typing import TYPE_CHECKING, Final

from relaxapp.body import GROUPS, is_site
from relaxapp.sessions import checks, saying
from relaxapp.sessions.fields import (
    Fields,
    Report,
    ScriptError,
    checked_text,
    closest,
    shown,
)
from relaxapp.sessions.script import (
    MAX_SECONDS,
    MAX_STEPS,
    MAX_TEXT,
    Choice,
    Option,
    Script,
    Slider,
    Step,
    StepKind,
    kebab,
    longest_tension,
)
from relaxapp.sessions.toml_tables import decoded, tables

if TYPE_CHECKING:
    from relaxapp.sessions.toml_lines import Path

AMBIENCES: Final = ("rain", "ocean", "brown", "wind", "pad")
CHIMES: Final = ("bowl", "bell")
FORMAT: Final = 1
GAP: Final = 0.8  # seconds between two lines
_OWN_KEYS: Final = {
    StepKind.TENSE: ("effort",),
    StepKind.CHIME: ("sound",),
    StepKind.BREATHE: ("cycles", "coach", "phases"),
}
_NEEDED_KEYS: Final = {
    StepKind.SAY: ("say",),
    StepKind.TENSE: ("group",),
    StepKind.RELEASE: ("group",),
    StepKind.SCAN: ("group",),
    StepKind.BREATHE: ("cycles", "phases"),
}
_TITLES: Final[dict[StepKind | None, str]] = {
    StepKind.SAY: "Listening",
    StepKind.REST: "Resting",
    StepKind.BREATHE: "Breathing",
    StepKind.CHIME: "Chime",
    StepKind.SILENCE: "Quiet",
}


def parse(data: bytes, file: str, seconds_of: checks.ClipLength | None = None) -> Script:
    """Read a script. `file` is the name that findings carry.

    With `seconds_of`, which gives the length of a spoken line (None where nobody has spoken it),
    lines are checked against their slots too. Raises `ScriptError` with all findings; after a
    syntax error with that one alone.
    """
    text = decoded(data, file)
    report = Report(file, text)
    script = _script(Fields(tables(text, file), (), report), report)
    checks.check_structure(script, report)
    if seconds_of is not None:
        checks.check_clips(script, report, seconds_of)
    if report.findings:
        raise ScriptError(tuple(sorted(set(report.findings))))
    return script


def _script(top: Fields, report: Report) -> Script:
    version = top.get("format")
    if type(version) is not int or version != FORMAT:  # True equals 1 as well
        found = "is missing" if version is None else f"is {shown(version)}"
        right = f"{FORMAT}, which this relaxapp reads, would be right"
        top.fail("format", f'"format" {found}: {right}')
    title = top.text("title", 60)
    if title and not kebab(title):
        top.fail("title", f'"title" is {shown(title)}: at least one letter or digit would be right')
    ambience = top.word("ambience", (*AMBIENCES, "none"), default="none")
    sides = top.word("sides", ("fixed", "swap"), default="fixed")
    script = Script(
        id=kebab(title),
        title=title,
        technique=top.text("technique", 80),
        purpose=top.text("purpose", 200),
        suits=top.text("suits", 200, required=False),
        source=top.text("source", 300, required=False),
        seconds=top.number("seconds", 1, MAX_SECONDS),
        cautions=_texts(top, "cautions"),
        ambience=None if ambience == "none" else ambience,
        items=_items(top, report),
        file=report.file,
        licence=top.text("licence", 200, required=False),
        card=top.word("card", ("none", "timer"), default="none") == "timer",
        mirrors=sides == "swap",
    )
    top.rest()
    return script


def _texts(fields: Fields, key: str) -> tuple[str, ...]:
    return tuple(
        checked_text(value, (*fields.path, key, i), fields.report, MAX_TEXT, f'"{key}"')
        for i, value in enumerate(fields.items(key, 20))
    )


def _items(top: Fields, report: Report) -> tuple[Step | Choice, ...]:
    found = top.items("step", MAX_STEPS, required=True, right="at least one [[step]]")
    items: list[Step | Choice] = []
    for i, table in enumerate(found):
        fields = Fields(table, ("step", i), report)
        kind = fields.table.get("kind")
        if kind == StepKind.CHOICE or ("option" in fields.table and kind not in list(StepKind)):
            items.append(_choice(fields, report))
        else:
            items.append(_step(fields))
    return tuple(items)


def _choice(fields: Fields, report: Report) -> Choice:
    fields.word("kind", list(StepKind))
    options: list[Option] = []
    tables = fields.items("option", 8, required=True, right="two or more [[step.option]]")
    if len(tables) == 1:
        fields.fail("option", "a choice with one option: at least two would be right")
    for i, table in enumerate(tables):
        inner = Fields(table, (*fields.path, "option", i), report)
        steps = []
        listed = inner.items("step", MAX_STEPS, required=True, right="[[step.option.step]]")
        for j, step in enumerate(listed):
            path: Path = (*inner.path, "step", j)
            if isinstance(step, dict) and step.get("kind") == StepKind.CHOICE:
                report.add((*path, "kind"), "a choice inside a choice: a plain step would be right")
            steps.append(_step(Fields(step, path, report), nested=True))
        option = Option(_id(inner, "id"), inner.text("label", 60), tuple(steps))
        if option.id and option.id in {o.id for o in options}:
            inner.fail("id", f'"id" {shown(option.id)} stands twice: another name would be right')
        options.append(option)
        inner.rest()
    found = Choice(
        name=_id(fields, "name"),
        label=fields.text("label", 80),
        options=tuple(options),
    )
    fields.rest()
    return found


def _id(fields: Fields, key: str) -> str:
    value = fields.text(key, 40)
    if value and not re.fullmatch(r"[a-z][a-z0-9-]*", value):
        fields.fail(
            key, f'"{key}" is {shown(value)}: small letters, digits and hyphens would be right'
        )
    return value


def _step(fields: Fields, *, nested: bool = False) -> Step:
    kind = _kind(fields, nested=nested)
    seconds = fields.number("seconds", 0.5, MAX_SECONDS)
    group = _group(fields, kind)
    title = fields.text("title", 60, required=False)
    slider, low, high = _limits(fields, kind, group, seconds)
    lines = saying.lines(fields, kind)
    step = Step(
        kind=kind or StepKind.SAY,
        title=title or default_title(kind, group),
        seconds=seconds,
        low=low,
        high=high,
        path=fields.path,
        slider=slider,
        group=group,
        lines=lines,
        gap=fields.number("gap", 0.1, 30, default=GAP) if fields.has("say") else GAP,
        waking=fields.flag("waking"),
        **_particular(fields, kind),  # type: ignore[arg-type]  # keys are Step's own, by kind
    )
    fields.rest()
    return step


def _kind(fields: Fields, *, nested: bool) -> StepKind | None:
    """The kind of a step; for a misspelt one the kind that was meant, None where that is open.

    So a step whose kind is wrong is still read for its other mistakes.
    """
    kinds = [kind for kind in StepKind if kind is not StepKind.CHOICE]
    value = fields.table.get("kind")
    if nested and value == StepKind.CHOICE:
        fields.asked.append("kind")  # told by the choice around it
        return None
    word = fields.word("kind", kinds if nested else list(StepKind))
    if word:
        return StepKind(word)
    guess = closest(value, kinds) if isinstance(value, str) else None
    if guess is None:
        return None
    # The other keys have to bear the guess out.
    own, needed = _OWN_KEYS.get(StepKind(guess), ()), _NEEDED_KEYS.get(StepKind(guess), ())
    foreign = {key for keys in _OWN_KEYS.values() for key in keys} - set(own)
    if foreign & fields.table.keys() or not set(needed) <= fields.table.keys():
        return None
    return StepKind(guess)


def default_title(kind: StepKind | None, group: str | None) -> str:
    """What a step is called that has no title: its group, or a word for the kind."""
    return GROUPS[group].label if group else _TITLES.get(kind, str(kind).title())


def usual_limits(kind: StepKind | None, group: str | None, seconds: float) -> tuple[float, float]:
    """The least and most seconds of a step that a slider stretches, where it names none."""
    longest = longest_tension(group) if kind is StepKind.TENSE else MAX_SECONDS
    return max(0.5, seconds / 2), max(seconds, min(seconds * 2, longest))


def _limits(
    fields: Fields, kind: StepKind | None, group: str | None, seconds: float
) -> tuple[Slider | None, float, float]:
    """The slider that stretches a step, and the seconds it stays within."""
    word = fields.word("stretch", list(Slider), default="")
    if not fields.has("stretch"):
        for key in ("min", "max"):
            fields.asked.append(key)
            if fields.has(key):
                fields.fail(key, f'"{key}" without "stretch": a slider to limit would be right')
        return None, seconds, seconds
    longest = longest_tension(group) if kind is StepKind.TENSE else MAX_SECONDS
    least, most = usual_limits(kind, group, seconds)
    low = fields.number("min", 0.5, MAX_SECONDS, default=least)
    high = fields.number("max", 0.5, MAX_SECONDS, default=most)
    doubtful = fields.wrong("seconds", "min", "max") or (
        kind is StepKind.TENSE and seconds > longest  # which is told by itself
    )
    if not doubtful and not low <= seconds <= high:
        limits = f'from {low:g} ("min") to {high:g} ("max")'
        fields.fail("seconds", f'"seconds" is {seconds:g}: a number {limits} would be right')
    return Slider(word) if word else None, low, high


def _particular(fields: Fields, kind: StepKind | None) -> dict[str, object]:
    """The keys that only one kind of step has; without a kind, those that are there."""
    found: dict[str, object] = {}
    if kind is StepKind.TENSE or (kind is None and fields.has("effort")):
        found["effort"] = fields.number("effort", 0.05, 1.0, default=0.5, unit="of full strength")
    if kind is StepKind.CHIME or (kind is None and fields.has("sound")):
        found["sound"] = fields.word("sound", CHIMES, default="bowl")
    if kind is StepKind.BREATHE or (kind is None and fields.has("cycles")):
        found["cycles"] = cycles = fields.whole("cycles", 1, 200)
        found["coach"] = fields.whole("coach", 0, 200, default=cycles)
        found["phases"] = saying.phases(fields)
    return found


def _group(fields: Fields, kind: StepKind | None) -> str | None:
    value = fields.get("group")
    right = "a group of relaxapp/body.py, such as calf.left, would be right"
    if value is None:
        if kind in {StepKind.TENSE, StepKind.RELEASE, StepKind.SCAN} and fields.sound:
            fields.fail("group", f'"group" is missing: {right}')
        return None
    if not isinstance(value, str) or value not in GROUPS:
        place = (
            " (a place, but no muscle group)" if isinstance(value, str) and is_site(value) else ""
        )
        hint = fields.report.hint(value, GROUPS)
        fields.fail("group", f'"group" is {shown(value)}{place}: {right}{hint}')
        return None
    return value
