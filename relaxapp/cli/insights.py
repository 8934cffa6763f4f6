"""The verb that compares the days of the journal, and says when there is nothing to say yet.

What only it needs is imported by it: an answer should take no longer than a keystroke.
"""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from relaxapp.cli.speaking import DONE, as_json
from relaxapp.cli.words import UsageError, as_day, day_told

if TYPE_CHECKING:
    from relaxapp.journal.insights import Insights
    from relaxapp.journal.panorama import Panorama
    from relaxapp.journal.patterns import Pattern
    from relaxapp.services import Services


def add(verbs: Any) -> None:
    """Tell argparse the verb of this module."""
    verb = verbs.add_parser("insights", help="compare the days of the journal")
    verb.add_argument("--since", type=day_told, metavar="D", help="the first day, as 2026-03-14")
    verb.add_argument("--until", type=day_told, metavar="D", help="the last day")
    verb.add_argument("--json", action="store_true", help="as JSON")


def _insights(
    services: "Services", since: date | str | None, until: date | str | None, *, json: bool
) -> int:
    from relaxapp.adapters import paths
    from relaxapp.adapters.settings_file import SettingsFile
    from relaxapp.cli.opened import here, read, today
    from relaxapp.journal import insights
    from relaxapp.journal.filters import EpisodeFilter
    from relaxapp.journal.questions import Limits

    now = today(services, here(services))
    first, last = as_day(since, now), as_day(until, now)
    if first and last and last < first:
        raise UsageError(f"--until {last}: {first} (--since) or later would be right")
    with read(services) as store:
        days = () if store is None else store.daily(now, first, last)
        asked = EpisodeFilter(since=first, until=last)
        seen = store.panorama(asked, now) if json and store is not None else None
    place = paths.locate(services.data_dir, services.env).settings
    found = insights.gathered(days, Limits.chosen(SettingsFile(place).load()[0]))
    whole = first is None and last is None
    print(as_json(_values(found, seen)) if json else _text(found, whole=whole))
    return DONE


def _values(found: "Insights", seen: "Panorama | None") -> dict[str, Any]:
    from dataclasses import asdict

    from relaxapp.journal.panorama_values import values_of

    return {
        "since": found.since and found.since.isoformat(),
        "until": found.until and found.until.isoformat(),
        "days": {str(status): number for status, number in found.days.items()},
        "counts": asdict(found.counts),
        "patterns": [_pattern(one) for one in found.patterns],
        "pictures": None if seen is None else values_of(seen),
    }


def _pattern(one: "Pattern") -> dict[str, Any]:
    from dataclasses import asdict

    from relaxapp.journal import insight_words as words

    lacks = {name: number for name, number in asdict(one.lacks).items() if number}
    return {
        "question": str(one.question),
        "lag": one.lag,
        "limit": one.limit,
        **asdict(one.there),
        "unknown_days": one.unknown_days,
        "rate_ratio": one.rate_ratio,
        "low": one.low,
        "high": one.high,
        "verdict": str(one.verdict),
        "missing": lacks or None,
        "could_miss": one.could_miss,
        "p": one.p,
        "adjusted_p": one.adjusted_p,
        "halves": list(one.halves),
        "overdispersion": one.phi,
        "degrees_of_freedom": one.df,
        "words": words.told(one),
    }


def _text(found: "Insights", *, whole: bool) -> str:
    from relaxapp.journal import insight_words as words
    from relaxapp.journal.gates import Verdict
    from relaxapp.journal.insights import Counts
    from relaxapp.journal.vocabulary import DayStatus

    said = found.days.get(DayStatus.COMPLETE) or found.days.get(DayStatus.PARTIAL)
    if found.since is None or not (said or found.counts != Counts()):
        return words.EMPTY if whole else words.EMPTY_DAYS
    days = ", ".join(f"{number} {status}" for status, number in found.days.items())
    counts = found.counts
    lines = [
        f"{found.since} to {found.until}; days: {days}",
        (
            f"Episodes: {counts.episodes}; days with any: {counts.days_with_episodes}; "
            f"complete days without: {counts.complete_days_without_episodes}"
        ),
        f"Questions asked: {len(found.patterns)}",
    ]
    for verdict in Verdict:
        those = [one for one in found.patterns if one.verdict is verdict]
        if those:
            lines += ["", words.HEADINGS[verdict]]
            lines += [f"  {first}"] if (first := words.counts_first(those)) else []
            lines += [
                f"  {words.title(one.question, one.lag)}: {words.told(one, alone=False)}"
                for one in those
            ]
    return "\n".join([*lines, "", words.ABOUT])


VERBS: Final[dict[str, Callable[..., int]]] = {"insights": _insights}
