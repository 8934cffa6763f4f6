"""What the report says of worry, anxiety and relaxation, and of what stands out between days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from relaxapp.journal import insight_words, trial_words
from relaxapp.journal.measures import MOST, Instrument
from relaxapp.journal.report import Spread, last_day
from relaxapp.journal.report_parts import Listing

if TYPE_CHECKING:
    from relaxapp.journal.entries import Score
    from relaxapp.journal.report import Report
    from relaxapp.journal.report_parts import Block
    from relaxapp.journal.report_words import Say

_NAMES: Final = {Instrument.GAD7: "GAD-7", Instrument.OASIS: "OASIS"}
_SCORES: Final = 3
"""So many scores of a questionnaire are told, the latest ones."""


def mind(report: Report, say: Say) -> tuple[tuple[str, str], ...]:
    """Return the rows on worry, the weekly looks back, questionnaires, relaxation and trials."""
    tr = say.tr
    rows = []
    if report.worry is not None:
        told = tr("median {n} ({range}), said of {of}").format(
            n=say.number(report.worry.median),
            range=say.spread(report.worry),
            of=say.of(report.worry.n, report.episodes),
        )
        rows.append((tr("Worry about it, 0 to 10"), told))
    rows += _weeks(report, say)
    for instrument in Instrument:
        found = [one for one in report.scores if one.instrument is instrument]
        if found:
            rows.append((_NAMES[instrument], _scores(found, say)))
    done = report.practice
    if done.sessions:
        told = tr("{n} on {days}").format(n=done.sessions, days=say.days(done.days))
        rows.append((tr("Relaxation sessions"), told))
    if done.before is not None and done.after is not None:
        told = tr("{before} before, {after} after; medians of {n}").format(
            before=say.number(done.before), after=say.number(done.after), n=done.rated
        )
        rows.append((tr("Tension in them, 0 to 10"), told))
    for trial in report.trials:
        name = tr("Trial with a coin: {act}").format(act=tr(trial_words.ACTS[trial.act]))
        rows.append((name, say.span(trial.started, last_day(trial))))
    return tuple(rows)


def patterns(report: Report, say: Say) -> tuple[Block, ...]:
    """Return what passed every test, in the words of the insights; nothing where nothing did."""
    rows = tuple(
        (insight_words.title(one.question, one.lag, say.tr), insight_words.compared(one, say.tr))
        for one in report.patterns
    )
    if not rows:
        return ()
    rests = f"{say.tr('of {n} questions').format(n=report.asked)}. {say.tr(insight_words.CAUTION)}"
    return (Listing(say.tr("What stands out between days"), rows, rests),)


def _weeks(report: Report, say: Say) -> list[tuple[str, str]]:
    tr, rows = say.tr, []
    for name, values in (
        (tr("Anxiety, 0 to 10"), [one.anxiety for one in report.checks]),
        (tr("It got in the way"), [one.interference for one in report.checks]),
    ):
        said = [value for value in values if value is not None]
        spread = Spread.of(said)
        if spread is not None:
            told = tr("{n} in one weekly look").format(n=said[-1])
            if spread.n > 1:
                told = tr("median {n} ({range}), {k} weekly looks; latest {last}").format(
                    n=say.number(spread.median), range=say.spread(spread), k=spread.n, last=said[-1]
                )
            rows.append((name, told))
    return rows


def _scores(found: list[Score], say: Say) -> str:
    most = MOST[found[0].instrument]
    told = (
        say.tr("{n} of {most} on {day}").format(n=one.total, most=most, day=say.day(one.day))
        for one in reversed(found[-_SCORES:])
    )
    return ", ".join(told)
