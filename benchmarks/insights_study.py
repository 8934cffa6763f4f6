"""How often insights are right: thousands of made-up diaries whose truth is known.

Of diaries in which nothing goes with anything, how many show a "pattern" all the same; how often a
planted one is found; how often the rough range holds the truth; and whether "could still be
missed" says what it says. All questions are asked of every diary, as in the program.

    python -m benchmarks.insights_study [--diaries 300] [--seed 1] [--write docs/insights.md]

With 300 diaries a cell it takes some twenty minutes. `--write` puts the tables between the marks
in the page.
"""

import argparse
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median

from relaxapp.journal import patterns
from relaxapp.journal.gates import Verdict
from relaxapp.journal.ids import uuid7
from relaxapp.journal.patterns import Pattern
from relaxapp.journal.questions import Question
from relaxapp.journal.rates import blocked, rate
from relaxapp.journal.rotation import rotate
from relaxapp.journal.trial import Act, Trial
from relaxapp.journal.trial_results import read_out
from tests.journal.simulated import FIRST, World, diary, tried

BEGIN, END = "<!-- tables of benchmarks.insights_study -->", "<!-- end of the tables -->"
DAYS = (60, 90, 180)
PERSISTENCES = (0.0, 0.2, 0.4, 0.6, 0.8)
TREND = 0.8
Answers = tuple[Pattern, ...]


def asked(worlds: Iterable[World], count: int, seed: int) -> Iterator[Answers]:
    """Yield the answers about ``count`` diaries, taking the worlds in turn."""
    every = tuple(worlds)
    for n in range(count):
        yield patterns.find(diary(every[n % len(every)], seed * 1_000_000 + n))


def share(hits: Iterable[bool]) -> float:
    every = list(hits)
    return sum(every) / len(every)


def percent(part: float, of: int) -> str:
    margin = 1.96 * math.sqrt(part * (1 - part) / of)
    return f"{100 * part:.1f} % ± {100 * margin:.0f}"


def any_found(answers: Answers) -> bool:
    return any(one.verdict is Verdict.PATTERN for one in answers)


def caffeine(answers: Answers) -> Pattern:
    return answers[0]


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [f"| {' | '.join(heads)} |", "|" + "---|" * len(heads)]
    return lines + [f"| {' | '.join(row)} |" for row in rows]


def nothing_there(count: int, seed: int) -> list[str]:
    """False alarms over every kind of diary, then by length and persistence."""
    mixed = [
        World(days, persistence, trend)
        for trend in (0.0, TREND)
        for persistence in PERSISTENCES
        for days in DAYS
    ]
    overall = share(map(any_found, asked(mixed, count, seed)))
    told = (
        f"Of {count} diaries in which nothing goes with anything (60 to 180 days, persistence 0 "
        f"to 0.8, half of them with a shared trend), **{percent(overall, count)}** show at least "
        'one "pattern", although all thirteen questions are asked.'
    )
    rows = []
    for trend in (0.0, TREND):
        for persistence in (0.0, 0.4, 0.8):
            cells = [
                percent(
                    share(map(any_found, asked([World(days, persistence, trend)], count, seed))),
                    count,
                )
                for days in DAYS
            ]
            rows.append([f"{persistence:g}", "yes" if trend else "no", *cells])
    heads = ["persistence", "shared trend", *(f"{n} days" for n in DAYS)]
    return [told, "", *table(heads, rows)]


def one_test(count: int, seed: int) -> list[str]:
    """How often one test alone says p < .05 where nothing is there."""
    rows = []
    for trend in (0.0, TREND):
        for persistence in (0.0, 0.4, 0.8):
            cells = []
            for days in DAYS:
                hits = []
                for n in range(count):
                    of = diary(World(days, persistence, trend, gaps=0), seed * 1_000_000 + n)
                    for question, lag in ((Question.CAFFEINE, 0), (Question.LITTLE_WATER, 1)):
                        seen, _ = patterns.observed(of, question, lag)
                        hits.append(rotate(blocked(seen), f"{n}", 999).p <= 0.05)
                cells.append(percent(share(hits), len(hits)))
            rows.append([f"{persistence:g}", "yes" if trend else "no", *cells])
    return table(["persistence", "shared trend", *(f"{n} days" for n in DAYS)], rows)


