"""Practising through the real services: what is written down, and what the window is told."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from relaxapp.journal.entries import SessionOutcome
from relaxapp.practice import Practice, outline
from relaxapp.services import Services
from relaxapp.sessions.blends import ONLY_SOUNDS, Layer, Shelf
from relaxapp.sessions.speaking import Speech, SpeechState
from relaxapp.sessions.timeline import RATE
from relaxapp.settings import Settings, Volumes
from relaxapp.ui.ports import Preparation, Ratings
from tests.fakes import FakeClock
from tests.sessions.fakes import FakeOut

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from relaxapp.playing import SessionPlayer
    from relaxapp.sessions.audio_out import AudioOut


class House:
    """The services on a fake clock with a fake output."""

    def __init__(self, home: Path) -> None:
        self.clock = FakeClock()
        self.services = Services(self.clock, {"TZ": "Europe/Berlin"}, home)
        self.out = FakeOut(self.clock)
        self.asleep = False
        self.practice = Practice(self.services, Settings, self.make_out, lambda: self.asleep)

    def make_out(self, device: str | None) -> AudioOut:
        assert device is None
        return self.out

    def begin(self, session: str = "soften", **chosen: object) -> SessionPlayer:
        values = {"voice": "woman", "ambience": "rain", "position": "lying", "delay": 0, **chosen}
        player = self.practice.begin(Preparation(session, **values))  # type: ignore[arg-type]  # by name
        player.start()
        player.tick()
        return player

    def close(self) -> None:
        store = self.services.store
        if store is not None:
            store._connection.close()  # type: ignore[attr-defined]  # the database's own


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path / "here")
    yield house
    house.close()


def records(house: House) -> list[tuple[str, SessionOutcome, float]]:
    assert house.services.store is not None
    found = house.services.store.sessions()
    return [(r.session_id, r.outcome, round(r.heard_s)) for r in found]


def test_the_default_session_comes_first_with_what_a_newcomer_needs(house: House) -> None:
    first = house.practice.cards()[0]
    assert (first.id, first.seconds, first.tenses) == ("soften", 410, False)
    assert [position.id for position in first.positions] == ["lying", "sitting", "desk"]
    assert first.last_practised is None
    assert any("8 areas" in line for line in first.steps)


def test_each_practice_is_heard_in_other_words(house: House) -> None:
    for number in range(3):
        player = house.begin()
        assert player.run.options.wording == number
        player.stop()
    assert house.begin("square").run.options.wording == 0


def test_a_practice_is_on_the_disk_before_its_first_sound(house: House) -> None:
    house.begin()
    assert records(house) == [("soften", SessionOutcome.RUNNING, 0)]


def test_it_is_written_down_while_it_goes_on(house: House) -> None:
    player = house.begin()
    for _ in range(50):
        house.clock.advance(1)
        player.tick()
    ((_, outcome, heard),) = records(house)
    assert outcome is SessionOutcome.RUNNING
    assert heard >= 35


def test_a_whole_session_counts_as_completed(house: House) -> None:
    player = house.begin("cramp-now")
    house.clock.advance(95)
    assert player.tick().state == "finished"
    assert records(house) == [("cramp-now", SessionOutcome.COMPLETED, 90)]
    cards = {card.id: card for card in house.practice.cards()}
    assert cards["cramp-now"].last_practised == house.practice.today()


def test_stopping_early_counts_for_what_it_was(house: House) -> None:
    player = house.begin()
    house.clock.advance(100)
    player.tick()
    player.stop()
    assert records(house) == [("soften", SessionOutcome.STOPPED, 100)]


def test_ratings_and_a_note_are_kept_as_they_are_given(house: House) -> None:
    player = house.begin(tension_before=7, distress_before=4)
    player.stop()
    house.practice.rate(Ratings(7, 4, 8, None, "my left lid"))
    assert house.services.store is not None
    (kept,) = house.services.store.sessions()
    assert (kept.tension_before, kept.tension_after, kept.distress_after) == (7, 8, None)
    assert (kept.note, kept.worse) == ("my left lid", True)


def test_a_detour_is_shown_and_remembered(house: House) -> None:
    player = house.begin("full-sixteen")
    house.clock.advance(70)
    player.tick()
    player.worse()
    frame = player.tick()
    assert (frame.detour, player.title) == ("worse", "Out of My Head")
    house.clock.advance(170)
    assert player.tick().state == "paused"  # grounding is over and waits
    player.toggle()
    frame = player.tick()
    assert (frame.detour, frame.state, round(frame.position)) == ("", "playing", 68)
    player.stop()
    assert house.services.store is not None
    (kept,) = house.services.store.sessions()
    assert (kept.detours, kept.worse) == (("out-of-my-head",), True)


def test_after_a_cramp_the_ribbon_has_no_more_of_that_group(house: House) -> None:
    player = house.begin("full-sixteen")
    player.seek_to(60 + 11 * 50 + 9)  # tensing the right calf
    player.tick()
    assert player.tick().group == "calf.right"
    before = len(player.segments)
    player.cramp()
    player.back()
    assert len(player.segments) == before - 3
    assert player.tick().group == "foot.right"


def test_sleep_of_the_computer_is_passed_on(house: House) -> None:
    player = house.begin()
    house.asleep = True
    assert player.tick().pause_reason == "sleep"


def test_new_volumes_are_heard_once(house: House) -> None:
    player = house.begin()
    player.set_volumes(Volumes(voice=30))
    player.set_volumes(Volumes(voice=30))
    assert house.out.calls.count("remix") == 1


def test_groups_left_out_are_not_practised(house: House) -> None:
    player = house.begin("soften", skip=frozenset({"legs"}))
    assert round(player.tick().length) == 370
    assert "Legs" not in [segment.title for segment in player.segments]


def test_a_journal_that_cannot_be_used_stops_no_session(tmp_path: Path) -> None:
    home = tmp_path / "broken"
    house = House(home)
    (house.services.paths.database).write_bytes(b"this is no database at all")
    player = house.begin()
    assert player.tick().state == "playing"
    assert player.run.options.wording == house.practice.today().toordinal()
    assert house.services.problems
    assert house.services.paths.database.read_bytes() == b"this is no database at all"


def test_the_outline_tells_what_will_happen_in_a_few_lines(house: House) -> None:
    lines = outline(house.services.library.get("full-sixteen"))
    assert len(lines) <= 8
    assert "16 areas" in " ".join(lines)


def test_the_outline_does_not_count_to_one(house: House) -> None:
    lines = outline(house.services.library.get("half-minute-reset"))
    assert lines[-1] == "A look through the body (6 s)"


def test_two_breaths_in_swell_the_ring_once(house: House) -> None:
    player = house.begin("long-exhale")
    player.seek_to(30)
    seen = []
    for _ in range(36):
        house.clock.advance(0.1)
        seen.append(player.tick())
    drawn = [frame for frame in seen if frame.phase == "inhale"]
    assert all(a.phase_done < b.phase_done for a, b in pairwise(drawn))
    assert all(a.phase_left > b.phase_left for a, b in pairwise(drawn))
    assert drawn[-1].phase_done > 0.95


def test_feeling_worse_is_on_the_disk_at_once_and_stays(house: House) -> None:
    player = house.begin()
    player.worse()
    assert house.services.store is not None
    assert house.services.store.sessions()[0].worse
    player.stop()
    assert house.services.store.sessions()[0].worse


def test_skipping_to_the_end_is_an_early_stop(house: House) -> None:
    player = house.begin()
    house.clock.advance(60)
    player.tick()
    player.seek_to(409)
    house.clock.advance(5)
    assert player.tick().state == "finished"
    assert records(house)[0][1] is SessionOutcome.STOPPED


def test_what_a_cramp_left_out_can_be_taken_back_in(house: House) -> None:
    player = house.begin("full-sixteen")
    player.seek_to(60 + 11 * 50 + 9)
    player.tick()
    player.cramp()
    player.back()
    assert player.left_out == ("Right calf",)
    player.keep_in()
    assert player.left_out == ()
    assert "Right calf" in [segment.title for segment in player.segments]


def test_the_length_follows_what_is_left_out_and_the_delay(house: House) -> None:
    plain = Preparation("soften", "woman", None, "lying", 0)
    assert house.practice.seconds(plain) == 410
    shaped = plain._replace(skip=frozenset({"legs"}), delay=20)
    assert house.practice.seconds(shaped) == 390


def test_a_session_cut_off_by_a_kill_is_closed_by_the_next_window(house: House) -> None:
    player = house.begin()
    house.clock.advance(50)
    player.tick()
    again = House(house.services.paths.data_dir)
    again.services.alone = True
    assert again.services.store is not None
    assert records(again)[0][1:] == (SessionOutcome.STOPPED, 50)
    again.close()


def test_the_window_knows_when_the_next_line_is_heard(house: House) -> None:
    player = house.begin()
    player.seek_to(29)
    before = player.tick()
    assert 0 < before.caption_in < 2
    house.clock.advance(before.caption_in)
    after = player.tick()
    assert after.caption != before.caption
    player.toggle()
    assert player.tick().caption_in == 0


def test_a_session_for_an_area_is_practised_and_written_down_like_any_other(house: House) -> None:
    card = house.practice.area(("calf.left", "eyelid.right"))
    assert (card.id, card.title) == ("relax-area", "Relax: Left calf, Right eyelid")
    assert 120 <= card.seconds <= 240
    player = house.begin(card.id)
    assert player.title == card.title
    house.clock.advance(300)
    player.tick()
    assert [(name, outcome) for name, outcome, _ in records(house)] == [
        ("relax-area", SessionOutcome.COMPLETED)
    ]
    assert "relax-area" not in {card.id for card in house.practice.cards()}


# ---- sounds and nights


def test_a_night_has_no_way_back_and_its_end_can_be_moved(house: House) -> None:
    player = house.begin(night=(15, 60))
    titles = [segment.title for segment in player.segments]
    assert titles[-1] == "Sleeping"
    assert "Coming back" not in titles
    assert player.night
    before = player.tick().length
    player.move_end(1)
    assert player.tick().length == before + 900
    player.move_end(-1)
    player.move_end(-1)
    assert player.tick().length == before - 900 + 60  # a minute stays, for the fade
    player.seek_to(player.segments[-1].start + 30)
    at = player.tick().position
    player.move_end(1)
    assert abs(player.tick().position - at) < 1  # where we were
    house.clock.advance(2000)
    assert player.tick().state == "finished"
    assert records(house)[-1][1] is SessionOutcome.STOPPED  # most of it was skipped


def test_a_moved_end_fades_when_it_comes_and_not_before(house: House) -> None:
    player = house.begin(night=(15, 120))
    start = player.segments[-1].start
    player.seek_to(start + 60)
    player.tick()
    player.move_end(-1)
    frame = player.tick()
    assert frame.length - frame.position == pytest.approx(120, abs=1)
    assert player.run.main.timeline.fade_out == 120 * 48000


def test_by_day_there_is_no_end_to_move(house: House) -> None:
    player = house.begin()
    length = player.tick().length
    player.move_end(1)
    assert player.tick().length == length
    assert not player.night


def test_the_mix_is_what_is_heard_and_changes_while_it_plays(house: House) -> None:
    house.services.shelf.save(Shelf(layers=(Layer("rain", 60), Layer("pad", 30))))
    player = house.begin(ambience="mix")
    assert player.layers == (Layer("rain", 60), Layer("pad", 30))
    assert house.out.source is not None
    one = house.out.source.make().render(48_000 * 60, 48_000 * 61)
    player.set_layers((Layer("wind", 50),))
    assert house.out.calls[-1] == "remix"
    other = house.out.source.make().render(48_000 * 60, 48_000 * 61)
    assert (one != other).any()
    calls = len(house.out.calls)
    player.set_layers((Layer("wind", 50),))
    assert len(house.out.calls) == calls


def test_one_sound_is_the_beginning_of_a_mix(house: House) -> None:
    assert house.begin(ambience="ocean").layers == (Layer("ocean"),)
    assert house.begin(ambience=None).layers == ()


def test_sounds_alone_ring_their_bells_and_are_no_practice(house: House) -> None:
    player = house.begin(ONLY_SOUNDS, ambience="mix", bell=20)
    timeline = player.run.main.timeline
    assert timeline.seconds == 3600
    assert [chime.start / 48_000 / 60 for chime in timeline.chimes] == [20, 40]
    player.stop()
    assert records(house) == []
    night = house.begin(ONLY_SOUNDS, ambience="mix", night=(45, 60))
    assert night.tick().length == 45 * 60 + 1


class Voice:
    """A voice of the computer that is always there."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.ended = False

    def ready(self) -> bool:
        return True

    def say(self, text: str, voice: str, level: float) -> int:
        self.said.append(text)
        return len(self.said)

    def hush(self) -> None:
        """It is done at once."""

    def speech(self) -> Speech:
        return Speech(SpeechState.SAID, len(self.said), 1.0)

    def end(self) -> None:
        self.ended = True


