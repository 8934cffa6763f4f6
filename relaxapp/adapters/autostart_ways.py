"""What every system's way to start programs at login promises, and what it is told."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class AutostartState:
    """Whether relaxapp starts at login, and a sentence where that is not as it should be."""

    on: bool
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Command:
    """What starts relaxapp: the words, and the folder to start in where that matters."""

    words: tuple[str, ...]
    folder: str = ""


class Way(Protocol):
    """One system's way to start programs at login."""

    def state(self) -> AutostartState:
        """Read what holds now. Raises OSError or :class:`RelaxappError`."""

    def write(self, *, on: bool) -> None:
        """Have it so. Raises OSError or :class:`RelaxappError`."""


def gone(words: Sequence[str], folder: str = "") -> str:
    """Return a sentence where a command that was written once cannot work any more, or nothing."""
    if not words or which(words[0]) is None:
        missing = words[0] if words else "nothing"
    elif folder and not (Path(folder) / "relaxapp" / "__main__.py").is_file():
        missing = folder
    else:
        return ""
    return (
        f"At login {missing} would be started, which is not there any more. "
        "Switch it on again to mend that."
    )
