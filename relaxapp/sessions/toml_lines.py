"""Where each value of a TOML text stands: `tomllib` gives values without positions.

The text has already been accepted by `tomllib`, so this walk only needs to find its way, never
to judge: it records the line of every table, key and array element under its path.
"""

import bisect
import contextlib
import tomllib
from typing import Final

Path = tuple[str | int, ...]

_BARE_END: Final = frozenset(" \t=.]#\n\r,}")
_DEEPEST: Final = 12  # a script needs seven; what lies deeper is told by the line it lies in


class _Walker:
    """One pass over the text, keeping the path of what stands under the cursor."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.breaks = [i for i, char in enumerate(text) if char == "\n"]
        self.lines: dict[Path, int] = {(): 1}
        self.tables: dict[Path, int] = {}  # arrays of tables: how many so far

    def record(self, path: Path) -> None:
        """Note a path, and every table on the way to it that nothing else has begun."""
        line = bisect.bisect_left(self.breaks, self.at) + 1
        # Paths of any depth would take memory by the square.
        for length in range(min(len(path), _DEEPEST), 0, -1):
            if path[:length] in self.lines:
                return
            self.lines[path[:length]] = line

    def blank(self, also: str = "") -> None:
        """Pass white space, comments and the characters in `also`."""
        while self.at < len(self.text):
            char = self.text[self.at]
            if char == "#":
                end = self.text.find("\n", self.at)
                self.at = len(self.text) if end < 0 else end
            elif char in " \t\r\n" or char in also:
                self.at += 1
            else:
                return

    def string(self) -> str:
        """Pass one string of any of the four kinds; what it says is only needed for keys."""
        whole = self.at
        quote = self.text[self.at]
        mark = quote * 3 if self.text.startswith(quote * 3, self.at) else quote
        self.at += len(mark)
        start = self.at
        while not self.text.startswith(mark, self.at):
            self.at += 2 if quote == '"' and self.text[self.at] == "\\" else 1
        value = self.text[start : self.at]
        self.at += len(mark)
        if len(mark) == 3:  # noqa: PLR2004 - up to two more quotes may belong to the text
            while self.text.startswith(quote, self.at):
                self.at += 1
        elif quote == '"' and "\\" in value:
            value = tomllib.loads(f"key = {self.text[whole : self.at]}")["key"]
        return value

    def key(self) -> list[str]:
        parts = []
        while True:
            self.blank()
            if self.text[self.at] in "\"'":
                parts.append(self.string())
            else:
                start = self.at
                while self.text[self.at] not in _BARE_END:
                    self.at += 1
                parts.append(self.text[start : self.at])
            self.blank()
            if self.text[self.at] != ".":
                return parts
            self.at += 1

    def resolve(self, parts: list[str]) -> Path:
        """The path of a header, with the running index of every array of tables on the way."""
        path: Path = ()
        for part in parts:
            path += (part,)
            if path in self.tables:
                path += (self.tables[path] - 1,)
        return path

    def header(self) -> Path:
        array = self.text.startswith("[[", self.at)
        start = self.at
        self.at += 2 if array else 1
        parts = self.key()
        self.at, end = start, self.at
        if array:
            whole = (*self.resolve(parts[:-1]), parts[-1])
            self.tables[whole] = self.tables.get(whole, 0) + 1
            path: Path = (*whole, self.tables[whole] - 1)
        else:
            path = self.resolve(parts)
        self.record(path)
        self.at = end + (2 if array else 1)
        return path

    def pair(self, table: Path) -> None:
        start = self.at
        path = (*table, *self.key())
        end, self.at = self.at, start
        self.record(path)
        self.at = end + 1  # the equals sign
        self.value(path)

    def value(self, path: Path) -> None:
        self.blank()
        self.record(path)
        char = self.text[self.at]
        if char == "[":
            self.at += 1
            index = 0
            self.blank()
            while self.text[self.at] != "]":
                self.value((*path, index) if len(path) < _DEEPEST else path)
                index += 1
                self.blank(",")
            self.at += 1
        elif char == "{":
            self.at += 1
            self.blank()
            while self.text[self.at] != "}":
                self.pair(path)
                self.blank(",")
            self.at += 1
        elif char in "\"'":
            self.string()
        else:
            while self.at < len(self.text) and self.text[self.at] not in ",]}\n#":
                self.at += 1

    def walk(self) -> dict[Path, int]:
        table: Path = ()
        self.blank()
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self.header()
            else:
                self.pair(table)
            self.blank()
        return self.lines


class LineIndex:
    """Line numbers (from 1) of the values in a TOML text that `tomllib` accepts."""

    def __init__(self, text: str) -> None:
        walker = _Walker(text)
        # What was found before it lost its way still names the right neighbourhood.
        with contextlib.suppress(IndexError, RecursionError):
            walker.walk()
        self._lines = walker.lines

    def line(self, path: Path) -> int:
        """The line of `path`, or of its nearest ancestor that has one."""
        while path not in self._lines:
            path = path[:-1]
        return self._lines[path]
