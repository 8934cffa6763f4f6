"""What insights say, in whole sentences: how many, how much, and never why.

A comparison of days cannot tell what brings episodes about. So nothing here says that anything
does: the tests hold every sentence against a list of words that would. ``tr`` translates a
template before its gaps are filled; the command line passes none and speaks plain English.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from relaxapp.journal.gates import DESCRIBE_DAYS, Counted, Verdict
from relaxapp.journal.questions import Question

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from relaxapp.journal.patterns import Pattern

    Translate = Callable[[str], str]

BANNED: Final = ("causes", "triggers", "prevents", "works", "proves", "significant")

EMPTY: Final = (
    "Nothing is logged yet, and that is fine. Once four weeks are, day by day, "
    "there will be something to compare."
)
EMPTY_DAYS: Final = (
    "Nothing is logged in these days, and nothing said of them. That is no gap to fill."
)
CAUTION: Final = "This is an association, not proof of cause."
ABOUT: Final = (
    "Only days that were marked as complete are compared, and only within the same four weeks. "
    "That nothing is clear yet is how it usually is. A rough range holds the true number in about "
    "nine of ten journals; and where nothing is there, one journal in ten shows something all the "
    "same."
)
HEADINGS: Final = {
    Verdict.PATTERN: "What stands out",
    Verdict.UNCLEAR: "Nothing clear yet",
    Verdict.TOO_LITTLE: "Too little to compare yet",
}
TITLES: Final = {
    (Question.CAFFEINE, 0): "Caffeine, the same day",
    (Question.CAFFEINE, 1): "Caffeine, the day after",
    (Question.POOR_SLEEP, 0): "Short sleep, the same day",
    (Question.POOR_SLEEP, 1): "Short sleep, the day after",
    (Question.HARD_EXERCISE, 0): "Hard exercise, the same day",
    (Question.HARD_EXERCISE, 1): "Hard exercise, the day after",
    (Question.HIGH_STRESS, 0): "High stress, the same day",
    (Question.HIGH_STRESS, 1): "High stress, the day after",
    (Question.ALCOHOL, 0): "Alcohol, the same day",
    (Question.ALCOHOL, 1): "Alcohol, the day after",
    (Question.LITTLE_WATER, 1): "Little to drink, the day after",
    (Question.NO_SESSION, 1): "No session, the day after",
    (Question.NO_MOVEMENT, 1): "No movement break, the day after",
}
_ON: Final = {
    (Question.CAFFEINE, 0): "On your {days} days with {limit} mg of caffeine or more",
    (Question.CAFFEINE, 1): "On your {days} days after one with {limit} mg of caffeine or more",
    (Question.POOR_SLEEP, 0): "On your {days} days with under {limit} hours of sleep",
    (Question.POOR_SLEEP, 1): "On your {days} days after one with under {limit} hours of sleep",
    (Question.HARD_EXERCISE, 0): "On your {days} days with hard exercise",
    (Question.HARD_EXERCISE, 1): "On your {days} days after one with hard exercise",
    (Question.HIGH_STRESS, 0): "On your {days} days with stress of {limit} or more",
    (Question.HIGH_STRESS, 1): "On your {days} days after one with stress of {limit} or more",
    (Question.ALCOHOL, 0): "On your {days} days with alcohol",
    (Question.ALCOHOL, 1): "On your {days} days after one with alcohol",
    (Question.LITTLE_WATER, 1): "On your {days} days after a low-water day (under {limit} ml)",
    (Question.NO_SESSION, 1): "On your {days} days after one without a session",
    (Question.NO_MOVEMENT, 1): "On your {days} days after one without a movement break",
}
_TIMES: Final = "{on} you logged {ratio} times as many episodes as on {others} other days{range}."
_AS_MANY: Final = "{on} you logged about as many episodes as on {others} other days{range}."
_RANGE: Final = " (rough range {low}-{high})"
_NONE_ELSE: Final = "{on} you logged all {episodes} episodes, and none on {others} other days."
_NONE_THERE: Final = "{on} you logged no episode, and {episodes} on {others} other days."
_MISSED: Final = "A difference of up to about {ratio} times could still be missed."
_MISSED_ANY: Final = "With so few, even a very large difference could still be missed."
_COUNTS_FIRST: Final = "Under {days} complete days there are counts and no comparison."
_LEFT_OUT: Final = "Not counted: {days} complete days for which this is not known."
_LEFT_OUT_ONE: Final = "Not counted: 1 complete day for which this is not known."
_LACKS: Final = "To compare, it would take this much more: {what}."
_LACK: Final = {
    "complete_days": ("1 complete day", "{n} complete days"),
    "exposed_days": ("1 day with it", "{n} days with it"),
    "unexposed_days": ("1 day without it", "{n} days without it"),
    "episodes": ("1 episode", "{n} episodes"),
}
_ABSENT: Final = {Question.NO_SESSION, Question.NO_MOVEMENT, Question.LITTLE_WATER}
_SUCH: Final = {
    "exposed_days": ("1 day of that kind", "{n} days of that kind"),
    "unexposed_days": ("1 other day", "{n} other days"),
}
_LARGE: Final = 99.0


def as_it_is(text: str) -> str:
    """Leave a template in English."""
    return text


def title(question: Question, lag: int, tr: Translate = as_it_is) -> str:
    """Return what is asked, in a few words."""
    return tr(TITLES[question, lag])


def told(one: Pattern, tr: Translate = as_it_is, *, alone: bool = True) -> str:
    """Return everything there is to say about one answer, as one paragraph.

    Among others, not ``alone``, it leaves to `counts_first` what would be the same of each.
    """
    parts = [compared(one, tr) if one.verdict is not Verdict.TOO_LITTLE else lacking(one, tr)]
    if one.verdict is Verdict.PATTERN:
        parts.append(tr(CAUTION))
    elif alone or not counts_first([one]):
        parts.append(missed(one, tr))
    if one.unknown_days:
        template = _LEFT_OUT_ONE if one.unknown_days == 1 else _LEFT_OUT
        parts.append(tr(template).format(days=one.unknown_days))
    return " ".join(part for part in parts if part)


def compared(one: Pattern, tr: Translate = as_it_is) -> str:
    """Return the comparison of days; empty where there is too little to show one."""
    there = one.there
    gaps = {
        "on": tr(_ON[one.question, one.lag]).format(days=there.exposed_days, limit=one.limit),
        "others": there.unexposed_days,
        "episodes": there.episodes,
    }
    if one.rate_ratio is None:
        return tr(_NONE_ELSE).format(**gaps) if one.p is not None else ""
    if one.rate_ratio == 0:
        return tr(_NONE_THERE).format(**gaps)
    around = ""
    if one.low is not None and one.high is not None:
        around = tr(_RANGE).format(low=number(one.low), high=number(one.high))
    ratio = number(one.rate_ratio)
    template = _AS_MANY if float(ratio.lstrip("<>")) == 1 else _TIMES
    return tr(template).format(**gaps, ratio=ratio, range=around)


def missed(one: Pattern, tr: Translate = as_it_is) -> str:
    """Return how large a difference could still be missed; under four weeks, that all could."""
    if too_few := counts_first([one], tr):
        return too_few
    if one.could_miss is None:
        return tr(_MISSED_ANY)
    return tr(_MISSED).format(ratio=number(one.could_miss))


def counts_first(answers: Iterable[Pattern], tr: Translate = as_it_is) -> str:
    """Return why there is no comparison yet where some days are under four weeks; else nothing."""
    few = any(one.there.complete_days < DESCRIBE_DAYS for one in answers)
    return tr(_COUNTS_FIRST).format(days=DESCRIBE_DAYS) if few else ""


def lacking(one: Pattern, tr: Translate = as_it_is) -> str:
    """Return what is missing before it can be compared; empty where nothing is."""
    names = _LACK | _SUCH if one.question in _ABSENT else _LACK
    lacks = missing_words(one.lacks, names, tr)
    return tr(_LACKS).format(what=", ".join(lacks)) if lacks else ""


def missing_words(
    lacks: Counted, names: Mapping[str, tuple[str, str]], tr: Translate = as_it_is
) -> tuple[str, ...]:
    """Return each thing that is missing with its number; ``names`` are its two templates."""
    return tuple(
        tr(one if n == 1 else many).format(n=n)
        for name, (one, many) in names.items()
        if (n := getattr(lacks, name))
    )


def number(ratio: float) -> str:
    """Return a ratio as it is told: to one digit behind the point, small ones to two."""
    if ratio > _LARGE:
        return f">{_LARGE:.0f}"
    shown = f"{ratio:.2f}" if ratio < 0.95 else f"{ratio:.1f}"  # noqa: PLR2004 - 0.95 is told as 1.0
    return "<0.01" if shown == "0.00" else shown


def templates() -> tuple[str, ...]:
    """Return every sentence there is, for the translators and for the test of their words."""
    lists = (_LACK, _SUCH)
    return (
        *(EMPTY, EMPTY_DAYS, CAUTION, ABOUT, *HEADINGS.values(), *TITLES.values(), *_ON.values()),
        *(_TIMES, _AS_MANY, _RANGE, _NONE_ELSE, _NONE_THERE, _MISSED, _MISSED_ANY),
        *(_COUNTS_FIRST, _LEFT_OUT, _LEFT_OUT_ONE, _LACKS),
        *(words for one in lists for pair in one.values() for words in pair),
    )
