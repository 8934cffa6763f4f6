"""How the first page of a report gives way until it fits: letters, lists, pictures, sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from relaxapp.journal.report_charts import BODY, HOURS, TREND
from relaxapp.painting.report_type import SMALLEST, pt

HIGHEST: Final = {BODY: 290.0, TREND: 120.0, HOURS: 115.0}
"""The pictures of the page, and how many points high each may be where there is room."""
BESIDE_BODY: Final = 4
"""More rows that there is room for beside the body, which is high."""
SHRINKS: Final = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.42)
_TIGHT_ROWS: Final = 5


@dataclass(frozen=True, slots=True)
class Fit:
    """How tight it is: points of the letters, rows of a list, lines of a cell and of a sentence."""

    letters: float
    rows: int
    lines: int
    sentence: int
    picture: float

    @property
    def signs(self) -> int:
        """Rows of the signs that a doctor should hear of: as many as can be."""
        return 5 if self.rows > 1 else 3

    @property
    def gap(self) -> float:
        """How far parts stand apart."""
        return pt(9 if self.rows > _TIGHT_ROWS else 5)


FITS: Final = (
    Fit(9.0, 12, 3, 6, 1.0),
    Fit(9.0, 8, 3, 6, 0.9),
    Fit(9.0, 6, 2, 5, 0.85),
    Fit(SMALLEST, 6, 2, 5, 0.85),
    Fit(SMALLEST, 6, 2, 4, 0.7),
    Fit(SMALLEST, 5, 2, 4, 0.7),
    Fit(SMALLEST, 5, 1, 4, 0.6),
    Fit(SMALLEST, 4, 2, 4, 0.6),
    Fit(SMALLEST, 4, 1, 3, 0.55),
    Fit(SMALLEST, 3, 2, 3, 0.55),
    Fit(SMALLEST, 3, 1, 3, 0.55),
    Fit(SMALLEST, 2, 1, 2, 0.5),
    Fit(SMALLEST, 1, 1, 2, 0.45),
    Fit(SMALLEST, 1, 1, 1, 0.4),
)
"""From roomy to tight; the last fits any report on any paper."""
