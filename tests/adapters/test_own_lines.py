"""A person's own voice for single lines: any file is taken cleanly, found by words, or refused."""

from __future__ import annotations

import io
import json
import os
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile

from relaxapp.adapters import line_sound
from relaxapp.adapters.erasing import erase_own_files
from relaxapp.adapters.loudness import clip_loudness, true_peak
from relaxapp.adapters.own_lines import LineStore
from relaxapp.adapters.paths import assets_dir, resolve
from relaxapp.adapters.sound_files import SoundBank
from relaxapp.errors import RelaxappError
from relaxapp.sessions.timeline import RATE
from tests.fakes import START

if TYPE_CHECKING:
    from pathlib import Path

    from relaxapp.adapters.line_sound import LineSound

_random = np.random.default_rng(11)
LINE = "Let the shoulders be heavy."


def voice(
    seconds: float, rate: int = RATE, *, level: float = 0.1, pitch: float = 180
) -> np.ndarray:
    """Something with the ups and downs of speech."""
    time = np.arange(round(seconds * rate)) / rate
    syllables = 0.55 - 0.45 * np.cos(2 * np.pi * 4 * time)
    return level * syllables * np.sin(2 * np.pi * pitch * time + 3 * np.sin(2 * np.pi * 90 * time))


def in_a_room(
    sound: np.ndarray, rate: int = RATE, *, noise: float = 1e-4, before: float = 0.7
) -> np.ndarray:
    """With the quiet before somebody speaks and after, which no microphone hears as silence."""
    still = np.zeros(round(before * rate))
    whole = np.concatenate([still, sound, still])
    return whole + noise * _random.standard_normal(len(whole))


def written(path: Path, sound: np.ndarray, rate: int = RATE, **how: str) -> Path:
    soundfile.write(path, sound, rate, **how)
    return path


def heard(sound: LineSound) -> np.ndarray:
    pcm, rate = soundfile.read(io.BytesIO(sound.flac))
    assert rate == RATE
    assert pcm.shape == (sound.samples,)
    return pcm


def refusal(path: Path) -> str:
    with pytest.raises(RelaxappError) as told:
        line_sound.from_path(path)
    return str(told.value)


@pytest.mark.parametrize(
    ("name", "rate", "channels", "level"),
    [("a.wav", 44_100, 1, 0.01), ("b.flac", 48_000, 2, 0.3), ("c.ogg", 22_050, 1, 0.9),
     ("d.mp3", 44_100, 2, 0.05), ("e.wav", 96_000, 4, 0.003), ("f.wav", 47_999, 1, 0.1)],
)  # fmt: skip
def test_whatever_people_have_becomes_as_loud_as_the_narration(
    tmp_path: Path, name: str, rate: int, channels: int, level: float
) -> None:
    raw = in_a_room(voice(2, rate, level=level), rate, noise=level / 1000)
    path = written(tmp_path / name, np.stack([raw] * channels, axis=1), rate)
    sound = line_sound.from_path(path)
    pcm = heard(sound)
    assert clip_loudness(pcm) == pytest.approx(-22, abs=0.3)
    assert true_peak(pcm) < -1.9
    # 2 s of voice, 80 ms before, 250 after, 40 and 150 of quiet
    assert sound.samples / RATE == pytest.approx(2.5, abs=0.1)
    assert 1.9 < (sound.last - sound.first) / RATE < 2.35
    assert np.abs(pcm[:100]).max() < 1e-4


def test_a_noisy_room_is_trimmed_as_well(tmp_path: Path) -> None:
    raw = in_a_room(voice(1.5), noise=0.003)  # the voice stands 26 dB above it
    sound = line_sound.from_path(written(tmp_path / "a.wav", raw))
    assert 1.4 < sound.samples / RATE < 2.3


def test_a_pitch_is_kept_at_the_mixers_rate(tmp_path: Path) -> None:
    rate = 44_100
    tone = 0.2 * np.sin(2 * np.pi * 440 * np.arange(2 * rate) / rate)
    middle = heard(line_sound.from_path(written(tmp_path / "a.wav", tone, rate)))[RATE // 2 :][
        :RATE
    ]
    assert np.argmax(np.abs(np.fft.rfft(middle))) == 440


