"""What a report counts, and how it says what is not known."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from relaxapp.adapters.database import open_database
from relaxapp.errors import RelaxappError
from relaxapp.journal.entries import Check, DayRecord, Medicine, Relief, Score, Trial
from relaxapp.journal.filters import EpisodeFilter
from relaxapp.journal.gates import Verdict
from relaxapp.journal.ids import uuid7
from relaxapp.journal.insight_words import BANNED, CAUTION
from relaxapp.journal.measures import Instrument
from relaxapp.journal.patterns import find
from relaxapp.journal.questions import Question
from relaxapp.journal.report import Spread, Wanted
from relaxapp.journal.report_making import PAGE, make_report
from relaxapp.journal.report_parts import Facts, Figure, Listing, Words, one_line, plain
from relaxapp.journal.report_plain import summary_text
from relaxapp.journal.report_text import compose
from relaxapp.journal.report_words import Say
from relaxapp.journal.store import Store
from relaxapp.journal.trial import Act
from relaxapp.journal.vocabulary import BodyState, DayStatus, Kind
from tests.fakes import START, FakeClock
from tests.journal.diaries import (
    HOSTILE,
    LOCAL,
    TODAY,
    WEEKS,
    episode,
    fill,
    lived,
    practice,
    report_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from relaxapp.journal.report import Report


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    database = open_database(tmp_path / "journal.db", FakeClock())
    yield Store(database)
    database.close()


def words(report: Report) -> str:
    """Return all that the summary says, in reading order."""
    found = []
    for part in compose(report).parts:
        found.append(part.title)
        for block in part.blocks:
            match block:
                case Words():
                    found.append(block.text)
                case Facts():
                    found += [f"{one.name}: {one.value} ({one.detail})" for one in block.items]
                case Listing():
                    found.append(block.name if block.rows else f"{block.name}: {block.nothing}")
                    found += [f"{name}: {told}" for name, told in block.rows]
                case Figure():
                    found.append(block.title)
    return "\n".join(found)


# ---- the period


def test_eight_weeks_are_fifty_six_days_and_end_today() -> None:
    assert Wanted(date(2026, 1, 18), date(2026, 3, 14)) == WEEKS
    assert (WEEKS.until - WEEKS.since).days + 1 == 56


def test_only_what_was_lived_in_the_period_counts(store: Store) -> None:
    for days in (0, 55, 56, 200):
        store.add(episode(days))
    assert report_of(store).episodes == 2
    assert report_of(store, Wanted(TODAY, TODAY)).episodes == 1


def test_days_to_come_are_no_part_of_it(store: Store) -> None:
    report = report_of(store, Wanted(TODAY - timedelta(days=1), TODAY + timedelta(days=30)))
    assert report.until == TODAY
    assert report.days() == 2


def test_a_period_that_cannot_be_is_refused(store: Store) -> None:
    with pytest.raises(RelaxappError, match="cannot end on"):
        Wanted(TODAY, TODAY - timedelta(days=1))
    with pytest.raises(RelaxappError, match="cannot begin on"):
        report_of(store, Wanted(TODAY + timedelta(days=1), TODAY + timedelta(days=2)))


def test_what_is_in_the_trash_is_left_out(store: Store) -> None:
    gone = store.add(episode(1))
    store.add(episode(2))
    store.trash([gone.id])
    assert report_of(store).episodes == 1


# ---- honest counts


def test_unknown_is_not_zero(store: Store) -> None:
    store.add(episode(3))
    store.set_day(DayRecord(TODAY - timedelta(days=5), DayStatus.COMPLETE, caffeine_mg=90))
    store.set_day(DayRecord(TODAY - timedelta(days=6), DayStatus.COMPLETE))
    store.set_day(DayRecord(TODAY - timedelta(days=7), DayStatus.PARTIAL))
    report = report_of(store)
    assert report.recorded == 4
    assert report.on_complete == (0, 2)
    assert report.figures.caffeine_mg == Spread(1, 90, 90, 90)
    told = words(report)
    assert "kept on 4 of 56 days (2 called complete, 2 in part)" in told
    assert "Of the other 52 days nothing is known" in told
    assert "On complete days: 0 a day (0 episodes on 2 days)" in told
    assert "Strength, 0 to 10: not said" in told
    assert "Alcohol" not in told


def test_without_a_complete_day_there_is_no_rate(store: Store) -> None:
    store.add(episode(3))
    assert "On complete days: not known (no day was called complete)" in words(report_of(store))


def test_medians_tell_on_how_many_they_rest(store: Store) -> None:
    for strength, seconds in ((2, 10), (4, None), (8, 600), (None, 20)):
        store.add(episode(1, intensity=strength, seconds=seconds))
    told = words(report_of(store))
    assert "Strength, 0 to 10: 4 (median; 2 to 8; said of 3 of 4)" in told
    assert "Length: 20 s (median; 10 s to 10 min; known of 3 of 4)" in told


@pytest.mark.parametrize("count", [0, 1, PAGE - 1, PAGE, PAGE + 1])
def test_every_episode_is_counted_once_and_is_in_the_log(store: Store, count: int) -> None:
    store.put_all(episode(n * 50 / (count + 1)) for n in range(count))
    report = report_of(store)
    assert report.episodes == count
    assert sum(len(day.episodes) for day in report.log) == count
    starts = [one.when.at for day in report.log for one in day.episodes]
    assert starts == sorted(starts)


def test_one_unknown_day_is_told_as_one(store: Store) -> None:
    store.set_day(DayRecord(TODAY, DayStatus.PARTIAL))
    told = words(report_of(store, Wanted(TODAY - timedelta(days=1), TODAY)))
    assert "Of the other day nothing is known: it does not count" in told


def test_the_charts_count_what_the_summary_counts(store: Store) -> None:
    fill(store, 40)
    report, asked = report_of(store), store.daily(TODAY, WEEKS.since, WEEKS.until)
    assert report.daily == asked
    charts = report.charts
    assert charts.calendar.episodes == charts.trend.episodes == report.episodes == 40
    assert charts.hours.episodes == charts.body.episodes == 40
    assert charts.body.sites == report.sites
    assert charts.body.nowhere == 40 - report.counts["sites"]
    assert charts.calendar.complete == report.days(DayStatus.COMPLETE)
    assert sum(week.recorded for week in charts.trend.weeks) == report.recorded


def test_its_numbers_are_those_of_the_insights(store: Store) -> None:
    fill(store, 60)
    store.set_day(DayRecord(TODAY, DayStatus.COMPLETE, provisional=True))
    seen = store.panorama(EpisodeFilter(since=WEEKS.since, until=WEEKS.until), TODAY)
    report = report_of(store)
    charts = report.charts
    assert [(one.done, one.times, one.rated, one.change) for one in report.tried] == [
        (one.done, one.times, one.change.rated, one.change.change) for one in seen.attempts
    ]
    of, tension = report.practice, seen.practices[0].tension
    assert (of.sessions, of.rated) == (seen.practices[0].times, tension.rated)
    assert (of.before, of.after) == (tension.before, tension.after)
    assert charts.calendar == seen.calendar
    assert charts.body == seen.places
    assert charts.hours == seen.hours
    assert charts.trend == seen.trend


# ---- signs, medicines, relief


def test_weakness_is_answered_with_yes_and_when(store: Store) -> None:
    store.add(episode(10, signs=("weak_there",)))
    store.add(episode(2, signs=("weak_there", "slurred_speech")))
    report = report_of(store)
    assert [one.sign for one in report.weakness] == ["weak_there"]
    told = words(report)
    assert (
        "Weakness: yes (weakness there: 2 of 2 episodes, 4 Mar to 12 Mar 2026). See a doctor."
        in told
    )
    assert "Slurred speech: 1 of 2 episodes, 12 Mar 2026. See a doctor soon, within days." in told


def test_weakness_that_was_not_ticked_is_no_no(store: Store) -> None:
    assert "Weakness: not known, as no episode is logged." in words(report_of(store))
    store.add(episode(2))
    told = words(report_of(store))
    assert "Weakness: not ticked with the one episode." in told
    assert "no certain “no”" in told


def test_the_most_pressing_sign_comes_first(store: Store) -> None:
    store.add(episode(3, signs=("numbness", "chest_pain", "falls")))
    signs = [one.sign for one in report_of(store).signs]
    assert signs == ["chest_pain", "falls", "numbness"]


def test_medicines_of_the_period_have_their_dates(store: Store) -> None:
    store.add(Medicine(uuid7(START), "Old", date(2020, 1, 1), date(2020, 2, 1)))
    store.add(Medicine(uuid7(START), "Ending", date(2025, 12, 1), date(2026, 2, 1)))
    store.add(Medicine(uuid7(START), "Going on", date(2026, 3, 1)))
    told = words(report_of(store))
    assert "Ending: 1 Dec 2025 to 1 Feb 2026" in told
    assert "Going on: since 1 Mar 2026" in told
    assert "Old" not in told


def test_relief_tells_how_often_and_how_it_changed(store: Store) -> None:
    for before, after in ((6, 3), (5, 4), (None, 2)):
        store.add(episode(1, relief=(Relief("bath", before, after),)))
    store.add(episode(1, relief=(Relief("Own trick"),)))
    told = words(report_of(store))
    assert "Warm bath: 3 times; median change \N{MINUS SIGN}2 (2 rated)" in told
    assert "Own trick: once" in told


def test_sessions_and_worry_are_told(store: Store) -> None:
    store.begin_session(practice(1))
    store.begin_session(practice(2, 8, 4))
    store.begin_session(practice(3, None, None))
    store.add(episode(1, worry=7))
    told = words(report_of(store))
    assert "Relaxation sessions: 3 on 3 days" in told
    assert "Tension in them, 0 to 10: 7 before, 3.5 after; medians of 2" in told
    assert "Worry about it, 0 to 10: median 7 (7), said of 1 of 1" in told


def test_what_it_was_like_is_counted(store: Store) -> None:
    store.add(episode(1, kind=Kind.CRAMP, state=BodyState.FALLING_ASLEEP, sites=("calf.left",)))
    store.add(episode(1, kind=Kind.CRAMP, before=("stress", "Long drive"), feelings=("tense",)))
    told = words(report_of(store))
    for line in ("Cramp: 2", "Falling asleep: 1", "Left calf: 1", "Stress: 1", "Long drive: 1"):
        assert line in told


# ---- weeks, trials, what stands out


def test_weekly_looks_and_scores_are_told(store: Store) -> None:
    for days, anxiety in ((20, 8), (13, 6), (6, 4)):
        store.add(Check(uuid7(START), lived(days), anxiety, 5 if days == 13 else None))
    store.add(Score(uuid7(START), TODAY - timedelta(days=30), Instrument.GAD7, 14))
    store.add(Score(uuid7(START), TODAY - timedelta(days=2), Instrument.GAD7, 9))
    store.add(Trial(uuid7(START), Act.WALK, TODAY - timedelta(days=50)))
    told = words(report_of(store))
    assert "Anxiety, 0 to 10: median 6 (4 to 8), 3 weekly looks; latest 4" in told
    assert "It got in the way: 5 in one weekly look" in told
    assert "GAD-7: 9 of 21 on 12 Mar 2026, 14 of 21 on 12 Feb 2026" in told
    assert "Trial with a coin: a walk: 23 Jan to 19 Mar 2026" in told


def test_only_what_passed_every_test_stands_out(store: Store) -> None:
    dice = random.Random(1)  # noqa: S311 - made-up days
    assert "stands out" not in words(report_of(store))
    coffee = [dice.random() < 0.5 for _ in range(56)]
    for days, much in enumerate(coffee):
        store.put_all(episode(days) for _ in range(5 if much else 1))
        store.set_day(
            DayRecord(
                TODAY - timedelta(days=days),
                DayStatus.COMPLETE,
                caffeine_mg=400 if much else 0,
                alcohol_units=dice.choice((0, 1)),
            )
        )
    report = report_of(store)
    assert [(one.question, one.lag) for one in report.patterns] == [(Question.CAFFEINE, 0)]
    assert report.patterns == tuple(
        one
        for one in find(store.daily(TODAY, WEEKS.since, WEEKS.until))
        if one.verdict is Verdict.PATTERN
    )
    told = words(report)
    assert "What stands out between days" in told
    shown = summary_text(compose(report))
    assert "between days (of 13 questions. This is an association, not proof of cause.)" in shown
    assert f"Caffeine, the same day: On your {sum(coffee)} days with " in told
    for word in BANNED:
        assert word not in told.replace(CAUTION, "")


# ---- the log


def test_the_log_has_days_without_episodes_but_not_those_of_which_nothing_is_known(
    store: Store,
) -> None:
    store.set_day(DayRecord(TODAY - timedelta(days=5), DayStatus.COMPLETE, stress=3))
    store.add(episode(3, seconds=90, intensity=5, kind=Kind.CRAMP, sites=("calf.left",)))
    groups = compose(report_of(store)).log.groups
    assert [group.title for group in groups] == ["Mon 9 Mar 2026", "Wed 11 Mar 2026"]
    assert groups[0].told == "complete, without episodes; stress 3"
    assert groups[0].rows == ()
    assert groups[1].rows == (("10:30", "2 min", "Left calf", "Cramp", "5", ""),)


def test_small_hours_bear_their_weekday(store: Store) -> None:
    night = episode(13 / 24)  # 21:30 the day before
    store.add(night)
    store.add(episode(7.5 / 24))  # 3:00, which is still that day
    (group,) = compose(report_of(store)).log.groups
    assert [row[0] for row in group.rows] == ["21:30", "Sat 03:00"]


def test_notes_can_be_left_out(store: Store) -> None:
    store.add(episode(3, note="secret", worry=2))
    store.set_day(DayRecord(TODAY - timedelta(days=3), DayStatus.PARTIAL, note="secret too"))
    kept = compose(report_of(store)).log
    assert "Note: secret" in kept.groups[0].rows[0][-1]
    assert "secret too" in kept.groups[0].told
    without = compose(report_of(store, Wanted(WEEKS.since, WEEKS.until, notes=False))).log
    assert "secret" not in repr(without)
    assert "Worry: 2" in without.groups[0].rows[0][-1]
    assert "Notes are left out." in without.caption


def test_an_empty_journal_has_a_report(store: Store) -> None:
    for report in (report_of(store), make_report(None, WEEKS, LOCAL, TODAY)):
        sheet = compose(report)
        assert sheet.log.groups == ()
        assert "kept on 0 of 56 days" in words(report)


def test_telling_how_far_it_is_can_end_it(store: Store) -> None:
    store.put_all(episode(n / 100) for n in range(PAGE + 1))
    told: list[float] = []
    make_report(store, WEEKS, LOCAL, TODAY, told.append)
    assert told == sorted(told)
    assert told[:2] == [0.0, pytest.approx(0.7 * PAGE / (PAGE + 1))]
    assert told[-1] == 1.0

    class EnoughError(Exception):
        pass

    def stop(_: float) -> None:
        raise EnoughError

    with pytest.raises(EnoughError):
        make_report(store, WEEKS, LOCAL, TODAY, stop)


# ---- words


def test_hostile_words_lose_what_has_no_shape() -> None:
    for note in HOSTILE:
        told = plain(note)
        assert not set(told) & set("\x00\x07\x1b\u202e\u2067\ufeff\uffff\r\t\u2028")
    assert plain("a\tb\r\nc") == "a b\nc"
    assert plain("e" + "\u0301" * 9) == "e" + "\u0301" * 6
    assert plain("ordinary") == "ordinary"
    assert one_line("two\nlines  of " + "x" * 200) == "two lines of " + "x" * 66 + "…"


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(0.5, "0.5 s"), (10, "10 s"), (90, "2 min"), (3599, "1 h"), (4800, "1 h 20 min"),
     (3 * 86400, "3 days")],
)  # fmt: skip
def test_lengths_read_as_people_say_them(seconds: float, told: str) -> None:
    assert Say().length(seconds) == told


def test_every_word_goes_through_the_translation(store: Store) -> None:
    fill(store, 30)
    sheet = compose(report_of(store), lambda text: f"«{text}»", "xx")
    assert sheet.language == "xx"
    assert sheet.title.startswith("«")
    for part in sheet.parts:
        assert part.title.startswith("«"), part.title
