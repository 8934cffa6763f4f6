"""Compares what should be said with what the recogniser wrote down, word by word.

A recogniser spells as it likes ("5", "brows", "fore head"). What counts is the sound, so words
that are spelled differently and pronounced alike are the same word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Pronounce = Callable[[str], str]

_WORD = re.compile(r"[a-z0-9']+")


@dataclass(frozen=True, slots=True)
class Score:
    """How many words there are, and how many were left out, put in or taken for another."""

    words: int
    misheard: int


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text in lower case, without punctuation."""
    return tuple(_WORD.findall(text.lower().replace("\u2019", "'")))


def _pairs(left: Sequence[str], right: Sequence[str]) -> list[tuple[str | None, str | None]]:
    """Return the cheapest alignment of two word lists; None stands for a missing partner."""
    cost = [list(range(len(right) + 1))]
    for row, word in enumerate(left, 1):
        line = [row]
        for column, other in enumerate(right, 1):
            line.append(
                min(
                    cost[row - 1][column] + 1,
                    line[column - 1] + 1,
                    cost[row - 1][column - 1] + (word != other),
                )
            )
        cost.append(line)
    pairs: list[tuple[str | None, str | None]] = []
    row, column = len(left), len(right)
    while row or column:
        here = cost[row][column]
        if (
            row
            and column
            and here == cost[row - 1][column - 1] + (left[row - 1] != right[column - 1])
        ):
            row, column = row - 1, column - 1
            pairs.append((left[row], right[column]))
        elif row and here == cost[row - 1][column] + 1:
            row -= 1
            pairs.append((left[row], None))
        else:
            column -= 1
            pairs.append((None, right[column]))
    return pairs[::-1]


def compare(expected: str, heard: str, pronounce: Pronounce) -> Score:
    """Return how well `heard` renders `expected`; `pronounce` turns words into their sound.

    Where the two differ over one or more words in a row, they still agree if those words, said
    in a row, sound the same.
    """
    wanted = words(expected)
    misheard = 0
    run: list[tuple[str | None, str | None]] = []
    for pair in [*_pairs(wanted, words(heard)), ("", "")]:
        if pair[0] != pair[1]:
            run.append(pair)
            continue
        if run:
            left = " ".join(word for word, _ in run if word)
            right = " ".join(word for _, word in run if word)
            misheard += 0 if left and right and pronounce(left) == pronounce(right) else len(run)
            run = []
    return Score(len(wanted), misheard)
