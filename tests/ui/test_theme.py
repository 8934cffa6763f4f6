"""The palettes can be read, and the look follows the person and the system."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel

from relaxapp.settings import Motion, Theme
from relaxapp.ui.palette import CONTRAST, DARK, LIGHT, Colours, contrast
from relaxapp.ui.theme import BASE_POINTS, Look

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

TEXT = 4.5
SHAPE = 3.0
TEXT_ON_GROUND = [
    *[(text, ground) for text in ("ink", "muted") for ground in ("paper", "card", "inset")],
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("accent_ink", "accent_soft"),
    ("accent_ink", "card"),
    ("accent_ink", "paper"),
    ("sand_ink", "sand_soft"),
    ("dusk_ink", "dusk_soft"),
    ("paper", "ink"),
]
SHAPE_ON_GROUND = [
    ("edge", "paper"),
    ("edge", "card"),
    ("accent", "paper"),
    ("accent", "card"),
    ("focus", "paper"),
    ("focus", "card"),
    ("focus", "inset"),
    ("sand", "card"),
    ("dusk", "card"),
]


@pytest.mark.parametrize("colours", [LIGHT, DARK, CONTRAST], ids=["light", "dark", "contrast"])
def test_text_reaches_wcag_aa_on_every_ground(colours: Colours) -> None:
    weak = {
        (text, ground): round(contrast(getattr(colours, text), getattr(colours, ground)), 2)
        for text, ground in TEXT_ON_GROUND
        if contrast(getattr(colours, text), getattr(colours, ground)) < TEXT
    }
    assert not weak


@pytest.mark.parametrize("colours", [LIGHT, DARK, CONTRAST], ids=["light", "dark", "contrast"])
def test_outlines_and_focus_stand_out_from_their_ground(colours: Colours) -> None:
    weak = {
        (shape, ground): round(contrast(getattr(colours, shape), getattr(colours, ground)), 2)
        for shape, ground in SHAPE_ON_GROUND
        if contrast(getattr(colours, shape), getattr(colours, ground)) < SHAPE
    }
    assert not weak


def test_high_contrast_is_stronger_than_aaa() -> None:
    assert contrast(CONTRAST.ink, CONTRAST.paper) == pytest.approx(21)
    assert contrast(CONTRAST.muted, CONTRAST.paper) > 7


def test_contrast_knows_black_on_white() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_the_switch_changes_every_colour_at_once(qtbot: QtBot, qapp: QApplication) -> None:
    look = Look(qapp, Theme.LIGHT, Motion.FULL)
    with qtbot.waitSignal(look.changed):
        look.choose(Theme.DARK, Motion.FULL)
    assert look.colours == DARK
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == DARK.paper
    assert DARK.accent in qapp.styleSheet()


def test_nothing_is_said_when_nothing_changes(qtbot: QtBot, look: Look) -> None:
    with qtbot.assertNotEmitted(look.changed):
        look.choose(Theme.LIGHT, Motion.FULL)


def test_like_the_system_believes_the_portal_before_qt(qapp: QApplication) -> None:
    look = Look(qapp, Theme.SYSTEM, Motion.SYSTEM)
    look.follow_portal(dark=True, still=None)
    assert look.colours == DARK
    look.follow_portal(dark=False, still=None)
    assert look.colours == LIGHT
    look.follow_portal(dark=None, still=None)
    dark = qapp.styleHints().colorScheme() == Qt.ColorScheme.Dark
    assert look.colours == (DARK if dark else LIGHT)


def test_reduced_motion_by_the_switch(qapp: QApplication) -> None:
    look = Look(qapp, Theme.LIGHT, Motion.REDUCED)
    assert look.reduced_motion
    look.choose(Theme.LIGHT, Motion.FULL)
    assert not look.reduced_motion


def test_the_system_may_ask_for_stillness(qapp: QApplication) -> None:
    look = Look(qapp, Theme.LIGHT, Motion.SYSTEM)
    look.follow_portal(dark=None, still=True)
    assert look.reduced_motion
    look.choose(Theme.LIGHT, Motion.FULL)
    assert not look.reduced_motion


def test_text_is_sized_in_points_and_survives_the_style_sheet(qtbot: QtBot, look: Look) -> None:
    label = QLabel("words")
    label.setFont(look.font("title"))
    label.setProperty("tone", "muted")
    qtbot.addWidget(label)
    label.show()
    assert label.font().pointSizeF() > look.font("body").pointSizeF() >= BASE_POINTS