def planted(count: int, seed: int) -> list[str]:
    """How often a true ratio is found, on complete days of which all is known."""

    def found(worlds: Iterable[World]) -> str:
        hits = (caffeine(one).verdict is Verdict.PATTERN for one in asked(worlds, count, seed))
        return percent(share(hits), count)

    mixed = [World(90, persistence, ratio=3.0, gaps=0) for persistence in PERSISTENCES]
    told = (
        f"Three times as many, on 90 complete days with persistence 0 to 0.8: **{found(mixed)}** "
        f"of {count} diaries show it."
    )
    days = (42, *DAYS)
    rows = [
        [
            f"{persistence:g}",
            f"{ratio:g}",
            *(found([World(n, persistence, ratio=ratio, gaps=0)]) for n in days),
        ]
        for ratio in (2.0, 3.0)
        for persistence in (0.0, 0.4, 0.8)
    ]
    heads = ["persistence", "true ratio", *(f"{n} complete days" for n in days)]
    return [told, "", *table(heads, rows)]


def ranges(count: int, seed: int) -> list[str]:
    """How often the range holds the truth."""

    def held(world: World) -> str:
        hits = []
        for n in range(count):
            of, _ = patterns.observed(diary(world, seed * 1_000_000 + n), Question.CAFFEINE, 0)
            found = rate(blocked(of))
            if found.low is not None and found.high is not None:
                hits.append(found.low <= world.ratio <= found.high)
        return percent(share(hits), len(hits))

    rows = [
        [
            f"{persistence:g}",
            "yes" if trend else "no",
            f"{ratio:g}",
            *(held(World(days, persistence, trend, ratio)) for days in DAYS),
        ]
        for persistence, trend in ((0.0, 0.0), (0.4, 0.0), (0.8, 0.0), (0.8, TREND))
        for ratio in (1.0, 2.0, 3.0)
    ]
    return table(["persistence", "shared trend", "true ratio", *(f"{n} days" for n in DAYS)], rows)


def missed(count: int, seed: int) -> list[str]:
    """Whether a ratio told as the largest that could be missed is found in four of five cases."""
    rows = []
    for persistence in (0.0, 0.4, 0.8):
        for days in DAYS:
            world = World(days, persistence)
            told = median(
                one.could_miss or math.inf for one in map(caffeine, asked([world], count, seed))
            )
            planted_there = replace(world, ratio=told)
            hits = share(
                caffeine(one).verdict is Verdict.PATTERN
                for one in asked([planted_there], count, seed + 1)
            )
            rows.append([f"{persistence:g}", str(days), f"{told:.2f}", percent(hits, count)])
    return table(["persistence", "days", "told (median)", "found at that ratio"], rows)


def trials(count: int, seed: int) -> list[str]:
    """How often a trial finds what its act does, and what is not there."""
    rows = []
    for ratio in (1.0, 0.67, 0.5):
        for persistence, trend in ((0.0, 0.0), (0.8, TREND)):
            cells = []
            for days in (56, 84, 168):
                world = World(days, persistence, trend, ratio)
                hits = []
                for n in range(count):
                    name = uuid7(datetime(2026, 1, 1, tzinfo=UTC), lambda _, n=n: seed * count + n)
                    one = Trial(name, Act.WALK, FIRST, days)
                    found = read_out(one, tried(one, world, seed * 1_000_000 + n), {}, date.max)
                    if found is not None:
                        both = found.same_day.verdict, found.next_day.verdict
                        hits.append(Verdict.PATTERN in (both if ratio == 1 else both[:1]))
                cells.append(percent(share(hits), len(hits)))
            rows.append([f"{ratio:g}", f"{persistence:g}", "yes" if trend else "no", *cells])
    heads = ["true ratio", "persistence", "shared trend", "8 weeks", "12 weeks", "24 weeks"]
    return table(heads, rows)


PARTS: tuple[tuple[str, Callable[[int, int], list[str]]], ...] = (
    ("Nothing there, and yet a pattern", nothing_there),
    ("Nothing there: p of a single question at or under .05", one_test),
    ("A true ratio found, among all questions", planted),
    ("The truth within the rough range (it is named after 95 %)", ranges),
    ('"Could still be missed" held against what is found', missed),
    ("A trial that shows a pattern (ratio 1: for either day, else for the same day)", trials),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--diaries", type=int, default=300, help="for each cell of a table")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", type=Path, metavar="PAGE")
    parser.add_argument("--only", type=int, metavar="N", help="the part of that number, from 1")
    options = parser.parse_args()
    lines = [
        f"Made with {options.diaries} diaries a cell; ± is the 95 % margin of that number.",
        "",
    ]
    for number, (head, part) in enumerate(PARTS, 1):
        if options.only in (None, number):
            made = [f"**{head}**", "", *part(options.diaries, options.seed), ""]
            print("\n".join(made), flush=True)
            lines += made
    if options.write:
        page = options.write.read_text(encoding="utf-8")
        before, rest = page.split(BEGIN)
        after = rest.split(END)[1]
        told = "\n".join([before + BEGIN, "", *lines, END + after])
        options.write.write_text(told, encoding="utf-8")


if __name__ == "__main__":
    main()
