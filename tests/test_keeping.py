"""Damage, copies and erasing through the real services, and what the window offers then."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from relaxapp.errors import RelaxappError
from relaxapp.journaling import Journaling
from relaxapp.keeping import Keeping
from relaxapp.services import Services
from relaxapp.sessions.blends import OwnSound
from relaxapp.settings import Settings
from tests.fakes import FakeClock

if TYPE_CHECKING:
    from collections.abc import Iterator


class House:
    """Services in a folder, the journal's port and its keeper."""

    def __init__(self, home: Path) -> None:
        self.clock = FakeClock()
        self.services = Services(self.clock, {"TZ": "Europe/Berlin"}, home)
        self.journal = Journaling(self.services, Settings, lambda _: None)
        self.forgotten = 0
        self.keeping = Keeping(self.services, self.forget)

    def forget(self) -> None:
        self.forgotten += 1

    def log(self) -> str:
        return self.journal.log(running=False).id

    def ids(self) -> list[str]:
        assert self.services.store is not None
        return [episode.id for episode in self.services.store.episodes()]

    def break_journal(self, content: bytes = b"not a journal at all" * 200) -> None:
        self.services.close_journal()
        self.services.paths.database.write_bytes(content)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path / "here")
    yield house
    house.keeping.settle()
    house.services.close_journal()


def copy_today(house: House) -> list[str]:
    told: list[str] = []
    house.keeping.copy_daily(lambda: told.append(threading.current_thread().name))
    house.keeping.settle()
    return told


def test_a_damaged_journal_is_replaced_by_its_newest_copy(house: House) -> None:
    kept = house.log()
    assert copy_today(house) == []
    house.break_journal()
    assert house.keeping.damaged()
    with pytest.raises(RelaxappError, match="The journal"):
        house.log()
    made = house.keeping.newest_copy()
    assert made == house.clock.now()
    aside = house.keeping.put_back()
    assert not house.keeping.damaged()
    with open(aside, "rb") as file:  # noqa: PTH123 - the port tells a text
        assert file.read().startswith(b"not a journal at all")
    assert house.ids() == [kept]
    house.clock.advance(60)
    assert house.log() in house.ids()


def test_without_a_copy_a_new_one_can_be_begun(house: House) -> None:
    house.log()
    house.break_journal()
    assert house.keeping.damaged()
    assert house.keeping.newest_copy() is None
    with pytest.raises(RelaxappError, match="no good copy"):
        house.keeping.put_back()
    aside = house.keeping.begin_anew()
    assert "damaged" in aside
    assert house.ids() == []
    assert house.log() in house.ids()


def test_the_copy_of_the_day_is_made_once_in_a_thread(house: House) -> None:
    house.log()
    copy_today(house)
    copy_today(house)
    folder = house.services.paths.data_dir / "backups"
    assert len(list(folder.glob("journal-*.db"))) == 1


def test_damage_that_the_copy_finds_is_told(house: House) -> None:
    house.log()
    house.break_journal()
    assert copy_today(house) == ["daily copy"]
    assert house.keeping.damaged()


def test_a_backup_goes_out_and_comes_back(house: House, tmp_path: Path) -> None:
    kept = house.log()
    target = str(tmp_path / "mine.db")
    house.keeping.back_up(target, "")
    assert not house.keeping.wants_passphrase(target)
    house.clock.advance(60)
    house.log()
    replaced = house.keeping.restore(target, "")
    assert Path(replaced).exists()  # what was replaced is kept
    assert house.ids() == [kept]


def test_a_wrong_passphrase_changes_nothing(house: House, tmp_path: Path) -> None:
    kept = house.log()
    target = str(tmp_path / "mine.age")
    house.keeping.back_up(target, "three old boats")
    assert house.keeping.wants_passphrase(target)
    with pytest.raises(RelaxappError, match="passphrase"):
        house.keeping.restore(target, "two old boats")
    assert house.ids() == [kept]
    assert house.keeping.restore(target, "three old boats")


def test_everything_of_our_own_is_erased_and_nothing_else(house: House, tmp_path: Path) -> None:
    house.log()
    copy_today(house)
    mine = str(tmp_path / "mine.db")
    house.keeping.back_up(mine, "")
    house.keeping.restore(mine, "")
    house.break_journal()
    house.keeping.begin_anew()
    house.log()
    paths = house.services.paths
    house.services.settings_file.save(Settings(voice="man"))
    house.services.shelf.put(OwnSound("own-0123456789ab", "Stream", 5.0))
    paths.own_sounds.mkdir()
    (paths.own_sounds / "own-0123456789ab.wav").write_bytes(b"sound")
    (paths.config_dir / "window").write_text("00")
    (paths.log_dir / "relaxapp.log").write_text("words")
    (paths.log_dir / "relaxapp.log.1").write_text("words")
    (paths.data_dir / "letter.txt").write_text("somebody else's")
    house.keeping.erase_everything()
    assert house.ids() == []
    assert house.forgotten == 1
    left = sorted(p.name for p in paths.data_dir.rglob("*") if p.is_file() and p.stat().st_size)
    assert [name for name in left if not name.startswith("journal.db")] == ["letter.txt"]
    assert house.log() in house.ids()
