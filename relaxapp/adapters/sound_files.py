"""The bundled sounds: their manifests, and decoding by libsndfile when one is needed."""

import json
import logging
from collections import OrderedDict
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

from relaxapp.adapters import own_loops
from relaxapp.errors import RelaxappError
from relaxapp.sessions.blends import MOST_LAYERS
from relaxapp.sessions.timeline import RATE, ClipInfo

if TYPE_CHECKING:
    from types import ModuleType

    from relaxapp.sessions.mixdown import Floats, Pcm

log = logging.getLogger(__name__)

_KEPT_CLIPS: Final = 24  # decoded lines kept: enough for a seek back, small in memory


class Recordings(Protocol):
    """Recordings of single lines, by their words; `own_lines.LineStore` is one."""

    folder: Path

    def clip(self, text: str, session: str = "") -> ClipInfo | None:
        """The recording of a line as a session has it; its key is a file in `folder`."""


class SoundBank:
    """One voice with the chimes and ambiences beside it. Serves `Clips` and `Sounds`."""

    def __init__(
        self,
        assets: Path,
        voice: str,
        own: Path | None = None,
        lines: "Recordings | None" = None,
        session: str = "",
    ) -> None:
        """`own` is the folder of the person's own sounds; `lines` are recordings of lines.

        `session` is whose lines these are: a recording that came with it is heard in it alone.
        """
        self._assets = assets
        self._own = own
        self._lines = lines
        self._session = session
        self._folder = assets / "voices" / voice
        self._decoded: OrderedDict[str, Floats] = OrderedDict()
        self._loops: OrderedDict[str, Pcm] = OrderedDict()
        self._chimes: dict[str, Floats] = {}
        self.silent: dict[Path, None] = {}  # recordings that could not be read, in order

    @cached_property
    def _clips(self) -> dict[str, ClipInfo]:
        found = _manifest(self._folder / "manifest.json").get("clips", {})
        return {
            text: ClipInfo(clip["file"], clip["samples"], clip["first"], clip["last"])
            for text, clip in found.items()
        }

    @cached_property
    def _chime_table(self) -> dict[str, Any]:
        return _manifest(self._assets / "chimes" / "manifest.json")

    @cached_property
    def _ambience_table(self) -> dict[str, Any]:
        return _manifest(self._assets / "ambience" / "manifest.json")

    def clip(self, text: str) -> ClipInfo | None:
        """The recording of a line, or else the narration of it."""
        own = self._lines.clip(text, self._session) if self._lines else None
        return own or self._clips.get(text)

    def narrates(self, text: str) -> bool:
        """Whether relaxapp's own voice says it."""
        return text in self._clips

    def chime_samples(self, name: str) -> int:
        entry = self._chime_table.get(name)
        return int(entry["samples"]) if entry else 0

    def voice(self, key: str) -> "Floats":
        """Decode a clip: float32, shape (samples,)."""
        if key in self._decoded:
            self._decoded.move_to_end(key)
            return self._decoded[key]
        if self._lines is not None and key.endswith(".flac"):
            sound = self._recording(self._lines.folder / key)
        else:
            sound = _decode(self._folder / key)[:, 0]
        self._decoded[key] = sound
        if len(self._decoded) > _KEPT_CLIPS:
            self._decoded.popitem(last=False)
        return sound

    def _recording(self, path: Path) -> "Floats":
        """A recording; one that has gone meanwhile is silence: the session goes on."""
        import numpy as np

        try:
            return _decode(path)[:, 0]
        except RelaxappError as error:
            log.warning("a recorded line is silent: %s", error)
            self.silent[path] = None
            return np.zeros(1, np.float32)

    def chime(self, name: str) -> "Floats":
        """Decode a chime: float32, shape (samples, 2)."""
        if name not in self._chimes:
            self._chimes[name] = _decode(self._assets / "chimes" / self._chime_table[name]["file"])
        return self._chimes[name]

    def ambience(self, name: str) -> "Pcm":
        """Decode one turn of a loop: int16, shape (samples, 2); half of what floats would fill.

        A lossy encoder bends the join, so the file holds a little of the head once more behind
        the end; that tail is cross-faded into the head here.
        """
        if name in self._loops:
            self._loops.move_to_end(name)
        elif name.startswith("own-"):
            self._loops[name] = own_loops.loop(self._own, name)
        else:
            entry = self._ambience_table[name]
            sound = _decode(self._assets / "ambience" / entry["file"])
            self._loops[name] = _short(joined(sound, entry["samples"], entry["tail"]))
        if len(self._loops) > MOST_LAYERS:  # a minute of sound is 12 MB
            self._loops.popitem(last=False)
        return self._loops[name]


def joined(sound: "Floats", count: int, tail: int) -> "Floats":
    """The loop `sound[:count]`, its head faded in from the `tail` samples after the end."""
    import numpy as np

    if tail:
        rising = np.linspace(0, 1, tail, endpoint=False, dtype=np.float32)[:, None]
        sound[:tail] = sound[:tail] * rising + sound[count : count + tail] * (1 - rising)
    return sound[:count]


def _short(sound: "Floats") -> "Pcm":
    """As 16-bit numbers, 32768 being 1, as `Mixdown` reads them."""
    import numpy as np

    pcm: Pcm = np.clip(np.rint(sound * np.float32(32768)), -32768, 32767).astype(np.int16)
    return pcm


def _manifest(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise RelaxappError(f"The sounds cannot be read: {path}: {error}") from error
    return dict(found)


def load_decoder() -> "ModuleType":
    """Import libsndfile's wrapper; takes a moment the first time."""
    import soundfile

    return soundfile  # type: ignore[no-any-return]  # soundfile has no types


def _decode(path: Path) -> "Floats":
    soundfile = load_decoder()
    try:
        sound, rate = soundfile.read(path, dtype="float32", always_2d=True)
    except (OSError, soundfile.LibsndfileError) as error:
        raise RelaxappError(f"A sound of relaxapp is missing or damaged: {path}") from error
    if rate != RATE:
        raise RelaxappError(f"{path} has {rate} samples a second: {RATE} would be right")
    return sound  # type: ignore[no-any-return]  # soundfile has no types
