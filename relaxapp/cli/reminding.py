"""The verbs of the reminders: asked of the open relaxapp where there is one, else done here.

Where none is open, what is asked is written down, and holds from its next start on.
"""

import contextlib
import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from relaxapp.cli.speaking import DONE, as_json, tell
from relaxapp.cli.words import UsageError, whole
from relaxapp.errors import RelaxappError

if TYPE_CHECKING:
    from relaxapp.services import Services

_DAY: Final = 24 * 60
_LONGEST: Final = 7 * _DAY
"""Minutes; a longer pause is "until I say"."""


def add(verbs: Any) -> None:
    """Tell argparse the verbs of this module."""
    for name, told in (
        ("status", "where each reminder stands"),
        ("reminders", "list the reminders"),
    ):
        verbs.add_parser(name, help=told).add_argument(
            "--json", action="store_true", help="as JSON"
        )
    verbs.add_parser("next", help="say which reminder comes next, and when")
    for name, told in (
        ("enable", "switch a reminder on"),
        ("disable", "switch a reminder off"),
        ("done", "say that it was done now"),
        ("skip", "pass over what is due, or what comes next"),
    ):
        verbs.add_parser(name, help=told).add_argument("id", metavar="ID")
    snooze = verbs.add_parser("snooze", help="put a reminder off")
    snooze.add_argument("id", metavar="ID")
    snooze.add_argument("minutes", nargs="?", type=whole(1, _DAY), metavar="MIN")
    pause = verbs.add_parser(
        "pause", help="show no reminders: for 30m, 2h, 1h30m; until 15:00; 14:00-15:00; or open"
    )
    pause.add_argument("words", nargs="*", metavar="FOR | until T | FROM-TO [LABEL]")
    verbs.add_parser("resume", help="end a pause")


def _status(services: "Services", *, json: bool) -> int:
    told = _ask(services, {"reminders": "status"})["status"]
    if json:
        print(as_json(told))
        return DONE
    pause = told["pause"]
    if pause is not None:
        print(f"Paused until {pause['until'] or 'you say: relaxapp resume'}")
    for one in told["planned"]:
        print(f"Pause planned: {one['since']} to {one['until']} {one.get('label', '')}".rstrip())
    for one in told["reminders"]:
        state = one["state"].replace("_", " ")
        why = f" ({one['held_because'].replace('_', ' ')})" if one["held_because"] else ""
        due = f", {one['due'][:16].replace('T', ' ')}" if one["due"] else ""
        print(f"{one['id']:<12} {state}{why}{due}")
    return DONE


def _reminders(services: "Services", *, json: bool) -> int:
    rules = _ask(services, {"reminders": "rules"})["rules"]
    if json:
        print(as_json(rules))
        return DONE
    for rule in rules:
        ((kind, told),) = rule["mode"].items()
        mode = ", ".join(told) if kind == "at" else f"{kind} {told} min"
        print(f"{rule['id']:<12} {'on ' if rule['enabled'] else 'off'} {mode:<22} {rule['title']}")
    return DONE


def _next(services: "Services") -> int:
    told = _ask(services, {"reminders": "status"})["status"]
    coming = [one for one in told["reminders"] if one["due"]]
    if not coming:
        print("No reminder comes.")
        return DONE
    first = min(coming, key=lambda one: datetime.fromisoformat(one["due"]))
    print(f"{first['id']} at {first['due'][:16].replace('T', ' ')}: {first['title']}")
    return DONE


def _said(services: "Services", message: dict[str, Any]) -> int:
    print(_ask(services, message)["said"])
    return DONE


def _act(name: str, **more: Any) -> Callable[..., int]:
    def run(services: "Services", id: str, minutes: int | None = None) -> int:  # noqa: A002 - named after the argument
        message = {"reminders": name, "id": id, **more}
        return _said(services, message if minutes is None else {**message, "minutes": minutes})

    return run


def _pause(services: "Services", words: list[str]) -> int:
    now = _now(services)
    match words:
        case []:
            return _said(services, {"reminders": "pause", "until": None})
        case ["until", told]:
            until = _time(told, now, services)
        case [told] if re.fullmatch(r"(?=.)(?:[0-9]{1,4}h)?(?:[0-9]{1,5}m(?:in)?)?", told):
            until = now + timedelta(minutes=_length(told))
        case [span, *label] if span.count("-") == 1 and ":" in span:
            return _plan(services, span, " ".join(label), now)
        case _:
            told = " ".join(words)
            raise UsageError(
                f'"{told}": 30m, 2h, 1h30m, until 15:00, until tomorrow, 14:00-15:00 meeting, or'
                " nothing for a pause until you say, would be right"
            )
    return _said(services, {"reminders": "pause", "until": until.isoformat()})


