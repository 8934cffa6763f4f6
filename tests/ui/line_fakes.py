"""Lines whose sound is a table: who says which is told by the test."""

from __future__ import annotations

from relaxapp.errors import RelaxappError
from relaxapp.ui.line_ports import LineSource, Take


class FakeLines:
    """A `LinesPort` in memory; a path that ends in "bad" is no sound."""

    def __init__(self, narrated: tuple[str, ...] = (), *, aloud: bool = False) -> None:
        """``aloud``: whether the computer has a voice of its own."""
        self.narrated = narrated
        self.aloud = aloud
        self.hindrance = ""
        self.recorded: dict[str, str] = {}
        self.before: dict[str, str | None] = {}
        self.now: Take | None = None
        self.heard: list[str] = []
        self.sounding = ""
        self.ended = False

    def source(self, text: str, voice: str, session: str = "") -> LineSource:
        if text in self.recorded:
            return LineSource.RECORDED
        if text in self.narrated:
            return LineSource.NARRATED
        return LineSource.SPOKEN if self.aloud else LineSource.SHOWN

    def seconds(self, text: str, voice: str, session: str = "") -> float:
        return 0.5 + 0.42 * len(text.split())

    def own(self, text: str) -> bool:
        return text in self.recorded

    def why_not_record(self) -> str:
        return self.hindrance

    def record(self, text: str) -> None:
        if self.hindrance:
            raise RelaxappError(self.hindrance)
        self.silence()
        self.now = Take(text, 0.0, 0.0)

    def speak(self, seconds: float, level: float = 0.5) -> None:
        """Let the person have spoken for so long."""
        assert self.now is not None
        self.now = self.now._replace(seconds=seconds, level=level)

    def take(self) -> Take | None:
        return self.now

    def stop(self) -> None:
        taken, self.now = self.now, None
        if taken is None or taken.seconds == 0:
            raise RelaxappError("Nothing was heard.")
        self._put(taken.text, "microphone")

    def cancel(self) -> None:
        self.now = None

    def choose(self, text: str, path: str) -> None:
        if path.endswith("bad"):
            raise RelaxappError("That is no sound.")
        self._put(text, path)

    def remove(self, text: str) -> None:
        self.before[text] = self.recorded.pop(text, None)

    def can_undo(self, text: str) -> bool:
        return text in self.before

    def undo(self, text: str) -> None:
        old = self.before.pop(text)
        self.before[text] = self.recorded.pop(text, None)
        if old is not None:
            self.recorded[text] = old

    def hear(self, text: str, voice: str, session: str = "") -> None:
        self.heard.append(text)
        self.sounding = text

    def hearing(self) -> str:
        return self.sounding

    def silence(self) -> None:
        self.sounding = ""

    def end(self) -> None:
        self.silence()
        self.ended = True

    def _put(self, text: str, sound: str) -> None:
        self.before[text] = self.recorded.get(text)
        self.recorded[text] = sound
