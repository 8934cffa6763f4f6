"""Sessions taken along as files, and taken in from them, as the window sees it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from relaxapp.errors import RelaxappError
from relaxapp.jobs import Job
from relaxapp.sessions.parcel import UNSTATED
from relaxapp.ui.taking_ports import Found, Voiced

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from relaxapp.practice import Practice
    from relaxapp.services import Services
    from relaxapp.sessions.parcel import Parcel, Recording
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

    def voiced(self, preparation: Preparation) -> Voiced:
        from relaxapp.adapters.session_shelf import texts

        script, timeline, _ = self._practice.mixdown(preparation)
        lines = self._services.lines
        recorded = sum(lines.find(text, script.id) is not None for text in texts(script))
        return Voiced(recorded, len({cue.text for cue in timeline.voice if cue.clip is None}))

    def begin(self, preparation: Preparation, path: str, *, recordings: bool = True) -> Job:
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
            write = self._session(preparation, target, recordings=recordings)
        self._job = Job(write)
        return self._job

    def end(self) -> None:
        if self._job is not None:
            self._job.stop()
            self._job.wait()
            self._job = None

    def look(self, path: str) -> Found:
        from relaxapp.adapters.session_shelf import clash, look_into

        self._parcel = None
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
            recordings=len(parcel.recordings),
            own=sum(self._services.lines.own(one.text) is not None for one in parcel.recordings),
            authors=_named(parcel.recordings),
        )

    def keep(self) -> str:
        from relaxapp.adapters.session_shelf import keep

        if self._parcel is None:
            raise RelaxappError("There is nothing to keep.")
        services = self._services
        keep(self._parcel, services.library, services.paths.own_sessions, services.lines)
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
        self, preparation: Preparation, target: Path, *, recordings: bool
    ) -> Callable[[Callable[[float], None]], None]:
        script = self._services.library.get(preparation.session_id)
        assets, lines = self._services.assets, self._services.lines

        def write(tell: Callable[[float], None]) -> None:
            from relaxapp.adapters.session_shelf import hand_on

            tell(0.0)
            hand_on(script, target, assets, lines if recordings else None)

        return write


def _named(recordings: Sequence[Recording]) -> str:
    """Whose the recordings are and under which licence, each pair once, where that is said."""
    told = ((one.author, one.licence) for one in recordings)
    pairs = dict.fromkeys(", ".join(w for w in pair if w != UNSTATED) for pair in told)
    return "; ".join(pair for pair in pairs if pair)
