"""Session scripts broken by chance, always the same for the same seed."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BUNDLED = sorted((Path(__file__).parents[2] / "assets" / "sessions").glob("*.session.toml"))

_TOKEN = re.compile(rb'"[^"\n]*"|[\w.+-]+|[\[\]{}=,#\n]|[ \t]+')
_ODD = (
    *(b"0", b"-1", b"1e400", b"nan", b"-inf", b"0x" + b"f" * 400, b"9" * 5000, b"1_0", b"true"),
    *(b"2026-03-14", b"25:00:00", b'""', b'" "', b'"\\u0000"', b'"\\u202e"', b'"http://a.example"'),
    *(b'"../../x"', b'"' + b"a" * 400 + b'"', b"'''", b'"""', b"[]", b"{}", b"[[]]", b"[" * 600),
    *(b"{a=1}", b"[{}]", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\r\n", b"\x0b", b"#"),
    *(b"[step]", b"[[step]]", b"[step.x]", b"[[step.option]]", b'[[""]]', b'"a.b"', b"a.b.c", b"="),
    *(
        b"kind",
        b"choice",
        b'"choice"',
        b'"tense"',
        b'"breathe"',
        b"step",
        b"say",
        b"at",
        b"\xe2\x80",
    ),
)


def mutants(count: int, seed: int) -> Iterator[bytes]:
    """That many broken scripts: bytes, tokens and whole lines are lost, doubled and exchanged."""
    chance = random.Random(seed)  # noqa: S311 - the same every time is what is wanted
    sources = [path.read_bytes() for path in BUNDLED]
    ways: tuple[Callable[[random.Random, bytes], bytes], ...] = (_bytes, _tokens, _lines, _values)
    for _ in range(count):
        data = chance.choice(sources)
        for _ in range(chance.choice((1, 1, 2, 5))):
            data = chance.choice(ways)(chance, data)
        yield data


def _bytes(chance: random.Random, data: bytes) -> bytes:
    at = chance.randrange(len(data) + 1)
    way = chance.randrange(4)
    if way == 0:
        return data[:at]
    if way == 1:
        return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
    if way == 2:
        return data[:at] + chance.randbytes(chance.randrange(1, 9)) + data[at:]
    return data[:at] + data[at + chance.randrange(1, 200) :]


def _tokens(chance: random.Random, data: bytes) -> bytes:
    found = list(_TOKEN.finditer(data))
    if not found:
        return data + chance.choice(_ODD)
    one = chance.choice(found)
    other = chance.choice((chance.choice(found)[0], chance.choice(_ODD), b""))
    return data[: one.start()] + other + data[one.end() :]


def _lines(chance: random.Random, data: bytes) -> bytes:
    lines = data.splitlines(keepends=True) or [b""]
    start = chance.randrange(len(lines))
    end = min(len(lines), start + chance.choice((1, 1, 2, 8)))
    block = lines[start:end]
    way = chance.randrange(3)
    if way == 0:
        del lines[start:end]
    else:
        at = chance.randrange(len(lines) + 1)
        lines[at:at] = block
        if way == 1:
            chance.shuffle(lines[start:end])
    return b"".join(lines)


def _values(chance: random.Random, data: bytes) -> bytes:
    """Another value for a key, so that what is broken is mostly still TOML."""
    found = list(re.finditer(rb"= (.+)$", data, re.MULTILINE))
    if not found:
        return data + chance.choice(_ODD)
    one = chance.choice(found)
    other = chance.choice((chance.choice(found)[1], chance.choice(_ODD)))
    return data[: one.start(1)] + other + data[one.end(1) :]
