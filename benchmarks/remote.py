"""The other end of `driven`: starts the application, clicks in it, gathers what it tells."""

import json
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

ROOT = Path(__file__).resolve().parents[1]


class App:
    """The running application. `events` grows while it runs."""

    def __init__(self, settings: dict[str, Any], options: Sequence[str] = ()) -> None:
        """`settings` as in the settings file; `options` are those of `driven`."""
        self._folder = tempfile.TemporaryDirectory(prefix="relaxapp-bench-")
        data = Path(self._folder.name)
        (data / "settings.json").write_text(json.dumps(settings), "utf-8")
        self._command = [sys.executable, "-m", "benchmarks.driven", "--data", str(data), *options]
        self.events: list[dict[str, Any]] = []
        self._answers: queue.Queue[dict[str, Any]] = queue.Queue()
        self.mouse = bool(os.environ.get("DISPLAY")) and shutil.which("xdotool") is not None

    def __enter__(self) -> Self:
        self.started = time.monotonic()
        self._process = subprocess.Popen(
            self._command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()
        self.wait_for("painted")
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait(10)
        self._thread.join(10)
        self._folder.cleanup()

    @property
    def pid(self) -> int:
        return self._process.pid

    def _read(self) -> None:
        for line in self._process.stdout or ():
            if not line.startswith("{"):
                continue
            told = json.loads(line)
            if "answer" in told:
                self._answers.put(told)
            else:
                self.events.append(told)

    def wait_for(self, event: str, seconds: float = 30.0) -> dict[str, Any]:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for told in self.events:
                if told["event"] == event:
                    return told
            if self._process.poll() is not None:
                raise SystemExit(f"the application ended ({self._process.returncode})")
            time.sleep(0.01)
        raise SystemExit(f"no {event!r} within {seconds} s")

    def ask(self, words: str, seconds: float = 60.0) -> dict[str, Any]:
        if self._process.stdin is None:
            raise SystemExit("the application cannot be asked")
        self._process.stdin.write(words + "\n")
        self._process.stdin.flush()
        return self._answers.get(timeout=seconds)

    def click(self, what: str) -> float:
        """Click a button with the mouse; the monotonic time just before the press."""
        end = time.monotonic() + 10
        while (place := self.ask(f"where {what}")["answer"]) is None:
            if time.monotonic() > end:
                raise SystemExit(f"there is no {what!r} to click")
            time.sleep(0.02)
        if not self.mouse:
            pressed = time.monotonic()
            self.ask(f"click {what}")
            return pressed
        move = ["xdotool", "mousemove", "--sync", str(place[0]), str(place[1])]
        subprocess.run(move, check=True, timeout=20)
        time.sleep(0.05)
        pressed = time.monotonic()
        subprocess.run(["xdotool", "click", "1"], check=True, timeout=20)
        return pressed

    def key(self, qt_name: str, x_name: str) -> float:
        """Press a key; the monotonic time just before."""
        pressed = time.monotonic()
        if self.mouse:
            subprocess.run(["xdotool", "key", x_name], check=True, timeout=20)
        else:
            self.ask(f"key {qt_name}")
        return pressed

    def close(self) -> dict[str, Any]:
        """Close the window as a person does; the last answer."""
        told = self.ask("close")
        self._process.wait(20)
        return told


def begin(application: App, session: str) -> float:
    """From the Sessions page through the preparation; the time of the click on Start."""
    application.click(f"tile {session}")
    return application.click("start_button")
