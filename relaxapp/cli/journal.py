"""The verbs of the journal: log and look up, each of them done when it says so.

What only some verbs need is imported by them: an answer should take no longer than a keystroke.
"""

import argparse
import contextlib
from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from relaxapp import body
from relaxapp.cli.speaking import DONE, as_json, tell
from relaxapp.cli.words import UsageError, number, whole
from relaxapp.errors import RelaxappError
from relaxapp.journal.vocabulary import BodyState, DayStatus, Kind

if TYPE_CHECKING:
    from relaxapp.journal.entries import Episode
    from relaxapp.journal.store import Store
    from relaxapp.journal.transfer_reading import Here
    from relaxapp.services import Services

USUAL_ML: Final = 250
"""A glass: what `drink` without an amount stands for."""
MOST_SECONDS: Final = 7 * 24 * 3600
FIGURES: Final = ("caffeine_mg", "alcohol_units", "sleep_hours", "hard_exercise", "stress")


def add(verbs: Any) -> None:
    """Tell argparse the verbs of this module."""
    _add_log(verbs)
    listing = verbs.add_parser("episodes", help="list the episodes")
    listing.add_argument("--since", type=_day, metavar="D", help="the first day, as 2026-03-14")
    listing.add_argument("--until", type=_day, metavar="D", help="the last day")
    listing.add_argument("--site", type=_site, metavar="S", help="there, or on a part of it")
    listing.add_argument("--side", choices=[str(side) for side in body.Side])
    listing.add_argument("--kind", choices=[str(kind) for kind in Kind])
    listing.add_argument("--tag", metavar="T", help="what came before, a feeling or a sign")
    listing.add_argument("--text", default="", metavar="T", help="words of the note")
    listing.add_argument("--json", action="store_true", help="as JSON")

    drink = verbs.add_parser("drink", help="log a drink")
    drink.add_argument("ml", nargs="?", type=whole(1, 10_000), default=USUAL_ML, metavar="ML")
    drink.add_argument("--at", metavar="ISO")

    moved = verbs.add_parser("moved", help="log a movement break")
    moved.add_argument("--at", metavar="ISO")

    _add_day(verbs)
    trash = verbs.add_parser("trash", help="list what was deleted; or delete, or restore")
    trash.add_argument("ids", nargs="*", metavar="ID")
    trash.add_argument("--restore", action="store_true", help="take them out again")
    trash.add_argument("--json", action="store_true", help="as JSON")

    verbs.add_parser("undo", help="take back the last change of the journal")
    verbs.add_parser("redo", help="do it once more")
    sites = verbs.add_parser("sites", help="list the places on the body")
    sites.add_argument("--json", action="store_true", help="as JSON")


def _add_log(verbs: Any) -> None:
    log = verbs.add_parser("log", help="log an episode", rest="sites")
    # Checked later: the value of an unknown option would be taken for a site first.
    log.add_argument("sites", nargs="*", metavar="SITE")
    log.add_argument("--at", metavar="ISO", help="when it began, else now")
    ended = log.add_mutually_exclusive_group()
    ended.add_argument("--end", metavar="ISO", help="when it ended")
    ended.add_argument(
        "--duration",
        type=number(0, MOST_SECONDS),
        metavar="S",
        help="seconds; without --at it has just ended",
    )
    log.add_argument("--intensity", type=whole(0, 10), metavar="0-10")
    log.add_argument("--worry", type=whole(0, 10), metavar="0-10")
    log.add_argument("--kind", choices=[str(kind) for kind in Kind])
    log.add_argument("--state", choices=[str(state) for state in BodyState])
    log.add_argument("--before", action="append", metavar="TAG", help="what came before")
    log.add_argument("--feeling", dest="feelings", action="append", metavar="TAG")
    log.add_argument("--note", metavar="T")
    live = log.add_mutually_exclusive_group()
    live.add_argument("--start", action="store_true", help="it goes on: --stop will end it")
    live.add_argument("--stop", action="store_true", help="end the one that was started last")
    log.add_argument("--json", action="store_true", help="answer with the entry as JSON")


