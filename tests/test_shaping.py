"""Choices of one session, remembered through the real services and settings."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from relaxapp import shaping
from relaxapp.journal.entries import Episode
from relaxapp.journal.store import uuid7
from relaxapp.journal.vocabulary import Kind
from relaxapp.journal.when import When
from relaxapp.practice import Practice
from relaxapp.services import Services
from relaxapp.settings import Settings
from tests.fakes import FakeClock
from tests.sessions.fakes import FakeOut, script

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CALVES_AND_FEET = {"calf.right", "foot.right", "calf.left", "foot.left"}


class House:
    """The services on a fake clock; settings go through what a file would hold."""

    def __init__(self, home: Path) -> None:
        self.clock = FakeClock()
        self.services = Services(self.clock, {"TZ": "Europe/Berlin"}, home)
        self.settings = Settings()
        self.practice = Practice(
            self.services, self.load, lambda _: FakeOut(self.clock), save=self.save
        )

    def load(self) -> Settings:
        return self.settings

    def save(self, settings: Settings) -> None:
        self.settings, problems = Settings.from_mapping(settings.to_mapping())
        assert problems == ()

    def log(self, count: int, kind: Kind, site: str) -> None:
        store = self.services.store
        assert store is not None
        for _ in range(count):
            self.clock.advance(60)
            now = self.clock.now()
            when = When(now, 120, "Europe/Berlin", self.practice.today())
            store.add(Episode(uuid7(now), when, kind=kind, sites=(site,)))


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path / "here")
    yield house
    house.services.close_journal()


def test_tones_with_the_breath_are_off_until_chosen_and_remembered_for_one(house: House) -> None:
    usual = house.practice.usual("even-tide")
    assert not usual.tones
    house.practice.remember(usual._replace(tones=True))
    assert house.practice.usual("even-tide").tones
    assert not house.practice.usual("square").tones
    assert house.practice.begin(house.practice.usual("even-tide")).run.player.timeline.tones
    house.practice.forget("even-tide")
    assert not house.practice.usual("even-tide").tones
    breathing = {card.id for card in house.practice.cards() if card.breathes}
    assert {"even-tide", "square", "soft-word"} <= breathing
    assert not breathing & {"soften", "full-sixteen", "bath-wind-down"}


def test_what_is_changed_on_the_way_goes_on_at_the_same_place_and_is_remembered(
    house: House,
) -> None:
    player = house.practice.begin(house.practice.usual("full-sixteen"))
    player.start()
    player.tick()
    player.seek_to(90)
    before, manner = player.tick(), player.manner
    assert manner is not None
    assert {dial.id for dial in manner.dials} >= {"tension", "release"}
    assert (manner.usual_effort, manner.tones) == (50, None)
    player.set_manner(manner._replace(pace=(("release", 200),), effort=30))
    after = player.tick()
    assert after.segment == before.segment
    assert after.length > before.length + 300
    assert player.segments[-1].end == after.length
    assert player.manner is not None
    assert (player.manner.pace, player.manner.effort) == ((("release", 200),), 30)
    assert house.settings.shapes == {}  # not yet: a slider that moves writes no file
    player.cramp()
    assert player.manner is None
    player.keep_manner()
    usual = house.practice.usual("full-sixteen")
    assert (usual.pace, usual.effort) == ((("release", 200),), 30)
    player.back()
    player.set_manner(manner)
    player.keep_manner()
    assert house.settings.shapes == {}


def test_what_was_chosen_before_the_start_stays_when_something_is_changed_on_the_way(
    house: House,
) -> None:
    made = house.practice.usual("seven")._replace(voice="man", skip=frozenset({"neck"}))
    house.practice.remember(made)
    player = house.practice.begin(made)
    assert player.manner is not None
    player.set_manner(player.manner._replace(effort=40))
    player.keep_manner()
    assert house.practice.usual("seven") == made._replace(effort=40)


def test_how_often_each_area_comes_is_remembered_and_stays_on_the_way(house: House) -> None:
    usual = house.practice.usual("full-sixteen")
    made = usual._replace(repeats=2)
    assert house.practice.seconds(made) > house.practice.seconds(usual) + 400
    house.practice.remember(made)
    assert house.practice.usual("full-sixteen") == made
    player = house.practice.begin(made)
    assert player.manner is not None
    player.set_manner(player.manner._replace(effort=40))
    player.keep_manner()
    assert house.practice.usual("full-sixteen").repeats == 2
    cards = {card.id: card for card in house.practice.cards()}
    assert (cards["full-sixteen"].repeats, cards["full-sixteen"].breaths) == (3, 0)
    assert (cards["even-tide"].repeats, cards["even-tide"].breaths) == (3, 27)
    assert cards["cramp-now"].repeats == 1


def test_tones_can_join_in_on_the_way(house: House) -> None:
    player = house.practice.begin(house.practice.usual("even-tide"))
    assert player.manner is not None
    assert player.manner.tones is False
    player.set_manner(player.manner._replace(tones=True))
    assert player.run.player.timeline.tones
    player.keep_manner()
    assert house.practice.usual("even-tide").tones


EYES = """
[[step]]
kind = "choice"
name = "eyes"
label = "Eyes closed or open?"

