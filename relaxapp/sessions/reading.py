"""Session script text -> `Script`, with every mistake reported at once by file and line."""

import re
import tomllib
from typing import TYPE_CHECKING, Any, Final

from relaxapp.body import GROUPS, is_site
from relaxapp.errors import RelaxappError
from relaxapp.sessions import checks
from relaxapp.sessions.fields import (
    Fields,
    Finding,
    Report,
    checked_text,
    printable,
    shown,
)
from relaxapp.sessions.script import (
    MAX_BYTES,
    MAX_SECONDS,
    MAX_STEPS,
    MAX_TEXT,
    BreathKind,
    BreathPhase,
    Choice,
    Line,
    Option,
    Script,
    Slider,
    Step,
    StepKind,
    kebab,
    longest_tension,
)

if TYPE_CHECKING:
    from relaxapp.sessions.toml_lines import Path

AMBIENCES: Final = ("rain", "ocean", "brown", "wind", "pad")
CHIMES: Final = ("bowl", "bell")
_FORMAT: Final = 1
# tomllib's work on such a key grows with the square of its parts: 256 KB would take all memory.
_PART: Final = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')"""
_ENDLESS_KEY: Final = re.compile(
    rf"(?:^|[\[{{,])[ \t]*+{_PART}(?:[ \t]*+\.[ \t]*+{_PART}){{20}}", re.ASCII | re.MULTILINE
)
_ENDLESS_NUMBER: Final = re.compile(r"[0-9](?:_?[0-9]){2000}")
_GAP: Final = 0.8  # seconds between two lines
_MOST_LINES: Final = 40  # in a step; more would be a speech
_CHOICE: Final = StepKind.CHOICE
_WORDLESS: Final = frozenset({StepKind.CHIME, StepKind.SILENCE})
_TITLES: Final[dict[StepKind | None, str]] = {
    StepKind.SAY: "Listening",
    StepKind.REST: "Resting",
    StepKind.BREATHE: "Breathing",
    StepKind.CHIME: "Chime",
    StepKind.SILENCE: "Quiet",
}


