"""What Qt wants before it paints anything: an application, which need not have a screen."""

from __future__ import annotations

import sys

from PySide6.QtCore import QLoggingCategory
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication

from relaxapp.errors import RelaxappError

_made: list[QGuiApplication] = []


def ready() -> None:
    """See to it that there is an application: the window's, or one without any display.

    Raises ``RelaxappError`` where there is no letter to write with.
    """
    if QGuiApplication.instance() is None:
        # Elsewhere "offscreen" knows no fonts, and nothing is shown without a window anyway.
        # Of writings that no font here has, Qt says so of each font, and draws what there is.
        QLoggingCategory.setFilterRules("qt.text.font.db.info=false")
        apart = ["-platform", "offscreen"] if sys.platform.startswith("linux") else []
        _made.append(QGuiApplication(["relaxapp", *apart]))
    if not QFontMetrics(QFont()).inFont("a"):  # families that nobody has are listed all the same
        raise RelaxappError("The report cannot be written: this computer has no font.")
