"""What an on/off trial says, in whole sentences: before, when it is read, and how far to trust it.

As in :mod:`relaxapp.journal.insight_words`, whose banned words hold here too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from relaxapp.journal.gates import Verdict
from relaxapp.journal.insight_words import as_it_is, missing_words, number
from relaxapp.journal.questions import SAME_DAY
from relaxapp.journal.trial import Act

if TYPE_CHECKING:
    from relaxapp.journal.insight_words import Translate
    from relaxapp.journal.trial_results import Done, Outcome, Result

ACTS: Final = {
    Act.SESSION: "a session",
    Act.WALK: "a walk",
    Act.STRETCH: "stretching",
    Act.BATH: "a warm bath",
    Act.EARLY_NIGHT: "an early night",
}
ABOUT: Final = (
    "For some weeks a coin decides each morning whether to add one kind thing to the day. "
    "On the other days do as you like: nothing is taken away, not water, not relaxation and "
    "no medicine. It is compared once, at the end."
)
ON: Final = "Today the coin says: add {act}, if you can."
OFF: Final = "Today the coin adds nothing. Do as you like."
CAUTION: Final = (
    "A coin chose the days, so this tells more than a diary can. It is still one person and a few "
    "weeks, and you knew which days they were."
)
NONE_STANDS_OUT: Final = "No difference stands out. That is an answer too."
_SAME: Final = (
    "On {on} days with {act} by the coin you logged {ratio} times as many episodes as on {off} "
    "other days{range}."
)
_NEXT: Final = (
    "On {on} days after one with {act} by the coin you logged {ratio} times as many episodes as "
    "on {off} other days{range}."
)
_RANGE: Final = " (rough range {low}-{high})"
_NO_RATIO: Final = "On {on} days by the coin and {off} other days, all episodes fell on one kind."
_MISSED: Final = "A difference of up to about {ratio} times could still be missed."
_LACKS: Final = "Too little to compare. It would have taken this much more: {what}."
_DONE: Final = (
    "It was done on {on} of {on_days} days with the coin and on {off} of {off_days} others; "
    "counted is what the coin said."
)
_LACK: Final = {
    "complete_days": ("1 complete day", "{n} complete days"),
    "exposed_days": ("1 day with the coin", "{n} days with the coin"),
    "unexposed_days": ("1 other day", "{n} other days"),
    "episodes": ("1 episode", "{n} episodes"),
}


def told(result: Result, tr: Translate = as_it_is) -> tuple[str, ...]:
    """Return the sentences of a result: the same day, the day after, how often, how far to trust.

    ``tr`` translates a template before its gaps are filled.
    """
    act = tr(ACTS[result.trial.act])
    outcomes = (result.same_day, result.next_day)
    done = [told for told in (how_often(result.done, tr),) if told]
    if result.same_day.verdict is result.next_day.verdict is Verdict.TOO_LITTLE:
        return (lacking(result.same_day, tr), *done)
    parts = [compared(one, act, tr) for one in outcomes]
    if Verdict.PATTERN not in {one.verdict for one in outcomes}:
        parts.append(tr(NONE_STANDS_OUT))
        missed = [one.could_miss for one in outcomes if one.could_miss is not None]
        if missed:
            parts.append(tr(_MISSED).format(ratio=number(max(missed))))
    return (*parts, *done, tr(CAUTION))


def compared(one: Outcome, act: str, tr: Translate = as_it_is) -> str:
    """Return the comparison of days on and off."""
    if one.verdict is Verdict.TOO_LITTLE:
        return lacking(one, tr)
    gaps = {"on": one.there.exposed_days, "off": one.there.unexposed_days, "act": act}
    if not one.rate_ratio:
        return tr(_NO_RATIO).format(**gaps)
    around = ""
    if one.low is not None and one.high is not None:
        around = tr(_RANGE).format(low=number(one.low), high=number(one.high))
    template = _SAME if one.lag == SAME_DAY else _NEXT
    return tr(template).format(**gaps, ratio=number(one.rate_ratio), range=around)


def lacking(one: Outcome, tr: Translate = as_it_is) -> str:
    """Return what was missing."""
    return tr(_LACKS).format(what=", ".join(missing_words(one.lacks, _LACK, tr)))


def how_often(done: Done, tr: Translate = as_it_is) -> str:
    """Return how often the act was done; empty where nobody said."""
    if not done.on_days + done.off_days:
        return ""
    gaps = {"on": done.on, "on_days": done.on_days, "off": done.off, "off_days": done.off_days}
    return tr(_DONE).format(**gaps)


def templates() -> tuple[str, ...]:
    """Return every sentence there is, for the translators and for the test of their words."""
    return (
        *(*ACTS.values(), ABOUT, ON, OFF, CAUTION, NONE_STANDS_OUT, _SAME, _NEXT, _RANGE),
        *(_NO_RATIO, _MISSED, _LACKS, _DONE),
        *(words for pair in _LACK.values() for words in pair),
    )