def test_taken_in_again_it_stays_the_same_in_length_and_loudness(tmp_path: Path) -> None:
    first = line_sound.from_path(written(tmp_path / "a.wav", in_a_room(voice(2))))
    again = line_sound.from_bytes(first.flac, "again")
    assert abs(again.samples - first.samples) < RATE // 50
    assert clip_loudness(heard(again)) == pytest.approx(clip_loudness(heard(first)), abs=0.2)


def test_what_holds_no_line_is_told_plainly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = tmp_path / "voice.mp3"
    picture.write_bytes(b"\x89PNG\r\n" + bytes(range(256)) * 400)
    assert "no sound" in refusal(picture)
    assert "no file" in refusal(tmp_path)
    assert "shorter" in refusal(written(tmp_path / "short.wav", voice(0.1)))
    assert "Nothing can be heard" in refusal(written(tmp_path / "still.wav", np.zeros(RATE)))
    hiss = 5e-4 * _random.standard_normal(2 * RATE)
    assert "Nothing can be heard" in refusal(written(tmp_path / "hiss.wav", hiss))
    click = np.zeros(2 * RATE)
    click[RATE : RATE + 100] = 0.5
    assert "hardly anything" in refusal(written(tmp_path / "click.wav", click))
    assert "longer than 60" in refusal(written(tmp_path / "long.flac", voice(61)))
    broken = written(tmp_path / "bad.wav", np.full(RATE, np.nan), subtype="FLOAT")
    assert "damaged" in refusal(broken)
    half = tmp_path / "half.flac"
    half.write_bytes(written(tmp_path / "a.flac", voice(20)).read_bytes()[:60_000])
    assert "ends in the middle" in refusal(half) or "no sound" in refusal(half)


def sound_of(seconds: float, pitch: float = 180) -> LineSound:
    return line_sound.made(voice(seconds, pitch=pitch)[:, None].astype(np.float32), RATE)


ONE, TWO = sound_of(1), sound_of(1.5, 240)


@pytest.fixture
def store(tmp_path: Path) -> LineStore:
    return LineStore(tmp_path / "lines")


def test_a_recording_is_found_by_its_words_and_only_its_owner_can_read_it(store: LineStore) -> None:
    assert store.find(LINE) is None
    assert not store.folder.exists()
    store.put(LINE, ONE)
    clip = LineStore(store.folder).clip(LINE)
    assert clip is not None
    assert (clip.samples, clip.first, clip.last) == (ONE.samples, ONE.first, ONE.last)
    assert store.clip("Let the shoulders be light.") is None
    assert LINE not in (store.folder / "lines.json").read_text()
    if os.name == "posix":
        assert store.folder.stat().st_mode & 0o077 == 0
        assert all(path.stat().st_mode & 0o077 == 0 for path in store.folder.iterdir())


def test_what_was_done_can_be_taken_back_and_done_again(store: LineStore) -> None:
    assert not store.can_undo(LINE)
    store.put(LINE, ONE)
    store.put(LINE, TWO)
    store.undo(LINE)
    assert store.own(LINE).digest == ONE.digest
    store.undo(LINE)
    assert store.own(LINE).digest == TWO.digest
    store.remove(LINE)
    assert store.find(LINE) is None
    store.undo(LINE)
    assert store.own(LINE).digest == TWO.digest


def test_what_nothing_names_any_more_is_deleted_once_the_program_ends(store: LineStore) -> None:
    store.put(LINE, ONE)
    store.put(LINE, TWO)
    (store.folder / "mine.flac").write_bytes(b"not ours")
    for path in store.folder.iterdir():
        os.utime(path, (START.timestamp(), START.timestamp()))
    store.tidy(START + timedelta(seconds=30))
    assert len(list(store.folder.glob("*.flac"))) == 3
    store.tidy(START + timedelta(hours=1))
    left = {path.name for path in store.folder.glob("*.flac")}
    assert left == {"mine.flac", f"{TWO.digest}.flac"}
    assert not store.can_undo(LINE)


