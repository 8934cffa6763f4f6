"""The sound of single lines as the window sees it: who says one, recording it, hearing it."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Final

from relaxapp.errors import RelaxappError
from relaxapp.sessions.audio_out import NoSound, Source
from relaxapp.sessions.library import SUFFIX
from relaxapp.sessions.player import Player, PlayState
from relaxapp.sessions.script import StepKind
from relaxapp.sessions.timeline import RATE, Phase, PhaseKind, Span, Timeline, VoiceCue, guessed
from relaxapp.settings import Volumes, gain
from relaxapp.ui.line_ports import LineSource, Take

if TYPE_CHECKING:
    from collections.abc import Callable

    from relaxapp.adapters.microphone import Microphone
    from relaxapp.adapters.sound_files import SoundBank
    from relaxapp.services import Services
    from relaxapp.sessions.audio_out import AudioOut, Track
    from relaxapp.settings import Settings

log = logging.getLogger(__name__)

_SHOWN_FOR: Final = 3 * RATE  # samples that a line is heard as a chime


class Lines:
    """A `LinesPort` over the services."""

    def __init__(
        self,
        services: Services,
        settings: Callable[[], Settings],
        make_out: Callable[[str | None], AudioOut] = lambda _: NoSound(),
        microphone: Microphone | None = None,
    ) -> None:
        """`make_out` gives the window's one output: what plays there gives way."""
        from relaxapp.adapters.microphone import Microphone

        self._services = services
        self._settings = settings
        self._make_out = make_out
        self._microphone = microphone or Microphone(services.clock)
        self._banks: dict[tuple[str, str], SoundBank] = {}
        self._recording = ""
        self._heard = ""
        self._player: Player | None = None
        self._ticket = 0
        self._aloud()  # whoever asks who says a line soon wants to know

    # ------------------------------------------------------------- who says it

    def source(self, text: str, voice: str, session: str = "") -> LineSource:
        if self._services.lines.clip(text, session) is not None:
            return LineSource.RECORDED
        if self._bank(voice, session).narrates(text):
            return LineSource.NARRATED
        return LineSource.SPOKEN if self._aloud() else LineSource.SHOWN

    def seconds(self, text: str, voice: str, session: str = "") -> float:
        clip = self._bank(voice, session).clip(text)
        if clip is not None:
            return clip.samples / RATE
        return self._services.spoken.get(text) or guessed(text)

    def own(self, text: str) -> bool:
        return self._services.lines.own(text) is not None

    # ------------------------------------------------------------- recording

    def why_not_record(self) -> str:
        return self._microphone.hindrance()

    def record(self, text: str) -> None:
        self.silence()
        self._make_out(self._settings().device)  # a session that plays would be recorded too
        self._microphone.start()
        self._recording = text

    def take(self) -> Take | None:
        heard = self._microphone.heard()
        if heard is None:
            return None
        return Take(self._recording, heard.seconds, heard.level, heard.full, heard.problem)

    def stop(self) -> None:
        from relaxapp.adapters import line_sound
        from relaxapp.adapters.microphone import MUTE

        text, self._recording = self._recording, ""
        sound = self._microphone.stop()
        if not line_sound.audible(sound):
            raise RelaxappError(MUTE)
        self._services.lines.put(text, line_sound.made(sound, RATE))

    def cancel(self) -> None:
        self._recording = ""
        self._microphone.cancel()

    def choose(self, text: str, path: str) -> None:
        from relaxapp.adapters import line_sound

        self._services.lines.put(text, line_sound.from_path(Path(path)))

    def remove(self, text: str) -> None:
        self._services.lines.remove(text)

    def can_undo(self, text: str) -> bool:
        return self._services.lines.can_undo(text)

    def undo(self, text: str) -> None:
        self._services.lines.undo(text)

    # ------------------------------------------------------------- hearing

    def hear(self, text: str, voice: str, session: str = "") -> None:
        self.silence()
        self.cancel()
        volumes = self._settings().volumes
        if not volumes.voice:  # who asks to hear a line means to hear it
            volumes = Volumes()
        out = self._make_out(self._settings().device)
        source = self.source(text, voice, session)
        if source is LineSource.SPOKEN:
            self._ticket = self._services.speaker.say(text, voice, gain(volumes.voice))
        else:
            self._player = self._alone(text, self._bank(voice, session), volumes, out)
            self._player.start()
        self._heard = text

    def hearing(self) -> str:
        if not self._heard:
            return ""
        if self._player is not None:
            state = self._player.tick().state
            over = state in {PlayState.FINISHED, PlayState.STOPPED, PlayState.PAUSED}
        else:
            speech = self._services.speaker.speech()
            over = speech.ticket != self._ticket or not speech.going_on
        if over:
            self.silence()
        return self._heard

    def silence(self) -> None:
        if not self._heard:
            return
        self._heard = ""
        player, self._player = self._player, None
        if player is not None:
            player.stop()
        else:
            self._services.speaker.hush()

    def end(self) -> None:
        self.silence()
        self._microphone.end()
        self._services.lines.tidy(self._services.clock.now(), self._gone)

    # ------------------------------------------------------------- below

    def _gone(self, session: str) -> bool:
        """Whether nothing is left of a session, nor anything it could be brought back from."""
        library, folder = self._services.library, self._services.paths.own_sessions
        there = any(script.id == session for script in library.scripts())
        return not there and folder.is_dir() and not any(folder.glob(f"{session}{SUFFIX}*"))

    def _aloud(self) -> bool:
        return self._settings().aloud and self._services.speaker.ready()

    def _bank(self, voice: str, session: str) -> SoundBank:
        key = (voice, session)
        if key not in self._banks:
            self._banks[key] = self._services.bank(voice, session)
        return self._banks[key]

    def _alone(self, text: str, bank: SoundBank, volumes: Volumes, out: AudioOut) -> Player:
        """A player of nothing but this line, or of the chime that stands for it."""
        clip = bank.clip(text)
        length = clip.samples if clip else _SHOWN_FOR
        cue = VoiceCue(text, clip.key if clip else None, 0, length, 0, length - 1)
        timeline = Timeline(
            length,
            (Span(0, StepKind.SAY, None, text, 0, length),),
            (Phase(PhaseKind.SPEAK, None, 0, length),),
            (cue,),
            (),
        )

        def make() -> Track:
            from relaxapp.sessions.mixdown import Mix, Mixdown

            return Mixdown(timeline, bank, Mix(volumes))

        return Player(timeline, out, self._services.clock, lambda _: Source(length, make))
