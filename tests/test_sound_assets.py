"""The committed clips, loops and chimes: all there, equally loud, without clicks and seams."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from relaxapp.adapters.sound_files import SoundBank
from tools.narration import manifest as records
from tools.narration.check import check_voice
from tools.narration.lines import distinct, read_sessions
from tools.narration.report import WANTED, tally
from tools.narration.voices import VOICES
from tools.soundscape import catalogue
from tools.soundscape.loops import seam_problems

if TYPE_CHECKING:
    from tools.narration.lines import SessionLines

ASSETS = Path(__file__).parent.parent / "assets"
SESSIONS = read_sessions(ASSETS / "sessions")


@pytest.mark.parametrize("voice", VOICES)
def test_every_line_is_spoken_and_sounds_right(voice: str) -> None:
    assert check_voice(distinct(SESSIONS), ASSETS / "voices" / voice) == []


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize("session", SESSIONS, ids=lambda session: session.id)
def test_the_words_of_each_session_are_heard(session: SessionLines, voice: str) -> None:
    clips = records.read(ASSETS / "voices" / voice).clips
    assert tally(clips[line] for line in session.lines).percent >= WANTED


def test_ambience_and_chimes_have_the_right_levels_and_lengths() -> None:
    assert catalogue.check(ASSETS) == []


@pytest.mark.parametrize("name", catalogue.LOOPS)
def test_the_loops_join_as_the_app_plays_them(name: str) -> None:
    assert seam_problems(SoundBank(ASSETS, "woman").ambience(name) / np.float32(32768)) == []
