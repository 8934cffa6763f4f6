"""The pictures over a real journal: read in a thread, the last question answered, none left."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from relaxapp.clock import LocalZone
from relaxapp.journal.entries import Episode, When
from relaxapp.journal.ids import uuid7
from relaxapp.journal.vocabulary import Kind
from relaxapp.overview import Overview
from relaxapp.services import Services
from relaxapp.settings import Settings
from relaxapp.ui.insight_ports import Asked, Sight
from tests.fakes import START, FakeClock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

ZONE = LocalZone("Europe/Berlin", 60)


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    made = Services(FakeClock(), {"TZ": "Europe/Berlin"}, tmp_path / "data")
    yield made
    made.close_journal()


@pytest.fixture
def overview(qtbot: QtBot, services: Services) -> Iterator[Overview]:
    made = Overview(services, Settings, START.date)
    yield made
    made.end()


def logged(services: Services, days_ago: int, kind: Kind = Kind.TWITCH) -> None:
    at = START - timedelta(days=days_ago)
    assert services.store is not None
    when = When.lived(at, ZONE, 4)
    services.store.add(Episode(uuid7(at), when, sites=("eyelid.left",), kind=kind))


def asked(qtbot: QtBot, overview: Overview, question: Asked) -> Sight:
    answers: list[Sight] = []
    overview.ask(question, answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    return answers[0]


def test_what_is_in_the_journal_is_seen_as_asked_for(
    qtbot: QtBot, overview: Overview, services: Services
) -> None:
    logged(services, 3)
    logged(services, 2, Kind.CRAMP)
    logged(services, 100)
    whole = asked(qtbot, overview, Asked()).pictures
    assert whole is not None
    assert len(whole.days) == 101
    assert whole.calendar.episodes == whole.trend.episodes == whole.hours.episodes == 3
    since = START.date() - timedelta(days=6)
    some = asked(qtbot, overview, Asked(since, START.date(), "head", "cramp")).pictures
    assert some is not None
    assert len(some.days) == 7
    assert some.calendar.episodes == 1
    assert sum(one.episodes for one in some.days) == 2
    shape = asked(qtbot, overview, Asked()).shape
    assert shape is not None
    assert shape.views


def test_a_question_that_was_asked_anew_is_answered_once(
    qtbot: QtBot, overview: Overview, services: Services
) -> None:
    logged(services, 1)
    answers: list[Sight] = []
    for kind in ("", "cramp", "jerk", "twitch"):
        overview.ask(Asked(kind=kind), answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    overview.end()
    assert len(answers) == 1
    assert answers[0].pictures is not None
    assert answers[0].pictures.wanted.kind is Kind.TWITCH


def test_once_ended_nobody_is_answered_and_no_thread_is_left(
    qtbot: QtBot, overview: Overview, services: Services
) -> None:
    logged(services, 1)
    answers: list[Sight] = []
    overview.ask(Asked(), answers.append)
    overview.end()
    assert not [one for one in threading.enumerate() if one.name == "insights"]
    assert answers == []


def test_a_journal_that_is_no_journal_is_told_in_words(
    qtbot: QtBot, overview: Overview, services: Services
) -> None:
    services.paths.database.write_bytes(b"no journal at all, only words" * 99)
    sight = asked(qtbot, overview, Asked())
    assert sight.pictures is None
    assert str(services.paths.database) in sight.problem
