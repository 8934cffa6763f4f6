"""Speech Dispatcher, the voice of Linux desktops, by its own protocol (SSIP) over its socket.

Only what is needed of it: one line at a time, its begin and end told by events. Its socket belongs
to the person; an address on a network is not used, as nothing leaves the computer.
"""

import contextlib
import os
import select
import shutil
import socket
import subprocess
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from relaxapp.adapters.speech_engine import NoSystemVoice, Progress

_PROGRAM: Final = "speech-dispatcher"
_START: Final = 10.0  # seconds for the daemon to start
_ANSWER: Final = 5.0
_TRIES: Final = 30
_BETWEEN: Final = 0.1
_LONGEST_LINE: Final = 8192
_RATE: Final = -40  # of -100 to 100: 170 words a minute with espeak-ng, like the narration
_LEVEL: Final = 0.4  # of its full volume: espeak-ng is then at -21 to -23 LUFS, like the narration
_DUMMY: Final = "dummy"  # says that there is no synthesiser
_VOICES: Final = {"woman": "FEMALE1", "man": "MALE1"}
_GOOD: Final = "2"
_EVENT: Final = "7"
_EVENTS: Final = {
    "701": Progress.SPEAKING,
    "702": Progress.SAID,
    "703": Progress.CUT,
}


class SpeechDispatcher:
    """An `Engine` over a socket; starts the daemon where none runs."""

    def __init__(self, env: Mapping[str, str]) -> None:
        """`env` tells where the socket is."""
        self._env = env
        self._socket: socket.socket | None = None
        self._read = b""
        self._message = ""  # the number of the line that was given last
        self._events: dict[str, Progress] = {}  # what was told of which line

    def open(self) -> None:
        path = address(self._env)
        if not self._connect(path):
            self._start()
            for _ in range(_TRIES):
                if self._connect(path):
                    break
                threading.Event().wait(_BETWEEN)
            else:
                raise NoSystemVoice(f"nobody answers at {path}")
        try:
            self._ask("SET self CLIENT_NAME relaxapp:relaxapp:session")
            self._check_modules()
            self._ask("SET self NOTIFICATION ALL ON")
            self._ask("SET self PRIORITY MESSAGE")
            self._ask(f"SET self RATE {_RATE}")
        except NoSystemVoice:
            self.close()
            raise

    def say(self, text: str, voice: str, level: float) -> None:
        self._message = ""
        self._events.clear()
        self._ask(f"SET self VOICE_TYPE {_VOICES.get(voice, _VOICES['woman'])}")
        self._ask(f"SET self VOLUME {round(200 * _LEVEL * min(1.0, level)) - 100}")
        self._ask("SPEAK")
        # One line, whatever was in it; a leading dot would end the text.
        plain = " ".join(text.split())
        stuffed = f".{plain}" if plain.startswith(".") else plain
        queued = self._ask(f"{stuffed}\r\n.")
        self._message = queued[0][4:].strip()

    def look(self) -> Progress:
        while self._arrived():
            self._block()
        return self._events.get(self._message, Progress.WAITING)

    def hush(self) -> None:
        self._ask("CANCEL self")

    def close(self) -> None:
        held, self._socket = self._socket, None
        self._read = b""
        if held is not None:
            with contextlib.suppress(OSError):
                held.sendall(b"QUIT\r\n")
            held.close()

    # ---- below

    def _check_modules(self) -> None:
        modules = {line[4:].strip() for line in self._ask("LIST OUTPUT_MODULES")[:-1]}
        if not modules - {_DUMMY}:
            raise NoSystemVoice("Speech Dispatcher has no synthesiser")

    def _connect(self, path: Path) -> bool:
        held = socket.socket(socket.AF_UNIX)
        held.settimeout(_ANSWER)
        try:
            held.connect(str(path))
        except OSError:
            held.close()
            return False
        self._socket, self._read = held, b""
        return True

    def _start(self) -> None:
        """Have the daemon started, as each of its clients does; it ends by itself again."""
        program = shutil.which(_PROGRAM, path=self._env.get("PATH"))
        if program is None:
            raise NoSystemVoice("Speech Dispatcher is not installed")
        try:
            subprocess.run(  # noqa: S603 - our own fixed argument
                [program, "--spawn"],
                env=dict(self._env),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=_START,
                check=False,  # whether it answers is what counts
                start_new_session=True,
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise NoSystemVoice(f"Speech Dispatcher does not start ({error})") from error

    def _ask(self, command: str) -> list[str]:
        """Send a command; return the lines of its answer, events that come between noted."""
        held = self._held()
        try:
            held.sendall(f"{command}\r\n".encode())
        except OSError as error:
            raise NoSystemVoice(f"Speech Dispatcher is gone ({error})") from error
        while True:
            lines = self._block()
            if not lines[-1].startswith(_EVENT):
                break
        if not lines[-1].startswith(_GOOD):
            raise NoSystemVoice(f"Speech Dispatcher refuses: {lines[-1][:80]}")
        return lines

    def _block(self) -> list[str]:
        """Read one answer or event, up to the line that has a blank behind its number."""
        lines = [self._line()]
        while lines[-1][3:4] == "-":
            lines.append(self._line())
        progress = _EVENTS.get(lines[-1][:3])
        if progress is not None:
            self._events[lines[0][4:].strip()] = progress
        return lines

    def _line(self) -> str:
        while b"\n" not in self._read:
            if len(self._read) > _LONGEST_LINE:
                raise NoSystemVoice("Speech Dispatcher answers in another language")
            try:
                data = self._held().recv(4096)
            except OSError as error:
                raise NoSystemVoice(f"Speech Dispatcher does not answer ({error})") from error
            if not data:
                raise NoSystemVoice("Speech Dispatcher has ended")
            self._read += data
        line, self._read = self._read.split(b"\n", 1)
        text = line.decode("utf-8", "replace").rstrip("\r")
        if not text[:3].isdecimal() or text[3:4] not in {" ", "-"}:
            raise NoSystemVoice("Speech Dispatcher answers in another language")
        return text

    def _arrived(self) -> bool:
        if b"\n" in self._read:
            return True
        return bool(select.select([self._held()], [], [], 0)[0])

    def _held(self) -> socket.socket:
        if self._socket is None:
            raise NoSystemVoice("Speech Dispatcher is gone")
        return self._socket


def address(env: Mapping[str, str]) -> Path:
    """Where the daemon's socket is. Raises NoSystemVoice where it was put on a network."""
    told = env.get("SPEECHD_ADDRESS", "")
    method, _, where = told.partition(":")
    if method == "unix_socket" and where:
        return Path(where)
    if told and told != "unix_socket":
        raise NoSystemVoice("Speech Dispatcher was put on a network, which relaxapp does not use")
    home = env.get("HOME") or os.path.expanduser("~")  # noqa: PTH111 - a text beside other texts
    cache = env.get("XDG_CACHE_HOME") or f"{home}/.cache"
    return Path(env.get("XDG_RUNTIME_DIR") or cache) / "speech-dispatcher" / "speechd.sock"
