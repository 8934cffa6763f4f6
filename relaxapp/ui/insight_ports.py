"""What the Insights page asks for: one small protocol, answered without keeping the window."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from relaxapp.journal.insights import Insights
    from relaxapp.journal.panorama import Panorama
    from relaxapp.painting.body_shape import Shape


class Asked(NamedTuple):
    """Of which days as lived, both included, and of which episodes; empty means all."""

    since: date | None = None
    until: date | None = None
    site: str = ""
    kind: str = ""


class Sight(NamedTuple):
    """What there is to see; ``problem`` says in words why there is nothing, else it is empty.

    ``titles`` are those of the sessions by their ids. ``insights`` are of the whole journal.
    """

    pictures: Panorama | None = None
    insights: Insights | None = None
    shape: Shape | None = None
    titles: Mapping[str, str] = MappingProxyType({})
    problem: str = ""


class InsightsPort(Protocol):
    """Reads the journal in the background."""

    def today(self) -> date:
        """Return the day as lived."""

    def ask(self, asked: Asked, answer: Callable[[Sight], None]) -> None:
        """Have ``answer`` called soon, in this thread; what was asked before is given up."""

    def keep(self, path: str, data: bytes) -> None:
        """Write a file, all of it or nothing; raise ``RelaxappError`` where that fails."""

    def end(self) -> None:
        """Answer nobody any more, and leave no thread behind."""
