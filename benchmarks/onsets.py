"""How true every cue sounds to the timeline, in a real window under ill treatment.

Starts Full Sixteen by mouse, and while it plays holds the interpreter 40 ms at a time and
freezes the window 500 ms at random; records the sink and finds each line and chime in the
recording by cross-correlation with the beginning of its clip. One constant offset (the median)
is removed; times are the recording's own. Also tells how far captions are from their sound.

    python -m benchmarks.onsets --sink NAME [--seconds 120] [--voice man] [--ambience rain]

needs a display, a PulseAudio server with a (null) sink, parec, and xdotool for the mouse.
"""

import argparse
import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import listen
from benchmarks.listen import FOUND, RATE, Match, Recorder, Samples, find
from benchmarks.remote import App, begin
from relaxapp.clock import SystemClock
from relaxapp.services import Services
from relaxapp.sessions.timeline import Options, Timeline

TEMPLATE = round(0.4 * RATE)
REACH = round(0.25 * RATE)  # how far from its place a sound is looked for
WORST, USUAL, CAPTION = 0.025, 0.012, 0.1  # s: what is to be kept


@dataclass(frozen=True, slots=True)
class Onset:
    """One cue: its place in the timeline and in the recording."""

    name: str
    due: int
    match: Match


def laid_out(session: str, voice: str) -> tuple[Timeline, Any]:
    """The timeline as the window lays it out with nothing changed, and its sounds."""
    services = Services(SystemClock(), {})
    bank = services.bank(voice)
    script = services.library.get(session)
    return services.timeline(script, Options(answers={"position": "lying"}), bank), bank


def sounds_of(timeline: Timeline, bank: Any) -> list[tuple[str, int, Samples]]:
    """(name, sample of the first audible sound, beginning of the sound) of every cue."""
    found = []
    for cue in timeline.voice:
        if cue.clip:
            skip = cue.first - cue.start
            found.append((cue.text, cue.first, bank.voice(cue.clip)[skip:][:TEMPLATE].copy()))
    for chime in timeline.chimes:
        sound = bank.chime(chime.name).mean(axis=1)
        found.append((f"({chime.name})", chime.start, sound[:TEMPLATE]))
    return sorted(found, key=lambda item: item[1])


def locate(
    recording: Samples, sounds: list[tuple[str, int, Samples]], started: int
) -> tuple[list[Onset], float]:
    """Where each cue is, and the one constant offset in samples.

    `started` is a sample of the recording shortly before the session's first.
    """
    spoken = [item for item in sounds if not item[0].startswith("(")][:3]
    shifts = [
        find(recording, sound, started + due, started + due + 4 * RATE).at - due
        for _, due, sound in spoken
    ]
    rough = int(np.median(shifts))
    last = len(recording) - TEMPLATE - REACH
    onsets = [
        Onset(name, due, find(recording, sound, due + rough - REACH, due + rough + REACH))
        for name, due, sound in sounds
        if due + rough < last
    ]
    heard = [one.match.at - one.due for one in onsets if one.match.alike >= FOUND]
    return onsets, float(np.median(heard)) if heard else float(rough)


def report_onsets(onsets: list[Onset], offset: float) -> dict[str, Any]:
    found = [one for one in onsets if one.match.alike >= FOUND]
    errors = np.array([one.match.at - one.due - offset for one in found]) / RATE
    due = np.array([one.due for one in found]) / RATE
    slope = float(np.polyfit(due, errors, 1)[0]) if len(found) > 2 else 0.0
    table = {
        "cues": len(onsets),
        "found": len(found),
        "not found": [one.name for one in onsets if one.match.alike < FOUND],
        "least alike": round(min((one.match.alike for one in found), default=0.0), 3),
        "max ms": round(float(np.abs(errors).max()) * 1000, 2),
        "p99 ms": round(float(np.percentile(np.abs(errors), 99)) * 1000, 2),
        "std ms": round(float(errors.std()) * 1000, 2),
        "clock ppm (not removed)": round(slope * 1e6, 2),
        "over seconds": round(float(due[-1] - due[0]), 1),
    }
    for one, error in zip(found, errors, strict=True):
        if abs(error) > USUAL:
            print(f"  {error * 1000:+8.2f} ms at {one.due / RATE:7.2f} s  {one.name[:60]}")
    return table