def _add_day(verbs: Any) -> None:
    day = verbs.add_parser("day", help="say how much of a day the journal holds")
    day.add_argument("day", nargs="?", type=_day, metavar="D")
    status = day.add_mutually_exclusive_group()
    for one in DayStatus:
        status.add_argument(f"--{one}", dest="status", action="store_const", const=one)
    day.add_argument("--caffeine-mg", type=whole(0, 10_000), metavar="MG")
    day.add_argument("--alcohol-units", type=number(0, 100), metavar="N")
    day.add_argument("--sleep-hours", type=number(0, 24), metavar="H")
    day.add_argument("--hard-exercise", choices=("yes", "no"))
    day.add_argument("--stress", type=whole(0, 10), metavar="0-10")
    day.add_argument("--json", action="store_true", help="as JSON")


def _site(text: str) -> str:
    if not body.is_site(text):
        raise argparse.ArgumentTypeError(_no_site(text))
    return text


def _no_site(text: str) -> str:
    return f'"{text}": {body.UnknownSite(text)} "relaxapp sites" lists them all.'


def _day(text: str) -> date | str:
    if text in {"today", "yesterday"}:
        return text
    with contextlib.suppress(ValueError):
        if len(text) == len("2026-03-14"):
            return date.fromisoformat(text)
    raise argparse.ArgumentTypeError(
        f'"{text}": a day such as 2026-03-14, today or yesterday would be right'
    )


def _log(services: "Services", *, json: bool, start: bool, stop: bool, **told: Any) -> int:
    from relaxapp.cli.opened import here, written

    for site in told["sites"]:
        if not body.is_site(site):
            raise UsageError(f"SITE {_no_site(site)}")
    around = here(services)
    if start or stop:
        for name in ("end", "duration"):
            if told[name] is not None:
                verb = "--start" if start else "--stop"
                raise UsageError(f"--{name}: without it, or without {verb}, would be right")
    episode = None if stop else _episode(services, around, told, live=start)
    with written(services) as store:
        episode = _stopped(services, store, around, told) if episode is None else store.add(episode)
    _answer(episode, "Stopped" if stop else "Started" if start else "Saved", json=json)
    return DONE


def _answer(episode: "Episode", done: str, *, json: bool) -> None:
    from relaxapp.journal.transfer_values import values_of

    if json:
        print(as_json(values_of(episode)))
    else:
        print(f"{done}: {_line(episode)}  ({episode.id})")


def _episode(
    services: "Services", around: "Here", told: dict[str, Any], *, live: bool
) -> "Episode":
    """Return the episode that the words of `log` describe."""
    from relaxapp.journal.entries import Episode, refuse_future
    from relaxapp.journal.ids import uuid7

    now = services.clock.now()
    lasted = None if told["duration"] is None else timedelta(seconds=told["duration"])
    began = now - (lasted or timedelta())
    when = around.lived(began) if told["at"] is None else around.when(told["at"], "--at")
    end = None if told["end"] is None else around.when(told["end"], "--end").at
    episode = Episode(
        uuid7(now),
        when,
        when.at + lasted if lasted is not None else end,
        open=live,
        sites=tuple(told["sites"]),
        **_details(told),
    )
    refuse_future(episode, now)
    return episode


def _details(told: dict[str, Any]) -> dict[str, Any]:
    """Return what was said beside the time and the place."""
    given: dict[str, Any] = {
        name: told[name] for name in ("intensity", "worry", "note") if told[name] is not None
    }
    if told["kind"]:
        given["kind"] = Kind(told["kind"])
    if told["state"]:
        given["state"] = BodyState(told["state"])
    for name in ("before", "feelings"):
        if told[name]:
            given[name] = tuple(told[name])
    return given


