"""A picture of the journal on a card: what it says, its table, and ways to take it along."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QStandardPaths
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from relaxapp.errors import RelaxappError
from relaxapp.painting.files import FORMS, Framed
from relaxapp.ui.announcer import Announcer
from relaxapp.ui.chart_style import style_of
from relaxapp.ui.chart_view import ChartView
from relaxapp.ui.components import Button, Card, Text
from relaxapp.ui.layouts import FlowLayout
from relaxapp.ui.plain_table import PlainTable, RowsModel
from relaxapp.ui.theme import SNUG, TIGHT

if TYPE_CHECKING:
    from collections.abc import Callable

    from relaxapp.painting.picture import Picture
    from relaxapp.painting.tables import Table
    from relaxapp.ui.theme import Look

_LEAST_WIDTH = 720
"""A picture that is saved is at least so wide, however narrow the window."""


class About(NamedTuple):
    """What a card is: its title, a word on how to read it, and the name of its file.

    ``from_end`` has the keyboard begin at the latest cell.
    """

    title: str
    hint: str
    file: str
    from_end: bool = False


class ChartCard(Card):
    """Shows the picture, or its table instead; a card without a picture has only the table."""

    def __init__(
        self,
        look: Look,
        about: About,
        save: Callable[[str, bytes], None],
        *,
        pictured: bool = True,
    ) -> None:
        """``save`` writes a file, or raises ``RelaxappError``."""
        super().__init__(spacing=SNUG)
        self._look, self._about, self._save = look, about, save
        self._of = ""
        self._table: Table | None = None
        self._make_table: Callable[[], Table] | None = None
        self._twin: PlainTable | None = None
        self._model: RowsModel | None = None
        self._announcer = Announcer(self)
        self.setAccessibleName(about.title)
        self.column.addWidget(Text(look, about.title, "heading"))
        if about.hint:
            self.column.addWidget(Text(look, about.hint, "body", "muted"))
        self.summary = Text(look, "", "body")
        self.column.addWidget(self.summary)
        self.view: ChartView | None = None
        if pictured:
            self.view = ChartView(look, about.title, from_end=about.from_end)
            self.column.addWidget(self.view)
        self._foot = self._make_foot()
        self.column.addWidget(self._foot)
        self.told = Text(look, "", "label", "accent")
        self.told.hide()
        self.column.addWidget(self.told)

    def show_chart(
        self, picture: Picture | None, table: Callable[[], Table], of: str, summary: str = ""
    ) -> None:
        """Show a picture, and its table once that is asked for.

        ``of`` says of what days and episodes they are; ``summary`` stands where there is no
        picture that tells one.
        """
        self._make_table, self._table, self._of = table, None, of
        told = picture.told if picture is not None else summary
        self.summary.setText(told)
        self.summary.setVisible(bool(told))
        if self.view is not None and picture is not None:
            self.view.show_picture(picture)
        self._fill_twin()
        self.told.hide()

    @property
    def table(self) -> Table | None:
        """The table, made when it is first asked for; None while there is nothing to show."""
        if self._table is None and self._make_table is not None:
            self._table = self._make_table()
        return self._table

    @property
    def twin(self) -> PlainTable | None:
        """The table, where it was asked for."""
        return self._twin

    def show_table(self, on: bool) -> None:  # noqa: FBT001 - a signal's payload
        """Show the table instead of the picture, or the picture again."""
        self.turn.set_icon("check" if on else "")
        if on and self._twin is None:
            self._make_twin()
        if self._twin is not None:
            self._twin.setVisible(on)
        if self.view is not None:
            self.view.setVisible(not on)
        self._name_copy()

    def copy(self) -> None:
        """Put what is shown on the clipboard: the picture, or the table as text."""
        clipboard = QGuiApplication.clipboard()
        if self._shows_table and self.table is not None:
            clipboard.setText(self.table.text)
            self._say(self.tr("The table is copied."))
            return
        framed = self._framed()
        if framed is not None:
            clipboard.setImage(framed.image())
            self._say(self.tr("The picture is copied."))

    def save_as(self, path: str) -> None:
        """Save the picture, as PNG unless the name ends in .svg."""
        framed = self._framed()
        if framed is None:
            return
        if not path.lower().endswith(FORMS):
            path += FORMS[0]
        data = framed.svg() if path.lower().endswith(".svg") else framed.png()
        try:
            self._save(path, data)
        except RelaxappError as error:
            self._say(str(error))
        else:
            self._say(self.tr("Saved as {path}.").format(path=path))

    @property
    def _shows_table(self) -> bool:
        return self.view is None or self.turn.isChecked()

    def _make_foot(self) -> QWidget:
        holder = QWidget()
        row = FlowLayout(holder, TIGHT)
        look = self._look
        self.turn = Button(look, self.tr("As a table"), "chip", size=14)
        self.turn.setCheckable(True)
        self.turn.setAccessibleName(self.tr("{title} as a table").format(title=self._about.title))
        self.turn.toggled.connect(self.show_table)
        self.copy_button = Button(look, self.tr("Copy picture"), "chip")
        self.copy_button.clicked.connect(self.copy)
        self.save_button = Button(look, self.tr("Save picture…"), "chip")
        self.save_button.clicked.connect(self._ask)
        self.save_button.setAccessibleName(
            self.tr("Save the picture: {title}").format(title=self._about.title)
        )
        if self.view is not None:
            row.addWidget(self.turn)
        row.addWidget(self.copy_button)
        if self.view is not None:
            row.addWidget(self.save_button)
        self._name_copy()
        return holder

    def _name_copy(self) -> None:
        table = self._shows_table
        self.copy_button.setText(self.tr("Copy table") if table else self.tr("Copy picture"))
        said = self.tr("Copy the table: {title}") if table else self.tr("Copy the picture: {title}")
        self.copy_button.setAccessibleName(said.format(title=self._about.title))

    def _make_twin(self) -> None:
        if self.table is None:
            return
        self._model = RowsModel(self._look, self.table.headers)
        self._twin = PlainTable(self._look, self._model, self._about.title, self.table.shares)
        self.column.insertWidget(self.column.indexOf(self._foot), self._twin)
        self._model.set_rows(self.table.rows)

    def _fill_twin(self) -> None:
        if self._twin is not None and self._model is not None and self.table is not None:
            if self.table.headers != self._model.headers:
                self._twin.hide()
                self._twin.deleteLater()
                self._twin = None
                self.show_table(self._shows_table)
            else:
                self._model.set_rows(self.table.rows)
        elif self.view is None:
            self._make_twin()

    def _framed(self) -> Framed | None:
        if self.view is None or self.view.picture is None:
            return None
        width = max(_LEAST_WIDTH, self.view.width())
        style = style_of(self._look)
        return Framed(self.view.picture, self._about.title, self._of, style, width)

    def _ask(self) -> None:
        where = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        first = f"{where}/{self._about.file}.png"
        filters = ";;".join((_tr("Picture (*.png)"), _tr("Drawing that scales (*.svg)")))
        path, chosen = QFileDialog.getSaveFileName(self, self.tr("Save picture"), first, filters)
        if path:
            form = ".svg" if "svg" in chosen else ".png"
            self.save_as(path if path.lower().endswith(FORMS) else path + form)

    def _say(self, told: str) -> None:
        self.told.setText(told)
        self.told.show()
        self._announcer.say(told)


def _tr(text: str) -> str:
    return QCoreApplication.translate("ChartCard", text)
