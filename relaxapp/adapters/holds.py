"""Looking for what stands against speaking now: every sight at once, one answer within a second.

Each sight is taken in a short-lived thread of its own, so one that hangs holds up neither the
loop nor the others: what was not seen in time counts as nothing. A sight that still hangs from
an earlier look is left out of the next ones, so at most one thread can be lost to each.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from relaxapp.adapters.bus_ask import Once
from relaxapp.reminders.ports import Hold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

WITHIN_MS = 900
"""Milliseconds until an answer is given with what was seen by then."""

PRECEDENCE = (
    Hold.LOCKED,
    Hold.MICROPHONE,
    Hold.CAMERA,
    Hold.FULL_SCREEN,
    Hold.DO_NOT_DISTURB,
)
"""Which hold is named where there are several: nobody sees anything on a locked screen; a call
says more than the full screen it fills, and both say more than "do not disturb", which desktops
switch on by themselves for either of them."""


@dataclass(frozen=True, slots=True)
class Sight:
    """One place to look. ``see`` may block and raise, and is called in a thread of its own."""

    name: str
    see: Callable[[], Iterable[Hold]]


class Looker:
    """Lives in the loop's thread, and answers there."""

    def __init__(self, sights: Sequence[Sight], post: Callable[[Callable[[], None]], None]) -> None:
        """``post`` hands a call over to the loop's thread."""
        self._sights, self._post = tuple(sights), post
        self._busy: set[str] = set()
        """Names of the sights that are being taken. Not their threads: one that has told what it
        saw lives on for a blink."""
        self._once = Once()
        self._answers: list[Callable[[Hold | None], None]] = []
        self._look: _Look | None = None
        self._ended = False
        self._timer = QTimer()
        self._timer.setSingleShot(True)
        self._timer.setInterval(WITHIN_MS)
        self._timer.timeout.connect(self._too_late)

    def look(self, answer: Callable[[Hold | None], None]) -> None:
        """Begin to look; who asks meanwhile gets the same answer. After :meth:`stop` none comes."""
        if self._ended:
            return
        self._answers.append(answer)
        if self._look is not None:
            return
        self._look = look = _Look()
        free = [sight for sight in self._sights if sight.name not in self._busy]
        look.open.update(sight.name for sight in free)
        self._once.say("not looked at: hangs", sorted({s.name for s in self._sights} - look.open))
        self._timer.start()
        # One thread starts the others: each start waits a little, and the loop should not.
        threading.Thread(target=self._begin, args=(look, free), name="look", daemon=True).start()

    def stop(self) -> None:
        """Answer nobody any more."""
        self._ended = True
        self._answers.clear()
        self._look = None
        self._timer.stop()

    def _begin(self, look: _Look, free: Sequence[Sight]) -> None:
        """Run in a thread of its own."""
        for sight in free:
            thread = threading.Thread(
                target=self._see, args=(look, sight), name=f"look: {sight.name}", daemon=True
            )
            self._busy.add(sight.name)
            thread.start()
        if not free:
            self._post(lambda: self._settle(look))

    def _see(self, look: _Look, sight: Sight) -> None:
        """Run in the sight's thread."""
        seen: frozenset[Hold] = frozenset()
        try:
            seen = frozenset(sight.see())
        except Exception as error:  # noqa: BLE001 - a broken desktop hides what it does, nothing else
            self._once.say("not seen", [f"{sight.name}: {type(error).__name__}: {error}"])
        self._busy.discard(sight.name)
        self._post(lambda: self._seen(look, sight.name, seen))

    def _seen(self, look: _Look, name: str, holds: frozenset[Hold]) -> None:
        look.open.discard(name)
        look.holds |= holds
        if not look.open or PRECEDENCE[0] in look.holds:
            self._settle(look)

    def _too_late(self) -> None:
        if self._look is not None:
            self._once.say("not seen in time", sorted(self._look.open))
            self._settle(self._look)

    def _settle(self, look: _Look) -> None:
        if look is not self._look:
            return  # it was answered already
        self._look = None
        self._timer.stop()
        found = next((hold for hold in PRECEDENCE if hold in look.holds), None)
        answers, self._answers = self._answers, []
        for answer in answers:
            answer(found)


class _Look:
    """One look under way."""

    def __init__(self) -> None:
        self.open: set[str] = set()
        self.holds: frozenset[Hold] = frozenset()
