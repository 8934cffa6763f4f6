"""The one small style sheet, made from a palette; fonts are not its business.

It speaks of Qt's own controls only (our painted widgets read the palette themselves). A rule with
a border takes over a control's whole drawing, so each such control has its sub-controls styled
too; fonts stay out, because a font in a sheet wins over the type scale.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from relaxapp.ui.palette import Colours

_SHEET = """
QToolTip {{ background: {ink}; color: {paper}; border: 1px solid {ink}; padding: 5px 8px; }}
QLabel[tone="muted"] {{ color: {muted}; }}
QLabel[tone="accent"] {{ color: {accent_ink}; }}
QLabel[tone="sand"] {{ color: {sand_ink}; }}
QLabel[tone="dusk"] {{ color: {dusk_ink}; }}
QLabel[tone="tip"] {{ background: {ink}; color: {paper}; border-radius: 6px; padding: 4px 8px; }}
QFrame[surface="card"] {{ background: {card}; border: {hair}px solid {outline};
  border-radius: 16px; }}
QFrame[surface="notice"] {{ background: {dusk_soft}; border: {hair}px solid {notice_line};
  border-radius: 12px; }}
QFrame[surface="caution"] {{ background: {sand_soft}; border: {hair}px solid {caution_line};
  border-radius: 14px; }}
