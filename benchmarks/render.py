"""How fast `relaxapp render` is, beside ffmpeg putting the same clips at the same places.

Both run in turn, so that a busy machine slows both. Without `--ambience` neither mixes any;
with it, `relaxapp` does more work than ffmpeg. The first turn of each is not counted.

    python -m benchmarks.render [--rounds 5] [--ambience]
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import wave
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.remote import ROOT
from relaxapp.clock import SystemClock
from relaxapp.services import Services
from relaxapp.sessions.timeline import RATE, Options, Timeline

FASTEST, LARGEST = 100.0, 400.0  # times real time at least; MB at most


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a program: seconds of wall and processor, peak memory in MB."""

    wall: float
    cpu: float
    peak: float


def run(command: Sequence[str]) -> Run:
    begun = time.monotonic()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.monotonic() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command[0]} failed ({process.returncode})")
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def listed(timeline: Timeline, services: Services, voice: str, folder: Path) -> Path:
    """A list for ffmpeg's concat demuxer: the clips with silences of the right length between.

    A chime rings on under what follows; here it is cut where the next line begins.
    """
    clips = services.assets / "voices" / voice
    chimes = services.assets / "chimes"
    suffix = {path.stem: path for path in chimes.iterdir()}
    cues = [(cue.start, cue.end, clips / cue.clip) for cue in timeline.voice if cue.clip]
    cues += [(cue.start, cue.end, suffix[cue.name]) for cue in timeline.chimes]
    cues.sort()
    lines, at = ["ffconcat version 1.0"], 0

    def quiet(until: int) -> None:
        if until > at:
            name = folder / f"quiet{len(lines)}.wav"
            with wave.open(str(name), "wb") as file:
                file.setnchannels(1)
                file.setsampwidth(2)
                file.setframerate(RATE)
                file.writeframes(bytes(2 * (until - at)))
            lines.append(f"file '{name}'")

    for (start, end, path), after in zip(cues, [*cues[1:], None], strict=True):
        quiet(start)
        stop = min(end, after[0]) if after else end
        # The demuxer wants one codec throughout: decoded beforehand, in ffmpeg's favour.
        name = folder / f"clip{len(lines)}.wav"
        cut = ["-t", f"{(stop - start) / RATE:.6f}"]
        decode = ["ffmpeg", "-v", "error", "-y", "-i", str(path), *cut, "-ac", "1", str(name)]
        subprocess.run(decode, check=True)
        lines.append(f"file '{name}'")
        at = stop
    quiet(timeline.length)
    table = folder / "list.txt"
    table.write_text("\n".join(lines) + "\n", "utf-8")
    return table


def mixed(timeline: Timeline, services: Services, voice: str, target: Path) -> list[str]:
    """The ffmpeg command that decodes the same clips and puts each at its place."""
    inputs, filters, names = [], [], []
    chimes = {path.stem: path for path in (services.assets / "chimes").iterdir()}
    cues = [
        (c.start, services.assets / "voices" / voice / c.clip) for c in timeline.voice if c.clip
    ]
    cues += [(c.start, chimes[c.name]) for c in timeline.chimes]
    for number, (start, path) in enumerate(sorted(cues)):
        inputs += ["-i", str(path)]
        pad = f"aformat=channel_layouts=stereo,adelay={start}S:all=1"
        filters.append(f"[{number}]{pad}[c{number}]")
        names.append(f"[c{number}]")
    mix = f"{''.join(names)}amix={len(names)}:normalize=0,apad=whole_len={timeline.length}[o]"
    graph = ";".join([*filters, mix])
    tail = ["-map", "[o]", "-c:a", "pcm_s16le", str(target)]
    return ["ffmpeg", "-v", "error", "-y", *inputs, "-filter_complex", graph, *tail]


def measure(session: str, chosen: argparse.Namespace) -> dict[str, Any]:
    services = Services(SystemClock(), {})
    bank = services.bank(chosen.voice)
    timeline = services.timeline(services.library.get(session), Options(), bank)
    silent = [cue.text for cue in timeline.voice if not cue.clip]
    with tempfile.TemporaryDirectory(prefix="relaxapp-bench-") as name:
        folder = Path(name)
        own, joined, both = (folder / f"{n}.wav" for n in ("own", "joined", "mixed"))
        data = ["--data-dir", str(folder / "data")]
        plain = [] if chosen.ambience else ["--no-ambience"]
        verb = ["render", session, "-o", str(own), "--voice", chosen.voice, *plain]
        commands = {
            "relaxapp": [sys.executable, "-m", "relaxapp", *data, *verb],
            "ffmpeg, decoding and mixing": mixed(timeline, services, chosen.voice, both),
        }
        table = listed(timeline, services, chosen.voice, folder)
        concat = ["ffmpeg", "-v", "error", "-y", "-f", "concat", "-safe", "0", "-i", str(table)]
        commands["ffmpeg, joining decoded clips"] = [*concat, "-ac", "2", str(joined)]
        runs: dict[str, list[Run]] = {name: [] for name in commands}
        for turn in range(chosen.rounds + 1):
            for program, command in commands.items():
                one = run(command)
                if turn:
                    runs[program].append(one)
        with wave.open(str(own), "rb") as file:
            samples = file.getnframes()
    figures: dict[str, Any] = {
        "seconds": timeline.seconds,
        "samples as in the timeline": samples == timeline.length,
        "lines without a clip": len(silent),
    }
    for program, table_of in runs.items():
        wall = median(one.wall for one in table_of)
        figures[program] = {
            "wall s": round(wall, 3),
            "cpu s": round(median(one.cpu for one in table_of), 3),
            "times real time": round(timeline.seconds / wall),
            "peak MB": round(max(one.peak for one in table_of)),
        }
    return figures


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--voice", default="woman")
    parser.add_argument("--ambience", action="store_true", help="with the session's ambience")
    parser.add_argument("--sessions", nargs="*", default=["soften", "full-sixteen"])
    chosen = parser.parse_args()
    if shutil.which("ffmpeg") is None:
        raise SystemExit("ffmpeg is missing: install it to have something to compare with")
    figures = {session: measure(session, chosen) for session in chosen.sessions}
    print(json.dumps(figures, indent=1))
    good = all(
        table["samples as in the timeline"]
        and table["relaxapp"]["times real time"] >= FASTEST
        and table["relaxapp"]["peak MB"] < LARGEST
        for table in figures.values()
    )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
