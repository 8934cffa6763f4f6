"""Sessions taken along as files, and taken in from them, as the window sees it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from relaxapp.errors import RelaxappError
from relaxapp.jobs import Job
from relaxapp.ui.taking_ports import Found

if TYPE_CHECKING:
    from collections.abc import Callable

    from relaxapp.practice import Practice
    from relaxapp.services import Services
    from relaxapp.sessions.parcel import Parcel
    from relaxapp.ui.ports import Preparation

_SOUNDS = (".mp3", ".ogg", ".flac")
_WORDS = (".vtt", ".txt")
_SESSION = ".relaxsession"


class Taking:
    """A `TakingPort` over the services."""

    def __init__(self, services: Services, practice: Practice) -> None:
        self._services = services
        self._practice = practice
        self._job: Job | None = None
        self._parcel: Parcel | None = None

    def forms(self) -> tuple[str, ...]:
        from relaxapp.adapters.sound_writer import encodes

        return (*filter(encodes, _SOUNDS), *_WORDS, _SESSION)

    def begin(self, preparation: Preparation, path: str) -> Job:
        target = Path(path)
        form = target.suffix.lower()
        if form not in self.forms():
            raise RelaxappError(
                f"{path} cannot be written: a name ending in {', '.join(self.forms())} would be"
                " right."
            )
        self.end()
        if form in _SOUNDS:
            write = self._sound(preparation, target)
        elif form in _WORDS:
            write = self._words(preparation, target)
        else:
            write = self._session(preparation, target)
        self._job = Job(write)
        return self._job

    def end(self) -> None:
        if self._job is not None:
            self._job.stop()
            self._job.wait()
            self._job = None

    def look(self, path: str) -> Found:
        from relaxapp.adapters.session_shelf import clash, look_into

        parcel = self._parcel = look_into(Path(path))
        script = parcel.script
        why = clash(parcel, self._services.library, self._services.paths.own_sessions)
        return Found(
            title=script.title,
            purpose=script.purpose,
            technique=script.technique,
            seconds=script.seconds,
            cautions=script.cautions,
            licence=parcel.licence,
            clash=why,
        )

    def keep(self) -> str:
        from relaxapp.adapters.session_shelf import keep

        if self._parcel is None:
            raise RelaxappError("There is nothing to keep.")
        keep(self._parcel, self._services.library, self._services.paths.own_sessions)
        self._services.read_library_again()
        return self._parcel.script.id

    # ------------------------------------------------------------- below

    def _sound(
        self, preparation: Preparation, target: Path
    ) -> Callable[[Callable[[float], None]], None]:
        script, timeline, make_track = self._practice.mixdown(preparation)
        assets = self._services.assets

        def write(tell: Callable[[float], None]) -> None:
            from relaxapp.adapters.sound_tags import read_cover
            from relaxapp.adapters.sound_writer import write as write_sound
            from relaxapp.sessions.tags import album

            told = album(script, timeline, read_cover(assets))
            write_sound(target, make_track(), timeline.length, told, tell)

        return write

    def _words(
        self, preparation: Preparation, target: Path
    ) -> Callable[[Callable[[float], None]], None]:
        script, timeline, _ = self._practice.mixdown(preparation)

        def write(tell: Callable[[float], None]) -> None:
            from relaxapp.adapters.transfer_files import write_whole
            from relaxapp.sessions.transcript import plain, webvtt

            tell(0.0)
            words = webvtt if target.suffix.lower() == ".vtt" else plain
            write_whole(target, words(timeline, script.title).encode())

        return write

    def _session(
        self, preparation: Preparation, target: Path
    ) -> Callable[[Callable[[float], None]], None]:
        script = self._services.library.get(preparation.session_id)
        assets = self._services.assets

        def write(tell: Callable[[float], None]) -> None:
            from relaxapp.adapters.session_shelf import hand_on

            tell(0.0)
            hand_on(script, target, assets)

        return write
