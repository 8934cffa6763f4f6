"""Sessions as files through the real services: written in a thread, stopped, taken in elsewhere."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile

from relaxapp.adapters import session_shelf
from relaxapp.adapters.loudness import clip_loudness
from relaxapp.errors import RelaxappError
from relaxapp.practice import Practice
from relaxapp.services import Services
from relaxapp.sessions.parcel import Recording, pack
from relaxapp.sessions.reading import parse
from relaxapp.sessions.timeline import RATE
from relaxapp.settings import Settings
from relaxapp.taking import Taking
from relaxapp.ui.ports import Preparation
from relaxapp.ui.taking_ports import Voiced
from tests.adapters.test_own_lines import ONE, TWO
from tests.fakes import FakeClock
from tests.sessions.fakes import FakeOut
from tests.test_cli import SCRIPT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from relaxapp.jobs import Job

CRAMP = Preparation("cramp-now", "woman", None, "lying", 0)


def prepared(session: str) -> Preparation:
    return Preparation(session, "woman", None, "lying", 0)


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


MINE = """
format = 1
title = "Mine"
technique = "Own words"
purpose = "To try it."
seconds = 20

[[step]]
kind = "say"
seconds = 20
say = ["Nobody has recorded this yet.", "And nobody this."]
"""
FIRST, SECOND = "Nobody has recorded this yet.", "And nobody this."


def voiced(me: Profile, tmp_path: Path, **how: bool) -> Path:
    me.services.paths.own_sessions.mkdir()
    (me.services.paths.own_sessions / "mine.session.toml").write_text(MINE)
    me.services.read_library_again()
    me.services.lines.put(FIRST, ONE)
    me.services.lines.put_with("mine", {SECOND: (TWO, "Ada", "CC0 1.0")})
    path = tmp_path / "mine.relaxsession"
    me.taking.begin(prepared("mine"), str(path), **how).wait()
    return path


def test_recordings_go_along_and_are_heard_in_that_session_alone(
    me: Profile, tmp_path: Path
) -> None:
    path = voiced(me, tmp_path)
    assert me.taking.voiced(prepared("mine")) == Voiced(2, 0)
    other = Profile(tmp_path / "other")
    try:
        found = other.taking.look(str(path))
        assert (found.recordings, found.own, found.authors) == (2, 0, "Ada, CC0 1.0")
        assert not other.services.paths.own_lines.exists()
        other.services.lines.put(SECOND, ONE)
        assert other.taking.look(str(path)).own == 1
        assert other.taking.keep() == "mine"
        bank = other.services.bank("woman", "mine")
        assert bank.clip(FIRST).samples == ONE.samples
        assert bank.clip(SECOND).samples == ONE.samples  # the person's own goes before
        assert other.services.bank("woman").clip(FIRST) is None
        assert other.services.lines.find(SECOND, "mine").digest == ONE.digest
        other.services.lines.remove(SECOND)
        assert other.services.lines.find(SECOND, "mine").author == "Ada"
        heard = other.services.bank("man", "mine")
        assert np.abs(heard.voice(heard.clip(FIRST).key)).max() > 0.1
    finally:
        other.taking.end()


def test_without_recordings_none_goes_along(me: Profile, tmp_path: Path) -> None:
    path = voiced(me, tmp_path, recordings=False)
    assert me.taking.look(str(path)).recordings == 0
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == ["manifest.json", "session.toml"]


def parcel_with(tmp_path: Path, sound: bytes) -> Path:
    script = parse(MINE.encode(), "mine")
    path = tmp_path / "theirs.relaxsession"
    path.write_bytes(pack(script, MINE.encode(), "", (Recording(FIRST, sound),)))
    return path


def flac(sound: np.ndarray, rate: int = RATE, form: str = "FLAC") -> bytes:
    out = io.BytesIO()
    soundfile.write(out, sound, rate, format=form)
    return out.getvalue()


def bad_sounds() -> dict[str, tuple[bytes, str]]:
    whole = flac(0.1 * np.sin(np.arange(2 * RATE)))
    lying = bytearray(whole)
    lying[21:26] = b"\x0f\xff\xff\xff\xff"  # of samples in the head: as many as can be told
    return {
        "no sound": (b"fLaC" + bytes(500), "no sound"),
        "a picture": (b"\x89PNG" + bytes(500), "no sound"),
        "half of one": (whole[: len(whole) // 2], "it "),
        "an hour": (flac(np.zeros(62 * RATE)), "longer than 61"),
        "an hour by its head": (bytes(lying), "it is "),
        "silence": (flac(np.zeros(RATE)), "Nothing can be heard"),
        "a click": (flac(np.zeros(100)), "shorter"),
        "a strange rate": (flac(np.zeros(4000), 4000), "4000 samples a second"),
    }


@pytest.mark.parametrize("name", bad_sounds())
def test_recordings_that_are_none_leave_nothing_behind(
    me: Profile, tmp_path: Path, name: str
) -> None:
    sound, words = bad_sounds()[name]
    before = sorted(me.services.paths.data_dir.rglob("*"))
    path = parcel_with(tmp_path, sound)
    with pytest.raises(RelaxappError) as told:
        me.taking.look(str(path))
    assert words in str(told.value)
    assert FIRST[:20] in str(told.value)
    assert "\n" not in str(told.value)
    with pytest.raises(RelaxappError, match="nothing to keep"):
        me.taking.keep()
    assert [p for p in sorted(me.services.paths.data_dir.rglob("*")) if p != path] == before


def test_one_that_would_blare_is_made_as_loud_as_the_others(me: Profile, tmp_path: Path) -> None:
    tone = np.sign(np.sin(2 * np.pi * 300 * np.arange(2 * RATE) / RATE)) * 0.99
    me.taking.look(str(parcel_with(tmp_path, flac(tone))))
    me.taking.keep()
    bank = me.services.bank("woman", "mine")
    assert clip_loudness(bank.voice(bank.clip(FIRST).key).astype(float)) < -21


def test_what_hides_in_a_recording_is_not_kept(me: Profile, tmp_path: Path) -> None:
    out = io.BytesIO()
    with soundfile.SoundFile(out, "w", RATE, 1, format="FLAC") as file:
        file.comment = "hidden words"
        file.write(0.1 * np.sin(np.arange(RATE)))
    assert b"hidden words" in out.getvalue()
    me.taking.look(str(parcel_with(tmp_path, out.getvalue())))
    me.taking.keep()
    (kept,) = me.services.paths.own_lines.glob("*.flac")
    assert b"hidden words" not in kept.read_bytes()


def test_a_script_that_cannot_be_written_takes_its_recordings_with_it(
    me: Profile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = parcel_with(tmp_path, ONE.flac)

    def full(*_: object) -> None:
        raise RelaxappError("The disk is full.")

    me.taking.look(str(path))
    monkeypatch.setattr(session_shelf, "write_whole", full)
    with pytest.raises(RelaxappError, match="disk is full"):
        me.taking.keep()
    assert me.services.lines.find(FIRST, "mine") is None


def test_a_damaged_recording_is_not_handed_on(me: Profile, tmp_path: Path) -> None:
    path = voiced(me, tmp_path)
    path.unlink()
    (me.services.paths.own_lines / f"{ONE.digest}.flac").write_bytes(TWO.flac)
    job = me.taking.begin(prepared("mine"), str(path))
    job.wait()
    assert job.state == "failed"
    assert "record that line again" in job.problem
    assert not path.exists()


def test_lines_that_nobody_says_are_counted(me: Profile) -> None:
    me.services.paths.own_sessions.mkdir()
    (me.services.paths.own_sessions / "mine.session.toml").write_text(MINE)
    me.services.read_library_again()
    assert me.taking.voiced(prepared("mine")) == Voiced(0, 2)
    assert me.taking.voiced(prepared("soften")) == Voiced(0, 0)
