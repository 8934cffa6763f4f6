"""What can be asked of the reminders in a short message, and the answer: for the command line.

The same whether an open window answers or the command line itself: messages and answers are
plain values for JSON. Times in them are ISO 8601 with offset.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from relaxapp.errors import RelaxappError
from relaxapp.reminders import rulebook
from relaxapp.reminders.machine import Status
from relaxapp.reminders.standing import Pause

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from relaxapp.reminders.desk import Desk
    from relaxapp.reminders.rule import Rule

Message = dict[str, Any]
KEY: Final = "reminders"
"""A message for the reminders names what it wants under this key."""
_FURTHEST: Final = timedelta(days=366)
"""A pause that ends later than this is "until I say"."""


def answer(service: Desk, message: Mapping[str, Any], now: datetime) -> Message:
    """Carry out a message; ``now`` is the local time, aware.

    ``said`` is what to tell the person, ``error`` what was wrong with the call. Never raises for
    what somebody may have sent.
    """
    act = _ACTS.get(str(message.get(KEY)))
    if act is None:
        return {"error": f'"{message.get(KEY)}" is nothing that reminders can do.'}
    try:
        return act(service, message, now)
    except RelaxappError as error:
        return {"error": str(error)}
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        return {"error": f"The message cannot be understood ({type(error).__name__})."}


def status(service: Desk, now: datetime) -> Message:
    """Return where everything stands, as ``relaxapp status --json`` tells it."""
    state = service.state
    pause = state.paused(now)
    return {
        "pause": None if pause is None else _pause(pause, now),
        "planned": [_pause(one, now) for one in state.planned if one.since > now],
        "reminders": [_standing(service, rule, now) for rule in service.rules],
        "problem": service.problem or None,
    }


def _standing(service: Desk, rule: Rule, now: datetime) -> Message:
    told = service.status(rule)
    at = service.next_of(rule) if rule.enabled else None
    standing = service.state.of(rule.id)
    held = service.hold if told is Status.HELD else None
    return {
        "id": rule.id,
        "title": rule.name,
        "enabled": rule.enabled,
        "state": str(told),
        "due": _local(at, now),
        "held_because": None if held is None else str(held),
        "snoozes_used": standing.snoozes,
    }


def _status(service: Desk, _message: Mapping[str, Any], now: datetime) -> Message:
    return {"status": status(service, now)}


def _rules(service: Desk, _message: Mapping[str, Any], _now: datetime) -> Message:
    plain: Any = rulebook.to_mapping(service.rules)["rules"]
    named = zip(plain, service.rules, strict=True)
    return {"rules": [{**one, "title": rule.name} for one, rule in named]}


def _enable(service: Desk, message: Mapping[str, Any], now: datetime) -> Message:
    on = message["on"] is True
    service.enable(message["id"], on=on)
    rule = service.rule(message["id"])
    return {"said": f"{rule.id} is {'on' if on else 'off'}{_next(service, rule, now)}"}


def _done(service: Desk, message: Mapping[str, Any], now: datetime) -> Message:
    service.done(message["id"])
    rule = service.rule(message["id"])
    return {"said": f"{rule.id} is done{_next(service, rule, now)}"}


def _skip(service: Desk, message: Mapping[str, Any], now: datetime) -> Message:
    service.skip(message["id"])
    rule = service.rule(message["id"])
    return {"said": f"{rule.id} is skipped{_next(service, rule, now)}"}


def _snooze(service: Desk, message: Mapping[str, Any], now: datetime) -> Message:
    minutes = message.get("minutes")
    if minutes is not None and (isinstance(minutes, bool) or not isinstance(minutes, int)):
        raise TypeError
    service.snooze(message["id"], minutes)
    rule = service.rule(message["id"])
    again = service.state.of(rule.id).again
    return {"said": f"{rule.id} is put off until {_clock(again, now)}"}


def _pause_now(service: Desk, message: Mapping[str, Any], now: datetime) -> Message:
    until = _instant(message.get("until"))
    if until is not None and until <= now:
        raise RelaxappError(f'"{_clock(until, now)}" is over already; a time to come is right.')
    _check_near(until, now)
    service.pause(until)
    return {"said": "Paused until you say: relaxapp resume" if until is None
            else f"Paused until {_clock(until, now)}"}  # fmt: skip


def _plan(service: Desk, message: Mapping[str, Any], now: datetime) -> Message:
    since, until = _instant(message["since"]), _instant(message["until"])
    if since is None or until is None:
        raise TypeError
    _check_near(until, now)
    label = message.get("label")
    service.plan(Pause(since, until, label if isinstance(label, str) else ""))
    return {"said": f"Pause planned from {_clock(since, now)} to {_clock(until, now)}"}


def _check_near(until: datetime | None, now: datetime) -> None:
    if until is not None and until - now > _FURTHEST:
        raise RelaxappError(
            f'"{until:%Y-%m-%d %H:%M}" is far ahead; a time within a year would be right,'
            " or a pause until you say."
        )


def _resume(service: Desk, _message: Mapping[str, Any], now: datetime) -> Message:
    was = service.state.paused(now)
    service.resume()
    return {"said": "Reminders were not paused" if was is None else "Reminders go on"}


_ACTS: Final[dict[str, Callable[[Desk, Mapping[str, Any], datetime], Message]]] = {
    "status": _status,
    "rules": _rules,
    "enable": _enable,
    "done": _done,
    "skip": _skip,
    "snooze": _snooze,
    "pause": _pause_now,
    "plan": _plan,
    "resume": _resume,
}


def _next(service: Desk, rule: Rule, now: datetime) -> str:
    at = service.next_of(rule) if rule.enabled else None
    return "" if at is None else f"; next {_clock(at, now)}"


def _pause(pause: Pause, now: datetime) -> Message:
    told: Message = {"since": _local(pause.since, now), "until": _local(pause.until, now)}
    return told | ({"label": pause.label} if pause.label else {})


def _instant(value: object) -> datetime | None:
    if value is None:
        return None
    at = datetime.fromisoformat(str(value))
    if at.tzinfo is None:
        raise ValueError
    return at


def _local(at: datetime | None, now: datetime) -> str | None:
    return None if at is None else at.astimezone(now.tzinfo).isoformat(timespec="seconds")


def _clock(at: datetime | None, now: datetime) -> str:
    if at is None:
        return ""
    local = at.astimezone(now.tzinfo)
    return f"{local:%H:%M}" if local.date() == now.date() else f"{local:%Y-%m-%d %H:%M}"
