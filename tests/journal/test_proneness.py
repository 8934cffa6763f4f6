"""When the journal gives reason to ask about cramps."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from relaxapp.journal.entries import Episode
from relaxapp.journal.proneness import CRAMPS, EPISODES, shows_proneness
from relaxapp.journal.vocabulary import Kind
from relaxapp.journal.when import When

AT = When(datetime(2026, 5, 14, 8, 0, tzinfo=UTC), 120, "Europe/Berlin", date(2026, 5, 14))


def episode(number: int, kind: Kind | None, *sites: str) -> Episode:
    return Episode(f"00000000-0000-7000-8000-{number:012d}", AT, kind=kind, sites=sites)


@pytest.mark.parametrize(
    "site", ["calf.left", "foot.right", "inner_calf.left", "toes.left", "leg.left"]
)
def test_cramps_in_calf_or_foot_are_reason_enough(site: str) -> None:
    cramps = [episode(n, Kind.CRAMP, site) for n in range(CRAMPS)]
    assert shows_proneness(cramps)
    assert not shows_proneness(cramps[1:])


@pytest.mark.parametrize(
    ("kind", "sites"), [(Kind.TWITCH, ("calf.left",)), (Kind.CRAMP, ("hand.left",)), (None, ())]
)
def test_others_count_only_when_they_are_many(kind: Kind | None, sites: tuple[str, ...]) -> None:
    many = [episode(n, kind, *sites) for n in range(EPISODES)]
    assert shows_proneness(many)
    assert not shows_proneness(many[1:])
