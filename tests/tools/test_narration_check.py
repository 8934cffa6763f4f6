"""The check finds what is missing, left over, changed or wrong; the report says what was heard."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tools.narration import manifest as records
from tools.narration.chain import SOURCE_RATE, finished
from tools.narration.check import check_voice
from tools.narration.errors import NarrationError
from tools.narration.figures import measure
from tools.narration.lines import SessionLines
from tools.narration.report import report
from tools.narration.voices import VOICES, WOMAN
from tools.sound import vorbis

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from relaxapp.adapters.loudness import Signal

    Voice = tuple[Path, records.Manifest]

LINE = "Let go of it now."


def utterance() -> Signal:
    time = np.arange(2 * SOURCE_RATE) / SOURCE_RATE
    syllables = 0.55 - 0.45 * np.cos(2 * np.pi * 4 * time)
    return syllables * np.sin(2 * np.pi * 180 * time)


def store(folder: Path, name: str, samples: Signal) -> records.Clip:
    folder.mkdir(parents=True, exist_ok=True)
    vorbis.write(folder / name, samples, 2)
    decoded = vorbis.read(folder / name)
    return records.Clip(
        file=name,
        **asdict(measure(decoded)),
        heard="let go of it now",
        sureness=-0.2,
        words=5,
        misheard=0,
        take="whole x1",
        sha256=records.file_hash(folder / name),
    )


@pytest.fixture
def voice(tmp_path: Path) -> Voice:
    """A folder with one good clip."""
    folder = tmp_path / "woman"
    clip = store(folder, "one.ogg", finished(utterance()))
    manifest = records.Manifest("woman", "Woman's voice", WOMAN.recipe, "test", clips={LINE: clip})
    manifest.write(folder)
    return folder, manifest


def problems(voice: Voice, lines: Sequence[str] = (LINE,)) -> str:
    folder, manifest = voice
    manifest.write(folder)
    return "\n".join(check_voice(lines, folder))


def test_a_good_clip_passes(voice: Voice) -> None:
    assert problems(voice) == ""


def test_missing_and_unused_clips_are_named(voice: Voice) -> None:
    (voice[0] / "stray.ogg").write_bytes(b"")
    found = problems(voice, ("Another line.",))
    assert "no clip says “Another line.”" in found
    assert f"no session says “{LINE}” any more" in found
    assert "stray.ogg is not in the manifest" in found


def test_a_missing_manifest_is_a_problem(tmp_path: Path) -> None:
    assert "manifest.json is missing" in check_voice([LINE], tmp_path / "woman")[0]


def test_a_damaged_manifest_is_a_problem(voice: Voice) -> None:
    (voice[0] / "manifest.json").write_text('{"clips": {}}', "utf-8")
    with pytest.raises(NarrationError, match="damaged"):
        records.read(voice[0])


def test_a_missing_file_is_a_problem(voice: Voice) -> None:
    (voice[0] / "one.ogg").unlink()
    assert "is missing" in problems(voice)


def test_an_exchanged_file_is_a_problem(voice: Voice) -> None:
    vorbis.write(voice[0] / "one.ogg", finished(utterance()) * 0.9, 2)
    assert "not the file that was measured" in problems(voice)


def test_wrong_figures_are_a_problem(voice: Voice) -> None:
    clip = voice[1].clips[LINE]
    voice[1].clips[LINE] = replace(clip, first=clip.first + 500, samples=1, lufs=-30.0)
    found = problems(voice)
    assert "has first" in found
    assert "has samples" in found
    assert "not -30.0" in found


def damaged(kind: str) -> Signal:
    clip = finished(utterance())
    if kind == "too soft":
        return clip * 0.7
    if kind == "too loud":
        return clip * 4
    return clip[12_000:-30_000]  # cut off in mid-sound


@pytest.mark.parametrize(
    ("kind", "words"),
    [("too soft", "LUFS instead of"), ("too loud", "dBTP"), ("cut", "which clicks")],
)
def test_what_a_listener_would_notice_is_a_problem(voice: Voice, kind: str, words: str) -> None:
    voice[1].clips[LINE] = store(voice[0], "one.ogg", damaged(kind))
    assert words in problems(voice)


def test_a_clip_that_lost_its_words_is_a_problem(voice: Voice) -> None:
    folder, manifest = voice
    manifest.clips["word " * 30] = replace(manifest.clips.pop(LINE))
    assert "words a second" in problems((folder, manifest), ("word " * 30,))


def test_the_report_gives_the_share_of_words_heard(voice: Voice, tmp_path: Path) -> None:
    clip = replace(voice[1].clips[LINE], misheard=1, heard="let go of it")
    for id_ in VOICES:
        folder = tmp_path / "all" / id_
        store(folder, "one.ogg", finished(utterance()))
        replace_ = records.Manifest(id_, id_, "recipe", "test", clips={LINE: clip})
        replace_.write(folder)
    text = report([SessionLines("soften", "Soften", (LINE,))], tmp_path / "all")
    assert "| Soften | woman | 1 | 5 | 1 | **80.0 %** |" in text
    assert f"| {LINE} | let go of it | 1 |" in text


def test_the_key_hangs_on_all_that_is_heard() -> None:
    base = records.key(WOMAN, "engine", LINE, "lɛt")
    slower = replace(WOMAN, speed=0.9)
    assert records.key(WOMAN, "engine", LINE, "lɛt") == base
    assert base not in {
        records.key(slower, "engine", LINE, "lɛt"),
        records.key(WOMAN, "other", LINE, "lɛt"),
        records.key(WOMAN, "engine", LINE, "lit"),
        records.key(WOMAN, "engine", "Let go.", "lɛt"),
    }
