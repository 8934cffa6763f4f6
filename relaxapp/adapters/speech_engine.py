"""What each system's way to speak has to offer; `system_voice` makes a `Speaker` of it."""

from enum import StrEnum
from typing import Protocol

from relaxapp.errors import RelaxappError


class NoSystemVoice(RelaxappError):  # noqa: N818 - it names the state, not the mishap
    """There is no voice, or it is gone."""


class Progress(StrEnum):
    """What an engine does with the line it was given last."""

    WAITING = "waiting"
    SPEAKING = "speaking"
    SAID = "said"
    CUT = "cut"  # somebody else, such as a screen reader, took its turn


class Engine(Protocol):
    """A way to speak. All calls belong to one thread; all raise NoSystemVoice."""

    def open(self) -> None:
        """Find the voice; may take seconds."""

    def say(self, text: str, voice: str, level: float) -> None:
        """Begin to say a line and return; `level` as in `Speaker.say`."""

    def look(self) -> Progress:
        """What has become of it; returns at once."""

    def hush(self) -> None:
        """End it."""

    def close(self) -> None:
        """Let go; never raises."""