def _stopped(
    services: "Services", store: "Store", around: "Here", told: dict[str, Any]
) -> "Episode":
    """End the episode that was started last, of those at the sites that were named, if any."""
    from dataclasses import replace

    live = [
        episode
        for episode in store.open_episodes()
        if not told["sites"] or set(told["sites"]) & set(episode.sites)
    ]
    if not live:
        where = f" at {', '.join(told['sites'])}" if told["sites"] else ""
        raise RelaxappError(f"--stop: no episode goes on{where}; --start begins one")
    at = services.clock.now() if told["at"] is None else around.when(told["at"], "--at").at
    details = _details(told)
    with store.step("Stop an episode"):
        episode = store.stop_episode(live[-1].id, at)
        if details:
            episode = store.update(replace(episode, **details))
    if len(live) > 1:
        tell(f"{len(live) - 1} more still going on: --stop SITE chooses which to end.")
    return episode


def _line(episode: "Episode") -> str:
    """An episode on one line, for people."""
    parts = [f"{episode.when.local:%Y-%m-%d %H:%M}"]
    if episode.open:
        parts.append("still going on")
    elif episode.duration is not None:
        parts.append(f"{round(episode.duration.total_seconds(), 1):g} s")
    parts.append(", ".join(body.label(site) for site in episode.sites))
    parts.append(str(episode.kind or ""))
    parts.append("" if episode.intensity is None else f"intensity {episode.intensity}")
    parts.append(" ".join(episode.note.split()))
    return " · ".join(part for part in parts if part)


def _episodes(services: "Services", *, json: bool, **asked: Any) -> int:
    from relaxapp.cli.opened import here, read, today
    from relaxapp.journal.filters import EpisodeFilter

    now = today(services, here(services))
    wanted = EpisodeFilter(
        since=_as_day(asked["since"], now),
        until=_as_day(asked["until"], now),
        site=asked["site"],
        side=body.Side(asked["side"]) if asked["side"] else None,
        kind=Kind(asked["kind"]) if asked["kind"] else None,
        tag=asked["tag"],
        text=asked["text"],
    )
    with read(services) as store:
        found = () if store is None else store.episodes(wanted)[::-1]
    if json:
        from relaxapp.journal.transfer_values import values_of

        print(as_json([values_of(episode) for episode in found]))
        return DONE
    for episode in found:
        print(_line(episode))
    return DONE


def _as_day(told: date | str | None, now: date) -> date | None:
    if told == "today":
        return now
    return now - timedelta(days=1) if isinstance(told, str) else told


def _drink(services: "Services", ml: int, at: str | None) -> int:
    from relaxapp.cli.opened import here, written
    from relaxapp.journal.entries import Drink
    from relaxapp.journal.ids import uuid7

    now, around = services.clock.now(), here(services)
    when = around.lived(now) if at is None else around.when(at, "--at")
    with written(services) as store:
        drink = store.add(Drink(uuid7(now), when, ml))
        drunk = sum(one.ml or 0 for one in store.drinks(when.day, when.day))
    print(f"Saved: {drink.when.local:%Y-%m-%d %H:%M} · {ml} ml; {drunk} ml that day")
    return DONE


def _moved(services: "Services", at: str | None) -> int:
    from relaxapp.cli.opened import here, written
    from relaxapp.journal.entries import Movement
    from relaxapp.journal.ids import uuid7

    now, around = services.clock.now(), here(services)
    when = around.lived(now) if at is None else around.when(at, "--at")
    with written(services) as store:
        movement = store.add(Movement(uuid7(now), when))
    print(f"Saved: {movement.when.local:%Y-%m-%d %H:%M} · moved")
    return DONE