class ScriptError(RelaxappError):
    """A script that cannot be used; `findings` holds every mistake in the order of lines."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("\n".join(map(str, findings)))
        self.findings = findings


def parse(data: bytes, file: str, seconds_of: checks.ClipLength | None = None) -> Script:
    """Read a script. `file` is the name that findings carry.

    With `seconds_of`, which gives the length of a spoken line (None where nobody has spoken it),
    lines are checked against their slots too. Raises `ScriptError` with all findings; after a
    syntax error with that one alone.
    """
    text = _decoded(data, file)
    report = Report(file, text)
    script = _script(Fields(_tables(text, file), (), report), report)
    checks.check_structure(script, report)
    if seconds_of is not None:
        checks.check_clips(script, report, seconds_of)
    if report.findings:
        raise ScriptError(tuple(sorted(set(report.findings))))
    return script


def _decoded(data: bytes, file: str) -> str:
    if len(data) > MAX_BYTES:
        message = f"the file has more than {MAX_BYTES} bytes: at most as many would be right"
        raise ScriptError((Finding(file, 1, message),))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        found = f"byte 0x{data[error.start]:02x} is not UTF-8 text: save the file as UTF-8"
        raise ScriptError((Finding(file, line, found),)) from None
    # An editor's byte order mark is invisible to the person; TOML does not know it.
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def _tables(text: str, file: str) -> dict[str, Any]:
    if found := _ENDLESS_KEY.search(text):
        line = text.count("\n", 0, found.start()) + 1
        message = "a key of more than twenty parts: a plain key would be right"
        raise ScriptError((Finding(file, line, message),))
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        finding = _syntax(str(error), text, file)
    except RecursionError:
        message = "lists or tables stand too deep inside each other: four levels would be right"
        finding = Finding(file, _deepest(text), message)
    except ValueError:  # a whole number of more digits than Python reads
        finding = _unreadable(text, file)
    raise ScriptError((finding,))


def _syntax(message: str, text: str, file: str) -> Finding:
    place = re.search(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$", message)
    last = text.rstrip("\n").count("\n") + 1
    line = min(int(place[1]), last) if place and place[1] else last
    what = printable(message[: place.start()] if place else message)[:200]
    return Finding(file, line, f"not valid TOML: {what}; docs/session-script.md shows what is")


def _deepest(text: str) -> int:
    """The line with the most opening brackets: where the nesting got out of hand."""
    counts = [line.count("[") + line.count("{") for line in text.split("\n")]
    return counts.index(max(counts)) + 1


def _unreadable(text: str, file: str) -> Finding:
    found = _ENDLESS_NUMBER.search(text)
    line = text.count("\n", 0, found.start()) + 1 if found else 1
    return Finding(file, line, "a number of thousands of digits: a short one would be right")


def _script(top: Fields, report: Report) -> Script:
    version = top.whole("format", 1, 999)
    if version != _FORMAT and top.has("format"):
        top.fail("format", f'"format" is {version}: this relaxapp reads format {_FORMAT}')
    title = top.text("title", 60)
    if title and not kebab(title):
        top.fail("title", f'"title" is {shown(title)}: at least one letter a-z for the id')
    ambience = top.word("ambience", (*AMBIENCES, "none"), default="none")
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
    )
    top.rest()
    return script


def _texts(fields: Fields, key: str) -> tuple[str, ...]:
    return tuple(
        checked_text(value, (*fields.path, key, i), fields.report, MAX_TEXT, f'"{key}"')
        for i, value in enumerate(fields.items(key, 20))
    )


def _items(top: Fields, report: Report) -> tuple[Step | Choice, ...]:
    tables = top.items("step", MAX_STEPS, required=True, right="at least one [[step]]")
    items: list[Step | Choice] = []
    for i, table in enumerate(tables):
        fields = Fields(table, ("step", i), report)
        if fields.table.get("kind") == StepKind.CHOICE:
            items.append(_choice(fields, report))
        else:
            items.append(_step(fields))
    return tuple(items)


def _choice(fields: Fields, report: Report) -> Choice:
    fields.get("kind")
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
        fields.fail(key, f'"{key}" is {shown(value)}: small letters, digits and hyphens only')
    return value


def _step(fields: Fields, *, nested: bool = False) -> Step:
    if nested and fields.table.get("kind") == StepKind.CHOICE:
        fields.asked.append("kind")
        word = ""
    else:
        word = fields.word("kind", [kind for kind in StepKind if not (nested and kind is _CHOICE)])
    # Without a kind, tell at least what is wrong in every kind, and nothing that hangs on it.
    kind = StepKind(word) if word else None
    seconds = fields.number("seconds", 0 if kind is StepKind.CHIME else 0.5, MAX_SECONDS)
    group = _group(fields, kind)
    title = fields.text("title", 60, required=False)
    slider, low, high = _limits(fields, kind, group, seconds)
    lines = _lines(fields, kind)
    step = Step(
        kind=kind or StepKind.SAY,
        title=title or (GROUPS[group].label if group else _TITLES.get(kind, str(kind).title())),
        seconds=seconds,
        low=low,
        high=high,
        path=fields.path,
        slider=slider,
        group=group,
        lines=lines,
        gap=fields.number("gap", 0.1, 30, default=_GAP) if fields.has("say") else _GAP,
        **_particular(fields, kind),  # type: ignore[arg-type]  # keys are Step's own, by kind
    )
    if kind is not None:
        fields.rest()
    return step


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
    low = fields.number("min", 0.5, MAX_SECONDS, default=max(0.5, seconds / 2))
    high = fields.number("max", 0.5, MAX_SECONDS, default=max(seconds, min(seconds * 2, longest)))
    doubtful = fields.wrong("seconds", "min", "max") or (
        kind is StepKind.TENSE and seconds > longest  # which is told by itself
    )
    if not doubtful and not low <= seconds <= high:
        limits = f'from {low:g} ("min") to {high:g} ("max")'
        fields.fail("seconds", f'"seconds" is {seconds:g}: a number {limits} would be right')
    return Slider(word) if word else None, low, high


def _particular(fields: Fields, kind: StepKind | None) -> dict[str, object]:
    """The keys that only one kind of step has."""
    if kind is StepKind.TENSE:
        effort = fields.number("effort", 0.05, 1.0, default=0.5, unit="of full strength")
        return {"effort": effort}
    if kind is StepKind.CHIME:
        return {"sound": fields.word("sound", CHIMES, default="bowl")}
    if kind is StepKind.BREATHE:
        cycles = fields.whole("cycles", 1, 200)
        return {
            "cycles": cycles,
            "coach": fields.whole("coach", 0, 200, default=cycles),
            "phases": _phases(fields),
        }
    return {}


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


def _lines(fields: Fields, kind: StepKind | None) -> tuple[Line, ...]:
    if kind in _WORDLESS and not fields.has("say"):
        return ()
    value = fields.get("say")
    path = (*fields.path, "say")
    if value is None:
        if kind is StepKind.SAY and fields.sound:
            fields.fail("say", '"say" is missing: the words to be spoken would be right')
        return ()
    if kind in _WORDLESS:
        fields.fail("say", f'"say" in a {kind} step, which has no words: a say step would be right')
        return ()
    values = value if isinstance(value, list) else [value]
    if not 1 <= len(values) <= _MOST_LINES:
        fields.fail("say", f'"say" has {len(values)} lines: 1 to {_MOST_LINES} would be right')
        return ()
    lines = []
    for i, one in enumerate(values):
        where: Path = (*path, i) if isinstance(value, list) else path
        if isinstance(one, dict):
            inner = Fields(one, where, fields.report)
            at = inner.number("at", 0, MAX_SECONDS)
            lines.append(Line(inner.text("text", MAX_TEXT), None if inner.wrong("at") else at))
            inner.rest()
        else:
            if kind is StepKind.BREATHE:
                right = "{ at = SECONDS, text = ... } would be right"
                fields.report.add(where, f"words in a breathe step without their time: {right}")
            lines.append(Line(checked_text(one, where, fields.report, MAX_TEXT, '"say"')))
    return tuple(lines)


def _phases(fields: Fields) -> tuple[BreathPhase, ...]:
    phases = []
    for i, table in enumerate(fields.items("phases", 8, required=True)):
        inner = Fields(table, (*fields.path, "phases", i), fields.report)
        kind = inner.word("phase", list(BreathKind)) or BreathKind.INHALE
        seconds = inner.number("seconds", 0.3, 60)
        say = inner.text("say", MAX_TEXT, required=False)
        phases.append(BreathPhase(BreathKind(kind), seconds, Line(say) if say else None))
        inner.rest()
    return tuple(phases)
