r"""Desktop entries of freedesktop.org: the few lines of one that starts a program, and reading it.

After the Desktop Entry Specification 1.5, sections "Possible value types" and "The Exec key":
values of type string know the escapes ``\s \n \t \r \\``; in ``Exec``, on top of that, words with
reserved characters stand in double quotes, where ``" ` $ \`` are escaped once more, and ``%`` is
doubled.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

GROUP: Final = "[Desktop Entry]"
_RESERVED: Final = frozenset(" \t\n\"'\\><~|&;$*?#()`")
_BLANK: Final = " \t\r"
"""Not all that Python takes for blank: other kinds of space are part of a name."""
_ESCAPES: Final = {"s": " ", "n": "\n", "t": "\t", "r": "\r", "\\": "\\"}
_WORD: Final = re.compile(r'"((?:[^"\\]|\\.)*)"|([^ \t\n"]+)', re.DOTALL)


def write(values: Mapping[str, str]) -> str:
    """Return an entry with these keys; values are plain text, escaped here."""
    lines = (f"{key}={_escape(value)}" for key, value in values.items())
    return "\n".join((GROUP, *lines)) + "\n"


def read(text: str) -> dict[str, str]:
    """Return the keys of an entry's main group, values without their escapes; never raises."""
    values: dict[str, str] = {}
    group = ""
    for line in text.split("\n"):
        bare = line.strip(_BLANK)
        if bare.startswith("["):
            group = bare
        elif group == GROUP and "=" in bare and not bare.startswith("#"):
            key, _, value = bare.partition("=")
            values.setdefault(key.rstrip(_BLANK), _unescape(value.lstrip(_BLANK)))
    return values


def command(words: Sequence[str]) -> str:
    """Return the words as the value of an ``Exec`` key."""
    return " ".join(_quote(word) for word in words)


def words_of(command: str) -> list[str]:
    """Return the words of an ``Exec`` value, field codes such as ``%u`` left out."""
    words = []
    for quoted, plain in _WORD.findall(command):
        if plain and re.fullmatch("%[a-zA-Z]", plain):
            continue
        # What is not in quotes has no escapes.
        word = plain or re.sub(r"\\(.)", r"\1", quoted, flags=re.DOTALL)
        words.append(word.replace("%%", "%"))
    return words


def _quote(word: str) -> str:
    word = word.replace("%", "%%")
    if word and not _RESERVED & set(word):
        return word
    return '"' + re.sub(r'(["`$\\])', r"\\\1", word) + '"'


def _escape(value: str) -> str:
    value = value.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")
    return value.replace("\r", "\\r")


def _unescape(value: str) -> str:
    return re.sub(r"\\(.)", lambda found: _ESCAPES.get(found[1], found[0]), value)
