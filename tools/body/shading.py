"""The soft shade of the body figure: a round body where there was a flat one.

Blurring wide shadows costs too much at the figure's first paint, so they are worked out here, once,
and kept as one small picture a view (8 bits: how much shade).
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter, QPainterPath, QPen, QTransform

from relaxapp.painting.body_shape import load_shape

SCALE = 0.5  # pixels a unit: shade is soft, and small pictures load fast
FAINT = 0.01  # less of the blurred silhouette than this is far outside it
OVER = 3  # drawn this much larger, then averaged down
_RIM = ((13.0, 0.17), (5.0, 0.15))  # how far the rim reaches in units, how dark it is
_MUSCLE = ((1.8, 0.13), (4.5, 0.17))

Grey = NDArray[np.float64]


def _drawn(frame: QRectF, path: QPainterPath, pen: float) -> Grey:
    """Return ``path`` (filled, and stroked ``pen`` units wide) as 0..1."""
    size = SCALE * OVER
    image = QImage(
        round(frame.width() * size), round(frame.height() * size), QImage.Format.Format_Grayscale8
    )
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setTransform(QTransform(size, 0, 0, size, -frame.left() * size, -frame.top() * size))
    painter.fillPath(path, Qt.GlobalColor.white)
    if pen:
        painter.strokePath(path, QPen(Qt.GlobalColor.white, pen))
    painter.end()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return rows[:, : image.width()].astype(float) / 255


def _blurred(grey: Grey, reach: float) -> Grey:
    """Return ``grey`` blurred (Gaussian, ``reach`` units)."""
    sigma = reach * SCALE * OVER
    span = int(3 * sigma) + 1
    bell = np.exp(-0.5 * (np.arange(-span, span + 1) / sigma) ** 2)
    bell /= bell.sum()
    for axis in (0, 1):
        pad = [(span, span) if each == axis else (0, 0) for each in (0, 1)]
        wide = np.pad(grey, pad, mode="edge")
        grey = np.apply_along_axis(np.convolve, axis, wide, bell, mode="valid")
    return grey


def write(drawing: Path) -> None:
    """Write shade-front.png and shade-back.png beside the drawing."""
    _app = QGuiApplication.instance() or QGuiApplication(["shading", "-platform", "offscreen"])
    shape = load_shape(drawing)
    for name, view in shape.views.items():
        inside = _drawn(shape.frame, view.outline, 0)
        shade = np.zeros_like(inside)
        for reach, dark in _RIM:
            # Half of a blurred edge lies inside: what came over it from outside is the shade.
            shade += dark * np.clip(2 * (1 - _blurred(inside, reach)), 0, 1) ** 1.6
        lines = _drawn(shape.frame, view.lines, 0.4)
        for reach, dark in _MUSCLE:
            shade += dark * np.clip(_blurred(lines, reach) * 2.4, 0, 1)
        high, wide = (each // OVER for each in shade.shape)
        small = shade[: high * OVER, : wide * OVER].reshape(high, OVER, wide, OVER).mean((1, 3))
        bytes_ = np.ascontiguousarray((np.clip(small, 0, 1) * 255).round().astype(np.uint8))
        # Far outside nothing is ever shown: one plain value there keeps the file small.
        near = _blurred(inside, 2.0).reshape(high, OVER, wide, OVER).mean((1, 3)) > FAINT
        bytes_[~near] = 0
        image = QImage(bytes_.tobytes(), wide, high, wide, QImage.Format.Format_Grayscale8)
        image.save(str(drawing.with_name(f"shade-{name}.png")), quality=0)  # 0: smallest
