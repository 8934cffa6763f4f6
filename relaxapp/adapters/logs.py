"""A log for finding out later what went wrong; nothing of the person's own goes into it.

It says what the program did, never what somebody wrote or felt: log ids and counts, not entries.
It goes to a file alone, as standard output carries answers and standard error plain messages.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from io import TextIOWrapper
    from types import TracebackType

FILE = "relaxapp.log"
MAX_BYTES = 512 * 1024
KEPT = 3
"""Older logs beside the one in use: ``relaxapp.log.1`` is the newest of them."""

_log = logging.getLogger(__name__)


class PrivateFile(logging.FileHandler):
    """Writes a file only its owner can read, and starts a new one before it grows too large.

    The standard library has a rotating handler, but its module costs a desktop start 15 ms
    (it brings sockets and pickle) and its files are readable by all.
    """

    def __init__(self, path: Path, max_bytes: int = MAX_BYTES, kept: int = KEPT) -> None:
        """Nothing is created before the first message."""
        super().__init__(path, encoding="utf-8", errors="backslashreplace", delay=True)
        self._max_bytes = max_bytes
        self._kept = kept
        self.setFormatter(
            logging.Formatter("%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s")
        )

    def emit(self, record: logging.LogRecord) -> None:
        """Write one message."""
        try:
            if self.stream is not None and self.stream.tell() >= self._max_bytes:
                self._turn_over()
        except OSError:
            self.handleError(record)  # better one long log than none
        try:
            super().emit(record)
        except OSError:  # the file cannot be opened, which logging does not foresee
            self.handleError(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        """Do without: a full disk is no reason to write tracebacks to a terminal."""

    def _open(self) -> TextIOWrapper:
        descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return os.fdopen(descriptor, "a", encoding=self.encoding, errors=self.errors)

    def _turn_over(self) -> None:
        if self.stream is not None:
            self.stream.close()
        self.stream = None  # logging's own sign for "open it again"
        for number in range(self._kept, 0, -1):
            older = f"{self.baseFilename}.{number}"
            newer = f"{self.baseFilename}.{number - 1}" if number > 1 else self.baseFilename
            if Path(newer).exists():
                Path(newer).replace(older)


class Log:
    """What :func:`start` set up; :meth:`stop` takes it down again."""

    def __init__(self, handler: PrivateFile) -> None:
        """Send messages to ``handler``, and the traceback of every uncaught exception."""
        self.path = Path(handler.baseFilename)
        self._handler = handler
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        self._level = logging.getLogger("relaxapp").level
        logging.getLogger().addHandler(handler)
        logging.getLogger("relaxapp").setLevel(logging.INFO)
        sys.excepthook = self._uncaught
        threading.excepthook = self._uncaught_in_thread
        sys.unraisablehook = self._unraisable

    def stop(self) -> None:
        """Put everything back as it was, and close the file."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
        logging.getLogger().removeHandler(self._handler)
        logging.getLogger("relaxapp").setLevel(self._level)
        self._handler.close()

    def _uncaught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        _log.critical("uncaught", exc_info=(kind, error, trace))
        self._tell()

    def _uncaught_in_thread(self, args: threading.ExceptHookArgs) -> None:
        name = args.thread.name if args.thread else "a thread"
        if args.exc_value is not None and not issubclass(args.exc_type, SystemExit):
            told = (args.exc_type, args.exc_value, args.exc_traceback)
            _log.critical("uncaught in %s", name, exc_info=told)
            self._tell()

    def _unraisable(self, args: sys.UnraisableHookArgs) -> None:
        if args.exc_value is not None:
            told = (args.exc_type, args.exc_value, args.exc_traceback)
            _log.error("ignored in %r", args.object, exc_info=told)

    def _tell(self) -> None:
        """Say one plain line where there is a terminal; Windows programs may have none."""
        if sys.stderr is not None:
            where = f"; {self.path} says what" if self.path.exists() else ""
            print(f"Something went wrong in relaxapp{where}.", file=sys.stderr)  # noqa: T201 - the last way left to say it


def start(log_dir: Path) -> Log:
    """Log to a file in ``log_dir``; once for each process. Never raises for a file's sake."""
    return Log(PrivateFile(log_dir / FILE))
