"""Letters and lines of a printed report: fonts, paper, and text that is laid out to be drawn.

All lengths are in twentieths of a point, so that letters of 8.5 points are a whole number high.
A page laid out so is the same on paper and, scaled, on the screen.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale, QPointF, QSizeF, Qt
from PySide6.QtGui import QFont, QPageSize, QTextLayout, QTextOption

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

UNIT: Final = 20
"""Units in a point."""
PER_INCH: Final = 72 * UNIT

INK, FAINT, BAND, LINE = "#111111", "#4a4a4a", "#ececec", "#a6a6a6"
"""Grey alone: it comes out of any printer as it was meant."""

SMALLEST: Final = 8.5
"""Points; no letter is ever smaller, whatever has to fit."""

_FAMILIES: Final = ("Inter", "Segoe UI", "SF Pro Text", "Noto Sans", "DejaVu Sans", "sans-serif")
_LEADING: Final = 1.16
_REMEMBERED: Final = 4_000
_SHORT: Final = 60


class Paper(StrEnum):
    """The sizes of paper there are."""

    A4 = "a4"
    LETTER = "letter"

    @property
    def page(self) -> QPageSize:
        """The size as Qt names it."""
        sizes = {Paper.A4: QPageSize.PageSizeId.A4, Paper.LETTER: QPageSize.PageSizeId.Letter}
        return QPageSize(sizes[self])

    @property
    def size(self) -> QSizeF:
        """The size in units."""
        return self.page.size(QPageSize.Unit.Point) * UNIT


_LETTER_LANDS: Final = (
    "UnitedStates", "Canada", "Mexico", "Philippines", "Chile", "Colombia", "Venezuela",
    "CostaRica", "Guatemala", "Panama", "PuertoRico",
)  # fmt: skip


def usual_paper() -> Paper:
    """Return the paper that is usual where the system says the person lives."""
    return Paper.LETTER if QLocale.system().territory().name in _LETTER_LANDS else Paper.A4


def pt(points: float) -> float:
    """Return points in units."""
    return points * UNIT


@dataclass(frozen=True, slots=True)
class Letters:
    """A font in the sizes of a report; ``body`` is the size of what is read, in points."""

    body: float = 9.0

    @property
    def text(self) -> QFont:
        """What is read."""
        return font(self.body)

    @property
    def strong(self) -> QFont:
        """What is named."""
        return font(self.body, QFont.Weight.DemiBold)

    @property
    def heading(self) -> QFont:
        """The name of a part."""
        return font(self.body + 1.5, QFont.Weight.DemiBold)

    @property
    def figure(self) -> QFont:
        """A number to be seen at once."""
        return font(self.body + 5, QFont.Weight.DemiBold)

    @property
    def title(self) -> QFont:
        """The name of the whole."""
        return font(self.body + 6, QFont.Weight.DemiBold)


def font(points: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return a font for paper."""
    made = QFont()
    made.setFamilies(list(_FAMILIES))
    made.setPixelSize(round(pt(max(points, SMALLEST))))
    made.setWeight(weight)
    # Fitted to the pixels of a screen, letters would stand differently on paper.
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    # A sign that stands for another next to digits, or for two at once, cannot be copied out of a
    # PDF as what it is: a bracket before a number would be gone from the text.
    for feature in ("calt", "liga"):
        made.setFeature(QFont.Tag.fromString(feature), 0)
    return made


class Paragraph:
    """Text laid out to a width; its lines can be drawn all at once or some at a time."""

    def __init__(
        self,
        text: str,
        letters: QFont,
        width: float,
        *,
        right: bool = False,
        most: int | None = None,
    ) -> None:
        """``most`` lines at the most; what is beyond them ends in "…", and ``is_cut``."""
        self._layout = QTextLayout(text.replace("\n", "\u2028"), letters)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        if right:
            option.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._layout.setTextOption(option)
        self.tops = self._lay_out(max(width, 1.0))
        self.is_cut = most is not None and self.lines > most
        if most is not None and self.is_cut:
            start = self._layout.lineAt(most - 1).textStart()
            last = text[start : start + self._layout.lineAt(most - 1).textLength()]
            cut = f"{text[:start]}{last.rstrip()[:-2].rstrip()}…"
            self._layout.setText(cut.replace("\n", "\u2028"))
            self.tops = self._lay_out(width)[: most + 1]

    @property
    def lines(self) -> int:
        """How many lines there are."""
        return len(self.tops) - 1

    @property
    def height(self) -> float:
        """How high all of it is."""
        return self.tops[-1]

    @property
    def natural(self) -> float:
        """How wide its longest line is."""
        return max(self._layout.lineAt(n).naturalTextWidth() for n in range(self.lines))

    def draw(self, painter: QPainter, x: float, y: float, first: int = 0, end: int = -1) -> None:
        """Draw the lines from ``first`` to before ``end``, the first of them at ``y``."""
        end = self.lines if end < 0 else end
        for number in range(first, end):
            at = QPointF(x, y - self.tops[first])
            self._layout.lineAt(number).draw(painter, at)

    def _lay_out(self, width: float) -> list[float]:
        layout = self._layout
        tops = [0.0]
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            high = line.height() * _LEADING
            line.setPosition(QPointF(0, tops[-1] + (high - line.height()) / 2))
            tops.append(tops[-1] + high)
        layout.endLayout()
        return tops


class Setter:
    """Lays text out, and remembers short texts: in a log most cells say what others said."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[str, str, float, bool], Paragraph] = OrderedDict()

    def set(self, text: str, letters: QFont, width: float, *, right: bool = False) -> Paragraph:
        """Return text laid out to a width."""
        if len(text) > _SHORT:
            return Paragraph(text, letters, width, right=right)
        key = (text, letters.key(), width, right)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = Paragraph(text, letters, width, right=right)
            if len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        return found
