"""Which notices are on the screen, and for which reminders: replaced, never stacked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relaxapp.reminders.ports import Closed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from relaxapp.reminders.ports import Notice, Notifier


class Board:
    """Keeps the notices of a notifier in step with what is live.

    ``word`` puts the reminders of some ids into a notice with a key.
    """

    def __init__(self, notifier: Notifier, word: Callable[[str, Sequence[str]], Notice]) -> None:
        self._notifier = notifier
        self._word = word
        self._up: dict[str, tuple[str, ...]] = {}
        self._lost: set[str] = set()

    def holders(self, key: str) -> tuple[str, ...]:
        """Return the ids that a notice on the screen stands for; none where there is no such."""
        return self._up.get(key, ())

    def shows(self, rule_id: str) -> bool:
        """Tell whether a notice on the screen stands for this reminder."""
        return any(rule_id in held for held in self._up.values())

    def put_up(self, ids: Sequence[str]) -> None:
        """Show one notice for these; what they had before gives way to it."""
        keys = [key for key, held in self._up.items() if set(held) & set(ids)]
        own = next((key for key in keys if set(self._up[key]) <= set(ids)), None)
        for key in keys:
            if key != own:
                self._narrow(key, [one for one in self._up[key] if one not in ids])
        key = own or "+".join(ids)
        self._up[key] = tuple(ids)
        self._lost.discard(key)
        self._notifier.show(self._word(key, ids))

    def agree(self, live: Sequence[str]) -> None:
        """Take down what is answered, and say the rest without it."""
        for key in tuple(self._up):
            left = [one for one in self._up[key] if one in live]
            if tuple(left) != self._up[key]:
                self._narrow(key, left)

    def closed(self, key: str, how: Closed) -> None:
        """Note that a notice left the screen; what is lost comes back with :meth:`again`."""
        if how is Closed.LOST and key in self._up:
            self._lost.add(key)
        elif how is not Closed.LOST:
            self._up.pop(key, None)
            self._lost.discard(key)

    def again(self) -> None:
        """Show once more what a notification server took with it as it went."""
        if self._notifier.present:
            for key in sorted(self._lost & self._up.keys()):
                self._notifier.show(self._word(key, self._up[key]))
            self._lost.clear()

    def refresh(self) -> None:
        """Say in today's words what is on the screen."""
        for key, ids in self._up.items():
            self._notifier.show(self._word(key, ids))

    def end(self) -> None:
        """Take everything down."""
        self._up.clear()
        self._notifier.end()

    def _narrow(self, key: str, left: Sequence[str]) -> None:
        if left:
            self._up[key] = tuple(left)
            self._notifier.show(self._word(key, left))
        else:
            self._up.pop(key, None)
            self._lost.discard(key)
            self._notifier.withdraw(key)
