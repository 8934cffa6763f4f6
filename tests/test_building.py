"""Sessions made by hand on the real services: saved whole, told in words, and brought back."""

from __future__ import annotations

import stat
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from relaxapp.adapters.erasing import erase_own_files
from relaxapp.building import Building
from relaxapp.errors import RelaxappError
from relaxapp.practice import Practice
from relaxapp.services import Services
from relaxapp.sessions.draft import Technique
from relaxapp.settings import Settings
from tests.fakes import FakeClock
from tests.sessions.fakes import FakeOut

if TYPE_CHECKING:
    from pathlib import Path

    from relaxapp.sessions.draft import Draft


class House:
    """The services on a fake clock with a fake output."""

    def __init__(self, home: Path) -> None:
        self.clock, self.home = FakeClock(), home
        self.services = Services(self.clock, {"TZ": "Europe/Berlin"}, home)
        practice = Practice(self.services, Settings, lambda _: FakeOut(self.clock))
        self.told = 0
        self.building = Building(self.services, practice, self.tell)

    def tell(self) -> None:
        self.told += 1

    @property
    def ids(self) -> list[str]:
        return [script.id for script in self.services.library.scripts()]

    def make(self, title: str = "Soft jaw") -> Draft:
        return replace(self.building.new(Technique.RELEASE, ["jaw"]), title=title)


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path / "here")


def test_a_new_session_has_a_title_that_is_free_and_is_there_when_saved(house: House) -> None:
    draft = house.building.new(Technique.TENSE, ["jaw", "calf.left"])
    assert draft.title == "My session"
    assert house.building.troubles(draft) == ()
    assert house.building.save(draft) == "my-session"
    assert house.building.new(Technique.RELEASE, []).title == "My session 2"
    assert "my-session" in house.ids
    assert house.told == 1
    assert house.building.own("my-session")
    assert not house.building.own("soften")
    file = house.home / "sessions" / "my-session.session.toml"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert house.services.library.problems == ()


def test_a_copy_of_a_bundled_session_is_ones_own_and_the_bundled_one_stays(house: House) -> None:
    soften = house.services.library.get("soften")
    copy = house.building.copy("soften")
    assert copy.title == "My Soften"
    house.building.save(copy)
    assert house.services.library.get("my-soften").items == soften.items
    assert house.services.library.get("soften") == soften


def test_a_title_that_is_taken_is_told_with_one_that_is_free(house: House) -> None:
    draft = house.make("Soften")
    (trouble,) = house.building.troubles(draft)
    assert (trouble.part, trouble.field) == (None, "title")
    assert "“Soften 2”" in trouble.message
    with pytest.raises(RelaxappError, match="Nothing was saved"):
        house.building.save(draft)
    assert not (house.home / "sessions").exists()


def test_an_own_session_is_changed_in_its_place_and_the_one_before_is_kept(house: House) -> None:
    house.building.save(house.make())
    file = house.home / "sessions" / "soft-jaw.session.toml"
    before = file.read_bytes()
    draft = house.building.change("soft-jaw")
    assert house.building.troubles(draft) == ()
    house.building.save(replace(draft, purpose="For the evening."))
    assert b"For the evening." in file.read_bytes()
    assert file.with_name(file.name + ".before").read_bytes() == before
    assert house.services.library.get("soft-jaw").purpose == "For the evening."


def test_another_title_moves_it(house: House) -> None:
    house.building.save(house.make())
    draft = replace(house.building.change("soft-jaw"), title="Evening jaw")
    house.building.save(draft)
    assert "soft-jaw" not in house.ids
    assert "evening-jaw" in house.ids


def test_a_file_with_a_name_of_its_own_stays_the_one_file(house: House) -> None:
    house.building.save(house.make())
    folder = house.home / "sessions"
    (folder / "soft-jaw.session.toml").rename(folder / "Soft Jaw.session.toml")
    house.services.read_library_again()
    house.building.save(replace(house.building.change("soft-jaw"), purpose="Other."))
    assert [path.name for path in folder.glob("*.toml")] == ["Soft Jaw.session.toml"]


def test_what_is_not_sound_is_not_saved(house: House) -> None:
    draft = house.building.new(Technique.OWN, [])
    with pytest.raises(RelaxappError, match="empty"):
        house.building.save(draft)


def test_a_session_is_deleted_and_brought_back(house: House) -> None:
    house.building.save(house.make())
    house.building.delete("soft-jaw")
    assert "soft-jaw" not in house.ids
    house.building.undelete("soft-jaw")
    assert "soft-jaw" in house.ids
    with pytest.raises(RelaxappError, match="came with relaxapp"):
        house.building.delete("soften")
    assert "soften" in house.ids


def test_what_was_deleted_does_not_come_back_over_another_one(house: House) -> None:
    house.building.save(house.make())
    house.building.delete("soft-jaw")
    house.building.save(house.make())
    with pytest.raises(RelaxappError, match="already"):
        house.building.undelete("soft-jaw")


def test_a_draft_outlives_the_program(house: House) -> None:
    assert house.building.unfinished() is None
    draft = house.building.new(Technique.OWN, [])  # not sound yet, and kept all the same
    house.building.keep(draft)
    again = House(house.home)
    unfinished = again.building.unfinished()
    assert unfinished is not None
    assert (unfinished.title, unfinished.draft) == ("My session", draft)
    again.building.forget()
    assert house.building.unfinished() is None


def test_a_damaged_draft_costs_nothing_but_itself(house: House) -> None:
    house.services.paths.draft.write_text('{"title": 3}')
    assert house.building.unfinished() is None
    house.services.paths.draft.write_text("{")
    assert house.building.unfinished() is None


def test_erasing_takes_what_was_put_away_and_leaves_the_sessions(house: House) -> None:
    building, folder = house.building, house.home / "sessions"
    building.save(house.make())
    building.save(house.make("Other"))
    building.delete("other")
    building.save(replace(building.change("soft-jaw"), purpose="Another."))
    building.keep(house.make())
    assert len(list(folder.iterdir())) == 3
    erase_own_files(house.services.paths)
    assert [path.name for path in folder.iterdir()] == ["soft-jaw.session.toml"]
    assert building.unfinished() is None


def test_one_part_is_heard_and_not_written_down(house: House) -> None:
    draft = house.make()
    part = next(part for part in draft.parts if part.group == "jaw")
    player = house.building.hear(draft, part.key)
    player.start()
    player.tick()
    house.clock.advance(1)
    frame = player.tick()
    assert frame.length == pytest.approx(part.seconds)
    assert frame.caption == "Now your jaw, your lips and your tongue."
    player.stop()
    assert house.services.store is not None
    assert house.services.store.sessions() == ()
    house.services.close_journal()