def _day_verb(
    services: "Services",
    day: date | str | None,
    status: DayStatus | None,
    *,
    json: bool,
    **figures: Any,
) -> int:
    from dataclasses import replace

    from relaxapp.cli.opened import here, read, today, written
    from relaxapp.journal import days
    from relaxapp.journal.entries import DayRecord, refuse_future
    from relaxapp.journal.filters import EpisodeFilter

    now = today(services, here(services))
    lived = _as_day(day, now) or now
    given = {name: value for name, value in figures.items() if value is not None}
    if "hard_exercise" in given:
        given["hard_exercise"] = given["hard_exercise"] == "yes"
    refuse_future(DayRecord(lived), services.clock.now(), now)
    if status is None and not given:
        with read(services) as kept:
            record = DayRecord(lived) if kept is None else kept.day(lived)
    else:
        with written(services) as store, store.step(f"Change {lived}"):
            record = store.day(lived)
            if status is not None:
                logged = store.count(EpisodeFilter(since=lived, until=lived))
                record = days.marked(record, lived, status, now, logged)
            record = store.set_day(replace(record, **given))
    _answer_day(record, json=json)
    return DONE


def _answer_day(record: Any, *, json: bool) -> None:
    from relaxapp.journal.transfer_values import values_of

    values = values_of(record)
    if json:
        print(as_json(values))
        return
    told = [f"{name} {values[name]}" for name in FIGURES if values[name] is not None]
    provisional = " (until the day is over)" if record.provisional else ""
    print(" · ".join([f"{record.day} {record.status}{provisional}", *told]))


def _trash(services: "Services", ids: list[str], *, restore: bool, json: bool) -> int:
    from relaxapp.cli.opened import read, written
    from relaxapp.journal.transfer_values import kind_of, values_of

    if ids:
        with written(services) as store, store.step("Restore" if restore else "Delete"):
            for one in ids:
                if not (store.restore_from_trash([one]) if restore else store.trash([one])):
                    where = 'in the trash; "relaxapp trash"' if restore else "in the journal;"
                    listed = "" if restore else ' "relaxapp episodes --json"'
                    raise UsageError(
                        f'ID "{one}": there is no such entry {where}{listed} lists ids'
                    )
        print(f"{'Restored' if restore else 'Deleted'}: {len(ids)}")
        return DONE
    if restore:
        raise UsageError("--restore: the ids of what to take out would be right")
    with read(services) as kept:
        found = () if kept is None else kept.trashed()
    rows = [
        {"type": kind_of(one.entry), "deleted": one.deleted.isoformat(), **values_of(one.entry)}
        for one in found
    ]
    if json:
        print(as_json(rows))
        return DONE
    for row in rows:
        print(f"{row['id']}  {row['type']}  {row.get('start') or row.get('at') or ''}")
    return DONE


def _undo(services: "Services") -> int:
    return _turn(services, "undo", "Undone")


def _redo(services: "Services") -> int:
    return _turn(services, "redo", "Done again")


def _turn(services: "Services", verb: str, done: str) -> int:
    from relaxapp.cli.opened import read

    with read(services) as store:
        label = getattr(store, verb)() if store is not None else None
    if label is None:
        raise RelaxappError(f"{verb}: there is nothing to {verb}")
    print(f"{done}: {label}")
    return DONE


def _sites(_: "Services", *, json: bool) -> int:
    rows: list[dict[str, Any]] = [
        {"id": one.id, "label": one.label, "side": one.side, "regions": [one.id]}
        for one in body.REGIONS.values()
    ]
    rows += [
        {
            "id": one.id,
            "label": one.label,
            "side": one.id.partition(".")[2] or None,
            "regions": list(one.regions),
        }
        for one in body.GROUPS.values()
        if one.id not in body.REGIONS
    ]
    if json:
        print(as_json(rows))
        return DONE
    width = max(len(row["id"]) for row in rows)
    for row in rows:
        print(f"{row['id']:{width}}  {row['label']}")
    return DONE


VERBS: Final[dict[str, Callable[..., int]]] = {
    "log": _log,
    "episodes": _episodes,
    "drink": _drink,
    "moved": _moved,
    "day": _day_verb,
    "trash": _trash,
    "undo": _undo,
    "redo": _redo,
    "sites": _sites,
}
