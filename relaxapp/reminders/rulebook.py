"""Rules as plain values for JSON, and back: a wrong value costs itself alone, never the rest."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from relaxapp.reminders.rule import (
    DAY_MINUTES,
    EVERY_DAY,
    MOST_RULES,
    Aligned,
    At,
    Deed,
    Every,
    Mode,
    Rule,
    RuleError,
    Window,
    bundled,
    clock_text,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

VERSION: Final = 1


def to_mapping(rules: Sequence[Rule]) -> dict[str, object]:
    """Return plain values; :func:`from_mapping` gives the same rules back."""
    return {"version": VERSION, "rules": [_plain(rule) for rule in rules]}


def from_mapping(mapping: Mapping[str, object] | None) -> tuple[tuple[Rule, ...], tuple[str, ...]]:
    """Return the rules, the bundled ones first, and a sentence for each value that was wrong.

    What is missing or wrong is as it comes with relaxapp, and then the reminder is off: nothing
    reminds that was not asked for. Never raises.
    """
    problems: list[str] = []
    told: dict[str, Mapping[str, object]] = {}
    entries = (mapping or {}).get("rules", [])
    if not isinstance(entries, list):
        problems.append('"rules" is no list; the usual reminders apply, switched off.')
        entries = []
    if len(entries) > MOST_RULES:
        left_out = len(entries) - MOST_RULES
        problems.append(f"Only {MOST_RULES} reminders can be kept; {left_out} are left out.")
    for number, entry in enumerate(entries[:MOST_RULES], 1):
        if isinstance(entry, dict) and isinstance(entry.get("id"), str):
            told[entry["id"]] = entry
        else:
            problems.append(f"Reminder {number} has no id and is left out.")
    rules = [_read(rule, told.pop(rule.id, {}), problems) for rule in bundled()]
    for name, entry in told.items():
        try:
            base = Rule(name, Every(60), (Window(9 * 60, 18 * 60),), title=name)
        except RuleError as error:
            problems.append(f"A reminder is left out: {error}")
            continue
        rules.append(_read(base, entry, problems))
    return tuple(rules), tuple(problems)


def minutes_of(text: object) -> int:
    """Return the minutes since midnight of ``09:05``; ``24:00`` is 1440. Raises RuleError."""
    found = re.fullmatch(r"([0-9]{1,2}):([0-9]{2})", text) if isinstance(text, str) else None
    minutes = int(found[1]) * 60 + int(found[2]) if found and int(found[2]) < 60 else -1  # noqa: PLR2004 - minutes in an hour
    if not 0 <= minutes <= DAY_MINUTES:
        raise RuleError("time", text, "a time of the day such as 09:05")
    return minutes


def _plain(rule: Rule) -> dict[str, object]:
    match rule.mode:
        case Every(minutes):
            mode: dict[str, object] = {"every": minutes}
        case Aligned(minutes):
            mode = {"aligned": minutes}
        case At(times):
            mode = {"at": [clock_text(time) for time in times]}
    windows = [
        {"from": clock_text(w.start), "to": clock_text(w.end), "days": sorted(w.days)}
        for w in rule.windows
    ]
    return {
        "id": rule.id,
        "enabled": rule.enabled,
        "title": rule.title,
        "line": rule.line,
        "mode": mode,
        "windows": windows,
        "counts": sorted(rule.deeds),
        "button": rule.button,
        "session": rule.session,
        "amounts": list(rule.amounts),
        "away_minutes": rule.away_minutes,
        "snoozes": list(rule.snoozes),
        "snooze_cap": rule.snooze_cap,
        "sound": rule.sound,
    }


def _read(rule: Rule, entry: Mapping[str, object], problems: list[str]) -> Rule:
    """Return ``rule`` with what the entry says, value by value."""
    wrong = False
    for name, (field, read) in _FIELDS.items():
        if name not in entry:
            continue
        try:
            rule = rule.with_(**{field: read(entry[name])})
        except (RuleError, ValueError, TypeError, AttributeError, KeyError) as error:
            why = str(error) if isinstance(error, RuleError) else f"{name} cannot be read."
            problems.append(f'Reminder "{rule.id}": {why} It is switched off.')
            wrong = True
    return rule.with_(enabled=False) if wrong else rule


def _mode(value: Any) -> Mode:
    ((kind, told),) = value.items()
    if kind == "at":
        return At(tuple(minutes_of(time) for time in told))
    return Every(told) if {"every": True, "aligned": False}[kind] else Aligned(told)


def _windows(value: Any) -> tuple[Window, ...]:
    return tuple(
        Window(
            minutes_of(one["from"]),
            minutes_of(one["to"]),
            frozenset(one.get("days", EVERY_DAY)),
        )
        for one in value
    )


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


_FIELDS: Final[Mapping[str, tuple[str, Callable[[Any], object]]]] = {
    "enabled": ("enabled", _flag),
    "title": ("title", _text),
    "line": ("line", _text),
    "mode": ("mode", _mode),
    "windows": ("windows", _windows),
    "counts": ("deeds", lambda value: frozenset(Deed(one) for one in value)),
    "button": ("button", lambda value: None if value is None else Deed(value)),
    "session": ("session", _text),
    "amounts": ("amounts", tuple),
    "away_minutes": ("away_minutes", lambda value: value),
    "snoozes": ("snoozes", tuple),
    "snooze_cap": ("snooze_cap", lambda value: value),
    "sound": ("sound", _flag),
}