def _plan(services: "Services", span: str, label: str, now: datetime) -> int:
    begin, _, end = span.partition("-")
    since = _time(begin, now - timedelta(days=1), services)
    until = _time(end, since, services)
    if ":" not in begin or until <= now:  # else it goes on already, and the rest of it is meant
        since = _time(begin, now - timedelta(minutes=1), services)
        until = _time(end, since, services)
    message = {"since": since.isoformat(), "until": until.isoformat(), "label": label}
    return _said(services, {"reminders": "plan", **message})


def _resume(services: "Services") -> int:
    return _said(services, {"reminders": "resume"})


def _length(told: str) -> int:
    found = re.fullmatch(r"(?:([0-9]+)h)?(?:([0-9]+)m(?:in)?)?", told)
    minutes = int(found[1] or 0) * 60 + int(found[2] or 0) if found else 0
    if not 1 <= minutes <= _LONGEST:
        raise UsageError(
            f'"{told}": 1m to {_LONGEST // 60}h would be right, or nothing for as long as you like'
        )
    return minutes


def _time(told: str, after: datetime, services: "Services") -> datetime:
    """Return the next time after ``after`` that was meant."""
    if told == "tomorrow":
        return _tomorrow(after, services)
    if found := re.fullmatch(r"([01]?[0-9]|2[0-3]):([0-5][0-9])", told):
        at = after.replace(hour=int(found[1]), minute=int(found[2]), second=0, microsecond=0)
        return at if at > after else at + timedelta(days=1)
    with contextlib.suppress(ValueError):
        at = datetime.fromisoformat(told)
        if len(told) > len("2026-03-14"):
            return at if at.tzinfo else at.replace(tzinfo=after.tzinfo)
    raise UsageError(f'"{told}": a time such as 15:00, 2026-03-14T15:00 or tomorrow is right')


def _tomorrow(now: datetime, services: "Services") -> datetime:
    from relaxapp.cli.opened import here

    hour = here(services).boundary
    day = (now - timedelta(hours=hour)).date() + timedelta(days=1)
    return datetime(day.year, day.month, day.day, hour, tzinfo=now.tzinfo)


def _now(services: "Services") -> datetime:
    from relaxapp.reminder_services import zone_here

    now = services.clock.now()
    return now.astimezone(zone_here(services)(now))


def _ask(services: "Services", message: dict[str, Any]) -> dict[str, Any]:
    """Return the answer of the open relaxapp or, where there is none, our own."""
    from relaxapp.adapters import channel, paths

    folder = paths.locate(services.data_dir, services.env).data_dir
    told = channel.ask(folder, message) if folder.is_dir() else None
    if told is None:
        told = _answer_here(services, message)
    if "error" in told:
        raise RelaxappError(str(told["error"]))
    return told


def _answer_here(services: "Services", message: dict[str, Any]) -> dict[str, Any]:
    from relaxapp.adapters import instance
    from relaxapp.reminders import commands

    # Reading is to leave no trace, and neither is what cannot be done.
    with _reminders_here(services, rehearsed=True) as service:
        told = commands.answer(service, message, _now(services))
    if message["reminders"] in {"status", "rules"} or "error" in told:
        return told
    lock = instance.acquire(services.paths.data_dir)
    if lock is None:
        raise RelaxappError("relaxapp is open but does not answer; please try again in a moment.")
    try:
        with _reminders_here(services) as service:
            told = commands.answer(service, message, _now(services))
    finally:
        lock.release()
    if message.get("on") and "error" not in told:
        tell("relaxapp is not open; it reminds once it is (relaxapp --background).")
    return told


@contextlib.contextmanager
def _reminders_here(services: "Services", *, rehearsed: bool = False) -> Iterator[Any]:
    from relaxapp.adapters import paths
    from relaxapp.cli.opened import here, read, written
    from relaxapp.reminder_services import make_reminders

    places = paths.locate(services.data_dir, services.env)
    writing = False

    @contextlib.contextmanager
    def opened() -> Iterator[Any]:
        with written(services) if writing else read(services) as store:
            yield store

    service = make_reminders(
        services, places, opened, lambda: here(services).boundary, rehearsed=rehearsed
    )
    service.catch_up()
    writing = not rehearsed
    yield service


VERBS: dict[str, Callable[..., int]] = {
    "status": _status,
    "reminders": _reminders,
    "next": _next,
    "enable": _act("enable", on=True),
    "disable": _act("enable", on=False),
    "done": _act("done"),
    "skip": _act("skip"),
    "snooze": _act("snooze"),
    "pause": _pause,
    "resume": _resume,
}
