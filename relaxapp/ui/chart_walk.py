"""How the keyboard walks over the cells of a picture: by rows and columns, and to its ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relaxapp.painting.picture import Cell

_PAGE: Final = 7
_ALONG: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_ACROSS: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_FAR: Final = {Qt.Key.Key_PageUp: -_PAGE, Qt.Key.Key_PageDown: _PAGE}


def step(cells: Sequence[Cell], here: int | None, key: Qt.Key) -> int | None:
    """Return the cell that ``key`` leads to from ``here`` (None: nowhere yet).

    None where the key is none that walks, or there is nothing to walk over.
    """
    if not cells or not {key} & {*_ALONG, *_ACROSS, *_FAR, Qt.Key.Key_Home, Qt.Key.Key_End}:
        return None
    if key == Qt.Key.Key_End:
        return len(cells) - 1
    if key == Qt.Key.Key_Home or here is None or here >= len(cells):
        return 0
    if key in _FAR:
        return min(max(here + _FAR[key], 0), len(cells) - 1)
    if key in _ALONG:
        return _nearest(cells, here, along=_ALONG[key], across=0)
    return _nearest(cells, here, along=0, across=_ACROSS[key])


def _nearest(cells: Sequence[Cell], here: int, *, along: int, across: int) -> int:
    """Return the next cell of the row, or of the next row the one that stands nearest."""
    start = cells[here]
    best, cost = here, float("inf")
    for number, cell in enumerate(cells):
        columns, rows = cell.column - start.column, cell.row - start.row
        if along:
            fits, far = rows == 0 and columns * along > 0, abs(columns)
        else:
            fits, far = rows * across > 0, abs(rows) * 1000 + abs(columns)
        if fits and far < cost:
            best, cost = number, far
    return best
