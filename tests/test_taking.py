"""Sessions as files through the real services: written in a thread, stopped, taken in elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import soundfile

from relaxapp.errors import RelaxappError
from relaxapp.practice import Practice
from relaxapp.services import Services
from relaxapp.sessions.timeline import RATE
from relaxapp.settings import Settings
from relaxapp.taking import Taking
from relaxapp.ui.ports import Preparation
from tests.fakes import FakeClock
from tests.sessions.fakes import FakeOut
from tests.test_cli import SCRIPT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from relaxapp.jobs import Job

CRAMP = Preparation("cramp-now", "woman", None, "lying", 0)


class Profile:
    """Somebody's relaxapp."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.clock = FakeClock()
        self.services = Services(self.clock, {"TZ": "UTC"}, home)
        self.practice = Practice(self.services, Settings, lambda _: FakeOut(self.clock))
        self.taking = Taking(self.services, self.practice)

    def own(self, text: str = SCRIPT) -> Path:
        folder = self.services.paths.own_sessions
        folder.mkdir()
        path = folder / "own-one.session.toml"
        path.write_text(text, "utf-8")
        return path

    def ids(self) -> set[str]:
        return {script.id for script in self.services.library.scripts()}


@pytest.fixture
def me(tmp_path: Path) -> Iterator[Profile]:
    made = Profile(tmp_path / "me")
    yield made
    made.taking.end()


def finished(job: Job) -> str:
    job.wait()
    return job.state


def test_every_form_is_written_as_it_was_prepared(me: Profile, tmp_path: Path) -> None:
    for form in me.taking.forms():
        path = tmp_path / f"cramp{form}"
        job = me.taking.begin(CRAMP._replace(delay=5), str(path))
        assert finished(job) == "finished", job.problem
        assert path.stat().st_size > 300
        if form in {".flac", ".ogg"}:
            assert soundfile.info(path).frames == 95 * RATE
    assert (tmp_path / "cramp.vtt").read_text("utf-8").startswith("WEBVTT")
    assert "Stop" in (tmp_path / "cramp.txt").read_text("utf-8")


def test_stopped_half_way_nothing_is_left(me: Profile, tmp_path: Path) -> None:
    job = me.taking.begin(CRAMP._replace(session_id="deep-sixteen"), str(tmp_path / "a.flac"))
    job.stop()
    assert finished(job) == "stopped"
    assert not list(tmp_path.glob("*.*"))
    me.taking.begin(CRAMP._replace(session_id="deep-sixteen"), str(tmp_path / "a.flac"))
    me.taking.end()
    assert not list(tmp_path.glob("*.*"))


def test_an_older_file_stays_when_it_is_stopped(me: Profile, tmp_path: Path) -> None:
    path = tmp_path / "a.ogg"
    path.write_bytes(b"older")
    job = me.taking.begin(CRAMP, str(path))
    job.stop()
    finished(job)
    assert path.read_bytes() == b"older" or soundfile.info(path).frames == 90 * RATE
    assert [p.name for p in tmp_path.glob("*.*")] == ["a.ogg"]


def test_what_cannot_be_written_is_told(me: Profile, tmp_path: Path) -> None:
    job = me.taking.begin(CRAMP, str(tmp_path / "no" / "a.ogg"))
    assert finished(job) == "failed"
    assert "cannot be written" in job.problem
    with pytest.raises(RelaxappError, match=r"ending in .*\.ogg"):
        me.taking.begin(CRAMP, str(tmp_path / "a.exe"))


def test_a_session_goes_from_one_profile_to_another(me: Profile, tmp_path: Path) -> None:
    me.own()
    path = str(tmp_path / "own.relaxsession")
    assert finished(me.taking.begin(CRAMP._replace(session_id="own-one"), path)) == "finished"
    you = Profile(tmp_path / "you")
    assert "own-one" not in you.ids()
    found = you.taking.look(path)
    assert (found.title, found.seconds, found.clash) == ("Own One", 3, "")
    assert "own-one" not in you.ids()
    assert you.taking.keep() == "own-one"
    assert any(card.id == "own-one" for card in you.practice.cards())
    # It can be played there: what nobody speaks is shown.
    player = you.practice.begin(CRAMP._replace(session_id="own-one"))
    player.start()
    assert player.tick().length == pytest.approx(3, abs=1)
    player.stop()
    assert "already" in you.taking.look(path).clash
    with pytest.raises(RelaxappError, match="already"):
        you.taking.keep()


def test_what_is_no_session_leaves_nothing(me: Profile, tmp_path: Path) -> None:
    bad = tmp_path / "bad.relaxsession"
    bad.write_bytes(b"PK")
    with pytest.raises(RelaxappError, match="no zip"):
        me.taking.look(str(bad))
    with pytest.raises(RelaxappError, match="nothing to keep"):
        me.taking.keep()
    assert not me.services.paths.own_sessions.exists()
