"""What window and command line share: folders, settings, sessions, journal, opened when needed.

Imports are late throughout: the window's first picture waits for whatever stands at the top.
"""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from relaxapp.adapters import paths
from relaxapp.adapters.settings_file import SettingsFile
from relaxapp.errors import RelaxappError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from relaxapp.adapters.database import Database
    from relaxapp.adapters.own_lines import LineStore
    from relaxapp.adapters.sound_files import SoundBank
    from relaxapp.adapters.sound_shelf import SoundShelf
    from relaxapp.clock import Clock
    from relaxapp.journal.store import Store
    from relaxapp.sessions.aloud import Aloud
    from relaxapp.sessions.audio_out import AudioOut, Track
    from relaxapp.sessions.blends import Layer
    from relaxapp.sessions.library import Library
    from relaxapp.sessions.run import SessionRun
    from relaxapp.sessions.script import Script
    from relaxapp.sessions.speaking import Speaker
    from relaxapp.sessions.timeline import Options, Timeline
    from relaxapp.settings import Settings, Volumes

log = logging.getLogger(__name__)

MIX = "mix"  # as in sessions.blends, which is imported only when it is needed


@dataclass
class Services:
    """Everything below the window. Nothing is opened before it is asked for."""

    clock: Clock
    env: Mapping[str, str]
    data_dir: Path | None = None
    problems: list[str] = field(default_factory=list)
    alone: bool = False  # whether this process holds the data folder's lock
    make_speaker: Callable[[], Speaker] | None = None  # finds a live voice, where one may be heard
    damage: RelaxappError | None = None  # why the journal cannot be read, where it is damaged
    spoken: dict[str, float] = field(default_factory=dict)  # seconds that live lines took
    _database: Database | None = field(default=None, init=False, repr=False)

    @cached_property
    def paths(self) -> paths.Paths:
        return paths.resolve(self.data_dir, self.env)

    @cached_property
    def assets(self) -> Path:
        return paths.assets_dir()

    @cached_property
    def library(self) -> Library:
        from relaxapp.sessions.library import Library

        # Looking for own sessions makes no folder: a verb that only reads leaves no trace.
        own = paths.locate(self.data_dir, self.env).own_sessions
        library = Library((self.assets / "sessions", own))
        self.problems.extend(p for p in library.problems if p not in self.problems)
        return library

    def read_library_again(self) -> None:
        """Have the sessions looked for anew: one was added."""
        self.__dict__.pop("library", None)

    @cached_property
    def settings_file(self) -> SettingsFile:
        return SettingsFile(self.paths.settings)

    def settings(self) -> Settings:
        settings, problems = self.settings_file.load()
        for problem in problems:
            log.warning("settings: %s", problem)
        if problems:
            self.problems.append(
                "Some settings could not be read; the usual ones apply there. The log says which."
            )
        return settings

    @cached_property
    def store(self) -> Store | None:
        """The journal; None where it cannot be used, which `problems` then tells."""
        from relaxapp.adapters.database import DamagedJournalError, open_database
        from relaxapp.journal.store import Store

        self.damage = None
        try:
            self._database = open_database(self.paths.database, self.clock)
            store = Store(self._database)
            store.recover_running(alone=self.alone)
            store.purge_trash(self.clock.now())
        except RelaxappError as error:
            log.warning("no journal: %s", error)
            if isinstance(error, DamagedJournalError):
                self.damage = error
            self.problems.append(f"{error} Sessions work; nothing is written down until then.")
            return None
        return store

    def close_journal(self) -> None:
        """Let go of the journal's file; the next one to ask for `store` opens it again."""
        self.__dict__.pop("store", None)
        database, self._database = self._database, None
        if database is not None:
            database.close()

    def try_store_again(self) -> Store | None:
        """The journal, opened anew: what kept it shut may have passed."""
        self.close_journal()
        return self.store

    def bank(self, voice: str, session: str = "") -> SoundBank:
        """The sounds with one voice, and with the recordings of a session's lines."""
        from relaxapp.adapters.sound_files import SoundBank

        own = paths.locate(self.data_dir, self.env).own_sounds
        return SoundBank(self.assets, voice, own, self.lines, session)

    @cached_property
    def lines(self) -> LineStore:
        """The recordings of single lines."""
        from relaxapp.adapters.own_lines import LineStore

        return LineStore(paths.locate(self.data_dir, self.env).own_lines)

    @cached_property
    def shelf(self) -> SoundShelf:
        """The mixes of sounds, and the person's own."""
        from relaxapp.adapters.sound_shelf import SoundShelf

        # Only looked at: a verb that plays a mix makes no folder for it.
        return SoundShelf(paths.locate(self.data_dir, self.env))

    def mixture(self, settings: Settings, ambience: str | None) -> Mixture:
        """The volumes as they are set, with an ambience, or the layers of the person's mix."""
        layers: tuple[Layer, ...] = ()
        if ambience == MIX:
            layers, ambience = self.shelf.load().heard, None
        return Mixture(settings.volumes, ambience, settings.duck, layers, settings.aloud)

    def timeline(self, script: Script, options: Options, bank: SoundBank) -> Timeline:
        """The session laid out in samples."""
        from relaxapp.sessions.aloud import KnownLengths
        from relaxapp.sessions.timeline import build

        return build(script, options, KnownLengths(bank, self.spoken))

    @cached_property
    def speaker(self) -> Speaker:
        """The voice of the computer that says lines without a recording."""
        from relaxapp.sessions.speaking import NoVoice

        return NoVoice() if self.make_speaker is None else self.make_speaker()

    def end_speaker(self) -> None:
        """Let go of that voice, if it was ever asked for."""
        speaker: Speaker | None = self.__dict__.pop("speaker", None)
        if speaker is not None:
            speaker.end()


