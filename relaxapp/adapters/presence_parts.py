"""What each platform brings to presence: ways to know of idleness, sights, and watches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from relaxapp.adapters.holds import Sight
    from relaxapp.adapters.idle import IdleEvents, IdleSource


class Watch(Protocol):
    """Tells something by itself between its start and its stop."""

    def start(self) -> None: ...

    def stop(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Parts:
    """``idle`` makes the sources to be tried, the best first."""

    idle: tuple[Callable[[IdleEvents], IdleSource], ...] = ()
    sights: tuple[Sight, ...] = ()
    watches: tuple[Watch, ...] = ()
