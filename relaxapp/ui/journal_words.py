"""How the journal's values read: labels of the vocabulary, times and sites in a few words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from relaxapp import body
from relaxapp.journal import vocabulary
from relaxapp.ui.ports import Named

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from relaxapp.ui.journal_ports import EpisodeCard


def tr(words: str) -> str:
    """Return words in the person's language."""
    return QCoreApplication.translate("journal", words)


def kinds() -> tuple[Named, ...]:
    """Return what sorts of spasm there are."""
    return tuple(Named(str(key), tr(label)) for key, label in vocabulary.KINDS.items())


def states() -> tuple[Named, ...]:
    """Return what the body may have been doing."""
    return tuple(Named(str(key), tr(label)) for key, label in vocabulary.STATES.items())


def befores() -> tuple[Named, ...]:
    """Return what may have come before; a person adds words of their own."""
    return tuple(Named(key, tr(label)) for key, label in vocabulary.BEFORES.items())


def feelings() -> tuple[Named, ...]:
    """Return what may have been felt."""
    return tuple(Named(key, tr(label)) for key, label in vocabulary.FEELINGS.items())


def reliefs() -> tuple[Named, ...]:
    """Return what may have been tried."""
    return tuple(Named(key, tr(label)) for key, label in vocabulary.RELIEFS.items())


def kind(given: str) -> str:
    """Return the label of a kind, or nothing."""
    return next((one.label for one in kinds() if one.id == given), "")


def word(given: str) -> str:
    """Return the label of a tag; a person's own word is its own."""
    return tr(vocabulary.word(given))


def site(given: str) -> str:
    """Return what a site is called."""
    return QCoreApplication.translate("body", body.label(given)) if body.is_site(given) else given


def sites(given: Iterable[str]) -> str:
    """Return sites as a list in words."""
    return ", ".join(site(one) for one in given)


def clock(at: datetime) -> str:
    """Return ``14:36``."""
    return f"{at:%H:%M}"


def day(given: date, today: date) -> str:
    """Return "Today", "Yesterday", or the day with as much of its date as is needed."""
    ago = (today - given).days
    if ago == 0:
        return tr("Today")
    if ago == 1:
        return tr("Yesterday")
    months = tr("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec").split()
    told = f"{weekday(given)} {given.day} {months[given.month - 1]}"
    return told if given.year == today.year else f"{told} {given.year}"


def weekday(given: date) -> str:
    """Return "Mon" or another."""
    names = (tr("Mon"), tr("Tue"), tr("Wed"), tr("Thu"), tr("Fri"), tr("Sat"), tr("Sun"))
    return names[given.weekday()]


def when(counts: date, at: datetime, today: date) -> str:
    """Return "Yesterday, 22:10" for what counts to a day.

    The small hours count to the day before; they are told by the date that they bear.
    """
    told = day(counts if counts == today else at.date(), today)
    return f"{told}, {clock(at)}"


def hour(counts: date, at: datetime) -> str:
    """Return the time beside the day that it counts to: "Fri 03:10" where it bears another."""
    return clock(at) if at.date() == counts else f"{weekday(at.date())} {clock(at)}"


def within(told: str) -> str:
    """Return what ``day`` or ``when`` tells, for the midst of a sentence."""
    for known in (tr("Today"), tr("Yesterday")):
        if told.startswith(known):
            return known.lower() + told[len(known) :]
    return told


def lasted(episode: EpisodeCard) -> str:
    """Return how long it lasted, "goes on", or nothing where that is not known."""
    if episode.running:
        return tr("goes on")
    if episode.end is None:
        return ""
    return length(round((episode.end - episode.start).total_seconds()))


def length(seconds: int) -> str:
    """Return ``10 s``, ``5 min`` or ``1 h 20 min``."""
    if seconds < 60:  # noqa: PLR2004 - seconds in a minute
        return tr("{n} s").format(n=seconds)
    minutes = round(seconds / 60)
    if minutes < 60:  # noqa: PLR2004 - minutes in an hour
        return tr("{n} min").format(n=minutes)
    return tr("{h} h {m} min").format(h=minutes // 60, m=minutes % 60)


def summary(episode: EpisodeCard) -> str:
    """Return an episode in one line: where, what, how strong."""
    parts = [sites(episode.sites), kind(episode.kind).lower() if episode.sites else
             kind(episode.kind)]  # fmt: skip
    if episode.intensity is not None:
        parts.append(tr("intensity {n}").format(n=episode.intensity))
    return ", ".join(part for part in parts if part) or tr("Time only")
