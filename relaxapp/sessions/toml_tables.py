"""Bytes -> TOML tables, or the one finding that says where the text is no TOML."""

import re
import tomllib
from typing import Any, Final

from relaxapp.sessions.fields import Finding, ScriptError, printable
from relaxapp.sessions.script import MAX_BYTES

# tomllib's work on such a key grows with the square of its parts: 256 KB would take all memory.
_PART: Final = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')"""
_ENDLESS_KEY: Final = re.compile(
    rf"(?:^|[\[{{,])[ \t]*+{_PART}(?:[ \t]*+\.[ \t]*+{_PART}){{20}}", re.ASCII | re.MULTILINE
)
_ENDLESS_NUMBER: Final = re.compile(r"[0-9](?:_?[0-9]){2000}")


def decoded(data: bytes, file: str) -> str:
    """The text of a script file with plain line ends. Raises ScriptError."""
    if len(data) > MAX_BYTES:
        message = f"the file has more than {MAX_BYTES} bytes: at most as many would be right"
        raise ScriptError((Finding(file, 1, message),))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        found = f"byte 0x{data[error.start]:02x} is not UTF-8 text: save the file as UTF-8"
        raise ScriptError((Finding(file, line, found),)) from None
    # An editor's byte order mark is invisible to the person; TOML does not know it.
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def tables(text: str, file: str) -> dict[str, Any]:
    """The tables of a text, read in bounded time. Raises ScriptError with one finding."""
    if found := _ENDLESS_KEY.search(text):
        line = text.count("\n", 0, found.start()) + 1
        message = "a key of more than twenty parts: a plain key would be right"
        raise ScriptError((Finding(file, line, message),))
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        finding = _syntax(str(error), text, file)
    except RecursionError:
        message = "lists or tables stand too deep inside each other: four levels would be right"
        finding = Finding(file, _deepest(text), message)
    except ValueError:  # a whole number of more digits than Python reads
        finding = _unreadable(text, file)
    raise ScriptError((finding,))


def _syntax(message: str, text: str, file: str) -> Finding:
    place = re.search(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$", message)
    last = text.rstrip("\n").count("\n") + 1
    line = min(int(place[1]), last) if place and place[1] else last
    what = printable(message[: place.start()] if place else message)[:200]
    return Finding(file, line, f"not valid TOML: {what}; docs/session-script.md shows what is")


def _deepest(text: str) -> int:
    """The line with the most opening brackets: where the nesting got out of hand."""
    counts = [line.count("[") + line.count("{") for line in text.split("\n")]
    return counts.index(max(counts)) + 1


def _unreadable(text: str, file: str) -> Finding:
    found = _ENDLESS_NUMBER.search(text)
    line = text.count("\n", 0, found.start()) + 1 if found else 1
    return Finding(file, line, "a number of thousands of digits: a short one would be right")
