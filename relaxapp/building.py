"""Making sessions by hand as the window sees it: begin one, look at it, hear it, keep it."""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from relaxapp.adapters import own_sessions
from relaxapp.adapters.json_file import JsonFile
from relaxapp.errors import RelaxappError
from relaxapp.sessions import draft_kept
from relaxapp.sessions.draft import Draft, Technique
from relaxapp.sessions.library import SUFFIX
from relaxapp.sessions.script import kebab
from relaxapp.sessions.timeline import RATE, guessed
from relaxapp.sessions.wordings import Wordings
from relaxapp.sessions.writing import Trouble, to_toml, troubles
from relaxapp.settings import VOICES
from relaxapp.ui.builder_ports import Unfinished

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from relaxapp.adapters.sound_files import SoundBank
    from relaxapp.playing import SessionPlayer
    from relaxapp.practice import Practice
    from relaxapp.services import Services

log = logging.getLogger(__name__)

_NEW: Final = "My session"
_COPY: Final = "My {title}"
_LONGEST_TITLE: Final = 60


class Building:
    """A `BuilderPort` over the services. `changed` is called when there are other sessions."""

    def __init__(
        self, services: Services, practice: Practice, changed: Callable[[], None] = lambda: None
    ) -> None:
        self._services, self._practice, self._changed = services, practice, changed
        paths = services.paths
        self._folder = paths.own_sessions
        self._kept = JsonFile(paths.draft, "Unfinished sessions", "there is nothing to go on with")
        self._deleted: dict[str, str] = {}
        self._copied = ""  # what a new draft was made from
        self._banks: dict[str, SoundBank] = {}

    @cached_property
    def wordings(self) -> Wordings:
        library = self._services.library
        ours = [one for one in library.scripts() if not self._own_file(one.file)]
        return Wordings(ours, self.spoken, lambda text: self._clip(text) is not None)

    def new(self, technique: Technique, groups: Sequence[str]) -> Draft:
        self._copied = ""
        return replace(self.wordings.new(technique, groups), title=self._free(_NEW))

    def copy(self, session: str) -> Draft:
        script = self._services.library.get(session)
        title = self._free(_COPY.format(title=script.title.removeprefix("My ")))
        self._copied = session
        return replace(Draft.of(script), title=title)

    def change(self, session: str) -> Draft:
        script = self._services.library.get(session)
        return replace(Draft.of(script), saved_as=session)

    def own(self, session: str) -> bool:
        return any(
            one.id == session and self._own_file(one.file)
            for one in self._services.library.scripts()
        )

    def spoken(self, text: str) -> float:
        known = self._services.spoken.get(text, 0.0)  # by a voice of the computer
        return self._clip(text) or max(known, guessed(text))

    def troubles(self, draft: Draft) -> tuple[Trouble, ...]:
        found = troubles(draft, self._clip)
        taken = {one.id: one.title for one in self._services.library.scripts()}
        if draft.id and draft.id != draft.saved_as and draft.id in taken:
            free = self._free(draft.title)
            message = (
                f"There is a session called “{taken[draft.id]}” already: another title, such as"
                f" “{free}”, would be right"
            )
            found = (Trouble(None, 0, "title", message), *found)
        return found

    def save(self, draft: Draft) -> str:
        if found := self.troubles(draft):
            raise RelaxappError(f"{found[0].message}. Nothing was saved.")
        old = ""
        if draft.saved_as and self.own(draft.saved_as):
            old = self._services.library.get(draft.saved_as).file
        own_sessions.save(to_toml(draft), draft.id, self._folder, old)
        # Recordings that came with it are heard under its new name too, and in a copy.
        self._services.lines.carry(draft.saved_as or self._copied, draft.id)
        self._services.read_library_again()
        self._changed()
        return draft.id

    def hear(self, draft: Draft, part: int) -> SessionPlayer:
        return self._practice.hear(draft.script(part))

    def keep(self, draft: Draft) -> None:
        try:
            self._kept.write(draft_kept.to_mapping(draft))
        except RelaxappError as error:  # the draft is still there, and can be saved elsewhere
            log.warning("the draft could not be kept: %s", error)

    def forget(self) -> None:
        try:
            self._kept.path.unlink(missing_ok=True)
        except OSError as error:
            log.warning("the draft could not be let go: %s", error)

    def unfinished(self) -> Unfinished | None:
        kept, problem = self._kept.read()
        if problem:
            log.warning("no draft: %s", problem)
        draft = draft_kept.from_mapping(kept)
        return None if draft is None else Unfinished(draft.title, draft)

    def delete(self, session: str) -> None:
        if not self.own(session):
            raise RelaxappError("This session came with relaxapp, and stays.")
        file = self._services.library.get(session).file
        own_sessions.delete(file)
        self._deleted[session] = file
        self._services.read_library_again()
        self._changed()

    def undelete(self, session: str) -> None:
        file = self._deleted.pop(session, str(self._folder / f"{session}{SUFFIX}"))
        own_sessions.undelete(file)
        self._services.read_library_again()
        self._changed()

    # ------------------------------------------------------------- below

    def _own_file(self, file: str) -> bool:
        return own_sessions.is_own(file, self._folder)

    def _clip(self, text: str) -> float | None:
        """The longest of the voices, as `relaxapp check` has it."""
        clips = [clip for voice in VOICES if (clip := self._bank(voice).clip(text))]
        return max(clip.samples for clip in clips) / RATE if clips else None

    def _bank(self, voice: str) -> SoundBank:
        if voice not in self._banks:
            self._banks[voice] = self._services.bank(voice)
        return self._banks[voice]

    def _free(self, title: str) -> str:
        """The title, or the first one with a number behind it that no session has."""
        taken = {script.id for script in self._services.library.scripts()}
        made, number = title[:_LONGEST_TITLE].strip(), 1
        while kebab(made) in taken:
            number += 1
            end = f" {number}"
            made = title[: _LONGEST_TITLE - len(end)].strip() + end
        return made