OWN = """
format = 1
title = "Mine"
technique = "Own words"
purpose = "To try it."
seconds = 20

[[step]]
kind = "say"
seconds = 20
say = "Nobody has ever recorded this."
"""


def test_own_words_are_said_live_and_exported_with_a_chime(house: House) -> None:
    folder = house.services.paths.own_sessions
    folder.mkdir()
    (folder / "mine.session.toml").write_text(OWN)
    voice = Voice()
    house.services.make_speaker = lambda: voice
    player = house.begin("mine", ambience=None)
    house.clock.advance(0.5)
    player.tick()
    assert voice.said == ["Nobody has ever recorded this."]
    heard = house.out.source.make().render(0, RATE)
    assert not heard.any()  # no chime announces what is said
    preparation = Preparation("mine", "woman", None, "lying", 0)
    _, _, make = house.practice.mixdown(preparation)
    assert make().render(0, RATE).any()  # in a file nobody says it
    player.stop()
    house.services.end_speaker()
    assert voice.ended


def test_who_wants_no_voice_of_the_computer_hears_none(house: House) -> None:
    folder = house.services.paths.own_sessions
    folder.mkdir()
    (folder / "mine.session.toml").write_text(OWN)
    voice = Voice()
    house.services.make_speaker = lambda: voice
    house.practice._settings = lambda: Settings(aloud=False)
    player = house.begin("mine", ambience=None)
    house.clock.advance(0.5)
    player.tick()
    assert voice.said == []
    assert house.out.source.make().render(0, RATE).any()
    player.stop()


def test_a_session_with_a_voice_for_each_line_looks_for_no_other(house: House) -> None:
    def nobody() -> Voice:
        raise AssertionError("nobody is needed")

    house.services.make_speaker = nobody
    house.begin().stop()