@dataclass
class Mixture:
    """The volumes and ambience in force; changing one is heard after the next `remix`."""

    volumes: Volumes
    ambience: str | None
    duck: bool
    layers: tuple[Layer, ...] = ()
    live: bool = False  # whether a live voice may say the lines without a recording
    aloud: bool = False  # whether one does


def track_maker(bank: SoundBank, mixture: Mixture) -> Callable[[Timeline], Callable[[], Track]]:
    """How a timeline becomes sound: with the mixture as it is when asked for."""

    def for_timeline(timeline: Timeline) -> Callable[[], Track]:
        now = replace(mixture)

        def make() -> Track:
            from relaxapp.sessions.mixdown import Mix, Mixdown

            mix = Mix(now.volumes, now.ambience, duck=now.duck, layers=now.layers, aloud=now.aloud)
            return Mixdown(timeline, bank, mix)

        return make

    return for_timeline


def begin_run(
    services: Services,
    script: Script,
    options: Options,
    mixture: Mixture,
    voice: str,
    out: AudioOut,
) -> SessionRun:
    """A practice of `script`, ready to start, with its two detours at hand."""
    from relaxapp.sessions.aloud import KnownLengths
    from relaxapp.sessions.library import GROUNDING, RESCUE
    from relaxapp.sessions.run import Detour, SessionRun

    bank = services.bank(voice, script.id)
    detours = {
        Detour.CRAMP: services.library.get(RESCUE),
        Detour.WORSE: services.library.get(GROUNDING),
    }
    aloud = _aloud(services, script, options, mixture, voice)
    known, maker = KnownLengths(bank, dict(services.spoken)), track_maker(bank, mixture)
    # What came with a session says nothing in a detour.
    run = SessionRun(
        script, options, detours, known, out, services.clock, maker, services.bank(voice)
    )
    run.aloud = aloud
    return run


def _aloud(
    services: Services, script: Script, options: Options, mixture: Mixture, voice: str
) -> Aloud | None:
    """Who says the lines without a recording, if there are any."""
    from relaxapp.sessions.aloud import Aloud
    from relaxapp.sessions.mirror import swapped
    from relaxapp.settings import gain

    if not mixture.live:
        return None
    bank = services.bank(voice, script.id)
    swap = swapped if script.mirrors and options.left_handed else str
    if all(bank.clip(swap(text)) for text in script.spoken()):
        return None
    mixture.aloud = services.speaker.ready()

    def changed(ready: bool) -> None:  # noqa: FBT001 - it is all there is to tell
        mixture.aloud = ready

    return Aloud(
        services.speaker, voice, lambda: gain(mixture.volumes.voice), services.spoken, changed
    )


def warm_up() -> None:
    """Import what the first sound needs on a thread of its own, while nobody waits for it."""

    def load() -> None:
        try:
            from relaxapp.adapters import mixer, sound_files
            from relaxapp.sessions import mixdown  # noqa: F401 - the import is the point

            sound_files.load_decoder()
            mixer.load_pygame()
        except (ImportError, OSError) as error:
            log.warning("sound libraries are missing: %s", error)

    threading.Thread(target=load, name="warm-up", daemon=True).start()
