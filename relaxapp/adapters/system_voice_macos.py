"""The voice of macOS by its own program `say`, which no library comes nearer to than it does."""

import shutil
import subprocess
from typing import Final

from relaxapp.adapters.speech_engine import NoSystemVoice, Progress

_PROGRAM: Final = "/usr/bin/say"
_RATE: Final = 160  # words a minute
_LEVEL: Final = 0.5  # of its full volume, which is louder than the narration
_END: Final = 1.0  # seconds


class Say:
    """An `Engine` that runs one program for each line; to end the line is to end it."""

    def __init__(self, program: str = _PROGRAM) -> None:
        self._program = program
        self._line: subprocess.Popen[bytes] | None = None

    def open(self) -> None:
        if shutil.which(self._program) is None:
            raise NoSystemVoice(f"there is no {self._program}")

    def say(self, text: str, voice: str, level: float) -> None:  # noqa: ARG002 - the system's own
        self.hush()
        # Brackets would be commands to the voice; a text on the standard input is no option.
        plain = " ".join(text.replace("[[", " ").replace("]]", " ").split())
        told = f"[[volm {_LEVEL * min(1.0, level):.2f}]] {plain}\n"
        try:
            line = subprocess.Popen(  # noqa: S603 - our own fixed arguments
                [self._program, "-r", str(_RATE), "-f", "-"],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            assert line.stdin is not None  # noqa: S101 - asked for above
            with line.stdin as pipe:  # a line of text fits into it as a whole
                pipe.write(told.encode())
        except OSError as error:
            raise NoSystemVoice(f"{self._program} does not start ({error.strerror})") from error
        self._line = line

    def look(self) -> Progress:
        if self._line is None:
            return Progress.CUT
        ended = self._line.poll()
        if ended is None:
            return Progress.SPEAKING
        self._line = None
        if ended != 0:
            raise NoSystemVoice(f"{self._program} failed ({ended})")
        return Progress.SAID

    def hush(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            line.terminate()
            try:
                line.wait(_END)
            except subprocess.TimeoutExpired:
                line.kill()
                line.wait()

    def close(self) -> None:
        self.hush()
