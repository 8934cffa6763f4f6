"""How the command line speaks: the answer on one stream, messages on the other, a tidy end."""

import contextlib
import io
import json
import logging
import os
import signal
import sys
import threading
from collections.abc import Iterator
from typing import Final, NoReturn

from relaxapp.sessions.fields import printable

DONE: Final = 0
FINDINGS: Final = 1
WRONG: Final = 2


def as_json(value: object) -> str:
    """`value` as people and programs read it: UTF-8, not escaped."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def tell(message: str) -> None:
    """A message for the person: one line on standard error."""
    with contextlib.suppress(OSError, ValueError):  # nobody is there to read it
        print("relaxapp:", printable(" ".join(message.split())), file=sys.stderr)


def prepare_output() -> None:
    """Write UTF-8 whatever the locale; a stream that was closed before the start is none."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # so that `print` and `flush` need no thought of it
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 - a stream for good
        elif isinstance(stream, io.TextIOWrapper):
            # A file name that is no UTF-8 comes out as it came in.
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")


def drop_output() -> None:
    """Nobody reads any more: let what is left go nowhere, without a word at the exit."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def flush_or_drop() -> None:
    """Write out what was answered so far, if anybody still reads it."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        drop_output()


@contextlib.contextmanager
def quiet_log() -> Iterator[None]:
    """Keep the log off standard error, which is for plain messages; a verb has no log file."""
    handler = logging.NullHandler()
    root = logging.getLogger()
    root.addHandler(handler)
    try:
        yield
    finally:
        root.removeHandler(handler)


@contextlib.contextmanager
def ended_by_signals() -> Iterator[None]:
    """Let SIGTERM tidy up as Ctrl+C does, so that a half-written file goes."""

    def interrupt(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
