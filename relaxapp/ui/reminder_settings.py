"""Settings of the reminders: limited fluids, the water goal, and staying when the window goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from relaxapp.reminders.water import LEAST_GOAL_ML, MOST_GOAL_ML
from relaxapp.ui import reminder_words
from relaxapp.ui.components import Card, Text
from relaxapp.ui.controls import Switch, ValueSlider, field
from relaxapp.ui.theme import GAP, HAIR
from relaxapp.ui.today_water import NOTHING

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

    from relaxapp.ui.reminder_hub import ReminderHub
    from relaxapp.ui.reminder_ports import ResidencePort
    from relaxapp.ui.theme import Look

_STEP_ML = 100
_REST_MS = 300
"""The slider is kept once it rests for so long, as each pixel of its way is no wish."""


class RemindersCard(Card):
    """What is chosen holds at once; the line under a switch tells what the system made of it."""

    def __init__(
        self, look: Look, hub: ReminderHub, residence: ResidencePort | None = None
    ) -> None:
        super().__init__(spacing=GAP)
        self._hub, self._residence = hub, residence
        self._quiet = False
        self.column.addWidget(Text(look, self.tr("Reminders"), "heading"))
        self.limited = Switch(look, self.tr("A doctor or nurse limits what I drink"))
        told = self.tr("Then there is no goal: what you drink is only noted.")
        self.limited.setAccessibleDescription(told)
        self.column.addWidget(self.limited)
        self.column.addWidget(Text(look, told, "small", "muted"))
        name = self.tr("Water in a day")
        bounds = (LEAST_GOAL_ML, MOST_GOAL_ML, _STEP_ML)
        self.goal = ValueSlider(look, name, bounds, NOTHING.goal_wanted_ml, reminder_words.litres)
        source = self.tr(
            "A guide, never something to catch up with: adults drink about 1.6 to 2.0 litres a day,"
            " and food brings the rest of the 2.0 to 2.5 litres of water that is held to be"
            " adequate (EFSA Journal 2010;8(3):1459)."
        )
        self.goal_part = QWidget()
        column = field(look, name, self.goal, source)
        column.setContentsMargins(0, 0, 0, 0)
        self.goal_part.setLayout(column)
        self.column.addWidget(self.goal_part)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._keep_goal)
        self.goal.moved.connect(self._moved)
        self.limited.clicked.connect(self._limit)
        if residence is not None:
            self._stay(look, residence)
        hub.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show how it stands."""
        if not self.isVisible() or self._rest.isActive():
            return
        today = self._hub.ask(lambda port: port.today(), NOTHING)
        self._quiet = True
        self.limited.setChecked(today.limited is True)
        self.goal.slider.setValue(today.goal_wanted_ml)
        self._quiet = False
        self.goal_part.setVisible(today.limited is not True)
        if self._residence is not None:
            self.background.setChecked(self._residence.background())
            self._tell_login(*self._residence.at_login())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        if self._rest.isActive():
            self._keep_goal()
        super().hideEvent(event)

    def _stay(self, look: Look, residence: ResidencePort) -> None:
        self.background = Switch(look, self.tr("Remind me when the window is closed"))
        self.background.clicked.connect(residence.set_background)
        self.login = Switch(look, self.tr("Start when I log in"))
        self.login.clicked.connect(lambda on: self._tell_login(*residence.set_at_login(on)))
        self.login_told = Text(look, "", "small", "muted")
        self.column.addWidget(self.background)
        self.column.addWidget(self.login)
        self.column.addWidget(self.login_told)
        self.column.setSpacing(GAP - HAIR)

    def _tell_login(self, on: bool, problem: str) -> None:  # noqa: FBT001 - a port's answer
        self.login.setChecked(on)
        self.login_told.setText(problem)
        self.login_told.setVisible(bool(problem))
        self.login.setAccessibleDescription(problem)

    def _limit(self, on: bool) -> None:  # noqa: FBT001 - a signal's payload
        if not self._hub.do(lambda port: port.set_limited(limited=on)):
            self.limited.setChecked(not on)

    def _moved(self) -> None:
        if not self._quiet:
            self._rest.start()

    def _keep_goal(self) -> None:
        self._rest.stop()
        self._hub.do(lambda port: port.set_goal(self.goal.value))
