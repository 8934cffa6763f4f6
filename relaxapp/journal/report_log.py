"""The log of the report: every day of which anything is known, and every episode on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relaxapp.journal.report_parts import Log, LogGroup, plain
from relaxapp.journal.vocabulary import DayStatus

if TYPE_CHECKING:
    from collections.abc import Callable

    from relaxapp.journal.entries import Episode
    from relaxapp.journal.report import LogDay, Report
    from relaxapp.journal.report_words import Say


def log(report: Report, say: Say, tell: Callable[[float], None]) -> Log:
    """Return the log in words, the oldest day first; ``tell`` hears how much is done, 0..1."""
    tr, groups = say.tr, list[LogGroup]()
    for number, day in enumerate(report.log):
        tell(number / len(report.log))
        groups.append(_group(day, say, notes=report.wanted.notes))
    caption = tr("Every episode of the period, day by day. Strength is from 0 to 10.")
    if not report.wanted.notes:
        caption += " " + tr("Notes are left out.")
    return Log(
        title=tr("The log"),
        caption=caption,
        headers=(
            tr("Began"),
            tr("Lasted"),
            tr("Where"),
            tr("What"),
            tr("Strength"),
            tr("More"),
        ),
        groups=tuple(groups),
        nothing=tr("Nothing is logged in this period."),
    )


def _group(day: LogDay, say: Say, *, notes: bool) -> LogGroup:
    return LogGroup(
        title=say.long_day(day.day),
        told=_day(day, say),
        rows=tuple(_row(one, day, say, notes=notes) for one in day.episodes),
    )


def _day(day: LogDay, say: Say) -> str:
    tr, one = say.tr, day.daily
    if day.status is DayStatus.COMPLETE:
        parts = [tr("complete") if day.episodes else tr("complete, without episodes")]
    elif day.status is DayStatus.PARTIAL:
        parts = [tr("logged in part")]
    else:
        parts = [tr("not said whether that is all")]
    for value, words in (
        (one.caffeine_mg, tr("caffeine {n} mg")),
        (
            one.alcohol_units,
            tr("alcohol {n} unit") if one.alcohol_units == 1 else tr("alcohol {n} units"),
        ),
        (one.sleep_hours, tr("sleep {n} h")),
        (one.stress, tr("stress {n}")),
    ):
        if value is not None:
            parts.append(words.format(n=say.number(value)))
    if one.hard_exercise is not None:
        parts.append(tr("hard exercise") if one.hard_exercise else tr("no hard exercise"))
    told = "; ".join(parts)
    return f"{told}. {plain(day.note)}" if day.note else told


def _row(episode: Episode, day: LogDay, say: Say, *, notes: bool) -> tuple[str, ...]:
    what = [say.kind(episode.kind)] if episode.kind else []
    if episode.state:
        what.append(say.state(episode.state).lower() if what else say.state(episode.state))
    return (
        say.clock(day.day, episode.when.local),
        say.lasted(episode.duration, going_on=episode.open),
        ", ".join(say.site(site) for site in episode.sites),
        ", ".join(what),
        "" if episode.intensity is None else str(episode.intensity),
        "\n".join(_more(episode, say, notes=notes)),
    )


def _more(episode: Episode, say: Say, *, notes: bool) -> list[str]:
    tr, lines = say.tr, []
    if episode.signs:
        signs = ", ".join(say.sign(one).lower() for one in episode.signs)
        lines.append(tr("Noticed: {words}").format(words=signs))
    if episode.worry is not None:
        lines.append(tr("Worry: {n}").format(n=episode.worry))
    if episode.before:
        lines.append(tr("Before: {words}").format(words=say.words(episode.before)))
    if episode.feelings:
        lines.append(tr("Felt: {words}").format(words=say.words(episode.feelings)))
    for one in episode.relief:
        told = say.word(one.done)
        if one.before is not None and one.after is not None:
            told += f" ({one.before} → {one.after})"
        lines.append(tr("Tried: {words}").format(words=told))
    if notes and episode.note and (note := plain(episode.note)):
        lines.append(tr("Note: {words}").format(words=note))
    return lines
