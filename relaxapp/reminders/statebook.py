"""A state as plain values for JSON, and back; whatever cannot be read is as if never said."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from relaxapp.errors import RelaxappError
from relaxapp.reminders.standing import MOST_PLANNED, Pause, Standing, State

VERSION: Final = 1
_INSTANTS: Final = ("since", "again", "live", "done", "quiet")
_COUNTS: Final = ("snoozes", "ignored", "shown")
_MOST: Final = 10**9


def to_mapping(state: State, seen: datetime | None) -> dict[str, object]:
    """Return plain values; ``seen`` is the instant at which the program was last at work."""
    return {
        "version": VERSION,
        "seen": None if seen is None else seen.isoformat(),
        "standings": {name: _plain(one) for name, one in sorted(state.standings.items())},
        "pause": None if state.pause is None else _pause(state.pause),
        "planned": [_pause(one) for one in state.planned],
        "settle": None if state.settle is None else state.settle.isoformat(),
    }


def from_mapping(mapping: Mapping[str, object] | None) -> tuple[State, datetime | None]:
    """Return the state and when it was written, as far as they can be read; never raises."""
    told: Mapping[str, Any] = mapping or {}
    entries = told.get("standings")
    standings = {
        name: _standing(one)
        for name, one in (entries.items() if isinstance(entries, Mapping) else ())
        if isinstance(one, Mapping)
    }
    planned = told.get("planned")
    kept = [_read_pause(one) for one in (planned if isinstance(planned, list) else ())]
    state = State(
        standings,
        _read_pause(told.get("pause")),
        tuple(one for one in kept if one is not None and one.until is not None)[:MOST_PLANNED],
        _instant(told.get("settle")),
    )
    return state, _instant(told.get("seen"))


def _plain(one: Standing) -> dict[str, object]:
    told: dict[str, object] = {}
    for name in _INSTANTS:
        if (at := getattr(one, name)) is not None:
            told[name] = at.isoformat()
    if one.handled is not None:
        told["handled"] = one.handled.isoformat()
    return told | {name: getattr(one, name) for name in _COUNTS if getattr(one, name)}


def _standing(told: Mapping[str, object]) -> Standing:
    counts: dict[str, Any] = {}
    for name in _COUNTS:
        value = told.get(name)
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _MOST:
            counts[name] = value
    instants: dict[str, Any] = {name: _instant(told.get(name)) for name in _INSTANTS}
    handled = _moment(told.get("handled"))
    if handled is not None and handled.tzinfo is not None:
        handled = None
    return Standing(handled=handled, **instants, **counts)


def _pause(pause: Pause) -> dict[str, object]:
    until = None if pause.until is None else pause.until.isoformat()
    return {"since": pause.since.isoformat(), "until": until, "label": pause.label}


def _read_pause(told: object) -> Pause | None:
    if not isinstance(told, Mapping):
        return None
    since, until = _instant(told.get("since")), told.get("until")
    end = _instant(until)
    if since is None or (until is not None and end is None):
        return None
    label = told.get("label")
    with contextlib.suppress(RelaxappError):
        return Pause(since, end, label if isinstance(label, str) else "")
    return None


def _instant(value: object) -> datetime | None:
    at = _moment(value)
    return None if at is None or at.tzinfo is None else at.astimezone(UTC)


def _moment(value: object) -> datetime | None:
    if isinstance(value, str):
        # A year that is too early or late to be moved to another zone is no time of ours either.
        with contextlib.suppress(ValueError, OverflowError):
            at = datetime.fromisoformat(value)
            return at if 1970 < at.year < 9000 else None  # noqa: PLR2004 - far from both ends
    return None
