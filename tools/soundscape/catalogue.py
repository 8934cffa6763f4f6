"""Which sounds there are, how each is stored, and the manifests beside them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from relaxapp.adapters.loudness import amplitude, loudness, loudness_range, true_peak
from tools.sound import vorbis
from tools.soundscape import loops, tones, weather

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.random import Generator

    from relaxapp.adapters.loudness import Signal

    Recipe = Callable[[Generator], Signal]

MANIFEST = "manifest.json"
CHIME_PEAK = -14.0
"""dBTP: beside a voice that peaks at -2 dBTP, a chime still leaves the sum below full scale."""
AUDIBLE = -45.0
_TOLERANCE = 0.5


@dataclass(frozen=True, slots=True)
class Sound:
    """A sound's title for people, its recipe, and the Vorbis quality that keeps it intact."""

    title: str
    recipe: Recipe
    quality: float


LOOPS = {
    "rain": Sound("Rain", weather.rain, 2),
    "ocean": Sound("Ocean waves", weather.ocean, 2),
    "brown": Sound("Brown noise", weather.brown, 2),
    "wind": Sound("Wind in trees", weather.wind, 2),
    "pad": Sound("Soft pad", tones.pad, 3),
}
CHIMES = {
    "bowl": Sound("Singing bowl", tones.bowl, 4),
    "bell": Sound("Small bell", tones.bell, 4),
}


def build(name: str, rng: Generator, assets: Path) -> str:
    """Make one sound below `assets` and enter it into its manifest; return a line about it."""
    folder = assets / ("ambience" if name in LOOPS else "chimes")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.ogg"
    entry = _loop(name, rng, path) if name in LOOPS else _chime(name, rng, path)
    manifest = _read(folder)
    manifest[name] = entry | {"sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
    order = [known for known in (*LOOPS, *CHIMES) if known in manifest]
    text = json.dumps({known: manifest[known] for known in order}, indent=1) + "\n"
    (folder / MANIFEST).write_text(text, "utf-8")
    return f"{path}: {path.stat().st_size / 1024:.0f} KiB, {entry}"


def _read(folder: Path) -> dict[str, Any]:
    path = folder / MANIFEST
    return dict(json.loads(path.read_text("utf-8"))) if path.exists() else {}


def _loop(name: str, rng: Generator, path: Path) -> dict[str, Any]:
    sound = LOOPS[name]
    loop = loops.turned(loops.levelled(sound.recipe(rng).T))
    stored = _stored(path, loop, sound.quality)
    # The codec takes up to 0.3 LU away from noise: give it back before encoding.
    loop *= amplitude(loops.TARGET_LUFS - loudness(stored))
    stored = _stored(path, loop, sound.quality)
    return {
        "file": path.name,
        "title": sound.title,
        "samples": len(loop),
        "tail": loops.TAIL,
        "lufs": round(loudness(stored), 2),
        "range_lu": round(loudness_range(stored), 1),
        "true_peak": round(true_peak(stored), 2),
    }


def _stored(path: Path, loop: Signal, quality: float) -> Signal:
    """Return the loop as it will be played, after writing it."""
    vorbis.write(path, loops.with_tail(loop), quality)
    return loops.joined(vorbis.read(path), len(loop), loops.TAIL)


def _chime(name: str, rng: Generator, path: Path) -> dict[str, Any]:
    sound = CHIMES[name]
    samples = sound.recipe(rng).T
    samples = samples * amplitude(CHIME_PEAK - true_peak(samples))
    vorbis.write(path, samples, sound.quality)
    stored = vorbis.read(path)
    sizes = np.abs(stored).max(axis=1)
    audible = np.flatnonzero(sizes > sizes.max() * amplitude(AUDIBLE))
    return {
        "file": path.name,
        "title": sound.title,
        "samples": len(stored),
        "first": int(audible[0]),
        "last": int(audible[-1]),
        "true_peak": round(true_peak(stored), 2),
    }


def check(assets: Path) -> list[str]:
    """Return what is wrong with the stored sounds, each problem as one sentence."""
    problems = []
    for folder, wanted in ((assets / "ambience", LOOPS), (assets / "chimes", CHIMES)):
        manifest = _read(folder)
        for name in wanted:
            if name not in manifest:
                problems.append(f"{name} is not in the manifest of {folder}")
                continue
            entry = manifest[name]
            faults = _faults(folder / entry["file"], entry)
            problems += [f"{name}: {fault}" for fault in faults]
    return problems


def _faults(path: Path, entry: dict[str, Any]) -> list[str]:
    stored = vorbis.read(path)
    tail = entry.get("tail", 0)
    if stored.shape != (entry["samples"] + tail, 2):
        return [f"holds {stored.shape} samples"]
    if "tail" not in entry:
        too_loud = true_peak(stored) > CHIME_PEAK + _TOLERANCE
        return [f"peaks above {CHIME_PEAK} dBTP"] if too_loud else []
    loop = loops.joined(stored, entry["samples"], tail)
    faults = loops.seam_problems(loop)
    if abs(loudness(loop) - loops.TARGET_LUFS) > _TOLERANCE:
        faults.append(f"is at {loudness(loop):.1f} LUFS instead of {loops.TARGET_LUFS}")
    if true_peak(loop) > loops.PEAK_LIMIT:
        faults.append(f"peaks above {loops.PEAK_LIMIT} dBTP")
    return faults
