"""Which lines are spoken, and in which session: read from the session scripts themselves."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from relaxapp.sessions.mirror import swapped
from tools.narration.errors import NarrationError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

SUFFIX = ".session.toml"


@dataclass(frozen=True, slots=True)
class SessionLines:
    """One session's title and its distinct spoken lines, all choices included, in order."""

    id: str
    title: str
    lines: tuple[str, ...]


def _said(value: object) -> Iterator[str]:
    """Yield what one `say` holds: a text, or a list of texts and of tables with a `text`.

    The other wordings under `or` follow the text they stand for.
    """
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _said(value.get("text", ""))
        yield from _said(value.get("or", []))
    elif isinstance(value, list):
        for item in value:
            yield from _said(item)


def _walk(value: object) -> Iterator[str]:
    """Yield every text under a key `say`, wherever it stands."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _said(item) if key == "say" else _walk(item)
    elif isinstance(value, list):
        for item in value:
            yield from _walk(item)


def read_sessions(folder: Path) -> tuple[SessionLines, ...]:
    """Return the sessions of a folder, sorted by id.

    The scripts are read here without the app's own checks: the pipeline has to run while a
    script is still being written. Raises NarrationError for one that is not TOML.
    """
    sessions = []
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        try:
            script = tomllib.loads(path.read_text("utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise NarrationError(f"{path}: {error}") from error
        texts = [text for text in _walk(script) if text]
        if script.get("sides") == "swap":
            texts += [swapped(text) for text in texts]  # for the left-handed
        lines = tuple(dict.fromkeys(texts))
        sessions.append(SessionLines(path.name.removesuffix(SUFFIX), script["title"], lines))
    return tuple(sessions)


def distinct(sessions: Sequence[SessionLines]) -> tuple[str, ...]:
    """Return every line once, in the order of the sessions."""
    return tuple(dict.fromkeys(line for session in sessions for line in session.lines))
