"""The port through which a session is heard, beside its consumer, with a silent version."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from relaxapp.sessions.mixdown import Pcm


class Track(Protocol):
    """PCM that can be rendered in any order; `mixdown.Mixdown` is one."""

    def render(self, start: int, stop: int, bed: int = 0) -> "Pcm":
        """Samples [start, stop): int16, shape (n, 2).

        The ambience is taken from `bed` samples further on, so that it flows on over a jump.
        """


Place = Callable[[int], int]
"""Where in a new source goes on what is at a sample of the one before."""


@dataclass(frozen=True, slots=True)
class Source:
    """A track by its length in samples and the call that makes it.

    `make` decodes and imports, so it is called on the sound's own thread, never on the window's.
    """

    length: int
    make: Callable[[], Track]


class SoundState(StrEnum):
    """What the output is doing."""

    CLOSED = "closed"  # no device in use
    OPENING = "opening"  # a device is being opened, or the first samples made
    PLAYING = "playing"
    PAUSED = "paused"
    LOST = "lost"  # no device; trying again by itself
    READY = "ready"  # a device came back and waits to be cued


@dataclass(frozen=True, slots=True)
class SoundStatus:
    """A snapshot. While playing, `sample` was being heard at monotonic time `at`.

    `ticket` tells which call of `play` this speaks of. `route` names where the sound goes to,
    empty where that is not known. `rerouted`: the output in use vanished and the system moved
    the sound elsewhere.
    """

    state: SoundState
    ticket: int = 0
    sample: int = 0
    at: float = 0.0
    route: str = ""
    rerouted: bool = False
    problem: str = ""


class AudioOut(Protocol):
    """Plays one source at a time. No call blocks and none raises; look at `status`."""

    def play(self, source: Source, sample: int, place: Place | None = None) -> int:
        """Start at `sample` as soon as possible; returns the ticket of this start.

        Where something is playing, it is heard until the new start takes over without a gap.
        Then `place`, if given, tells more exactly than `sample` from where.
        """

    def pause(self) -> None:
        """Fade out shortly and hold."""

    def resume(self) -> None:
        """Go on where `pause` held, with a short fade."""

    def remix(self, source: Source) -> None:
        """Go on from what is heard now with another mix of the same length."""

    def close(self) -> None:
        """Let go of the device."""

    def end(self) -> None:
        """Close for good; waits until nothing is left running."""

    def status(self) -> SoundStatus:
        """What is going on; never blocks."""


class NoSound:
    """The silent version: there is never a device."""

    def play(
        self,
        source: Source,  # noqa: ARG002 - nothing is played
        sample: int,  # noqa: ARG002
        place: Place | None = None,  # noqa: ARG002
    ) -> int:
        return 1

    def pause(self) -> None:
        """Nothing is heard anyway."""

    def resume(self) -> None:
        """Nothing is heard anyway."""

    def remix(self, source: Source) -> None:
        """Nothing is heard anyway."""

    def close(self) -> None:
        """There is nothing to let go of."""

    def end(self) -> None:
        """There is nothing to end."""

    def status(self) -> SoundStatus:
        return SoundStatus(SoundState.LOST, ticket=1)
