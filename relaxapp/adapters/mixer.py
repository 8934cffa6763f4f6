"""pygame.mixer held at arm's length: opened late, closed soon, its surprises in one place."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from relaxapp.adapters import quiet_alsa
from relaxapp.errors import RelaxappError
from relaxapp.sessions.timeline import RATE

if TYPE_CHECKING:
    from types import ModuleType

BUFFER: Final = 2048  # samples: 43 ms; smaller wakes the processor more often for nothing
# SDL asks the sound server to keep one buffer, and refills it when it has all but run dry: 10 ms of
# a busy machine are then heard as a gap, which delays all that follows. So the server keeps more.
_KEPT_MS: Final = "180"
# From SDL asking for samples to their being heard: up to 180 ms by the server's own account, 110
# by a recorder on a null sink, less the 30 that a picture is late on average. In the middle.
LATENCY: Final = round(0.08 * RATE)


class NoDevice(RelaxappError):  # noqa: N818 - it names the state, not the mishap
    """There is no sound device that opens."""


@contextlib.contextmanager
def _environment(**values: str) -> Iterator[None]:
    """Set variables that are not set yet, only while SDL reads them: children inherit nothing."""
    added = {key: value for key, value in values.items() if key not in os.environ}
    os.environ.update(added)
    try:
        yield
    finally:
        for key in added:
            os.environ.pop(key, None)


def load_pygame() -> "ModuleType":
    """Import pygame without its banner; slow (0.2 s) the first time."""
    with _environment(PYGAME_HIDE_SUPPORT_PROMPT="1"):
        import pygame
        import pygame.mixer
    return pygame


class Mixer:
    """One open device playing one file. All calls belong to one thread."""

    def __init__(self) -> None:
        self._pygame: Any = None
        self._base = 0
        self._warming = False

    def open(self, device: str | None) -> None:
        """Open a device by name, or the system's default.

        Raises NoDevice. A device that is named but not there gives way to the default.
        """
        pygame = self._pygame = load_pygame()
        # Device events arrive through SDL's video part; a dummy one shows no window.
        with _environment(SDL_VIDEODRIVER="dummy", SDL_AUDIO_DEVICE_APP_NAME="relaxapp"):
            pygame.display.init()
        quiet_alsa.silence(Path(str(pygame.__file__)).parent)
        settings = {"frequency": RATE, "size": -16, "channels": 2, "buffer": BUFFER}
        for name in (device, None) if device else (None,):
            try:
                with _environment(PULSE_LATENCY_MSEC=_KEPT_MS):
                    pygame.mixer.init(**settings, devicename=name, allowedchanges=0)
            except pygame.error as error:
                problem = str(error)
            else:
                pygame.event.clear()
                return
        raise NoDevice(f"No sound device opens ({problem}).")

    def warm_up(self, silence: Path) -> bool:
        """Start a short file of silence; True once the device has taken all of it.

        Some servers take a second or two before the first samples flow, while SDL's position
        already runs: nothing that is to be heard should start before.
        """
        music = self._pygame.mixer.music
        if not self._warming:
            music.load(str(silence))
            music.play()
            self._warming = True
            return False
        if music.get_busy():
            return False
        self._warming = False
        return True

    def play(self, path: Path, sample: int, fade_ms: int) -> None:
        """Play a file from a sample on."""
        music = self._pygame.mixer.music
        music.set_volume(1.0)
        music.load(str(path))
        # Half a sample more, since SDL truncates to whole samples.
        music.play(start=(sample + 0.5) / RATE, fade_ms=fade_ms)
        self._base = sample

    def handed(self) -> int:
        """The sample that the device asks for next; the one heard is `LATENCY` earlier."""
        return self._base + max(0, int(self._pygame.mixer.music.get_pos())) * RATE // 1000

    def volume(self, level: float) -> None:
        self._pygame.mixer.music.set_volume(level)

    def pause(self) -> None:
        self._pygame.mixer.music.pause()

    def unpause(self) -> None:
        self._pygame.mixer.music.unpause()

    def device_gone(self) -> tuple[bool, bool]:
        """Whether (the device in use, any other output) has vanished since last asked."""
        pygame = self._pygame
        own = other = False
        for event in pygame.event.get():
            if event.type == pygame.AUDIODEVICEREMOVED and not event.iscapture:
                own = own or event.which != 0
                other = other or event.which == 0
        return own, other

    def close(self) -> None:
        """Close the device: an open one keeps waking the processor, even in silence."""
        if self._pygame is not None:
            self._pygame.mixer.quit()
            self._pygame.display.quit()
        self._warming = False


def device_names() -> tuple[str, ...]:
    """The names of the output devices, as SDL tells them; empty where there is none."""
    pygame = load_pygame()
    from pygame._sdl2 import audio

    opened = pygame.mixer.get_init() is not None
    try:
        if not opened:
            pygame.mixer.init(RATE, -16, 2, BUFFER, allowedchanges=0)
        return tuple(audio.get_audio_device_names(False))
    except pygame.error:
        return ()
    finally:
        if not opened:
            pygame.mixer.quit()
