"""The words of a session with their times: valid WebVTT, and plain text."""

from __future__ import annotations

import re

import pytest

from relaxapp.sessions.reading import parse
from relaxapp.sessions.script import Slider, StepKind
from relaxapp.sessions.timeline import RATE, Options, Span, Timeline, VoiceCue, build
from relaxapp.sessions.transcript import plain, timestamp, webvtt
from tests.sessions.fakes import FakeClips, squeeze
from tests.sessions.mutants import BUNDLED

TIME = r"(\d\d):([0-5]\d):([0-5]\d)\.(\d{3})"
CUE = re.compile(rf"(\d+)\n{TIME} --> {TIME}\n([^\n]+)\n")


def seconds(parts: tuple[str, ...]) -> float:
    hours, minutes, whole, millis = map(int, parts)
    return hours * 3600 + minutes * 60 + whole + millis / 1000


def cues(text: str) -> list[tuple[float, float, str]]:
    """Read the cues of a WebVTT text, whose every block has to be well-formed."""
    head, note, *blocks = text.rstrip("\n").split("\n\n")
    assert head == "WEBVTT"
    assert note.startswith("NOTE\n")
    assert "-->" not in note
    found = []
    for number, block in enumerate(blocks, 1):
        match = CUE.fullmatch(block + "\n")
        assert match, block
        assert int(match[1]) == number
        assert "-->" not in match[10]
        found.append((seconds(match.groups()[1:5]), seconds(match.groups()[5:9]), match[10]))
    return found


def test_one_cue_for_each_line_from_its_first_to_its_last_sound() -> None:
    timeline = build(squeeze(), Options(), FakeClips())
    found = cues(webvtt(timeline, "Trial"))
    assert [text for _, _, text in found] == [cue.text for cue in timeline.voice]
    # "One two three four." takes two seconds, audible from 0.1 to 1.8.
    assert found[0][:2] == (0.1, 1.8)
    for (start, end, _), cue in zip(found, timeline.voice, strict=True):
        assert start == pytest.approx(cue.first / RATE, abs=0.001)
        assert end == pytest.approx((cue.last + 1) / RATE, abs=0.001)


@pytest.mark.parametrize("path", BUNDLED, ids=lambda path: path.name)
@pytest.mark.parametrize("pace", [0.5, 1.0, 2.0])
def test_cues_follow_one_another_at_any_pace(path: object, pace: float) -> None:
    assert hasattr(path, "read_bytes")
    script = parse(path.read_bytes(), "t")
    options = Options(pace=dict.fromkeys(Slider, pace))
    timeline = build(script, options, FakeClips())
    found = cues(webvtt(timeline, script.title))
    end_before = 0.0
    for start, end, _ in found:
        assert end_before <= start < end <= timeline.seconds
        end_before = end


def made(*texts: str, title: str = "Step") -> Timeline:
    voice = tuple(
        VoiceCue(text, text, i * RATE, (i + 1) * RATE, i * RATE, i * RATE)
        for i, text in enumerate(texts)
    )
    end = len(texts) * RATE
    return Timeline(end, (Span(0, StepKind.SAY, None, title, 0, end),), (), voice, ())


def test_markup_and_arrows_are_words_like_others() -> None:
    text = webvtt(made("a < b & c --> d"), "Up --> down")
    assert cues(text)[0][2] == "a &lt; b &amp; c --&gt; d"


def test_the_shortest_sound_has_a_length() -> None:
    assert cues(webvtt(made("a", "b"), "T")) == [(0.0, 0.001, "a"), (1.0, 1.001, "b")]


def test_a_session_without_words_is_still_a_transcript() -> None:
    assert cues(webvtt(made(), "T")) == []
    assert plain(made(), "Quiet") == "Quiet\n"


@pytest.mark.parametrize(
    ("sample", "text"),
    [
        (0, "00:00:00.000"),
        (RATE - 1, "00:00:01.000"),
        (61 * RATE + 24, "00:01:01.000"),
        (3_600 * RATE + RATE // 2, "01:00:00.500"),
    ],
)
def test_timestamp(sample: int, text: str) -> None:
    assert timestamp(sample) == text


def test_plain_text_stands_step_by_step() -> None:
    text = plain(build(squeeze(), Options(), FakeClips()), "Trial")
    assert text.splitlines() == [
        "Trial",
        "",
        "[0:00] Hello",
        "One two three four.",
        "Five six.",
        "",
        "[0:16] Right hand and forearm",
        "Let go now please.",
        "Softer and softer.",
        "",
        "[0:49] Left calf",
        "Let go of it.",
    ]
