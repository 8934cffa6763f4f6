"""Sessions as sound files: chapters, tags and cover in place, the sound untouched, no remains."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from relaxapp.adapters import sound_writer
from relaxapp.adapters.sound_tags import read_cover
from relaxapp.adapters.sound_writer import encodes, write
from relaxapp.errors import RelaxappError
from relaxapp.sessions.tags import Album, Chapter
from relaxapp.sessions.timeline import RATE

ASSETS = Path(__file__).parents[2] / "assets"
PARTS = (
    Chapter("Settling in", 0, RATE),
    Chapter("Größer, “leiser”", RATE, 12 * RATE),
    Chapter("Coming back", 12 * RATE, 13 * RATE),
)
PACKED = (".flac", ".ogg", ".mp3")
needs_ffprobe = pytest.mark.skipif(shutil.which("ffprobe") is None, reason="no ffprobe here")


def told(parts: tuple[Chapter, ...] = PARTS) -> Album:
    return Album("Own One", "To rest.", 13 * RATE, parts, read_cover(ASSETS))


class Hum:
    """A quiet sine."""

    def render(self, start: int, stop: int) -> np.ndarray:
        wave = 3000 * np.sin(np.arange(start, stop) / 40)
        return np.repeat(wave.astype(np.int16)[:, None], 2, axis=1)


def probe(path: Path) -> Any:
    command = ["ffprobe", "-v", "warning", "-show_chapters", "-show_format", "-show_streams"]
    done = subprocess.run([*command, "-of", "json", path], capture_output=True, check=True)
    assert done.stderr == b""
    return json.loads(done.stdout)


@needs_ffprobe
@pytest.mark.parametrize("suffix", PACKED)
def test_another_program_reads_chapters_tags_and_cover(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"own{suffix}"
    write(path, Hum(), 13 * RATE, told())
    found = probe(path)
    got = [
        (chapter["tags"]["title"], float(chapter["start_time"])) for chapter in found["chapters"]
    ]
    assert got == [(part.title, part.start / RATE) for part in PARTS]
    tags = dict(found["format"].get("tags", {}))
    for stream in found["streams"]:
        tags.update(stream.get("tags", {}) if stream["codec_type"] == "audio" else {})
    tags = {name.lower(): text for name, text in tags.items()}
    assert tags["title"] == "Own One"
    assert tags["artist"] == "relaxapp"
    assert tags["comment"] == "To rest."
    assert "CC0" in tags["license"]
    pictures = [s for s in found["streams"] if s["codec_type"] == "video"]
    assert [(p["codec_name"], p["width"]) for p in pictures] == [("png", 600)]


@pytest.mark.parametrize("suffix", PACKED)
def test_the_sound_is_the_same_with_and_without_tags(tmp_path: Path, suffix: str) -> None:
    with_tags, without = tmp_path / f"a{suffix}", tmp_path / f"b{suffix}"
    write(with_tags, Hum(), 13 * RATE, told())
    write(without, Hum(), 13 * RATE)
    one, other = (soundfile.read(path, dtype="int16")[0] for path in (with_tags, without))
    assert len(one) == 13 * RATE
    assert np.array_equal(one, other)
    assert sorted(p.name for p in tmp_path.glob("*.*")) == [f"a{suffix}", f"b{suffix}"]


@pytest.mark.parametrize(("suffix", "off"), [(".flac", 0), (".ogg", 900), (".mp3", 900)])
def test_what_is_heard_is_what_was_rendered(tmp_path: Path, suffix: str, off: int) -> None:
    path = tmp_path / f"own{suffix}"
    write(path, Hum(), 13 * RATE, told())
    heard = soundfile.read(path, dtype="int16")[0].astype(int)
    assert np.abs(heard - Hum().render(0, 13 * RATE)).max() <= off


@needs_ffprobe
@pytest.mark.parametrize("suffix", PACKED)
def test_as_many_chapters_as_there_can_be(tmp_path: Path, suffix: str) -> None:
    parts = tuple(Chapter("x" * 60, at * 2400, at * 2400 + 2400) for at in range(255))
    path = tmp_path / f"own{suffix}"
    write(path, Hum(), 13 * RATE, told(parts))
    assert len(probe(path)["chapters"]) == 255
    assert soundfile.info(path).frames == 13 * RATE


def test_whoever_stops_it_half_way_finds_nothing(tmp_path: Path) -> None:
    class Stop(Exception):  # noqa: N818 - it names what happens
        pass

    heard = []

    def tell(done: float) -> None:
        heard.append(done)
        if done > 0.5:
            raise Stop

    for suffix in (".wav", *PACKED):
        with pytest.raises(Stop):
            write(tmp_path / f"own{suffix}", Hum(), 13 * RATE, told(), tell)
    assert heard[:2] == [0, 10 / 13]
    assert list(tmp_path.glob("*.*")) == []


def test_an_encoder_that_is_not_there_is_told_with_what_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sound_writer, "encodes", lambda suffix: suffix != ".mp3")
    with pytest.raises(RelaxappError, match=r"no \.mp3 files.*\.wav, \.flac, \.ogg would be right"):
        write(tmp_path / "own.mp3", Hum(), RATE)
    assert list(tmp_path.glob("*.*")) == []


def test_what_libsndfile_says_it_can_is_what_is_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    assert encodes(".ogg")
    monkeypatch.setattr(soundfile, "available_formats", lambda: {"OGG": "", "FLAC": ""})
    assert not encodes(".mp3")
    assert encodes(".wav")
