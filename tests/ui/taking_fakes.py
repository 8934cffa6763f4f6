"""Stand-ins for writing sessions into files and taking them in, moved on by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relaxapp.errors import RelaxappError
from relaxapp.ui.taking_ports import Found, Voiced

if TYPE_CHECKING:
    from relaxapp.ui.ports import Preparation

FOUND = Found(
    "Soft Jaw", "Let the jaw go.", "Release only", 90, ("Leave it out with a sore jaw.",), "CC0", ""
)


class FakeJob:
    """A file that grows when it is told to."""

    def __init__(self) -> None:
        self.state, self.done, self.problem = "running", 0.0, ""

    def stop(self) -> None:
        self.state = "stopped"


class FakeTaking:
    """Remembers what was asked; ``found`` or ``problem`` is what a file holds."""

    def __init__(self) -> None:
        self.begun: list[tuple[Preparation, str]] = []
        self.job = FakeJob()
        self.voices = Voiced()
        self.with_recordings = True
        self.found, self.problem = FOUND, ""
        self.kept = 0
        self.ended = 0
        self.can = (".mp3", ".ogg", ".flac", ".vtt", ".txt", ".relaxsession")

    def forms(self) -> tuple[str, ...]:
        return self.can

    def voiced(self, preparation: Preparation) -> Voiced:
        return self.voices

    def begin(self, preparation: Preparation, path: str, *, recordings: bool = True) -> FakeJob:
        if self.problem:
            raise RelaxappError(self.problem)
        self.begun.append((preparation, path))
        self.with_recordings = recordings
        self.job = FakeJob()
        return self.job

    def look(self, path: str) -> Found:
        if self.problem:
            raise RelaxappError(f"{path}: {self.problem}")
        return self.found

    def keep(self) -> str:
        if self.problem:
            raise RelaxappError(self.problem)
        self.kept += 1
        return "soften"

    def end(self) -> None:
        self.ended += 1