def test_a_sound_that_is_gone_is_no_clip_and_a_changed_one_is_not_handed_on(
    store: LineStore,
) -> None:
    store.put(LINE, ONE)
    path = store.folder / f"{ONE.digest}.flac"
    recorded = store.own(LINE)
    assert store.data(recorded) == ONE.flac
    path.write_bytes(TWO.flac)
    with pytest.raises(RelaxappError, match="changed"):
        store.data(recorded)
    path.unlink()
    assert store.clip(LINE) is None
    with pytest.raises(RelaxappError, match="cannot be read"):
        store.data(recorded)


def test_what_another_relaxapp_recorded_is_seen(store: LineStore) -> None:
    other = LineStore(store.folder)
    assert store.find(LINE) is None
    other.put(LINE, ONE)
    assert store.own(LINE).digest == ONE.digest


def test_what_came_with_a_session_is_heard_there_alone_and_ones_own_goes_before(
    store: LineStore,
) -> None:
    store.put_with("soft-jaw", {LINE: (ONE, "Ada", "CC0 1.0"), "Softly.": (TWO, "", "")})
    assert store.find(LINE) is None
    assert store.find(LINE, "other") is None
    assert store.find(LINE, "soft-jaw").author == "Ada"
    store.put(LINE, TWO)
    assert store.find(LINE, "soft-jaw").digest == TWO.digest
    store.remove(LINE)
    store.carry("soft-jaw", "softer-jaw")
    store.forget_session("soft-jaw")
    assert store.find(LINE, "soft-jaw") is None
    assert store.find(LINE, "softer-jaw").digest == ONE.digest


def test_a_damaged_index_is_kept_aside_and_strange_entries_are_passed_over(
    store: LineStore,
) -> None:
    store.put(LINE, ONE)
    index = store.folder / "lines.json"
    said = json.loads(index.read_text())
    good = next(iter(said["own"].values()))
    bad = [
        {**good, "sound": "../../etc/passwd"}, {**good, "samples": 10**12}, {**good, "first": -1},
        {**good, "last": good["samples"]}, {**good, "samples": True}, {**good, "author": 7}, 5,
    ]  # fmt: skip
    said["own"] |= {f"{number:032}": one for number, one in enumerate(bad)}
    said["sessions"] = {"a": 5, "b": [good], "c": {"d": good}}
    index.write_text(json.dumps(said, indent=1))
    again = LineStore(store.folder)
    assert again.find(LINE).digest == ONE.digest
    assert len(again._table().own) == 1
    assert dict(again._table().sessions["a"]) == {}
    index.write_text("{")
    assert LineStore(store.folder).find(LINE) is None
    assert (store.folder / "lines.json.bad-1").exists()


def test_the_bank_speaks_a_recording_before_the_narration(tmp_path: Path, store: LineStore) -> None:
    narrated = "Breathe in."
    plain = SoundBank(assets_dir(), "woman")
    bank = SoundBank(assets_dir(), "woman", tmp_path, store)
    if plain.clip(narrated) is None:
        narrated = next(iter(plain._clips))
    assert bank.clip(narrated) == plain.clip(narrated)
    store.put(narrated, ONE)
    clip = bank.clip(narrated)
    assert clip.samples == ONE.samples
    assert np.allclose(bank.voice(clip.key), heard(ONE), atol=1e-4)
    assert bank.narrates(narrated)
    (store.folder / clip.key).unlink()
    fresh = SoundBank(assets_dir(), "woman", tmp_path, store)
    assert not fresh.voice(clip.key).any()  # it went while the session played
    assert fresh.clip(narrated) == plain.clip(narrated)


def test_erasing_takes_the_recordings_and_nothing_else(tmp_path: Path) -> None:
    paths = resolve(tmp_path / "home", {})
    store = LineStore(paths.own_lines)
    store.put(LINE, ONE)
    (paths.own_lines / "lines.json.bad-1").write_text("{")
    mine = paths.own_lines / "my-song.flac"
    mine.write_bytes(b"x")
    erase_own_files(paths)
    store.forget()
    assert list(paths.own_lines.iterdir()) == [mine]
    assert store.find(LINE) is None
    mine.unlink()
    erase_own_files(paths)
    assert not paths.own_lines.exists()
