"""One visual language for every page: palette, type, spacing, and how they follow the system.

A :class:`Look` is made once, handed to each widget, and says ``changed`` when the colours or the
wish for less motion have changed. Fonts are the system's own; sizes are points relative to it, so
that text follows both the person's text size and the screen's scale. The style under it all is
Fusion, which the application is started with (``-style fusion``): asking later costs a start-up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette

from relaxapp.settings import Motion, Theme
from relaxapp.ui.palette import CONTRAST, DARK, LIGHT
from relaxapp.ui.stylesheet import sheet

if TYPE_CHECKING:
    from PySide6.QtGui import QStyleHints
    from PySide6.QtWidgets import QApplication

    from relaxapp.ui.palette import Colours

# Distances in logical pixels; everything sits on this scale.
HAIR, TIGHT, SNUG, GAP, ROOM, WIDE, VAST = 4, 8, 12, 16, 24, 32, 48
RADIUS, CARD_RADIUS = 10, 16
TARGET = 40
"""The least height of something to press, in logical pixels."""

BASE_POINTS = 10.5
"""Body text is never smaller than this, whatever the system says."""

_PREFERRED = ("Inter", "Segoe UI Variable Text", "Segoe UI", "SF Pro Text", "Noto Sans")
# Type scale: times the body size, and weight.
_TYPE: dict[str, tuple[float, QFont.Weight]] = {
    "small": (0.88, QFont.Weight.Normal),
    "label": (0.94, QFont.Weight.Medium),
    "body": (1.0, QFont.Weight.Normal),
    "strong": (1.0, QFont.Weight.DemiBold),
    "lead": (1.16, QFont.Weight.Normal),
    "heading": (1.28, QFont.Weight.DemiBold),
    "title": (1.78, QFont.Weight.DemiBold),
    "hero": (2.3, QFont.Weight.DemiBold),
    "caption": (1.95, QFont.Weight.Normal),
    "caption_snug": (1.4, QFont.Weight.Normal),
    "count": (3.4, QFont.Weight.Light),
}


class Look(QObject):
    """The colours, fonts and motion now in force, applied to the application.

    ``colours`` and ``reduced_motion`` are read while painting; connect ``changed`` to repaint.
    """

    changed = Signal()

    def __init__(self, app: QApplication, theme: Theme, motion: Motion) -> None:
        super().__init__(app)
        self._app = app
        self._theme, self._motion = theme, motion
        # Both are kept: PySide drops the accessibility object with the hints it came from.
        self._hints: QStyleHints = app.styleHints()
        self._portal_dark: bool | None = None
        self._portal_still: bool | None = None
        self._system_font = app.font()
        self._palette_dark = app.palette().window().color().lightness() < 128  # noqa: PLR2004 - half of 255
        self._fonts: dict[str, QFont] = {}
        self.colours: Colours = LIGHT
        self.reduced_motion = False
        app.setFont(_body_font(self._system_font))
        self._hints.colorSchemeChanged.connect(self._refresh)
        # Contrast is told since Qt 6.10, motion since 6.12; the switches in Settings always work.
        self._access = getattr(self._hints, "accessibility", lambda: None)()
        for name in ("contrastPreferenceChanged", "motionPreferenceChanged"):
            signal = getattr(self._access, name, None)
            if signal is not None:
                signal.connect(self._refresh)
        self._apply(self._wanted())

    def choose(self, theme: Theme, motion: Motion) -> None:
        """Follow the switches in Settings."""
        self._theme, self._motion = theme, motion
        self._refresh()

    def follow_portal(self, *, dark: bool | None, still: bool | None) -> None:
        """Tell what the desktop's portal says, where there is one; None is no answer."""
        self._portal_dark, self._portal_still = dark, still
        self._refresh()

    def font(self, role: str) -> QFont:
        """Return the font of a role in the type scale (``"body"``, ``"title"``, ...)."""
        font = self._fonts.get(role)
        if font is None:
            factor, weight = _TYPE[role]
            font = QFont(self._app.font())
            font.setPointSizeF(font.pointSizeF() * factor)
            font.setWeight(weight)
            self._fonts[role] = font
        return font

    def colour(self, role: str) -> QColor:
        """Return the colour of a role, ready to paint with."""
        return QColor(getattr(self.colours, role))

    def _refresh(self) -> None:
        wanted = self._wanted()
        reduced = self._wants_less_motion()
        if wanted == self.colours and reduced == self.reduced_motion:
            return
        self._apply(wanted)
        self.changed.emit()

    def _apply(self, colours: Colours) -> None:
        self.colours = colours
        self.reduced_motion = self._wants_less_motion()
        self._app.setPalette(palette(colours))
        self._app.setStyleSheet(sheet(colours))

    def _wanted(self) -> Colours:
        chosen = {Theme.LIGHT: LIGHT, Theme.DARK: DARK, Theme.CONTRAST: CONTRAST}.get(self._theme)
        if chosen is not None:
            return chosen
        preference = getattr(self._access, "contrastPreference", None)
        if preference is not None and preference() == Qt.ContrastPreference.HighContrast:
            return CONTRAST
        return DARK if self._system_is_dark() else LIGHT

    def _system_is_dark(self) -> bool:
        # The portal first: there Qt has been seen to say Light while the desktop said dark.
        if self._portal_dark is not None:
            return self._portal_dark
        scheme = self._hints.colorScheme()
        if scheme != Qt.ColorScheme.Unknown:
            return bool(scheme == Qt.ColorScheme.Dark)
        return self._palette_dark

    def _wants_less_motion(self) -> bool:
        if self._motion is not Motion.SYSTEM:
            return self._motion is Motion.REDUCED
        # Since Qt 6.12, and its names with it.
        preference = getattr(self._access, "motionPreference", None)
        if preference is not None and preference().name == "ReducedMotion":
            return True
        return bool(self._portal_still)


def palette(colours: Colours) -> QPalette:
    """Return Qt's palette for these colours: what no style sheet rule speaks of follows it."""
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    told = {
        role.Window: colours.paper,
        role.WindowText: colours.ink,
        role.Base: colours.card,
        role.AlternateBase: colours.inset,
        role.Text: colours.ink,
        role.PlaceholderText: colours.muted,
        role.Button: colours.card,
        role.ButtonText: colours.ink,
        role.BrightText: colours.on_accent,
        role.ToolTipBase: colours.ink,
        role.ToolTipText: colours.paper,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.on_accent,
        role.Accent: colours.accent,
        role.Link: colours.accent_ink,
        role.LinkVisited: colours.dusk_ink,
        role.Light: colours.card,
        role.Midlight: colours.line,
        role.Mid: colours.line,
        role.Dark: colours.edge,
        role.Shadow: colours.edge,
    }
    made = QPalette()
    for which, colour in told.items():
        made.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(group.Disabled, which, QColor(colours.edge))
    return made


def _body_font(system: QFont) -> QFont:
    """Return the system's font; where it is only "some sans", ask for a well-drawn one first."""
    font = QFont(system)
    if system.family().lower().replace(" ", "").replace("-", "") in ("sans", "sansserif", ""):
        font.setFamilies([*_PREFERRED, system.family()])
    font.setPointSizeF(max(system.pointSizeF(), BASE_POINTS))
    return font
