"""Own sounds: whatever file is chosen is taken as a loop, or refused in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile

from relaxapp.adapters import own_loops, own_sounds
from relaxapp.adapters.paths import locate
from relaxapp.adapters.sound_files import SoundBank
from relaxapp.adapters.sound_shelf import SoundShelf
from relaxapp.errors import RelaxappError
from relaxapp.sessions.blends import Layer, Shelf
from relaxapp.sessions.timeline import RATE

if TYPE_CHECKING:
    from pathlib import Path

_random = np.random.default_rng(5)


def stream(seconds: float, rate: int = RATE, channels: int = 2) -> np.ndarray:
    """Noise without anything above a quarter of the rate, as a recording outside would have."""
    noise = _random.standard_normal((round(seconds * rate), channels))
    spectrum = np.fft.rfft(noise, axis=0)
    spectrum[len(spectrum) // 2 :] = 0
    return 0.05 * np.fft.irfft(spectrum, len(noise), axis=0)


def written(path: Path, sound: np.ndarray, rate: int = RATE, **how: str) -> Path:
    soundfile.write(path, sound, rate, **how)
    return path


def refusal(path: Path, folder: Path) -> str:
    with pytest.raises(RelaxappError) as told:
        own_sounds.take(path, folder)
    assert not list(folder.glob("*"))
    assert not list(folder.glob(".*"))
    return str(told.value)


@pytest.mark.parametrize(
    ("name", "rate", "channels"),
    [("a.wav", 44_100, 1), ("b.flac", 48_000, 2), ("c.ogg", 22_050, 2), ("d.mp3", 44_100, 2),
     ("e.wav", 96_000, 6)],
)  # fmt: skip
def test_what_people_have_is_taken(tmp_path: Path, name: str, rate: int, channels: int) -> None:
    path = written(tmp_path / name, stream(8, rate, channels), rate)
    folder = tmp_path / "sounds"
    sound = own_sounds.take(path, folder)
    assert sound.name == path.stem
    assert abs(sound.seconds - 6.5) < 0.2
    loop = own_loops.loop(folder, sound.id)
    assert (
        loop.shape == (round(sound.seconds * RATE, -3), 2)
        or abs(len(loop) / RATE - sound.seconds) < 0.1
    )
    assert own_loops.there(folder, sound.id)
    level = 20 * np.log10(np.std(loop / 32768))
    assert -31 < level < -27  # as loud as the bundled ones
    assert (folder / f"{sound.id}.wav").stat().st_mode & 0o077 == 0


def test_the_end_goes_over_into_the_start_without_a_step(tmp_path: Path) -> None:
    path = written(tmp_path / "a.wav", stream(10))
    sound = own_sounds.take(path, tmp_path)
    loop = own_loops.loop(tmp_path, sound.id).astype(float)
    twice = np.concatenate([loop, loop])[:, 0]
    steps = np.abs(np.diff(twice))
    assert steps[len(loop) - 1] <= np.quantile(steps, 0.999)
    seam = np.std(twice[len(loop) - RATE : len(loop) + RATE])
    assert abs(20 * np.log10(seam / np.std(loop))) < 1.5


def test_a_tone_keeps_its_pitch_at_the_mixers_rate(tmp_path: Path) -> None:
    rate = 44_100
    tone = 0.2 * np.sin(2 * np.pi * 440 * np.arange(6 * rate) / rate)
    sound = own_sounds.take(written(tmp_path / "a.wav", tone, rate), tmp_path)
    middle = own_loops.loop(tmp_path, sound.id)[2 * RATE : 3 * RATE, 0].astype(float)
    assert np.argmax(np.abs(np.fft.rfft(middle))) == 440


def test_of_a_long_file_the_first_minutes_are_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_sounds, "LONGEST", 5.0)
    sound = own_sounds.take(written(tmp_path / "a.wav", stream(30)), tmp_path)
    assert sound.seconds == pytest.approx(5 * 3 / 4, abs=0.1)  # a quarter goes over into the start


def test_what_is_no_sound_is_told_plainly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "sounds"
    folder.mkdir()
    picture = tmp_path / "rain.mp3"
    picture.write_bytes(b"\x89PNG\r\n" + bytes(range(256)) * 400)
    assert "no sound" in refusal(picture, folder)
    empty = tmp_path / "empty.wav"
    empty.write_bytes(b"")
    assert "no sound" in refusal(empty, folder)
    assert "no file" in refusal(tmp_path, folder)
    assert "no file" in refusal(tmp_path / "gone.wav", folder)
    assert "shorter" in refusal(written(tmp_path / "short.wav", stream(1)), folder)
    assert "silent" in refusal(written(tmp_path / "still.wav", np.zeros(5 * RATE)), folder)
    offset = np.full(5 * RATE, 0.5)
    assert "silent" in refusal(written(tmp_path / "offset.wav", offset), folder)
    strange = written(tmp_path / "strange.wav", stream(4, 4_000), 4_000)
    assert "4000 samples a second" in refusal(strange, folder)
    for numbers in (np.full(5 * RATE, np.nan), stream(5) * 1e30):
        bad = written(tmp_path / "bad.wav", numbers, subtype="FLOAT")
        assert "damaged" in refusal(bad, folder)
    monkeypatch.setattr(own_sounds, "MOST_BYTES", 1000)
    assert "larger" in refusal(written(tmp_path / "big.wav", stream(5)), folder)


def test_half_a_file_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "sounds"
    folder.mkdir()
    whole = written(tmp_path / "a.flac", stream(20))
    half = tmp_path / "half.flac"
    half.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    told = refusal(half, folder)
    assert "ends in the middle" in told or "no sound" in told


def test_a_header_that_promises_hours_takes_no_room(tmp_path: Path) -> None:
    folder = tmp_path / "sounds"
    folder.mkdir()
    path = written(tmp_path / "a.wav", stream(4))
    head = bytearray(path.read_bytes())
    head[4:8] = head[40:44] = b"\xf0\xff\xff\x7f"
    path.write_bytes(head)
    # libsndfile believes the size of the file rather than its head.
    assert own_sounds.take(path, folder).seconds < 4


def test_the_shelf_keeps_copies_and_forgets_what_is_gone(tmp_path: Path) -> None:
    paths = locate(tmp_path, {})
    source = written(tmp_path / "Stream.wav", stream(6))
    shelf = SoundShelf(paths)
    sound = shelf.copy(str(source))
    shelf.put(sound)
    source.unlink()
    shelf.save(shelf.load().with_level(sound.id, 70))
    again = SoundShelf(paths)
    assert again.load() == shelf.load()
    assert Layer(sound.id, 70) in again.load().layers
    bank = SoundBank(tmp_path, "woman", paths.own_sounds)
    assert np.abs(bank.ambience(sound.id)).max() > 100
    again.remove(sound.id)
    assert not list(paths.own_sounds.iterdir())
    assert again.load().own == ()
    shelf.put(sound)  # the file went behind our back
    assert SoundShelf(paths).load().layers == Shelf().layers
    assert not SoundBank(tmp_path, "woman", paths.own_sounds).ambience(sound.id).any()