def report_captions(
    events: list[dict[str, Any]], onsets: list[Onset], origin: float
) -> dict[str, Any]:
    """Captions against their sound, those apart that a frozen window made late."""
    frozen = [(e["begun"], e["at"]) for e in events if e["event"] == "frozen"]
    shown = [(e["at"], e["text"]) for e in events if e["event"] == "caption"]
    calm, late, missing = [], [], 0
    for one in onsets:
        if one.match.alike < FOUND or one.name.startswith("("):
            continue
        heard = origin + one.match.at / RATE
        near = [at - heard for at, text in shown if text == one.name and abs(at - heard) < 2]
        if not near:
            missing += 1
            continue
        gap = min(near, key=abs)
        stuck = any(begun - 0.15 < heard < end + 0.15 for begun, end in frozen)
        (late if stuck else calm).append(gap)
    if not calm:
        return {"captions": 0, "missing": missing}
    gaps = np.array(calm)
    return {
        "captions": len(calm),
        "missing": missing,
        "p99 ms": round(float(np.percentile(np.abs(gaps), 99)) * 1000, 1),
        "median ms": round(float(np.median(gaps)) * 1000, 1),
        "earliest ms": round(float(gaps.min()) * 1000, 1),
        "latest ms": round(float(gaps.max()) * 1000, 1),
        "freezes": len(frozen),
        "captions near a freeze": len(late),
        "latest of them ms": round(max(late, default=0.0) * 1000, 1),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sink", default="@DEFAULT_SINK@")
    parser.add_argument("--session", default="full-sixteen")
    parser.add_argument("--seconds", type=float, help="only the first seconds")
    parser.add_argument("--voice", default="woman")
    parser.add_argument("--ambience", help="with this ambience (none)")
    parser.add_argument("--hold", type=float, default=0.04, help="seconds; 0: never")
    parser.add_argument("--rest", type=float, default=0.04, help="seconds between two holds")
    parser.add_argument("--freeze", type=float, default=0.5, help="seconds; 0: never")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--latency", type=int, default=20, help="parec's, in milliseconds")
    parser.add_argument("--keep", type=Path, help="write the recording to this .npy file")
    chosen = parser.parse_args()
    timeline, bank = laid_out(chosen.session, chosen.voice)
    length = min(chosen.seconds or timeline.seconds + 1, timeline.seconds + 1)
    settings = {"voice": chosen.voice, "ambience": chosen.ambience}
    options = [f"--{k}={getattr(chosen, k)}" for k in ("hold", "rest", "freeze", "seed")]
    with Recorder(chosen.sink, chosen.latency) as recorder:
        with App(settings, options) as application:
            application.wait_for("painted")
            pressed = begin(application, chosen.session)
            proof = application.ask("trouble")["answer"]
            end = pressed + length + 1
            while time.monotonic() < end:
                time.sleep(0.5)
            told = application.close()
        recording, origin, wander = recorder.samples(), recorder.origin(), recorder.wander()
    if chosen.keep:
        np.save(chosen.keep, recording)
    started = round((pressed - origin) * RATE)
    first = listen.first_sound(recording, started)
    onsets, offset = locate(recording, sounds_of(timeline, bank), started)
    figures = {
        "of": vars(chosen) | {"keep": None, "mouse": application.mouse},
        "a hold keeps others out for ms": round(proof * 1000, 1),
        "holds": told.get("holds"),
        "median hold ms": round(told["answer"] * 1000, 1),
        "recording's origin wanders by ms": round(wander * 1000, 2),
        "click to first sound ms": round((first - started) / RATE * 1000) if first else None,
        "onsets": report_onsets(onsets, offset),
        "captions": report_captions(application.events, onsets, origin),
    }
    print(json.dumps(figures, indent=1))
    kept = figures["onsets"]
    good = kept["found"] == kept["cues"]
    good = good and kept["max ms"] <= WORST * 1000 and kept["p99 ms"] <= USUAL * 1000
    return 0 if good and figures["captions"].get("p99 ms", 0) <= CAPTION * 1000 else 1


if __name__ == "__main__":
    sys.exit(main())
