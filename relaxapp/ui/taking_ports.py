"""What the window asks of those who write sessions into files, and take them in from files."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from relaxapp.ui.ports import Preparation


class Found(NamedTuple):
    """A session found in a file; ``clash`` tells why it cannot be kept, if it cannot."""

    title: str
    purpose: str
    technique: str
    seconds: float
    cautions: tuple[str, ...]
    licence: str
    clash: str
    recordings: int = 0
    """How many of its lines somebody has recorded."""
    authors: str = ""
    """Who has, and what may be done with it, where the file says so."""
    own: int = 0
    """How many of these the person has recorded, too; theirs are heard."""


class Voiced(NamedTuple):
    """Of a session's lines: how many have a recording that goes along, and how many no sound."""

    recorded: int = 0
    silent: int = 0


class JobPort(Protocol):
    """A file that is being written, elsewhere than in the window's thread."""

    @property
    def state(self) -> str:
        """Return "running", "finished", "stopped" or "failed"."""

    @property
    def done(self) -> float:
        """Return how much of it is there, 0 to 1."""

    @property
    def problem(self) -> str:
        """Return why it failed, in a plain line; nothing where it did not."""

    def stop(self) -> None:
        """End it soon, with nothing left of it."""


class TakingPort(Protocol):
    """Sessions as files. What cannot be done is a ``RelaxappError`` with a plain message."""

    def forms(self) -> tuple[str, ...]:
        """Return the endings of the files that can be written here, such as ``.ogg``."""

    def voiced(self, preparation: Preparation) -> Voiced:
        """Tell which of its lines can be heard from a file."""

    def begin(self, preparation: Preparation, path: str, *, recordings: bool = True) -> JobPort:
        """Begin to write a session as it was prepared; the name's ending says the form.

        Without ``recordings`` none of them goes along in a copy for relaxapp.
        """

    def look(self, path: str) -> Found:
        """Tell what session a file holds, and keep it in mind; nothing is written."""

    def keep(self) -> str:
        """Put what was looked at last among the own sessions; return its id."""

    def end(self) -> None:
        """Stop whatever is being written, and wait until it is gone."""
