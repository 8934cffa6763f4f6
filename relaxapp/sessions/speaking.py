"""The port through which a voice of the computer says lines live, with a silent version."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class SpeechState(StrEnum):
    """What has become of a line."""

    SILENT = "silent"  # none was asked for, or it was hushed
    WAITING = "waiting"  # asked for, not heard yet
    SPEAKING = "speaking"
    SAID = "said"
    FAILED = "failed"  # nobody says it: it has to be shown


@dataclass(frozen=True, slots=True)
class Speech:
    """A snapshot. `ticket` tells which call of `say` it speaks of.

    `seconds` is how long the line has been heard so far, or took.
    """

    state: SpeechState = SpeechState.SILENT
    ticket: int = 0
    seconds: float = 0.0

    @property
    def going_on(self) -> bool:
        """Whether somebody speaks, or is about to."""
        return self.state in {SpeechState.WAITING, SpeechState.SPEAKING}


class Speaker(Protocol):
    """Says one line at a time. No call blocks and none raises."""

    def ready(self) -> bool:
        """Whether there is a voice. The first call begins to look for one; ask again later."""

    def say(self, text: str, voice: str, level: float) -> int:
        """Say a line as soon as possible, instead of any other; return the ticket of this call.

        `voice` is "woman" or "man", where the computer has both; `level` is 0 to 1, 1 being as
        loud as the narration at full volume.
        """

    def hush(self) -> None:
        """End what is being said."""

    def speech(self) -> Speech:
        """What has become of the newest line."""

    def end(self) -> None:
        """Fall silent, and let go of everything."""


class NoVoice:
    """The silent version: nobody is there to speak."""

    def ready(self) -> bool:
        return False

    def say(self, text: str, voice: str, level: float) -> int:  # noqa: ARG002 - nobody says it
        return 1

    def hush(self) -> None:
        """Nothing is being said."""

    def speech(self) -> Speech:
        return Speech(SpeechState.FAILED, ticket=1)

    def end(self) -> None:
        """There is nothing to let go of."""
