"""What a session is called and what it is for, at the top of the builder."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from relaxapp.sessions.fitting import tidy
from relaxapp.ui.components import Button, Card, Text
from relaxapp.ui.controls import Chips, Notice, field
from relaxapp.ui.offers import MIX, NONE, ambiences
from relaxapp.ui.theme import HAIR, SNUG

if TYPE_CHECKING:
    from relaxapp.ui.builder_bench import Bench
    from relaxapp.ui.theme import Look

_TEXTS = ("title", "purpose", "technique")
_LONGEST = {"title": 60, "purpose": 200, "technique": 80}


class HeadCard(Card):
    """Title, purpose, technique and ambience; what to mind comes by itself."""

    def __init__(self, look: Look, bench: Bench) -> None:
        super().__init__(spacing=SNUG)
        self._bench = bench
        self.fields: dict[str, QLineEdit] = {}
        names = {
            "title": self.tr("Title"),
            "purpose": self.tr("What it is for"),
            "technique": self.tr("How it works, in a few words"),
        }
        for key in _TEXTS:
            edit = QLineEdit()
            edit.setFont(look.font("heading" if key == "title" else "body"))
            edit.setMaxLength(_LONGEST[key])
            edit.setAccessibleName(names[key])
            edit.textEdited.connect(lambda text, k=key: self._write(k, text))
            self.fields[key] = edit
        self.title = self.fields["title"]
        self.column.addLayout(field(look, names["title"], self.title))
        self.wrong = Notice(look)
        self.column.addWidget(self.wrong)
        self.column.addLayout(field(look, names["purpose"], self.fields["purpose"]))
        self.more = Button(look, self.tr("More about it"), "link", "down", size=16)
        self.more.setCheckable(True)
        self.more.toggled.connect(self._open)
        self.column.addWidget(self.more)
        self._rest = QWidget()
        column = QVBoxLayout(self._rest)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SNUG)
        column.addLayout(field(look, names["technique"], self.fields["technique"]))
        name = self.tr("Sound around you")
        offered = [one for one in ambiences(self) if one.id != MIX]
        self.ambience = Chips(look, name, offered, NONE)
        self.ambience.chosen.connect(self._choose)
        column.addLayout(field(look, name, self.ambience))
        column.addWidget(Text(look, self.tr("What to mind, shown before the start"), "label",
                              "muted"))  # fmt: skip
        self.cautions = Text(look, "", "small", "muted")
        column.addWidget(self.cautions)
        column.setSpacing(HAIR + 2)
        self._rest.hide()
        self.column.addWidget(self._rest)
        bench.changed.connect(self.refresh)
        bench.looked.connect(self._tell_wrong)
        self.refresh()

    def refresh(self) -> None:
        """Show what the draft says."""
        draft = self._bench.draft
        for key, edit in self.fields.items():
            told = getattr(draft, key)
            if tidy(edit.text()) != told:
                edit.setText(told)
                edit.setCursorPosition(0)  # a long one is read from its beginning
        self.ambience.pick(draft.ambience or NONE)
        self.cautions.setText("\n".join(f"•  {one}" for one in draft.all_cautions))
        self._tell_wrong()

    def go_to(self, key: str) -> None:
        """Go to the field that a key of the script stands in; to the title for any other."""
        field_of = self.fields.get(key, self.title)
        if field_of is self.fields["technique"]:
            self.more.setChecked(True)
        field_of.setFocus()

    def _write(self, key: str, text: str) -> None:
        draft = replace(self._bench.draft, **{key: tidy(text)})  # type: ignore[arg-type]  # texts
        self._bench.change(draft, key)

    def _choose(self) -> None:
        chosen = self.ambience.current
        ambience = None if chosen == NONE else chosen
        self._bench.change(replace(self._bench.draft, ambience=ambience))

    def _open(self, on: bool) -> None:  # noqa: FBT001 - a signal's payload
        self._rest.setVisible(on)
        self.more.set_icon("up" if on else "down")

    def _tell_wrong(self) -> None:
        found = self._bench.about(None)
        self.wrong.tell("\n".join(f"{one.message}." for one in found))
