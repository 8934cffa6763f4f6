"""Puts a session's muscle groups on the body figure, in the colours and motion of the look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relaxapp import body
from relaxapp.painting import body_paint
from relaxapp.ui.body_figure import BodyFigure

if TYPE_CHECKING:
    from pathlib import Path

    from relaxapp.ui.theme import Look


class FigureView(BodyFigure):
    """The figure with the group in work lit and what is done settled."""

    def __init__(self, look: Look, drawing: Path) -> None:
        super().__init__(drawing)
        self._look = look
        self._groups: tuple[str | None, frozenset[str]] | None = None
        self.setFont(look.font("small"))
        look.changed.connect(self._follow)
        self._follow()

    def show_groups(self, group: str | None, done: frozenset[str]) -> None:
        """Light ``group`` and settle ``done``; both are ids of the body's groups."""
        if (group, done) == self._groups:
            return
        self._groups = (group, done)
        current = body.expand(group) if group is not None else frozenset()
        settled = frozenset[str]().union(*(body.expand(one) for one in done))
        self.set_state(current, settled)

    def _follow(self) -> None:
        colours = self._look.colours
        shade = body_paint.DARK if colours.dark else body_paint.LIGHT
        self.set_colours(body_paint.CONTRAST if colours.plain else shade)
        self.set_motion(not self._look.reduced_motion)


def group_label(group: str | None) -> str:
    """Return what a group is called, or nothing for none."""
    if group is None:
        return ""
    known = body.GROUPS.get(group)
    if known is not None:
        return known.label
    region = body.REGIONS.get(group)
    return region.label if region is not None else ""
