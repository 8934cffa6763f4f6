"""What window and command line share: folders, settings, sessions, journal, opened when needed."""

import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from relaxapp.adapters import paths
from relaxapp.adapters.settings_file import SettingsFile
from relaxapp.adapters.sound_files import SoundBank
from relaxapp.clock import Clock
from relaxapp.errors import RelaxappError
from relaxapp.journal.store import Store
from relaxapp.sessions.audio_out import AudioOut, Track
from relaxapp.sessions.library import GROUNDING, RESCUE, Library
from relaxapp.sessions.run import Detour, SessionRun
from relaxapp.sessions.script import Script
from relaxapp.sessions.timeline import Options, Timeline, build
from relaxapp.settings import Settings, Volumes

log = logging.getLogger(__name__)

OutMaker = Callable[[str | None, Path], AudioOut]
"""Makes the sound output from a device name (None: the system's) and a cache folder."""


@dataclass
class Services:
    """Everything below the window. Nothing is opened before it is asked for."""

    clock: Clock
    env: Mapping[str, str]
    data_dir: Path | None = None
    problems: list[str] = field(default_factory=list)

    @cached_property
    def paths(self) -> paths.Paths:
        return paths.resolve(self.data_dir, self.env)

    @cached_property
    def assets(self) -> Path:
        return paths.assets_dir()

    @cached_property
    def library(self) -> Library:
        # Looking for own sessions makes no folder: a verb that only reads leaves no trace.
        own = paths.locate(self.data_dir, self.env).own_sessions
        library = Library((self.assets / "sessions", own))
        self.problems.extend(library.problems)
        return library

    @cached_property
    def settings_file(self) -> SettingsFile:
        return SettingsFile(self.paths.settings)

    def settings(self) -> Settings:
        settings, problems = self.settings_file.load()
        self.problems.extend(problems)
        return settings

    @cached_property
    def store(self) -> Store | None:
        """The journal; None where it cannot be used, which `problems` then tells."""
        from relaxapp.adapters.database import open_database

        try:
            store = Store(open_database(self.paths.database, self.clock))
            store.recover_running()
        except RelaxappError as error:
            log.warning("no journal: %s", error)
            self.problems.append(str(error))
            return None
        return store

    def try_store_again(self) -> Store | None:
        """The journal, opened anew: what kept it shut may have passed."""
        self.__dict__.pop("store", None)
        return self.store

    def bank(self, voice: str) -> SoundBank:
        """The sounds with one voice."""
        return SoundBank(self.assets, voice)

    def timeline(self, script: Script, options: Options, bank: SoundBank) -> Timeline:
        return build(script, options, bank)


@dataclass
class Mixture:
    """The volumes and ambience in force; changing one is heard after the next `remix`."""

    volumes: Volumes
    ambience: str | None
    duck: bool


def track_maker(bank: SoundBank, mixture: Mixture) -> Callable[[Timeline], Callable[[], Track]]:
    """How a timeline becomes sound: with the mixture as it is when asked for."""

    def for_timeline(timeline: Timeline) -> Callable[[], Track]:
        now = replace(mixture)

        def make() -> Track:
            from relaxapp.sessions.mixdown import Mix, Mixdown

            return Mixdown(timeline, bank, Mix(now.volumes, now.ambience, duck=now.duck))

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
    bank = services.bank(voice)
    detours = {
        Detour.CRAMP: services.library.get(RESCUE),
        Detour.WORSE: services.library.get(GROUNDING),
    }
    maker = track_maker(bank, mixture)
    return SessionRun(script, options, detours, bank, out, services.clock, maker)


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
