"""Session script text -> `Script`, with every mistake reported at once by file and line."""

import re
import tomllib
from typing import TYPE_CHECKING, Final

from relaxapp.body import GROUPS, is_site
from relaxapp.errors import RelaxappError
from relaxapp.sessions import checks
from relaxapp.sessions.fields import Fields, Finding, Report, checked_text, nearest, shown
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
)

if TYPE_CHECKING:
    from relaxapp.sessions.toml_lines import Path

AMBIENCES: Final = ("rain", "ocean", "brown", "wind", "pad")
CHIMES: Final = ("bowl", "bell")
_FORMAT: Final = 1
_SPEAKING: Final = frozenset(StepKind) - {StepKind.CHIME, StepKind.SILENCE, StepKind.CHOICE}
_TITLES: Final = {
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


def parse(data: bytes, file: str) -> Script:
    """Read a script. `file` is the name that findings carry.

    Raises `ScriptError` with all findings; after a syntax error with that one alone.
    """
    text = _decoded(data, file)
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ScriptError((_syntax(str(error), text, file),)) from None
    except RecursionError:
        message = "lists or tables stand too deep inside each other: a script needs four levels"
        raise ScriptError((Finding(file, _deepest(text), message),)) from None
    except ValueError:  # a number of more digits than Python reads, or a date that is none
        raise ScriptError((_unreadable(text, file),)) from None
    report = Report(file, text)
    script = _script(Fields(table, (), report), report)
    checks.check_structure(script, report)
    if report.findings:
        raise ScriptError(tuple(sorted(set(report.findings))))
    return script


def _decoded(data: bytes, file: str) -> str:
    if len(data) > MAX_BYTES:
        message = f"the file has {len(data)} bytes: at most {MAX_BYTES} would be right"
        raise ScriptError((Finding(file, 1, message),))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        found = f"byte 0x{data[error.start]:02x} is not UTF-8 text: save the file as UTF-8"
        raise ScriptError((Finding(file, line, found),)) from None
    # An editor's byte order mark is invisible to the person; TOML does not know it.
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def _syntax(message: str, text: str, file: str) -> Finding:
    place = re.search(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$", message)
    line = int(place[1]) if place and place[1] else max(1, len(text.splitlines()))
    what = message[: place.start()] if place else message
    what = "".join(c if c.isprintable() else "?" for c in what)[:200]
    return Finding(file, line, f"not valid TOML here: {what}")


def _deepest(text: str) -> int:
    """The line with the most opening brackets: where the nesting got out of hand."""
    counts = [line.count("[") + line.count("{") for line in text.split("\n")]
    return counts.index(max(counts)) + 1


def _unreadable(text: str, file: str) -> Finding:
    """Find the first line that alone already cannot be read."""
    for number, line in enumerate(text.split("\n"), 1):
        try:
            tomllib.loads(line)
        except tomllib.TOMLDecodeError:
            continue
        except ValueError:
            return Finding(file, number, "this value cannot be read: a plain number or text")
    return Finding(file, 1, "a value in this file cannot be read: plain numbers and texts only")


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
    tables = top.items("step", MAX_STEPS)
    if not tables and not top.has("step"):
        top.fail(None, "the script has no [[step]]: at least one would be right")
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
    tables = fields.items("option", 8, required=True)
    if tables and len(tables) < 2:  # noqa: PLR2004 - one answer is no choice
        fields.fail("option", "a choice with one option: at least two would be right")
    for i, table in enumerate(tables):
        inner = Fields(table, (*fields.path, "option", i), report)
        steps = []
        for j, step in enumerate(inner.items("step", MAX_STEPS, required=True)):
            path: Path = (*inner.path, "step", j)
            if isinstance(step, dict) and step.get("kind") == StepKind.CHOICE:
                report.add((*path, "kind"), "a choice inside a choice: plain steps only")
            else:
                steps.append(_step(Fields(step, path, report)))
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


def _step(fields: Fields) -> Step:
    kind = fields.word("kind", list(StepKind))
    if not kind or kind == StepKind.CHOICE:
        kind = StepKind.SAY  # read the rest leniently: its own mistakes are worth telling too
        lenient = True
    else:
        lenient = False
    kind = StepKind(kind)
    seconds = fields.number("seconds", 0 if kind is StepKind.CHIME else 0.5, MAX_SECONDS)
    slider = fields.word("stretch", list(Slider), default="") or None
    if not slider and (fields.has("min") or fields.has("max")):
        key = "min" if fields.has("min") else "max"
        fields.fail(key, f'"{key}" without "stretch": only what a slider stretches has limits')
    group = _group(fields, kind)
    title = fields.text("title", 60, required=False)
    step = Step(
        kind=kind,
        title=title or (GROUPS[group].label if group else _TITLES.get(kind, kind.capitalize())),
        seconds=seconds,
        low=fields.number("min", 0.5, MAX_SECONDS, default=seconds / 2 if slider else seconds),
        high=fields.number("max", 0.5, MAX_SECONDS, default=seconds * 2 if slider else seconds),
        path=fields.path,
        slider=Slider(slider) if slider else None,
        group=group,
        lines=_lines(fields, kind) if kind in _SPEAKING or fields.has("say") else (),
        gap=fields.number("gap", 0.1, 30, default=0.8),
        **_particular(fields, kind),  # type: ignore[arg-type]  # keys are Step's own, by kind
    )
    if fields.sound and not step.low <= step.seconds <= step.high:
        limits = f"{step.low:g} to {step.high:g}"
        fields.fail("seconds", f'"seconds" is {step.seconds:g}: within its limits, {limits}')
    if not lenient:
        fields.rest()
    return step


def _particular(fields: Fields, kind: StepKind) -> dict[str, object]:
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


def _group(fields: Fields, kind: StepKind) -> str | None:
    value = fields.get("group")
    needs = kind in {StepKind.TENSE, StepKind.RELEASE, StepKind.SCAN}
    if value is None:
        if needs:
            fields.fail(None, f'"group" is missing: a {kind} step names its body group')
        return None
    if not isinstance(value, str) or value not in GROUPS:
        hint = nearest(value, GROUPS) if isinstance(value, str) else ""
        what = "a place but no muscle group" if isinstance(value, str) and is_site(value) else ""
        right = what or "a group of relaxapp/body.py, such as calf.left, would be right"
        fields.fail("group", f'"group" is {shown(value)}: {right}{hint}')
        return None
    return value


def _lines(fields: Fields, kind: StepKind) -> tuple[Line, ...]:
    value = fields.get("say")
    path = (*fields.path, "say")
    if value is None:
        if kind is StepKind.SAY and fields.sound:
            fields.fail(None, '"say" is missing: the words to be spoken would be right')
        return ()
    if kind not in _SPEAKING:
        fields.fail("say", f'"say" in a {kind} step, which has no words: use say, rest or scan')
        return ()
    values = value if isinstance(value, list) else [value]
    if not values or len(values) > 40:  # noqa: PLR2004 - more would be a speech
        fields.fail("say", f'"say" has {len(values)} lines: 1 to 40 would be right')
        return ()
    lines = []
    for i, one in enumerate(values):
        where: Path = (*path, i) if isinstance(value, list) else path
        if isinstance(one, dict):
            inner = Fields(one, where, fields.report)
            at = inner.number("at", 0, MAX_SECONDS)
            lines.append(Line(inner.text("text", MAX_TEXT), at))
            inner.rest()
        else:
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
