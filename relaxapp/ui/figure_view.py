"""Puts a session's muscle groups on the body figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from relaxapp import body

if TYPE_CHECKING:
    from relaxapp.ui.theme import Look


class FigureView(QWidget):
    """The figure with the group in work lit and what is done settled."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._shown: tuple[str | None, frozenset[str]] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)

    def show_groups(self, group: str | None, done: frozenset[str]) -> None:
        """Light ``group`` and settle ``done``; both are ids of the body's groups."""
        if (group, done) == self._shown:
            return
        self._shown = (group, done)

    def show_glow(self, strength: float) -> None:
        """Show how strongly the group in work is felt, 0..1."""


def group_label(group: str | None) -> str:
    """Return what a group is called, or nothing for none."""
    if group is None:
        return ""
    known = body.GROUPS.get(group)
    if known is not None:
        return known.label
    region = body.REGIONS.get(group)
    return region.label if region is not None else ""