QFrame[surface="bar"] {{ background: {card}; border: 0; border-top: {hair}px solid {outline}; }}
QFrame[surface="night"] {{ background: #050607; border: 0; }}
QLabel[tone="night"] {{ color: #777d80; }}
QFrame[surface="menu"] {{ background: {card}; border: {hair}px solid {edge}; }}
QFrame[surface="panel"] {{ background: {card}; border: {hair}px solid {edge};
  border-radius: 14px; }}
QFrame[surface="rail"] {{ background: {inset}; border: 0; border-right: {rail_line}px solid
  {outline}; }}
QPushButton {{ background: {card}; color: {ink}; border: {rim}px solid {button_line};
  border-radius: 10px; padding: 7px 16px; min-height: 22px; outline: 0; }}
QPushButton:hover {{ background: {inset}; }}
QPushButton:pressed {{ background: {line}; }}
QPushButton:disabled {{ color: {edge}; border-color: {line}; }}
QPushButton[kind]:disabled {{ color: {edge}; }}
QPushButton[kind="primary"] {{ background: {accent}; color: {on_accent};
  border-color: {accent}; padding: 9px 24px; }}
QPushButton[kind="primary"]:hover {{ background: {accent_hover}; border-color: {accent_hover}; }}
QPushButton[kind="primary"]:pressed {{ background: {accent_ink}; }}
QPushButton[kind="primary"]:disabled {{ background: {line}; color: {muted};
  border-color: {line}; }}
QPushButton[kind="night"] {{ background: #0c0e0f; color: #777d80; border-color: #2a2e30; }}
QPushButton[kind="night"]:hover {{ background: #15181a; }}
QPushButton[kind="large"] {{ padding: 9px 20px; }}
QPushButton[kind="soft"] {{ background: {accent_soft}; color: {accent_ink};
  border-color: {soft_line}; }}
QPushButton[kind="soft"]:hover {{ border-color: {accent}; }}
QPushButton[kind="caution"] {{ background: {sand_soft}; color: {sand_ink};
  border-color: {caution_line}; }}
QPushButton[kind="caution"]:hover {{ border-color: {sand}; }}
QPushButton[kind="worse"] {{ background: {dusk_soft}; color: {dusk_ink};
  border-color: {notice_line}; }}
QPushButton[kind="worse"]:hover {{ border-color: {dusk}; }}
QPushButton[kind="icon"] {{ background: transparent; border-color: transparent;
  padding: 7px; min-width: 22px; }}
QPushButton[kind="icon"]:hover {{ background: {inset}; }}
QPushButton[kind="round"] {{ background: {accent}; border-color: {accent}; border-radius: 30px;
  padding: 0; min-width: 56px; min-height: 56px; }}
QPushButton[kind="round"][snug="true"] {{ border-radius: 22px; min-width: 40px;
  min-height: 40px; }}
QPushButton[kind="round"]:hover {{ background: {accent_hover}; border-color: {accent_hover}; }}
QPushButton[kind="link"] {{ background: transparent; border-color: transparent;
  color: {accent_ink}; padding: 7px 8px; text-align: left; text-decoration: underline; }}
QPushButton[kind="chip"] {{ border-radius: 10px; padding: 6px 14px; }}
QPushButton[kind="chip"]:checked {{ background: {accent_soft}; color: {accent_ink};
  border-color: {accent}; }}
QPushButton[kind="number"] {{ border-radius: 10px; padding: 6px 2px; min-width: 28px; }}
QPushButton[kind="number"]:checked {{ background: {accent}; color: {on_accent};
  border-color: {accent}; }}
QPushButton:focus, QPushButton[kind]:focus {{ border-color: {focus}; }}
QLineEdit, QTextBrowser, QComboBox {{ background: {card}; color: {ink};
  border: {rim}px solid {edge}; border-radius: 10px; padding: 7px 12px;
  selection-background-color: {accent}; selection-color: {on_accent}; }}
QLineEdit:focus, QTextBrowser:focus, QComboBox:focus {{ border-color: {focus}; }}
QPlainTextEdit, QDateTimeEdit, QListWidget, QTableView {{ background: {card}; color: {ink};
  border: {rim}px solid {edge}; border-radius: 10px; padding: 6px;
  selection-background-color: {accent_soft}; selection-color: {accent_ink}; }}
QPlainTextEdit:focus, QDateTimeEdit:focus, QListWidget:focus, QTableView:focus {{
  border-color: {focus}; }}
QDateTimeEdit {{ padding: 6px 32px 6px 12px; min-height: 22px; }}
QDateTimeEdit::drop-down {{ subcontrol-origin: border; subcontrol-position: center right;
  width: 32px; border: 0; }}
QDateTimeEdit::down-arrow {{ width: 0; height: 0; }}
QTimeEdit {{ padding: 6px 12px; }}
QSpinBox::up-button, QSpinBox::down-button, QTimeEdit::up-button, QTimeEdit::down-button,
QDoubleSpinBox::up-button, QDoubleSpinBox::down-button {{
  subcontrol-origin: border; subcontrol-position: center right; width: 0; height: 0; border: 0; }}
QSpinBox, QDoubleSpinBox {{ background: {card}; color: {ink}; border: {rim}px solid {edge};
  border-radius: 10px; padding: 6px 12px; min-height: 22px;
  selection-background-color: {accent_soft}; selection-color: {accent_ink}; }}
QSpinBox:focus, QDoubleSpinBox:focus {{ border-color: {focus}; }}
QMenu {{ background: {card}; color: {ink}; border: {hair}px solid {edge}; padding: 6px; }}
QMenu::item {{ padding: 8px 34px 8px 22px; border: {rim}px solid transparent; border-radius: 8px; }}
QMenu::item:selected {{ background: {accent_soft}; color: {accent_ink}; border-color: {accent}; }}
QMenu::item:disabled {{ color: {muted}; }}
QMenu::separator {{ height: 1px; background: {line}; margin: 6px 10px; }}
QListWidget::item {{ min-height: 28px; padding: 2px 6px; border: 2px solid transparent;
  border-radius: 6px; }}
QListWidget::item:selected {{ background: {accent_soft}; color: {accent_ink}; }}
QListWidget::item:focus {{ border-color: {focus}; }}
QListWidget::indicator {{ width: 14px; height: 14px; border: 2px solid {edge};
  border-radius: 5px; background: {card}; margin-right: 6px; }}
QListWidget::indicator:checked {{ background: {accent}; border-color: {accent}; }}
QListWidget, QTableView {{ outline: 0; }}
QTableView {{ padding: 0; border-color: {outline}; gridline-color: {line}; }}
QTableView::item {{ padding: 2px 8px; border-bottom: 1px solid {line}; }}
QTableView::item:selected {{ background: {accent_soft}; color: {accent_ink}; }}
QTableView::item:focus {{ border: 2px solid {focus}; }}
QTableView QLineEdit, QTableView QComboBox {{ border-radius: 4px; padding: 2px 6px; }}
QCalendarWidget QTableView {{ border: 0; border-radius: 0; }}
QCalendarWidget QTableView::item {{ padding: 0; border: 0; }}
QCalendarWidget QToolButton {{ color: {on_accent}; padding: 4px 8px; }}
QHeaderView {{ background: {card}; border: 0; }}
QHeaderView::section {{ background: {card}; color: {muted}; border: 0; padding: 8px;
  border-bottom: {hair}px solid {edge}; }}
QLineEdit {{ placeholder-text-color: {muted}; }}
QLineEdit[lens="true"] {{ padding: 7px 4px; }}
QLineEdit > QToolButton {{ border: 0; background: transparent; }}
QComboBox {{ padding-right: 32px; min-height: 22px; }}
QComboBox::drop-down {{ subcontrol-origin: border; subcontrol-position: center right;
  width: 32px; border: 0; }}
QComboBox::down-arrow {{ width: 0; height: 0; }}
QComboBox QAbstractItemView {{ background: {card}; color: {ink}; border: 1px solid {edge};
  padding: 4px; outline: 0; }}
QComboBox QAbstractItemView::item {{ min-height: 30px; padding: 2px 8px; border-radius: 6px; }}
QComboBox QAbstractItemView::item:selected {{ background: {accent_soft}; color: {accent_ink}; }}
QProgressBar {{ min-height: 10px; max-height: 10px; border: 1px solid {groove_line};
    border-radius: 6px; background: {inset}; }}
QProgressBar::chunk {{ border-radius: 5px; background: {accent}; }}
QSlider:horizontal {{ min-height: 30px; }}
QSlider::groove:horizontal {{ height: 6px; background: {inset}; border: 1px solid {groove_line};
  border-radius: 4px; }}
QSlider::sub-page:horizontal {{ height: 6px; background: {accent}; border: 1px solid {accent};
  border-radius: 4px; }}
QSlider::handle:horizontal {{ width: 16px; height: 16px; margin: -7px 0; border-radius: 10px;
  background: {card}; border: 2px solid {accent}; }}
QSlider::handle:horizontal:hover {{ background: {accent_soft}; }}
QSlider::handle:horizontal:focus {{ border: 3px solid {focus}; width: 14px; height: 14px; }}
QScrollArea, QScrollArea > QWidget > QWidget[canvas="true"] {{ background: transparent;
  border: 0; }}
QScrollArea[reading="true"] {{ border: 2px solid transparent; }}
QScrollArea[reading="true"]:focus {{ border-color: {focus}; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {scroll}; border-radius: 4px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 36px; }}
QScrollBar::handle:horizontal {{ min-width: 36px; }}
QScrollBar::handle:hover {{ background: {muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


def sheet(colours: Colours) -> str:
    """Return the application's style sheet in these colours."""
    plain = colours.plain
    return _SHEET.format(
        **colours._asdict(),
        hair=2 if plain else 1,
        rim=2,
        rail_line=2 if plain else 0,
        outline=colours.edge if plain else colours.line,
        button_line=colours.edge if plain else colours.line,
        soft_line=colours.accent if plain else colours.accent_soft,
        caution_line=colours.sand if plain else colours.sand_soft,
        notice_line=colours.dusk if plain else colours.dusk_soft,
        groove_line=colours.edge,
        scroll=colours.edge,
    )
