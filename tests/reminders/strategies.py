"""Rules, states and nonsense for Hypothesis."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import strategies as st

from relaxapp.reminders.rule import (
    DAY_MINUTES,
    DOABLE,
    Aligned,
    At,
    Deed,
    Every,
    Mode,
    Rule,
    Window,
    bundled,
)
from relaxapp.reminders.standing import Pause, Standing, State

INSTANTS = st.datetimes(datetime(1990, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - given a zone
WALLS = st.datetimes(datetime(1990, 1, 1), datetime(2200, 1, 1))  # noqa: DTZ001 - what a clock shows


def windows() -> st.SearchStrategy[Window]:
    return st.builds(
        Window,
        st.integers(0, DAY_MINUTES // 2),
        st.integers(DAY_MINUTES // 2 + 1, DAY_MINUTES),
        st.frozensets(st.integers(0, 6), min_size=1),
    )


def modes() -> st.SearchStrategy[Mode]:
    return st.one_of(
        st.integers(5, DAY_MINUTES).map(Every),
        st.integers(5, DAY_MINUTES // 2).map(Aligned),
        st.lists(st.integers(0, DAY_MINUTES - 1), min_size=1, max_size=24).map(
            lambda times: At(tuple(times))
        ),
    )


def rules() -> st.SearchStrategy[tuple[Rule, ...]]:
    """Return the bundled ones and some own ones, all of them changed."""
    changes = st.fixed_dictionaries(
        {
            "mode": modes(),
            "windows": st.lists(windows(), min_size=1, max_size=4).map(tuple),
            "enabled": st.booleans(),
            "title": st.text(max_size=50).map(lambda text: f"t {text}"),
            "line": st.text(max_size=200),
            "deeds": st.frozensets(st.sampled_from(sorted(Deed))),
            "button": st.one_of(st.none(), st.sampled_from(sorted(DOABLE))),
            "session": st.text(max_size=20),
            "amounts": st.lists(st.integers(1, 2000), max_size=4).map(tuple),
            "away_minutes": st.integers(1, 120),
            "snoozes": st.lists(st.integers(1, DAY_MINUTES), min_size=1, max_size=5).map(tuple),
            "snooze_cap": st.integers(0, 3),
            "sound": st.booleans(),
        }
    )
    own = st.integers(0, 5).map(lambda n: tuple(Rule(f"own-{i}", Every(60), (Window(0, 60),),
                                                     title="Own") for i in range(n)))  # fmt: skip
    everything = own.map(lambda more: (*bundled(), *more))
    return everything.flatmap(
        lambda all_: st.tuples(
            *(changes.map(lambda c, rule=rule: rule.with_(**c)) for rule in all_)
        )
    )


def pauses(*, endless: bool = True) -> st.SearchStrategy[Pause]:
    ends = st.timedeltas(min_value=_SECOND, max_value=_YEAR)
    ends_or_not = st.one_of(st.none(), ends) if endless else ends
    return st.builds(
        lambda since, length, label: Pause(since, length and since + length, label),
        INSTANTS,
        ends_or_not,
        st.text(max_size=10),
    )


_SECOND = datetime(2026, 1, 1, 0, 0, 1) - datetime(2026, 1, 1)  # noqa: DTZ001 - a length
_YEAR = datetime(2026, 1, 1) - datetime(2025, 1, 1)  # noqa: DTZ001 - a length


def states() -> st.SearchStrategy[State]:
    counts = st.integers(0, 10**6)
    at = st.one_of(st.none(), INSTANTS)
    standing = st.builds(
        Standing,
        since=at,
        handled=st.one_of(st.none(), WALLS),
        again=at,
        live=at,
        done=at,
        quiet=at,
        snoozes=counts,
        ignored=counts,
        shown=counts,
    )
    return st.builds(
        State,
        st.dictionaries(st.text(max_size=10), standing, max_size=4),
        st.one_of(st.none(), pauses()),
        st.lists(pauses(endless=False), max_size=5).map(tuple),
        at,
    )


def nonsense() -> st.SearchStrategy[object]:
    """Return whatever JSON can say."""
    plain = st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(max_size=8),
        st.sampled_from(("09:00", "24:00", "drink", "every", "away", "2026-03-16T09:00:00+00:00",
                         "2026-03-16T09:00:00", "0001-01-01T00:00:00+14:00", "99:99")),
    )  # fmt: skip
    return st.recursive(
        plain,
        lambda inner: st.one_of(
            st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=8), inner, max_size=4)
        ),
        max_leaves=8,
    )
