"""Compares scripts, manifests and clips with each other; needs no model, so any machine can."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from relaxapp.adapters.loudness import RATE
from tools.narration import manifest as records
from tools.narration.errors import NarrationError
from tools.narration.figures import PEAK_LIMIT, Figures, measure
from tools.narration.voices import VOICES
from tools.sound import vorbis

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from tools.narration.manifest import Clip, Manifest

LOUDNESS_TOLERANCE = 1.0
EDGE_LIMIT = -60.0
_PACE = (1.2, 4.2)
"""Words a second that a clip may plausibly hold; outside, something was cut off or put in."""
_LEVEL_ERROR = 0.1
_SLACK = RATE // 1000
"""Decoders differ in the last bit, which can move an edge by a few samples, though not by 1 ms."""


def check(lines: Sequence[str], folder: Path) -> list[str]:
    """Return the problems of all voices below `folder`, each as one plain sentence."""
    return [problem for id_ in VOICES for problem in check_voice(lines, folder / id_)]


def check_voice(lines: Sequence[str], folder: Path) -> list[str]:
    """Return the problems of one voice: lines without a clip, clips without a line, bad files."""
    try:
        manifest = records.read(folder)
    except NarrationError as error:
        return [str(error)]
    return [f"{folder.name}: {problem}" for problem in _problems(lines, folder, manifest)]


def _problems(lines: Sequence[str], folder: Path, manifest: Manifest) -> Iterator[str]:
    for line in lines:
        if line not in manifest.clips:
            yield f"no clip says “{line}”"
    for line in manifest.clips:
        if line not in lines:
            yield f"no session says “{line}” any more"
    used = {clip.file for clip in manifest.clips.values()}
    for path in sorted(folder.glob("*.ogg")):
        if path.name not in used:
            yield f"{path.name} is not in the manifest"
    for line, clip in manifest.clips.items():
        for problem in _clip_problems(folder, line, clip, manifest.target_lufs):
            yield f"{clip.file} (“{line}”) {problem}"


def _clip_problems(folder: Path, line: str, clip: Clip, target: float) -> Iterator[str]:
    path = folder / clip.file
    if not path.exists():
        yield "is missing"
        return
    if records.file_hash(path) != clip.sha256:
        yield "is not the file that was measured"
        return
    try:
        samples = vorbis.read(path)
        if samples.ndim != 1:
            yield "is not mono"
            return
        figures = measure(samples)
    except ValueError as error:
        yield f"cannot be used: {error}"
        return
    yield from _differences(clip, figures)
    yield from _faults(line, figures, target)


def _differences(clip: Clip, figures: Figures) -> Iterator[str]:
    """Yield where the manifest says something else than the file."""
    recorded, found = asdict(clip), asdict(figures)
    for name, slack in (("samples", 0), ("first", _SLACK), ("last", _SLACK)):
        if abs(found[name] - recorded[name]) > slack:
            yield f"has {name} {found[name]}, not {recorded[name]}"
    if abs(figures.lufs - clip.lufs) > _LEVEL_ERROR:
        yield f"has {figures.lufs} LUFS, not {clip.lufs}"


def _faults(line: str, figures: Figures, target: float) -> Iterator[str]:
    """Yield what a listener would notice: too loud or soft, clipped, a click, a cut word."""
    if abs(figures.lufs - target) > LOUDNESS_TOLERANCE:
        yield f"is at {figures.lufs} LUFS instead of {target}"
    if figures.true_peak > PEAK_LIMIT:
        yield f"peaks at {figures.true_peak} dBTP"
    if figures.edge > EDGE_LIMIT:
        yield f"starts or ends at {figures.edge} dBFS, which clicks"
    pace = len(line.split()) * RATE / (figures.last - figures.first)
    if not _PACE[0] <= pace <= _PACE[1]:
        yield f"says {pace:.1f} words a second"
