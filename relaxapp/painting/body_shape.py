"""The contours of the body figure as Qt paths, read from assets/body/figure.json.

Apart from the widget so that the geometry can be tested without one, and read once, late: nothing
here runs before the figure is first shown.
"""

from __future__ import annotations

import json
import struct
import sys
from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QByteArray, QDataStream, QRectF, Qt
from PySide6.QtGui import QImage, QPainterPath, QPolygonF, QTransform

from relaxapp.body import BACK, REGIONS, VIEWS, Side
from relaxapp.errors import RelaxappError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class View:
    """One view ("front" or "back"): silhouette, fine lines, and each region by its id."""

    outline: QPainterPath
    lines: QPainterPath
    regions: Mapping[str, QPainterPath]


@dataclass(frozen=True, slots=True)
class Shape:
    """Both views in figure units (a head is 100 high), in reading order, and their frame.

    x is 0 in the middle of the body, y 0 at the crown; ``frame`` holds the silhouette of either.
    """

    frame: QRectF
    views: Mapping[str, View]


NO_SHAPE: Final = Shape(QRectF(0, 0, 1, 1), {})
"""A figure without views, for when the drawing cannot be read."""


def load_shape(file: Path) -> Shape:
    """Read the figure's geometry; raise RelaxappError when the file is missing or damaged."""
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        unit = float(data["unit"])
        frame = QRectF(data["left"], data["top"], data["width"], data["height"])
        views = {name: _view(name, data["views"][name], unit) for name in VIEWS}
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        raise RelaxappError(
            f"The drawing of the body cannot be read from {file}. Please install relaxapp again."
        ) from error
    return Shape(frame, views)


def load_shades(file: Path) -> Mapping[str, QImage]:
    """Read the shade of each view, kept beside the geometry: 8 bits a pixel, over the frame.

    Raises RelaxappError when one is missing or damaged.
    """
    shades = {}
    for name in VIEWS:
        beside = file.with_name(f"shade-{name}.png")
        shades[name] = QImage(str(beside))
        if shades[name].isNull():
            raise RelaxappError(
                f"The drawing of the body lacks {beside}. Please install relaxapp again."
            )
    return shades


def _view(name: str, data: Mapping[str, Any], unit: float) -> View:
    normal = QTransform.fromScale(unit, unit)
    mirror = QTransform.fromScale(-unit, unit)
    # The file holds the viewer's right half, which is the person's left only seen from the front.
    near, far = (Side.RIGHT, Side.LEFT) if name == BACK else (Side.LEFT, Side.RIGHT)
    regions: dict[str, QPainterPath] = {}
    for part, rings in data["middle"].items():
        regions[part] = normal.map(_path(rings))
    for part, rings in data["sided"].items():
        drawn = _path(rings)
        regions[f"{part}.{near}"] = normal.map(drawn)
        regions[f"{part}.{far}"] = mirror.map(drawn)
    strokes = _path(data["lines"])
    lines = normal.map(strokes)
    # Turned round, the mirrored strokes wind like the others and fill where two of them overlap.
    lines.addPath(mirror.map(strokes).toReversed())
    lines.setFillRule(Qt.FillRule.WindingFill)
    ordered = {key: regions[key] for key, region in REGIONS.items() if name in region.views}
    return View(normal.map(_path(data["outline"])), lines, ordered)


def _path(rings: list[list[int]]) -> QPainterPath:
    """Return closed rings, each [x, y, x, y, ...], as one path."""
    # Ten thousand points through Qt's own stream cost a tenth of what as many QPointF would.
    stream = QDataStream(QByteArray(b"".join(map(_packed, rings))))
    little = sys.byteorder == "little"
    stream.setByteOrder(
        QDataStream.ByteOrder.LittleEndian if little else QDataStream.ByteOrder.BigEndian
    )
    path = QPainterPath()
    for _ring in rings:
        polygon = QPolygonF()
        stream >> polygon
        path.addPolygon(polygon)
        path.closeSubpath()
    return path


def _packed(ring: list[int]) -> bytes:
    return struct.pack("=I", len(ring) // 2) + array("d", ring).tobytes()
