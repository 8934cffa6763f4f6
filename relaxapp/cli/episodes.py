"""The verbs of episodes: log one, live or past, and look them up.

What only a verb needs is imported by it: an answer should take no longer than a keystroke.
"""

import argparse
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from relaxapp import body
from relaxapp.cli.speaking import DONE, as_json, tell
from relaxapp.cli.words import UsageError, as_day, day_told, number, whole
from relaxapp.errors import RelaxappError
from relaxapp.journal.vocabulary import BodyState, Kind

if TYPE_CHECKING:
    from relaxapp.journal.entries import Episode
    from relaxapp.journal.store import Store
    from relaxapp.journal.transfer_reading import Here
    from relaxapp.services import Services

MOST_SECONDS: Final = 7 * 24 * 3600


def add(verbs: Any) -> None:
    """Tell argparse the verbs of this module."""
    _add_log(verbs)
    listing = verbs.add_parser("episodes", help="list the episodes")
    listing.add_argument("--since", type=day_told, metavar="D", help="the first day, as 2026-03-14")
    listing.add_argument("--until", type=day_told, metavar="D", help="the last day")
    listing.add_argument("--site", type=_site, metavar="S", help="there, or on a part of it")
    listing.add_argument("--side", choices=[str(side) for side in body.Side])
    listing.add_argument("--kind", choices=[str(kind) for kind in Kind])
    listing.add_argument("--tag", metavar="T", help="what came before, a feeling or a sign")
    listing.add_argument("--text", default="", metavar="T", help="words of the note")
    listing.add_argument("--json", action="store_true", help="as JSON")


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


def _site(text: str) -> str:
    if not body.is_site(text):
        raise argparse.ArgumentTypeError(_no_site(text))
    return text


def _no_site(text: str) -> str:
    return f'"{text}": {body.UnknownSite(text)} "relaxapp sites" lists them all.'


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
    since, until = as_day(asked["since"], now), as_day(asked["until"], now)
    if since and until and until < since:
        raise UsageError(f"--until {until}: {since} (--since) or later would be right")
    wanted = EpisodeFilter(
        since=since,
        until=until,
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


VERBS: Final[dict[str, Callable[..., int]]] = {"log": _log, "episodes": _episodes}
