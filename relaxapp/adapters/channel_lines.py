"""What goes over the channel: one line of JSON each way, read strictly, since anybody may write."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable

Message = dict[str, object]

MOST_BYTES: Final = 65_536
"""A line with its end. Settings and a whole day of reminders take some thousands."""


class LineError(ValueError):
    """This is no message; ``str(error)`` says why, for the one who sent it."""


def refusal(why: str) -> Message:
    """Return the answer to what is not understood, or cannot be done."""
    return {"error": why}


def pack(message: Message) -> bytes:
    """Return the line of a message. Raises :class:`LineError` where it cannot be one."""
    try:
        # Escaped to ASCII, so that a file name that is no UTF-8 comes through as it was.
        line = json.dumps(message, allow_nan=False).encode("ascii") + b"\n"
    except (TypeError, ValueError, RecursionError) as error:
        raise LineError(f"the message is not JSON ({error})") from error
    if len(line) > MOST_BYTES:
        raise LineError(f"the message is longer than {MOST_BYTES} bytes")
    return line


def unpack(received: bytes) -> Message:
    """Return the message of one whole line. Raises :class:`LineError` for anything else."""
    if len(received) > MOST_BYTES:
        raise LineError(f"the message is longer than {MOST_BYTES} bytes")
    line, end, behind = received.partition(b"\n")
    if not end:
        raise LineError("the message is not a whole line")
    if behind:
        raise LineError("something follows the message")
    try:
        message: Any = json.loads(line.decode("utf-8"), parse_constant=_no_number)
    except LineError:
        raise
    except (ValueError, RecursionError) as error:
        raise LineError("the message is not JSON") from error
    if not isinstance(message, dict):
        raise LineError("the message is not an object")
    return message


def answer_to(received: bytes, answer: Callable[[Message], Message]) -> bytes:
    """Return the line that answers what was received; never raises."""
    try:
        return pack(answer(unpack(received)))
    except LineError as error:
        return pack(refusal(str(error)))
    except Exception:  # a mistake in what answers must not take the window with it
        import logging

        logging.getLogger(__name__).exception("a message could not be answered")
        return pack(refusal("relaxapp could not answer, by a mistake of its own"))


def _no_number(word: str) -> NoReturn:
    raise LineError(f"{word} is no JSON number")
