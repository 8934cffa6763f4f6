"""A draft -> the text of its script, and what is wrong with it, step by step.

The text is the same for the same draft and meant to be read by people. Whether it is sound is
asked of those who read it, `reading` and `checks`: there is no second book of rules.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from relaxapp.sessions.checks import ClipLength
from relaxapp.sessions.draft import Draft
from relaxapp.sessions.fields import ScriptError
from relaxapp.sessions.reading import FORMAT, GAP, default_title, parse, usual_limits
from relaxapp.sessions.script import BreathPhase, Choice, Line, Step, StepKind

_FILE: Final = "draft"
_HEAD: Final = "# A relaxapp session script. Every key is explained in docs/session-script.md.\n"
_ESCAPED: Final = {'"': '\\"', "\\": "\\\\"}
_SAID: Final = {
    '"say"': "This line",
    '"text"': "This line",
    '"or"': "Another wording of this line",
    '"seconds"': "The time",
    '"title"': "The title",
    '"purpose"': "What it is for",
    '"cautions"': "A caution",
    '"label"': "The question",
    '"step"': "The session",
    '"at"': "When the line begins",
    '"max" (': "The longest time (",
    '"coach"': "How often it is spoken",
}  # keys as the person meets them


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is not right yet. `part` None is the session as a whole.

    `item` counts the part's items; `field` is the key of the script that it is about, or "".
    """

    part: int | None
    item: int
    field: str
    message: str


@dataclass(frozen=True, slots=True)
class Written:
    """The text of a draft, and the line on which each of its items begins."""

    text: str
    starts: tuple[int, ...]
    items: tuple[tuple[int, int], ...]  # part and item number of each start


def to_toml(draft: Draft) -> str:
    """The script of a draft."""
    return written(draft).text


def written(draft: Draft) -> Written:
    """The script of a draft, with where everything stands in it."""
    lines = [_HEAD + f"format = {FORMAT}", *(f"{key} = {value}" for key, value in _top(draft))]
    text = "\n".join(lines) + "\n"
    starts, items = [], []
    for part in draft.parts:
        for number, item in enumerate(part.items):
            text += "\n"
            starts.append(text.count("\n") + 1)
            items.append((part.key, number))
            text += _choice(item) if isinstance(item, Choice) else _step(item, "step")
    return Written(text, tuple(starts), tuple(items))


def troubles(draft: Draft, seconds_of: ClipLength | None = None) -> tuple[Trouble, ...]:
    """Everything that keeps a draft from being a sound session, in the order of its steps."""
    made = written(draft)
    try:
        parse(made.text.encode(), _FILE, seconds_of)
    except ScriptError as error:
        return tuple(_trouble(made, one.line, one.message) for one in error.findings)
    return ()


def _trouble(made: Written, line: int, message: str) -> Trouble:
    at = bisect_right(made.starts, line) - 1
    written_there = made.text.split("\n")[line - 1].strip()
    field = written_there.split(" = ")[0]
    if written_there.startswith(('"', "{ at", "{ text")):  # one of a list
        field = "cautions" if at < 0 else "say"
    told = message
    for key, words in _SAID.items():
        told = told.replace(key, words)
    told = told[:1].upper() + told[1:]
    if at < 0:
        return Trouble(None, 0, field, told)
    return Trouble(*made.items[at], field, told)


def _top(draft: Draft) -> Iterator[tuple[str, str]]:
    for key in ("title", "technique", "purpose"):
        yield key, _text(getattr(draft, key))
    if draft.suits:
        yield "suits", _text(draft.suits)
    yield "seconds", _number(max(1.0, draft.seconds))
    for key in ("source", "licence"):
        if value := getattr(draft, key):
            yield key, _text(value)
    if cautions := draft.all_cautions:
        yield "cautions", _list([_text(caution) for caution in cautions])
    if draft.ambience:
        yield "ambience", _text(draft.ambience)
    if draft.mirrors:
        yield "sides", _text("swap")
    if draft.card:
        yield "card", _text("timer")


def _choice(choice: Choice) -> str:
    text = (
        f'[[step]]\nkind = "choice"\nname = {_text(choice.name)}\nlabel = {_text(choice.label)}\n'
    )
    for option in choice.options:
        text += f"\n[[step.option]]\nid = {_text(option.id)}\nlabel = {_text(option.label)}\n"
        for step in option.steps:
            text += "\n" + _step(step, "step.option.step")
    return text


def _step(step: Step, table: str) -> str:
    return f"[[{table}]]\n" + "".join(f"{key} = {value}\n" for key, value in _keys(step))


def _keys(step: Step) -> Iterator[tuple[str, str]]:
    yield "kind", _text(step.kind)
    if step.title != default_title(step.kind, step.group):
        yield "title", _text(step.title)
    if step.group is not None:
        yield "group", _text(step.group)
    if step.waking:
        yield "waking", "true"
    yield "seconds", _number(step.seconds)
    if step.slider is not None:
        yield "stretch", _text(step.slider)
        usual = usual_limits(step.kind, step.group, step.seconds)
        for key, value, as_usual in zip(("min", "max"), (step.low, step.high), usual, strict=True):
            if value != as_usual:
                yield key, _number(value)
    yield from _particular(step)
    if step.lines:
        if step.gap != GAP:
            yield "gap", _number(step.gap)
        yield "say", _list([_line(line) for line in step.lines])


def _particular(step: Step) -> Iterator[tuple[str, str]]:
    """What only one kind of step has."""
    if step.effort is not None:
        yield "effort", _number(step.effort)
    if step.sound is not None:
        yield "sound", _text(step.sound)
    if step.kind is StepKind.BREATHE:
        yield "cycles", str(step.cycles)
        if step.coach != step.cycles:
            yield "coach", str(step.coach)
        yield "phases", _list([_phase(phase) for phase in step.phases])


def _phase(phase: BreathPhase) -> str:
    said = f", say = {_line(phase.line)}" if phase.line else ""
    return f"{{ phase = {_text(phase.kind)}, seconds = {_number(phase.seconds)}{said} }}"


def _line(line: Line) -> str:
    if line.at is None and not line.others:
        return _text(line.text)
    at = "" if line.at is None else f"at = {_number(line.at)}, "
    others = f", or = [{', '.join(map(_text, line.others))}]" if line.others else ""
    return f"{{ {at}text = {_text(line.text)}{others} }}"


def _list(values: list[str]) -> str:
    return "[\n" + "".join(f"  {value},\n" for value in values) + "]"


def _number(value: float) -> str:
    """A number that reads back as the same, without the decimals that it does not have."""
    return str(int(value)) if value == int(value) else repr(value)


def _text(value: str) -> str:
    """A text in quotation marks; what TOML cannot hold as it is stands there by its number."""
    shown = (_ESCAPED.get(c) or (c if c.isprintable() else _code(c)) for c in value)
    return '"' + "".join(shown) + '"'


def _code(character: str) -> str:
    number = ord(character)
    if 0xD800 <= number < 0xE000:  # noqa: PLR2004 - half a character, which no text can hold
        number = 0xFFFD
    return f"\\u{number:04X}" if number < 0x10000 else f"\\U{number:08X}"  # noqa: PLR2004 - four digits
