"""The words of the command line: a parser that answers in one line, and kinds of values."""

import argparse
import contextlib
import math
import re
from datetime import date, timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn

from relaxapp.errors import RelaxappError
from relaxapp.journal.fields import FIRST_YEAR

_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")


class UsageError(RelaxappError):
    """The call or its values are wrong."""


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, without the usage text before it.

    ``rest`` names a list of words that may also stand between and behind options.
    """

    def __init__(self, *, rest: str = "", **more: Any) -> None:
        # A script that says --form must not come to mean another option one day.
        super().__init__(allow_abbrev=False, **more)
        self.rest = rest

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> tuple[Any, list[str]]:
        """Read what is known; refuse an unknown option with the one that was probably meant."""
        values, left = super().parse_known_args(args, namespace)
        for word in left:
            if word.startswith("-"):
                option = word.split("=", 1)[0]
                near = get_close_matches(option, self._option_string_actions, n=1)
                hint = f"; did you mean {near[0]}?" if near else ""
                self.error(f"unrecognized arguments: {word}{hint}")
        if self.rest and left:
            getattr(values, self.rest).extend(left)
            left = []
        return values, left

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message} (see {self.prog} --help)")


def number(low: float, high: float) -> Any:
    """A type for argparse: a number within these bounds, both included."""

    def read(text: str) -> float:
        # Not float() alone: it also takes "1_0", Arabic digits and words, which are slips here.
        value = float(text) if _NUMBER.fullmatch(text) else math.nan
        if not low <= value <= high:
            raise argparse.ArgumentTypeError(
                f'"{text}": a number from {low:g} to {high:g} would be right'
            )
        return value

    return read


def whole(low: int, high: int) -> Any:
    """A type for argparse: a whole number within these bounds, both included."""

    def read(text: str) -> int:
        # Not int(): it also takes "1_0", and Arabic digits, which are slips here.
        if not re.fullmatch(r"[+-]?[0-9]{1,9}", text) or not low <= int(text) <= high:
            raise argparse.ArgumentTypeError(
                f'"{text}": a whole number from {low} to {high} would be right'
            )
        return int(text)

    return read


def folder(text: str) -> Path:
    """A type for argparse: the name of a folder, which need not exist."""
    if not text:
        raise argparse.ArgumentTypeError('"": the name of a folder')
    return Path(text)


def day_told(text: str) -> date | str:
    """A type for argparse: a day, or a word for one that `as_day` knows."""
    if text in {"today", "yesterday"}:
        return text
    with contextlib.suppress(ValueError):
        if len(text) == len("2026-03-14"):
            day = date.fromisoformat(text)
            if day.year >= FIRST_YEAR:
                return day
    raise argparse.ArgumentTypeError(
        f'"{text}": a day such as 2026-03-14, today or yesterday would be right'
    )


def as_day(told: date | str | None, now: date) -> date | None:
    """The day that was told, on the day `now`."""
    if told == "today":
        return now
    return now - timedelta(days=1) if isinstance(told, str) else told
