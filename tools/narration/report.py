"""Writes what the recogniser heard, session by session, and the figures of the clips."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from relaxapp.adapters.loudness import RATE
from tools.narration import manifest as records
from tools.narration.lines import distinct
from tools.narration.voices import VOICES
from tools.narration.wording import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from tools.narration.lines import SessionLines
    from tools.narration.manifest import Clip, Manifest

WANTED = 97.0
"""Percent of the words of a session that must be heard right."""

_INTRODUCTION = f"""\
# The narration, heard by a machine

Written by `python -m tools.narration report` from the manifests in `assets/voices`; not to be
edited by hand. An offline speech recogniser (Whisper, base) listened to every committed clip,
without knowing what it should say. A word counts as misheard when it was left out, put in, or
taken for one that sounds different; spelling does not count. At least {WANTED:g} % of the words
of each session have to be heard right.

While a line is built, a take that is misheard is thrown away and the line said again a little
differently; "not the first take" below counts how often that was needed.
"""


@dataclass(frozen=True, slots=True)
class Tally:
    """The words of some clips, how many were misheard, and how long the clips speak."""

    clips: int
    words: int
    misheard: int
    seconds: float

    @property
    def percent(self) -> float:
        """The share of words that were heard right, in percent, never below 0."""
        return max(0.0, 100.0 * (self.words - self.misheard) / self.words) if self.words else 100.0


def tally(clips: Iterable[Clip]) -> Tally:
    """Return the sums over some clips."""
    found = tuple(clips)
    return Tally(
        len(found),
        sum(clip.words for clip in found),
        sum(clip.misheard for clip in found),
        sum(clip.last - clip.first for clip in found) / RATE,
    )


def report(sessions: Sequence[SessionLines], folder: Path) -> str:
    """Return the report as Markdown. Raises NarrationError without a complete manifest."""
    manifests = [records.read(folder / id_) for id_ in VOICES]
    lines = distinct(sessions)
    parts = [
        _INTRODUCTION,
        *_session_table(sessions, manifests),
        *_figures(lines, manifests, folder),
    ]
    for manifest in manifests:
        parts += _misheard(lines, manifest)
        parts += _respelled(lines, manifest)
    return "\n".join(parts).rstrip() + "\n"


def _session_table(
    sessions: Sequence[SessionLines], manifests: Sequence[Manifest]
) -> Iterator[str]:
    yield "## Words heard\n"
    yield "| Session | Voice | Clips | Words | Misheard | Heard right |"
    yield "|---|---|--:|--:|--:|--:|"
    for session in sessions:
        for manifest in manifests if session.lines else ():  # a card has nothing to hear
            sums = tally(manifest.clips[line] for line in session.lines)
            verdict = (
                f"{sums.percent:.1f} %" if sums.percent >= WANTED else f"**{sums.percent:.1f} %**"
            )
            yield (
                f"| {session.title} | {manifest.name} | {sums.clips} | {sums.words} "
                f"| {sums.misheard} | {verdict} |"
            )
    yield ""


def _figures(lines: Sequence[str], manifests: Sequence[Manifest], folder: Path) -> Iterator[str]:
    yield "## The clips\n"
    yield "Measured on what the app decodes. Loudness is that of the clip repeated for 3 s."
    yield "The edge is the loudest sample within 5 ms of either end, in dBFS.\n"
    yield "| | " + " | ".join(manifest.name for manifest in manifests) + " |"
    yield "|---|" + "--:|" * len(manifests)
    columns = [_column(lines, manifest, folder / manifest.voice) for manifest in manifests]
    for name in columns[0]:
        yield f"| {name} | " + " | ".join(column[name] for column in columns) + " |"
    yield ""


def _column(lines: Sequence[str], manifest: Manifest, folder: Path) -> dict[str, str]:
    clips = [manifest.clips[line] for line in lines]
    sums = tally(clips)
    loudness = [clip.lufs for clip in clips]
    size = sum((folder / clip.file).stat().st_size for clip in clips)
    return {
        "Engine": manifest.engine,
        "Recipe": f"`{manifest.recipe}`",
        "Clips": str(sums.clips),
        "Speech, min": f"{sums.seconds / 60:.1f}",
        "Words a minute": f"{sums.words * 60 / sums.seconds:.0f}",
        "Loudness, LUFS": f"{min(loudness):.1f} to {max(loudness):.1f}",
        "True peak at most, dBTP": f"{max(clip.true_peak for clip in clips):.1f}",
        "Edge at most, dBFS": f"{max(clip.edge for clip in clips):.0f}",
        "Longest pause, s": f"{max(clip.longest_pause for clip in clips):.2f}",
        "Longest clip, s": f"{max(clip.samples for clip in clips) / RATE:.1f}",
        "Not the first take": str(sum(not clip.take.endswith("whole x1") for clip in clips)),
        "Size, KiB": f"{size / 1024:.0f}",
    }


def _misheard(lines: Sequence[str], manifest: Manifest) -> Iterator[str]:
    yield f"## Misheard: {manifest.name.lower()}\n"
    found = [line for line in lines if manifest.clips[line].misheard]
    if not found:
        yield "Nothing.\n"
        return
    yield "| Line | Heard | Words |"
    yield "|---|---|--:|"
    for line in found:
        clip = manifest.clips[line]
        yield f"| {line} | {clip.heard} | {clip.misheard} |"
    yield ""


def _respelled(lines: Sequence[str], manifest: Manifest) -> Iterator[str]:
    """Yield the lines that were written down in other words of the same sound."""
    yield f"## Spelled otherwise: {manifest.name.lower()}\n"
    found = [
        line
        for line in lines
        if not manifest.clips[line].misheard and words(line) != words(manifest.clips[line].heard)
    ]
    if not found:
        yield "Nothing.\n"
        return
    yield "The sound is right, the spelling is the recogniser's own.\n"
    yield "| Line | Written down as |"
    yield "|---|---|"
    for line in found:
        yield f"| {line} | {manifest.clips[line].heard} |"
    yield ""
