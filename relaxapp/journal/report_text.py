"""Puts a report into words: what a doctor reads first, on one page, and then the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from relaxapp.journal import report_log
from relaxapp.journal.report_charts import figures
from relaxapp.journal.report_mind import mind, patterns
from relaxapp.journal.report_parts import Fact, Facts, Listing, Part, Sheet, Words, one_line
from relaxapp.journal.report_words import Say
from relaxapp.journal.vocabulary import HEADLINES, DayStatus, Level

_LONGEST: Final = 200
"""Characters of a medicine's name: enough for its strength, and when it is taken."""

if TYPE_CHECKING:
    from collections.abc import Callable

    from relaxapp.journal.report import Counted, Report, Spread
    from relaxapp.journal.report_parts import Block


def compose(
    report: Report,
    tr: Callable[[str], str] = str,
    language: str = "en",
    tell: Callable[[float], None] = lambda _: None,
) -> Sheet:
    """Return the report in words; ``tr`` returns each in the person's ``language`` (BCP 47).

    ``tell`` hears how much is done, 0..1, and may raise to end it.
    """
    say = Say(tr)
    return Sheet(
        language=language,
        title=tr("Muscle twitches and cramps: a diary in summary"),
        name=one_line(report.wanted.name),
        period=say.span(report.since, report.until),
        made=tr("Made on {day}").format(day=say.day(report.made.date())),
        lead=tr(
            "Self-reported, in a diary kept with relaxapp. Nothing here was examined or measured by"
            " others; it is no diagnosis."
        ),
        parts=_parts(report, say),
        log=report_log.log(report, say, tell),
        closing=tr(
            "Not in this diary: illnesses in the family, examinations. What was not said is left"
            " out of every figure, not counted as none."
        ),
    )


def _parts(report: Report, say: Say) -> tuple[Part, ...]:
    tr = say.tr
    body, hours, trend, calendar = figures(report, say)
    where = Listing(
        tr("Places"),
        tuple((say.site(site), str(n)) for site, n in report.sites),
        _rests(report, say, "sites"),
        tr("No place was given."),
    )
    made = (
        Part("glance", tr("At a glance"), (_days(report, say), _facts(report, say))),
        Part("signs", tr("Weakness and other signs"), _signs(report, say)),
        Part("where", tr("Where"), (body, where)),
        Part("when", tr("When"), (trend, hours, calendar)),
        Part(
            "how", tr("What it was like, and in how many episodes it was said"), _how(report, say)
        ),
        Part("around", tr("What else"), _around(report, say)),
        Part("patterns", tr("Days compared"), patterns(report, say)),
    )
    return tuple(part for part in made if part.blocks)


def _days(report: Report, say: Say) -> Words:
    tr, whole = say.tr, report.days()
    unknown = whole - report.recorded
    told = tr("The diary was kept on {n} of {all} days").format(n=report.recorded, all=whole)
    counts = [
        (tr("{n} called complete"), report.days(DayStatus.COMPLETE)),
        (tr("{n} in part"), report.recorded - report.days(DayStatus.COMPLETE)),
    ]
    parts = ", ".join(words.format(n=n) for words, n in counts if n)
    told += f" ({parts})." if parts else "."
    if unknown == 1:
        told += " " + tr(
            "Of the other day nothing is known: it does not count as one without episodes."
        )
    elif unknown:
        told += " " + tr(
            "Of the other {days} nothing is known: they do not count as days without episodes."
        ).format(days=say.days(unknown))
    return Words(told)


def _facts(report: Report, say: Say) -> Facts:
    tr = say.tr
    some = sum(1 for one in report.daily if one.episodes)
    on, complete = report.on_complete
    rate = Fact(
        tr("On complete days"),
        tr("{n} a day").format(n=say.number(on / complete)) if complete else tr("not known"),
        tr("{episodes} on {days}").format(episodes=say.episodes(on), days=say.days(complete))
        if complete
        else tr("no day was called complete"),
    )
    return Facts(
        (
            Fact(
                tr("Episodes"),
                str(report.episodes),
                tr("on {days}").format(days=say.days(some)) if some else tr("none logged"),
            ),
            rate,
            _middle(report, say, tr("Strength, 0 to 10"), report.intensity),
            _lasted(report, say),
        )
    )


def _middle(report: Report, say: Say, name: str, spread: Spread | None) -> Fact:
    tr = say.tr
    if spread is None:
        return Fact(name, tr("not said"), tr("with no episode"))
    detail = tr("median; {range}; said of {of}").format(
        range=say.spread(spread), of=say.of(spread.n, report.episodes)
    )
    return Fact(name, say.number(spread.median), detail)


