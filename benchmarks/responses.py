"""How soon one hears what one does: Start, another step, silence and sound again.

Presses by mouse and keyboard in the real window and looks for the effect in a recording of the
sink. A press is timed before it is sent, sound when parec hands it over: both err to the slow
side. A cold start is the first of a process, pressed as soon as the window is there; a warm one
follows it.

    python -m benchmarks.responses --sink NAME [--starts 5] [--presses 12]

needs what `onsets` needs.
"""

import argparse
import json
import random
import sys
import time
from collections.abc import Sequence
from statistics import median
from typing import Any

from benchmarks.listen import FOUND, RATE, Recorder, find, first_silence, first_sound
from benchmarks.onsets import laid_out
from benchmarks.remote import App, begin
from relaxapp.sessions.mixdown import Mix, Mixdown
from relaxapp.settings import Volumes

START, CHANGE = 1.0, 0.5  # s: what is to be kept
SESSION, AMBIENCE = "full-sixteen", "brown"


def table(found: Sequence[float], lost: int) -> dict[str, Any]:
    if not found:
        return {"times": 0, "not heard": lost}
    return {
        "times": len(found),
        "not heard": lost,
        "median ms": round(median(found) * 1000),
        "slowest ms": round(max(found) * 1000),
    }


def starts(sink: str, times: int, voice: str) -> dict[str, Any]:
    """From the click on Start to the first sound; the bowl begins with the session."""
    settings = {"voice": voice, "ambience": None}
    cold, warm = [], []
    for _ in range(times):
        with Recorder(sink) as recorder, App(settings) as application:
            pressed = [begin(application, SESSION)]
            time.sleep(2.5)
            application.key("Escape", "Escape")
            time.sleep(0.5)
            application.click("done_button")
            time.sleep(1.0)
            pressed.append(begin(application, SESSION))
            time.sleep(2.5)
            application.close()
            recording, origin = recorder.samples(), recorder.origin()
        for at, kept in zip(pressed, (cold, warm), strict=True):
            heard = first_sound(recording, round((at - origin) * RATE))
            kept.append((origin + heard / RATE if heard else at + 99) - at)
    return {"cold start": table(cold, 0), "warm start": table(warm, 0)}


def changes(sink: str, times: int, voice: str, options: Sequence[str]) -> dict[str, Any]:
    """From a key press to its effect: the next step, mute, and sound again."""
    timeline, bank = laid_out(SESSION, voice)
    track = Mixdown(timeline, bank, Mix(Volumes(), AMBIENCE))
    # A repeatable sequence, not a secret one.
    chance = random.Random(3)  # noqa: S311
    skips: list[tuple[float, int]] = []
    mutes: list[float] = []
    sounds: list[float] = []
    with (
        Recorder(sink) as recorder,
        App({"voice": voice, "ambience": AMBIENCE}, options) as application,
    ):
        begin(application, SESSION)
        time.sleep(5)
        if options:
            application.ask("trouble")
        for _ in range(times):
            at = application.key("N", "n")
            place = application.ask("place")["answer"]
            span = timeline.span_at(place + RATE // 2)
            skips.append((at, span.start))
            time.sleep(1.2 + chance.random())
            mutes.append(application.key("M", "m"))
            time.sleep(1.2 + chance.random())
            sounds.append(application.key("M", "m"))
            time.sleep(1.2 + chance.random())
        application.close()
        recording, origin = recorder.samples(), recorder.origin()
    jumped, quiet, loud = [], [], []
    for at, place in skips:
        first = round((at - origin) * RATE)
        match = find(recording, track_part(track, place), first, first + 2 * RATE)
        if match.alike >= FOUND:
            jumped.append((match.at - first) / RATE)
    for at in mutes:
        first = round((at - origin) * RATE)
        if (found := first_silence(recording[: first + 2 * RATE], first)) is not None:
            quiet.append((found - first) / RATE)
    for at in sounds:
        first = round((at - origin) * RATE)
        if (found := first_sound(recording[: first + 2 * RATE], first, 2e-4)) is not None:
            loud.append((found - first) / RATE)
    return {
        "next step": table(jumped, times - len(jumped)),
        "muted": table(quiet, times - len(quiet)),
        "sound again": table(loud, times - len(loud)),
    }


def track_part(track: Mixdown, place: int) -> Any:
    part = track.render(place, place + RATE // 2)
    return part.astype("float32").mean(axis=1) / 32768


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sink", default="@DEFAULT_SINK@")
    parser.add_argument("--voice", default="woman")
    parser.add_argument("--starts", type=int, default=5)
    parser.add_argument("--presses", type=int, default=12)
    parser.add_argument("--trouble", action="store_true", help="hold and freeze meanwhile")
    chosen = parser.parse_args()
    options = ["--hold=0.04", "--rest=0.04"] if chosen.trouble else []
    figures = starts(chosen.sink, chosen.starts, chosen.voice) if chosen.starts else {}
    figures |= changes(chosen.sink, chosen.presses, chosen.voice, options) if chosen.presses else {}
    print(json.dumps(figures, indent=1))
    good = all(
        row["times"] and not row["not heard"] and row["slowest ms"] <= limit * 1000
        for name, row in figures.items()
        for limit in [START if "start" in name else CHANGE]
    )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
