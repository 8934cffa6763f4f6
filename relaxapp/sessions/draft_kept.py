"""A draft as plain values, for the file that keeps it while it is not a session yet.

A script would not do: half a sentence, or a title still to be found, are no sound script.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from relaxapp.body import GROUPS
from relaxapp.sessions.draft import Draft, Part
from relaxapp.sessions.script import (
    BreathKind,
    BreathPhase,
    Choice,
    Line,
    Option,
    Slider,
    Step,
    StepKind,
)

_TEXTS: Final = ("title", "technique", "purpose", "suits", "source", "licence", "saved_as")


def to_mapping(draft: Draft) -> dict[str, object]:
    """Plain values that `from_mapping` makes the same draft of."""
    made: dict[str, object] = {name: getattr(draft, name) for name in _TEXTS}
    made |= {
        "ambience": draft.ambience,
        "cautions": list(draft.cautions),
        "covered": sorted(draft.covered),
        "card": draft.card,
        "mirrors": draft.mirrors,
        "fresh": draft.fresh,
        "parts": [{"key": part.key, "items": [_plain(item) for item in part.items]}
                  for part in draft.parts],
    }  # fmt: skip
    return made


def from_mapping(kept: object) -> Draft | None:
    """The draft of such values; None for anything else, which a file may hold as well."""
    if not isinstance(kept, Mapping):
        return None
    try:
        return _draft(kept)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _plain(item: Step | Choice) -> dict[str, Any]:
    made = asdict(item)
    made.pop("path", None)
    if isinstance(item, Choice):
        for option in made["options"]:
            for step in option["steps"]:
                step.pop("path")
    return made


def _draft(kept: Mapping[str, Any]) -> Draft:
    parts = tuple(
        Part(int(part["key"]), tuple(_item(item) for item in part["items"]))
        for part in kept["parts"]
    )
    keys = [part.key for part in parts]
    if len(set(keys)) != len(keys) or not all(part.items for part in parts):
        raise ValueError("parts that cannot be told apart, or without steps")
    ambience = kept["ambience"]
    return Draft(
        **{name: _text(kept[name]) for name in _TEXTS},
        parts=parts,
        ambience=None if ambience is None else _text(ambience),
        cautions=tuple(_text(one) for one in kept["cautions"]),
        covered=frozenset(_text(one) for one in kept["covered"]),
        card=kept["card"] is True,
        mirrors=kept["mirrors"] is True,
        fresh=max([int(kept["fresh"]), *(key + 1 for key in keys)]),
    )


def _item(kept: Mapping[str, Any]) -> Step | Choice:
    if "options" not in kept:
        return _step(kept)
    options = tuple(
        Option(_text(one["id"]), _text(one["label"]), tuple(_step(s) for s in one["steps"]))
        for one in kept["options"]
    )
    return Choice(_text(kept["name"]), _text(kept["label"]), options)


def _step(kept: Mapping[str, Any]) -> Step:
    group = kept["group"]
    if group is not None and group not in GROUPS:
        raise ValueError("no group")
    slider = kept["slider"]
    effort, sound = kept["effort"], kept["sound"]
    return Step(
        kind=StepKind(kept["kind"]),
        title=_text(kept["title"]),
        seconds=_seconds(kept["seconds"]),
        low=_seconds(kept["low"]),
        high=_seconds(kept["high"]),
        path=(),
        slider=None if slider is None else Slider(slider),
        group=group,
        lines=_lines(kept["lines"]),
        gap=float(kept["gap"]),
        effort=None if effort is None else float(effort),
        sound=None if sound is None else _text(sound),
        cycles=int(kept["cycles"]),
        coach=int(kept["coach"]),
        phases=tuple(
            BreathPhase(
                BreathKind(one["kind"]), _seconds(one["seconds"]),
                None if one["line"] is None else _lines([one["line"]])[0],
            )
            for one in kept["phases"]
        ),
        waking=kept["waking"] is True,
    )  # fmt: skip


def _lines(kept: Sequence[Mapping[str, Any]]) -> tuple[Line, ...]:
    return tuple(
        Line(
            _text(one["text"]),
            None if one["at"] is None else float(one["at"]),
            tuple(_text(other) for other in one.get("others", ())),
        )
        for one in kept
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def _seconds(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 1e6:  # noqa: PLR2004 - days; a script knows its own limits
        raise ValueError("no length")
    return float(value)
