"""How the keyboard walks over the body figure, and how the figure is put into words.

Up and Down follow the reading order of relaxapp.body, head to toe and then the other view, so
that every region is reached; Left and Right go to the neighbour that lies there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QPointF, Qt

from relaxapp import body

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relaxapp.painting.body_shape import Shape

Place = tuple[str, str]
"""(view, fine region): where the keyboard's ring is."""

_STEPS: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_WAYS: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_ASIDE: Final = 2.5  # a unit up or down counts as this many along the way


def places(shape: Shape) -> list[Place]:
    """Return every place in walking order."""
    return [(name, region) for name, view in shape.views.items() for region in view.regions]


def step(shape: Shape, place: Place | None, key: Qt.Key) -> Place | None:
    """Return where ``key`` leads from ``place`` (None: nowhere yet); None if it leads nowhere."""
    order = places(shape)
    if not order:
        return None
    if key == Qt.Key.Key_Home or (place is None and (key in _STEPS or key in _WAYS)):
        return order[0]
    if key == Qt.Key.Key_End:
        return order[-1]
    if place is not None and key in _STEPS:
        return order[(order.index(place) + _STEPS[key]) % len(order)]
    return _beside(shape, place, _WAYS[key]) if place is not None and key in _WAYS else None


def _beside(shape: Shape, place: Place, way: int) -> Place:
    here = _middle(shape, place)
    best, cost = place, float("inf")
    for other in places(shape):
        there = _middle(shape, other)
        along = (there.x() - here.x()) * way
        aside = abs(there.y() - here.y())
        if along > 1.0 and along + _ASIDE * aside < cost:
            best, cost = other, along + _ASIDE * aside
    return best


def _middle(shape: Shape, place: Place) -> QPointF:
    """Return the middle of a place, with the views side by side as on the screen."""
    view, region = place
    shift = shape.frame.width() * list(shape.views).index(view)
    return shape.views[view].regions[region].boundingRect().center() + QPointF(shift, 0)


def name_of(site: str) -> str:
    """Return the translated name of a region or group."""
    return QCoreApplication.translate("body", body.label(site))


def names_of(regions: Iterable[str]) -> str:
    """Return regions in few words for the middle of a sentence: "right calf, arms"."""
    names = [name_of(site) for site in body.summarise(regions)]
    return ", ".join(name[:1].lower() + name[1:] for name in names)
