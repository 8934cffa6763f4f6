"""Makes a report out of the journal: each episode of the period is read once, a page at a time."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from relaxapp import body
from relaxapp.errors import RelaxappError
from relaxapp.journal import charts, patterns
from relaxapp.journal.filters import EpisodeFilter
from relaxapp.journal.gates import Verdict
from relaxapp.journal.patterns import USUAL
from relaxapp.journal.practice_weeks import heard
from relaxapp.journal.report import (
    Charts,
    Figures,
    LogDay,
    Noticed,
    Practice,
    Report,
    Spread,
    Tried,
    last_day,
    middle,
)
from relaxapp.journal.vocabulary import SIGNS, Level

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date, datetime

    from relaxapp.journal.daily import Daily
    from relaxapp.journal.entries import Episode, SessionRecord, Trial
    from relaxapp.journal.patterns import Pattern
    from relaxapp.journal.questions import Limits
    from relaxapp.journal.report import Counted, Wanted
    from relaxapp.journal.store import Store

PAGE: Final = 500
"""Episodes read at a time, between two words on how far it is."""
_READ: Final = 0.7
"""How much is done when they are read."""


def make_report(
    store: Store | None,
    wanted: Wanted,
    made: datetime,
    today: date,
    tell: Callable[[float], None] = lambda _: None,
    limits: Limits = USUAL,
) -> Report:
    """Return the report of a period; without a journal, of one in which nothing is known.

    ``made`` is the local time, aware, ``today`` the day being lived, ``limits`` from where on a
    day differs from others. ``tell`` hears how much is done, 0..1, and may raise to end it. Raises
    :class:`RelaxappError` for a period yet to come.
    """
    if wanted.since > today:
        raise RelaxappError(
            f"The report cannot begin on {wanted.since}: {today} (today) or earlier would be right."
        )
    until = min(wanted.until, today)
    tally = _Tally()
    if store is None:
        from relaxapp.journal.daily import from_rows

        daily = from_rows((), wanted.since, until, today)
        return _report(wanted, made, daily, tally, None, ())
    daily = store.daily(today, wanted.since, until)
    whole = max(1, sum(one.episodes for one in daily))
    asked = EpisodeFilter(since=wanted.since, until=until)
    key = None
    while True:
        tell(_READ * min(1.0, tally.episodes / whole))
        page = store.episodes(asked, PAGE, key)
        for episode in page:
            tally.add(episode)
        if len(page) < PAGE:
            break
        key = page[-1].key
    return _report(wanted, made, daily, tally, store, _patterns(daily, limits, tell))


def _patterns(
    daily: Sequence[Daily], limits: Limits, tell: Callable[[float], None]
) -> tuple[Pattern, ...]:
    """Return the answer to all that is asked of the days."""
    pieces = patterns.in_pieces(daily, limits)
    while True:
        try:
            asked = next(pieces)
        except StopIteration as last:
            return tuple(last.value)
        tell(_READ + (1 - _READ) * asked.done / asked.of)


class _Tally:
    """Counts the episodes that go by, the newest first."""

    def __init__(self) -> None:
        self.episodes = self.going_on = 0
        self.said: Counter[str] = Counter()
        self.words: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.signs: dict[str, list[date]] = {}
        self.intensity: list[float] = []
        self.worry: list[float] = []
        self.seconds: list[float] = []
        self.tried: defaultdict[str, list[int | None]] = defaultdict(list)
        self.by_day: defaultdict[date, list[Episode]] = defaultdict(list)
        self.hours: Counter[tuple[int, int]] = Counter()
        self.regions: Counter[str] = Counter()

    def add(self, episode: Episode) -> None:
        self.episodes += 1
        self.going_on += episode.open
        for name, words in (
            ("sites", episode.sites),
            ("kind", (str(episode.kind),) if episode.kind else ()),
            ("state", (str(episode.state),) if episode.state else ()),
            ("before", episode.before),
            ("feelings", episode.feelings),
        ):
            if words:
                self.said[name] += 1
                self.words[name].update(words)
        for sign in episode.signs:
            self.signs.setdefault(sign, []).append(episode.when.day)
        if episode.intensity is not None:
            self.intensity.append(episode.intensity)
        if episode.worry is not None:
            self.worry.append(episode.worry)
        if episode.duration is not None:
            self.seconds.append(episode.duration.total_seconds())
        for relief in episode.relief:
            both = relief.before is not None and relief.after is not None
            change = (relief.after or 0) - (relief.before or 0) if both else None
            self.tried[relief.done].append(change)
        self.by_day[episode.when.day].append(episode)
        began = episode.when.local
        self.hours[began.weekday(), began.hour] += 1
        self.regions.update(frozenset().union(*map(body.expand, episode.sites)))

    def most(self, name: str) -> Counted:
        counted = self.words[name].items()
        return tuple(sorted(counted, key=lambda one: (-one[1], one[0])))

    def charts(self, daily: Sequence[Daily]) -> Charts:
        logged = dict(self.words["sites"]) | {"": self.episodes - self.said["sites"]}
        return Charts(
            body=charts.body_sites(logged, self.regions, self.episodes),
            hours=charts.hour_weekday(self.hours),
            calendar=charts.calendar(daily),
            trend=charts.trend(daily),
        )

    def noticed(self) -> tuple[Noticed, ...]:
        order, levels = list(SIGNS), list(Level)
        found = [
            Noticed(sign, len(days), min(days), max(days)) for sign, days in self.signs.items()
        ]
        return tuple(
            sorted(found, key=lambda one: (-levels.index(one.level), order.index(one.sign)))
        )

    def reliefs(self) -> tuple[Tried, ...]:
        found = []
        for done, changes in self.tried.items():
            rated = [change for change in changes if change is not None]
            change = middle(rated) if rated else None
            found.append(Tried(done, len(changes), len(rated), change))
        return tuple(sorted(found, key=lambda one: (-one.times, one.done)))


def _report(
    wanted: Wanted,
    made: datetime,
    daily: Sequence[Daily],
    tally: _Tally,
    store: Store | None,
    found: tuple[Pattern, ...],
) -> Report:
    since, until = wanted.since, daily[-1].day if daily else wanted.until
    return Report(
        wanted=wanted,
        made=made,
        daily=tuple(daily),
        episodes=tally.episodes,
        going_on=tally.going_on,
        counts={
            name: tally.said[name] for name in ("sites", "kind", "state", "before", "feelings")
        },
        sites=tally.most("sites"),
        kinds=tally.most("kind"),
        states=tally.most("state"),
        befores=tally.most("before"),
        feelings=tally.most("feelings"),
        signs=tally.noticed(),
        intensity=Spread.of(tally.intensity),
        worry=Spread.of(tally.worry),
        seconds=Spread.of(tally.seconds),
        medicines=() if store is None else store.medicines(since, until),
        tried=tally.reliefs(),
        practice=_practice(() if store is None else store.sessions(since, until)),
        checks=() if store is None else store.checks(since, until),
        scores=() if store is None else store.scores(since, until),
        trials=() if store is None else _trials(store, since, until),
        asked=len(found),
        patterns=tuple(one for one in found if one.verdict is Verdict.PATTERN),
        figures=_figures(daily),
        charts=tally.charts(daily),
        log=_log(wanted, daily, tally, store),
    )


def _trials(store: Store, since: date, until: date) -> tuple[Trial, ...]:
    return tuple(one for one in store.trials() if one.started <= until and last_day(one) >= since)


def _practice(records: Iterable[SessionRecord]) -> Practice:
    kept = heard(records)
    pairs = [
        (one.tension_before, one.tension_after)
        for one in kept
        if one.tension_before is not None and one.tension_after is not None
    ]
    return Practice(
        sessions=len(kept),
        days=len({one.day for one in kept}),
        rated=len(pairs),
        before=middle(before for before, _ in pairs) if pairs else None,
        after=middle(after for _, after in pairs) if pairs else None,
    )


def _figures(daily: Sequence[Daily]) -> Figures:
    def said(name: str) -> Spread | None:
        values = (getattr(one, name) for one in daily)
        return Spread.of([value for value in values if value is not None])

    hard = [one.hard_exercise for one in daily if one.hard_exercise is not None]
    return Figures(
        caffeine_mg=said("caffeine_mg"),
        alcohol_units=said("alcohol_units"),
        sleep_hours=said("sleep_hours"),
        stress=said("stress"),
        hard=sum(hard),
        hard_said=len(hard),
    )


def _log(
    wanted: Wanted, daily: Sequence[Daily], tally: _Tally, store: Store | None
) -> tuple[LogDay, ...]:
    """Return the days of which anything is known, each with its episodes in order."""
    notes: dict[date, str] = {}
    if wanted.notes and store is not None and daily:
        kept = store.days(wanted.since, daily[-1].day)
        notes = {one.day: one.note for one in kept if one.note}
    return tuple(
        LogDay(one.day, one.status, one, tuple(reversed(tally.by_day[one.day])), note)
        for one in daily
        if charts.is_recorded(one) or _figured(one) or notes.get(one.day)
        for note in (notes.get(one.day, ""),)
    )


def _figured(day: Daily) -> bool:
    """Whether a figure of the day was said."""
    figures = (day.caffeine_mg, day.alcohol_units, day.sleep_hours, day.hard_exercise, day.stress)
    return any(value is not None for value in figures)
