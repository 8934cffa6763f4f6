"""Which episodes a person asks for, and the conditions of SQL that find them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from relaxapp import body
from relaxapp.journal.rows import fold, instant

if TYPE_CHECKING:
    from datetime import datetime

    from relaxapp.journal.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class EpisodeFilter:
    """What episodes have to be like; what is None or empty is not asked.

    ``since`` and ``until`` are days as lived, both included. ``site`` finds what was logged
    there or on a part of it; ``side`` what touches that side of the body. ``tag`` is an id or
    own word from what came before, the feelings or the signs. Each word of ``text`` has to be in
    the note or in own words, in whatever case. Who gave no intensity is not within any range.
    """

    since: date | None = None
    until: date | None = None
    site: str | None = None
    side: body.Side | None = None
    kind: Kind | None = None
    tag: str | None = None
    text: str = ""
    intensity_min: int | None = None
    intensity_max: int | None = None


def sites_within(site: str) -> frozenset[str]:
    """Return every site that lies in ``site``, itself included; raise UnknownSite."""
    whole = body.expand(site)
    return frozenset(one for one, parts in _extents().items() if parts <= whole)


@cache
def sites_on(side: body.Side) -> frozenset[str]:
    """Return every site of which a part is on that side."""
    return frozenset(
        one
        for one, parts in _extents().items()
        if any(body.REGIONS[part].side is side for part in parts)
    )


@cache
def _extents() -> dict[str, frozenset[str]]:
    return {one: body.expand(one) for one in (*body.REGIONS, *body.GROUPS)}


def conditions(
    wanted: EpisodeFilter, before_key: tuple[datetime, str] | None = None
) -> tuple[str, list[object]]:
    """Return a WHERE clause for the table of episodes, and its parameters.

    ``before_key`` is the key of the last episode already seen, newest first.
    """
    # Spelt as in the partial indexes, which are else not used.
    parts, values = ["deleted IS NULL"], list[object]()

    def ask(condition: str, *parameters: object) -> None:
        parts.append(condition)
        values.extend(parameters)

    if before_key is not None:
        ask("(at, id) < (?, ?)", instant(before_key[0]), before_key[1])
    for term in wanted.text.split():
        ask("folded <> '' AND instr(folded, ?)", fold(term))
    # The index is by instant, from which a day as lived is never further than this.
    if wanted.since is not None:
        ask("day >= ? AND at >= ?", wanted.since.isoformat(), _about(wanted.since, -1))
    if wanted.until is not None:
        ask("day <= ? AND at < ?", wanted.until.isoformat(), _about(wanted.until, 3))
    for condition, value in (
        ("kind = ?", wanted.kind),
        ("intensity >= ?", wanted.intensity_min),
        ("intensity <= ?", wanted.intensity_max),
        ("number IN (SELECT episode FROM episode_word WHERE word = ?)", wanted.tag),
    ):
        if value is not None:
            ask(condition, value)
    for sites in (
        wanted.site and sites_within(wanted.site),
        wanted.side and sites_on(wanted.side),
    ):
        if sites:
            ask(*_among(sites))
    return f"WHERE {' AND '.join(parts)}", values


def _among(sites: frozenset[str]) -> tuple[str, ...]:
    places = ", ".join("?" * len(sites))
    return (
        f"number IN (SELECT episode FROM episode_site WHERE site IN ({places}))",  # noqa: S608 - only placeholders
        *sorted(sites),
    )


def _about(day: date, days: int) -> str:
    """Return the start of a day some days away as text to compare instants with."""
    try:
        return (day + timedelta(days=days)).isoformat()
    except OverflowError:
        return "" if days < 0 else "~"
