"""Which of a line's wordings a practice hears: another one each time, the same throughout one.

The tenth hearing should not grate. So a line may say the same in other words, and a seed, how
often the session was practised, picks among them. Wording 0 is every line as its script has it.
"""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from relaxapp.sessions.script import Line, Step

MOST: Final = 1_000_000
"""The highest seed that is of use; a practice a day reaches it in some 2700 years."""


def worded(steps: Sequence[Step], seed: int) -> tuple[Step, ...]:
    """The steps with one wording for each line.

    Each line has its own order. With the next seed it is heard in other words wherever it has
    some, and with as many seeds as it has wordings each of them comes once.
    """
    heard: Counter[str] = Counter()

    def picked(line: Line) -> Line:
        if not line.others:
            return line
        nth = heard[line.text]
        heard[line.text] += 1
        return Line(line.texts[_place(line.text, len(line.texts), seed, nth)], line.at)

    return tuple(
        replace(
            step,
            phases=tuple(
                replace(phase, line=picked(phase.line)) if phase.line else phase
                for phase in step.phases
            ),
            lines=tuple(picked(line) for line in step.lines),
        )
        for step in steps
    )


def _place(text: str, count: int, seed: int, nth: int) -> int:
    """The wording of the line that says `text` for the `nth` time in a session, 0 to `count` - 1.

    Rounds of all wordings follow each other. Each begins with wording 0, so that none comes twice
    in a row where two rounds meet; the others come in an order drawn anew for each round.
    """
    if seed == 0:
        return 0
    # Where lines start in their round differs, but seed 1 never meets wording 0: seed 0 was that.
    chance = random.Random(text)  # noqa: S311 - the same every time is what is wanted
    at = seed + (chance.randrange(count - 1) + nth) % (count - 1)
    number, place = divmod(at, count)
    others = list(range(1, count))
    random.Random(f"{number} {text}").shuffle(others)  # noqa: S311 - as above
    return (0, *others)[place]
