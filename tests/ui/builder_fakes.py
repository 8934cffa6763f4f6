"""The builder's port over the bundled sessions, with everything it keeps in memory."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from relaxapp.errors import RelaxappError
from relaxapp.sessions.draft import Draft
from relaxapp.sessions.library import Library
from relaxapp.sessions.timeline import guessed
from relaxapp.sessions.wordings import Wordings
from relaxapp.sessions.writing import Trouble, to_toml, troubles
from relaxapp.ui.builder_ports import Unfinished
from tests.ui.fakes import FakePlayer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relaxapp.sessions.draft import Technique

ASSETS = Path(__file__).parents[2] / "assets"


@cache
def library() -> Library:
    return Library((ASSETS / "sessions",))


@cache
def wordings() -> Wordings:
    return Wordings(library().scripts(), guessed, lambda _: True)


class FakeBuilding:
    """A `BuilderPort` in memory; ``refusal`` is what saving runs into."""

    def __init__(self) -> None:
        self.wordings = wordings()
        self.saved: dict[str, str] = {}
        self.kept: Draft | None = None
        self.heard: list[tuple[str, int]] = []
        self.player = FakePlayer("soften")
        self.deleted: list[str] = []
        self.refusal = ""
        self.mine: set[str] = set()

    def new(self, technique: Technique, groups: Sequence[str]) -> Draft:
        return replace(self.wordings.new(technique, groups), title="My session")

    def copy(self, session: str) -> Draft:
        script = library().get(session)
        return replace(Draft.of(script), title=f"My {script.title}")

    def change(self, session: str) -> Draft:
        return replace(Draft.of(library().get(session)), saved_as=session)

    def own(self, session: str) -> bool:
        return session in self.mine

    def spoken(self, text: str) -> float:
        return guessed(text)

    def troubles(self, draft: Draft) -> tuple[Trouble, ...]:
        return troubles(draft)

    def save(self, draft: Draft) -> str:
        if self.refusal:
            raise RelaxappError(self.refusal)
        self.saved[draft.id] = to_toml(draft)
        return draft.id

    def hear(self, draft: Draft, part: int) -> FakePlayer:
        self.heard.append((draft.title, part))
        return self.player

    def keep(self, draft: Draft) -> None:
        self.kept = draft

    def forget(self) -> None:
        self.kept = None

    def unfinished(self) -> Unfinished | None:
        return None if self.kept is None else Unfinished(self.kept.title, self.kept)

    def delete(self, session: str) -> None:
        if self.refusal:
            raise RelaxappError(self.refusal)
        self.deleted.append(session)

    def undelete(self, session: str) -> None:
        self.deleted.remove(session)