def _lasted(report: Report, say: Say) -> Fact:
    tr, spread, name = say.tr, report.seconds, say.tr("Length")
    if spread is None:
        return Fact(name, tr("not said"), tr("of no episode"))
    low, high = say.length(spread.low), say.length(spread.high)
    told = low if low == high else tr("{low} to {high}").format(low=low, high=high)
    detail = tr("median; {range}; known of {of}").format(
        range=told, of=say.of(spread.n, report.episodes)
    )
    return Fact(name, say.length(spread.median), detail)


def _signs(report: Report, say: Say) -> tuple[Block, ...]:
    tr, whole = say.tr, report.episodes
    if not whole:
        return (Words(tr("Weakness: not known, as no episode is logged.")),)
    blocks: list[Block] = []
    if report.weakness:
        told = "; ".join(
            f"{say.sign(one.sign).lower()}: {say.noticed(one, whole)}" for one in report.weakness
        )
        level = max((one.level for one in report.weakness), key=list(Level).index)
        yes = tr("Weakness: yes ({told}). {do}.").format(told=told, do=tr(HEADLINES[level]))
        blocks.append(Words(yes, grave=True))
    else:
        none = tr("Weakness: not ticked with the one episode.")
        if whole > 1:
            none = tr("Weakness: not ticked with any of {n} episodes.").format(n=whole)
        rests = tr("It is ticked only when noticed, so this is no certain “no”.")
        blocks.append(Words(f"{none} {rests}"))
    rows = tuple(
        (
            say.sign(one.sign),
            f"{say.noticed(one, whole)}. {tr(HEADLINES[one.level])}.",
        )
        for one in report.other_signs
    )
    if rows:
        rests = tr("with what relaxapp says to each, whenever it was")
        blocks.append(Listing(tr("Other signs that were ticked"), rows, rests, grave=True))
    elif not report.weakness:
        blocks.append(Words(tr("No other sign that a doctor should hear of was ticked.")))
    return tuple(blocks)


def _how(report: Report, say: Say) -> tuple[Block, ...]:
    tr = say.tr
    nothing = tr("Not said.")
    kinds = tuple((say.kind(one), str(n)) for one, n in report.kinds)
    states = tuple((say.state(one), str(n)) for one, n in report.states)
    return (
        Listing(tr("What it was"), kinds, _rests(report, say, "kind"), nothing),
        Listing(tr("The body was"), states, _rests(report, say, "state"), nothing),
        Listing(
            tr("What came before"), _counted(say, report.befores), _rests(report, say, "before"),
            nothing,
        ),
        Listing(
            tr("Felt along with it"), _counted(say, report.feelings),
            _rests(report, say, "feelings"), nothing,
        ),
    )  # fmt: skip


def _around(report: Report, say: Say) -> tuple[Block, ...]:
    tr = say.tr
    medicines = tuple(
        (
            one_line(one.name, _LONGEST),
            tr("since {day}").format(day=say.day(one.from_day))
            if one.to_day is None
            else say.span(one.from_day, one.to_day),
        )
        for one in report.medicines
    )
    tried = []
    for one in report.tried:
        told = say.times(one.times)
        if one.change is not None:
            told += tr("; median change {n} ({rated} rated)").format(
                n=say.change(one.change), rated=one.rated
            )
        tried.append((say.word(one.done), told))
    return (
        Listing(tr("Medicines taken"), medicines, "", tr("None is entered.")),
        Listing(
            tr("Tried against it"),
            tuple(tried),
            tr("change of a rating from 0 to 10") if any(one.rated for one in report.tried) else "",
            tr("Nothing is entered."),
        ),
        Listing(
            tr("Days, as far as said"), _figures(report, say),
            tr("median of the days on which it was said"), tr("Nothing was said."),
        ),
        Listing(tr("Worry, anxiety, relaxation"), mind(report, say), "", tr("Nothing is entered.")),
    )  # fmt: skip


def _figures(report: Report, say: Say) -> tuple[tuple[str, str], ...]:
    tr, given, whole = say.tr, report.figures, report.days()
    rows = []
    for name, spread in (
        (tr("Caffeine, mg"), given.caffeine_mg),
        (tr("Alcohol, units"), given.alcohol_units),
        (tr("Sleep, hours"), given.sleep_hours),
        (tr("Stress, 0 to 10"), given.stress),
    ):
        if spread is not None:
            told = tr("{n} ({range}), {of} days").format(
                n=say.number(spread.median),
                range=say.spread(spread),
                of=say.of(spread.n, whole),
            )
            rows.append((name, told))
    if given.hard_said:
        told = tr("on {n} of {all} days").format(n=given.hard, all=given.hard_said)
        rows.append((tr("Hard exercise"), told))
    return tuple(rows)


def _counted(say: Say, counted: Counted) -> tuple[tuple[str, str], ...]:
    return tuple((say.word(one), str(n)) for one, n in counted)


def _rests(report: Report, say: Say, name: str) -> str:
    if not report.episodes:
        return ""
    return say.of(report.counts[name], report.episodes)
