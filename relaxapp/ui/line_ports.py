"""What the pages ask for about the sound of single lines: who says one, and a person's own voice.

A line is found by its words, as narrated ones are: a recording of "Breathe in." is heard wherever
these words stand. What came with a session that somebody handed on is heard in that session alone.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple, Protocol


class LineSource(StrEnum):
    """Who says a line."""

    RECORDED = "recorded"  # a recording: the person's own, or one that came with the session
    NARRATED = "narrated"  # relaxapp's own voice
    SPOKEN = "spoken"  # a voice of the computer, live: it cannot be taken along in a file
    SHOWN = "shown"  # nobody: it is shown, with a soft chime


class Take(NamedTuple):
    """A recording while it is made: ``level`` is 0 to 1, how loud it has just been."""

    text: str
    seconds: float
    level: float
    full: bool = False
    """Whether it has reached the longest there can be, and takes in nothing more."""
    problem: str = ""
    """What has ended it, in a plain line; nothing where it goes on."""


class LinesPort(Protocol):
    """The sound of lines. What cannot be done is a ``RelaxappError`` with a plain message."""

    def source(self, text: str, voice: str, session: str = "") -> LineSource:
        """Return who says a line where ``voice`` narrates; never blocks."""

    def seconds(self, text: str, voice: str, session: str = "") -> float:
        """Return how long it takes to say; a guess where nobody has said it yet."""

    def own(self, text: str) -> bool:
        """Return whether the person has a recording of their own of it, to be removed."""

    def why_not_record(self) -> str:
        """Return why nothing can be recorded here, in a plain line; nothing where it can."""

    def record(self, text: str) -> None:
        """Begin to record a line; what is heard falls silent."""

    def take(self) -> Take | None:
        """Return what is being recorded; None where nothing is. Never blocks."""

    def stop(self) -> None:
        """End the recording and keep it; may take a second. Raises where there is nothing in it."""

    def cancel(self) -> None:
        """End the recording and keep nothing."""

    def choose(self, text: str, path: str) -> None:
        """Take a sound file as the recording of a line; takes seconds and runs in any thread."""

    def remove(self, text: str) -> None:
        """Take the person's recording of a line away."""

    def can_undo(self, text: str) -> bool:
        """Return whether what was last done to the recording of a line can be taken back."""

    def undo(self, text: str) -> None:
        """Take back what was last done to the recording of a line; once more does it again."""

    def hear(self, text: str, voice: str, session: str = "") -> None:
        """Say a line once, as it will be heard in a session; another that is heard ends."""

    def hearing(self) -> str:
        """Return the line that is being heard, or nothing. Never blocks; ask every now and then."""

    def silence(self) -> None:
        """End what is heard."""

    def end(self) -> None:
        """Let go of devices and voices."""