[[step.option]]
id = "closed"
label = "Closed"

[[step.option.step]]
kind = "say"
seconds = 10
say = "Close your eyes."

[[step.option]]
id = "open"
label = "Open"

[[step.option.step]]
kind = "say"
seconds = 10
say = "Keep them open."
"""


def test_eyes_follow_the_settings_and_the_desk_unless_this_session_has_it_otherwise() -> None:
    asking, kept = script(EYES, 10), Settings()

    def eyes(settings: Settings) -> str:
        made = shaping.usual(asking, settings)
        answered = shaping.options(asking, made, settings).answers["eyes"]
        assert answered == made.eyes
        return answered

    assert eyes(kept) == "closed"
    assert eyes(kept.with_(eyes_open=True)) == "open"
    assert eyes(kept.with_(position="desk")) == "open"
    usual = shaping.usual(asking, kept)
    opened = shaping.remembered(asking, kept, usual._replace(eyes="open"))
    assert eyes(opened) == "open"
    closed = shaping.usual(asking, opened)._replace(eyes="closed")
    assert shaping.remembered(asking, opened, closed).shapes == {}
    at_desk = shaping.remembered(asking, kept, usual._replace(position="desk", eyes="open"))
    assert "eyes" not in str(at_desk.shapes)  # which goes without saying there


def test_a_session_without_words_for_eyes_asks_nothing_of_them() -> None:
    silent = script('[[step]]\nkind = "rest"\nseconds = 10\n', 10)
    made = shaping.usual(silent, Settings(eyes_open=True))
    assert made.eyes == ""
    assert shaping.remembered(silent, Settings(), made).shapes == {}


def test_a_session_is_practised_as_it_was_the_last_time(house: House) -> None:
    usual = house.practice.usual("seven")
    made = usual._replace(
        skip=frozenset({"neck"}),
        pace=(("release", 150), ("tension", 100)),
        effort=30,
        choices=(("rounds", "twice"),),
        voice="man",
        ambience=None,
        position="sitting",
    )
    house.practice.remember(made)
    again = house.practice.usual("seven")
    assert again == made._replace(pace=(("release", 150),))
    assert house.practice.usual("four").voice == "woman"  # others know nothing of it
    assert house.practice.seconds(again) > house.practice.seconds(usual)
    house.practice.forget("seven")
    assert house.practice.usual("seven") == usual
    assert house.settings.shapes == {}


def test_nothing_is_kept_of_a_session_left_as_it_is(house: House) -> None:
    house.practice.remember(house.practice.usual("full-sixteen"))
    assert house.settings == Settings()


def test_a_voice_that_was_not_chosen_here_follows_the_settings(house: House) -> None:
    house.practice.remember(house.practice.usual("four")._replace(skip=frozenset({"legs"})))
    house.settings = house.settings.with_(voice="man", ambience="ocean")
    usual = house.practice.usual("four")
    assert (usual.voice, usual.ambience, usual.skip) == ("man", "ocean", {"legs"})


def test_a_session_that_asks_for_quiet_has_it_unless_it_was_wished_otherwise(house: House) -> None:
    assert house.practice.usual("cramp-now").ambience is None
    house.practice.remember(house.practice.usual("cramp-now")._replace(ambience="pad"))
    assert house.practice.usual("cramp-now").ambience == "pad"


def test_the_prone_are_offered_what_lets_go_first_and_spared_in_the_rest(house: House) -> None:
    before = {card.id: card for card in house.practice.cards()}
    house.practice.answer_gentle(prone=True)
    cards = house.practice.cards()
    assert cards[0].id == "soften"
    tenses = [card.tenses for card in cards]
    assert tenses == sorted(tenses)
    sixteen = next(card for card in cards if card.id == "full-sixteen")
    assert sixteen.seconds == before["full-sixteen"].seconds - 4 * 50
    assert "spared" in sixteen.technique
    assert not any("calf" in line for line in sixteen.steps)
    assert house.practice.usual("full-sixteen").skip == CALVES_AND_FEET
    assert house.practice.usual("calf-care").skip == frozenset()  # it stretches, tenses nothing
    player = house.practice.begin(house.practice.usual("full-sixteen"))
    player.start()
    assert not {s.group for s in player.segments} & CALVES_AND_FEET
    assert {area.id for area in player.areas if area.out} == CALVES_AND_FEET


def test_areas_change_sides_while_it_plays(house: House) -> None:
    player = house.practice.begin(house.practice.usual("four"))
    player.start()
    whole = player.tick().length
    player.leave_out("legs")
    assert player.tick().length < whole
    assert "legs" not in {segment.group for segment in player.segments}
    player.take_in("legs")
    assert player.tick().length == whole
    for area in player.areas[:-1]:
        player.leave_out(area.id)
    assert [area.free for area in player.areas] == [True, True, True, False]
    player.worse()
    assert player.areas == ()


@pytest.mark.parametrize("position", ["lying", "sitting", "desk"])
def test_at_the_desk_one_hears_the_words_for_sitting(house: House, position: str) -> None:
    four = house.services.library.get("four")
    made = house.practice.usual("four")._replace(position=position)
    said = shaping.options(four, made, Settings()).answers["position"]
    assert said == {"lying": "lying"}.get(position, "sitting")
    house.practice.remember(made)
    assert house.practice.usual("four").position == position


ASKING = """
[[step]]
kind = "choice"
name = "hand"
label = "Which hand do you use more?"
[[step.option]]
id = "right"
label = "The right one"
[[step.option.step]]
kind = "say"
title = "Right"
seconds = 10
say = "First the right hand."
[[step.option]]
id = "left"
label = "The left one"
[[step.option.step]]
kind = "say"
title = "Left"
seconds = 10
say = "First the left hand."
"""


@pytest.mark.parametrize(("left_handed", "first"), [(False, "right"), (True, "left")])
def test_a_script_that_tells_the_sides_apart_follows_the_stronger_hand(
    house: House, *, left_handed: bool, first: str
) -> None:
    made = house.practice.usual("soften")
    settings = Settings(left_handed=left_handed)
    said = shaping.options(script(ASKING, 10), made, settings).answers
    assert said == {"hand": first}
    assert shaping.usual(script(ASKING, 10), settings).choices == ()  # nobody is asked


def test_it_is_asked_until_it_is_answered(house: House) -> None:
    assert house.practice.gentle_question() == "first"
    house.practice.answer_gentle(prone=False)
    assert house.practice.gentle_question() == ""


def test_cramps_in_the_journal_ask_once_more_and_never_again(house: House) -> None:
    house.practice.answer_gentle(prone=False)
    house.log(2, Kind.CRAMP, "calf.left")
    assert house.practice.gentle_question() == "journal"
    house.practice.answer_gentle(prone=False)
    assert house.practice.gentle_question() == ""
    house.log(9, Kind.CRAMP, "calf.left")
    assert house.practice.gentle_question() == ""


def test_it_asks_nothing_of_the_prone_or_where_asking_is_paused(house: House) -> None:
    house.log(2, Kind.CRAMP, "calf.left")
    house.settings = Settings(spasm_prone=False, pause_tracking=True)
    assert house.practice.gentle_question() == ""
    house.settings = Settings(spasm_prone=True)
    assert house.practice.gentle_question() == ""


def test_old_cramps_are_past(house: House) -> None:
    house.practice.answer_gentle(prone=False)
    house.log(3, Kind.CRAMP, "calf.left")
    today: date = house.practice.today() + timedelta(days=30)
    assert shaping.question(house.settings, house.services.store, today) == ""
