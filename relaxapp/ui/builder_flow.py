"""The ways into the builder and out of it, for the flow that its pages are shown on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from relaxapp.errors import RelaxappError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from relaxapp.sessions.draft import Draft
    from relaxapp.ui.builder_ports import BuilderPort, Stage
    from relaxapp.ui.line_ports import LinesPort
    from relaxapp.ui.ports import SettingsPort
    from relaxapp.ui.theme import Look


class BuilderFlow(QObject):
    """Shows what belongs to making sessions on a `Stage`."""

    def __init__(
        self, look: Look, stage: Stage, port: BuilderPort, settings: SettingsPort,
        drawing: Path, lines: LinesPort | None,
    ) -> None:  # fmt: skip
        super().__init__()
        self._look, self._stage, self.port = look, stage, port
        self._settings, self._drawing, self._lines = settings, drawing, lines

    def begin(self) -> None:
        """Make a new session, or go on with the one that was left."""
        self._unless_unfinished(self._new)

    def copy(self, session: str) -> None:
        """Make a copy of a session to change."""
        self._unless_unfinished(lambda: self._open(self.port.copy(session)))

    def change(self, session: str) -> None:
        """Change an own session."""
        self._unless_unfinished(lambda: self._open(self.port.change(session), saved=True))

    def delete(self, session: str, title: str) -> None:
        """Take an own session away; the page of all sessions tells so, and brings it back."""
        try:
            self.port.delete(session)
        except RelaxappError as error:
            self._stage.tell_gone(str(error), None)
        else:
            words = self.tr("“{title}” was deleted.").format(title=title)
            self._stage.tell_gone(words, lambda: self._undelete(session))
        self._stage.home()

    def _undelete(self, session: str) -> None:
        try:
            self.port.undelete(session)
        except RelaxappError as error:
            self._stage.tell_gone(str(error), None)
        else:
            self._stage.prepare(session)

    def _unless_unfinished(self, act: Callable[[], None]) -> None:
        unfinished = self.port.unfinished()
        if unfinished is None:
            act()
            return
        from relaxapp.ui.builder_leaving import UnfinishedPage

        page = UnfinishedPage(self._look, unfinished.title)
        page.resume.clicked.connect(lambda: self._open(unfinished.draft))
        page.anew.clicked.connect(lambda: self._anew(act))
        page.leave.connect(self._stage.home)
        self._stage.show_view(page, page.resume)

    def _anew(self, act: Callable[[], None]) -> None:
        self.port.forget()
        act()

    def _new(self) -> None:
        from relaxapp.ui.builder_new import NewPage

        gently = self._settings.load().spasm_prone is True
        page = NewPage(self._look, self.port.wordings, self._drawing, gently=gently)
        page.made.connect(lambda: self._open(self.port.new(*page.chosen)))
        page.leave.connect(self._stage.home)
        self._stage.show_view(page, page.first_control)

    def _open(self, draft: Draft, *, saved: bool = False) -> None:
        from relaxapp.ui.builder_page import BuilderPage

        page = BuilderPage(
            self._look, self.port, draft, self._drawing, self._lines,
            voice=self._settings.load().voice, saved=saved,
        )  # fmt: skip
        page.leave.connect(self._stage.home)
        page.saved.connect(self._stage.prepare)
        self._stage.show_view(page, page.first_control)
