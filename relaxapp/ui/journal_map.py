"""The body to choose sites on: painted, or read part by part by a screen reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget

from relaxapp import body
from relaxapp.ui import access, body_walk
from relaxapp.ui.figure_view import FigureView

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from relaxapp.ui.theme import Look


class BodyMap(FigureView):
    """The figure with any number of sites chosen; ``changed`` fires when the person chooses."""

    changed = Signal()

    def __init__(self, look: Look, drawing: Path) -> None:
        super().__init__(look, drawing)
        access.offer(_make)
        self.setAccessibleName(
            self.tr("Body map, front and back; left and right are your own. Arrow keys walk,"
                    " Space chooses.")
        )  # fmt: skip
        self.set_interactive(True)
        self.set_motion(False)
        self._sites: tuple[str, ...] = ()
        self.regionActivated.connect(self.toggle)

    @property
    def sites(self) -> tuple[str, ...]:
        """The chosen sites, as they were chosen."""
        return self._sites

    def show_sites(self, sites: Sequence[str]) -> None:
        """Show sites without telling anyone."""
        self._sites = tuple(sites)
        known = [body.expand(site) for site in sites if body.is_site(site)]
        self.set_state(frozenset[str]().union(*known), frozenset())

    def toggle(self, site: str) -> None:
        """Choose a site, or let it go; what is left of a larger one stays chosen."""
        self.show_sites(toggled(self._sites, site))
        self.changed.emit()


def toggled(sites: Sequence[str], site: str) -> tuple[str, ...]:
    """Return ``sites`` with ``site`` added, or taken out with what it holds."""
    if site in sites:
        return tuple(one for one in sites if one != site)
    fine = body.expand(site)
    holding = [one for one in sites if fine < body.expand(one)]
    if not holding:
        return (*(one for one in sites if not body.expand(one) < fine), site)
    kept = [one for one in sites if one not in holding]
    for one in holding:
        kept += sorted(body.expand(one) - fine - set(kept))
    return tuple(kept)


class _Region(access.PaintedPart):
    """One region in one view, as a screen reader sees it."""

    def __init__(self, owner: _Map, figure: BodyMap, place: body_walk.Place) -> None:
        super().__init__(owner, figure)
        self._figure, self._place = figure, place

    def isValid(self) -> bool:
        return True

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.CheckBox

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        for name in ("checkable", "focusable", "selectable"):
            setattr(state, name, 1)
        on = self._place[1] in self._figure.current
        state.checked = state.selected = on
        return state

    def text(self, kind: QAccessible.Text) -> str:
        view, region = self._place
        if kind == QAccessible.Text.Name:
            return body_walk.name_of(region)
        if kind == QAccessible.Text.Description:
            return self._figure.tr("Seen from the front") if view == body.FRONT else (
                self._figure.tr("Seen from behind"))  # fmt: skip
        return ""

    def rect(self) -> QRect:
        view, region = self._place
        box = self._figure.regionPath(region, view).boundingRect().toAlignedRect()
        return QRect(self._figure.mapToGlobal(box.topLeft()), box.size())


class _Map(QAccessibleWidget):
    """The figure with its regions as children, in walking order."""

    def __init__(self, figure: BodyMap) -> None:
        super().__init__(figure, QAccessible.Role.Grouping)
        self._figure = figure
        self._regions: list[_Region] = []

    def _parts(self) -> list[_Region]:
        if not self._regions:
            shape = self._figure._loaded()  # noqa: SLF001 - the map is a figure itself
            self._regions = [_Region(self, self._figure, at) for at in body_walk.places(shape)]
        return self._regions

    def childCount(self) -> int:
        return len(self._parts())

    def child(self, index: int) -> QAccessibleInterface:
        parts = self._parts()
        return parts[index] if 0 <= index < len(parts) else None  # type: ignore[return-value]  # Qt asks for none so

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return self._parts().index(child) if isinstance(child, _Region) else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        return next((p for p in reversed(self._parts()) if p.rect().contains(x, y)), None)  # type: ignore[return-value]  # Qt asks for none so


def _make(_kind: str, thing: QObject) -> QAccessibleInterface | None:
    if not isinstance(thing, BodyMap):
        return None
    return access.keep(_Map(thing), thing)
