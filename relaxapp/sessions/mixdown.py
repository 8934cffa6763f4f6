"""Timeline + sounds -> PCM, sample for sample; any cut into blocks gives the same samples.

Voice, chimes and ambience are mixed into one stereo stream, so that what is rendered to a file
and what is played are the same thing, and nothing has to be fired at the right moment later.
This module needs numpy and is imported when the first session starts, not before.
"""

from dataclasses import dataclass, field
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from relaxapp.sessions.blends import Layer
from relaxapp.sessions.timeline import RATE, ChimeCue, Timeline, VoiceCue
from relaxapp.sessions.tones import SOUNDING, tone
from relaxapp.settings import Volumes, gain

Floats = NDArray[np.float32]
Pcm = NDArray[np.int16]

DUCK_DB: Final = -9.0
DUCK_BEFORE: Final = round(0.3 * RATE)  # ambience starts down this long before the first sound
DUCK_DOWN: Final = round(0.4 * RATE)
DUCK_UP: Final = round(1.2 * RATE)
FADE_IN: Final = round(2.0 * RATE)  # of the ambience, at the session's start
FADE_OUT: Final = round(4.0 * RATE)  # at its end
UNSPOKEN: Final = "bell"  # announces a line that is shown, not heard
MOST_RINGING: Final = round(3.0 * RATE)  # of that chime, so that the next line's stands alone
_SOFTLY: Final = 0.35  # of a chime's own level: about 9 dB down
BED_PEAK: Final = 0.5  # -6 dBFS: several sounds together never go above it
_KNEE: Final = 0.891  # -1 dBFS: louder sums are bent, not cut
_ROOM: Final = 1.0 - _KNEE


class Sounds(Protocol):
    """Where decoded sound comes from; float32 in [-1, 1] at `RATE`."""

    def voice(self, key: str) -> Floats:
        """A clip, shape (samples,)."""

    def chime(self, name: str) -> Floats:
        """A chime, shape (samples, 2)."""

    def ambience(self, name: str) -> Floats | Pcm:
        """One turn of a loop, shape (samples, 2); its end joins its start. May be int16."""


@dataclass(frozen=True, slots=True)
class Mix:
    """What the person hears of it: volumes 0-100, the ambience (None for none), ducking.

    `layers` are heard together instead of `ambience`, each at a volume of its own. `aloud`: a live
    voice says the lines without a clip, so no chime announces them.
    """

    volumes: Volumes = field(default_factory=Volumes)
    ambience: str | None = None
    duck: bool = True
    layers: tuple[Layer, ...] = ()
    aloud: bool = False

    @property
    def bed(self) -> tuple[Layer, ...]:
        """All that lies under the voice."""
        return self.layers or ((Layer(self.ambience),) if self.ambience else ())


class Mixdown:
    """Renders any stretch of a timeline. Holds no position; safe to use from one thread."""

    def __init__(self, timeline: Timeline, sounds: Sounds, mix: Mix) -> None:
        self.timeline = timeline
        self.mix = mix
        self._sounds = sounds
        self._levels: tuple[float, ...] | None = None
        depth = 10 ** (DUCK_DB / 20)
        # Ramps are straight in decibels, which is how a fade is heard.
        self._down = np.geomspace(1.0, depth, DUCK_DOWN, dtype=np.float32)
        self._up = np.geomspace(depth, 1.0, DUCK_UP, dtype=np.float32)
        self._depth = np.float32(depth)

    def render(self, start: int, stop: int, bed: int = 0) -> Pcm:
        """The samples [start, stop), clipped to the session: int16, shape (n, 2).

        The loops of the ambience are read `bed` samples further on than their turn has come.
        """
        start, stop = max(0, start), min(stop, self.timeline.length)
        out = np.zeros((max(0, stop - start), 2), np.float32)
        if not len(out):
            return out.astype(np.int16)
        if self.mix.bed and (level := gain(self.mix.volumes.ambience)):
            self._add_ambience(out, start, level, bed)
        if level := gain(self.mix.volumes.voice):
            for cue in self.timeline.voice:
                if cue.clip and cue.start < stop and cue.end > start:
                    _add(out, start, cue, self._sounds.voice(cue.clip)[:, None], level)
        if level := gain(self.mix.volumes.chimes):
            self._add_chimes(out, start, level)
            if self.timeline.tones:
                self._add_tones(out, start, level)
        return _to_pcm(out)

    def _add_chimes(self, out: Floats, start: int, level: float) -> None:
        for chime in self.timeline.chimes:
            self._add_chime(out, start, chime, level)
        for cue in self.timeline.voice:
            # Nobody speaks it: a soft sound says there is a line to read.
            if cue.clip is None and not self.mix.aloud:
                end = min(cue.start + MOST_RINGING, self.timeline.length)
                self._add_chime(out, start, ChimeCue(UNSPOKEN, cue.start, end), level * _SOFTLY)

    def _add_chime(self, out: Floats, start: int, chime: ChimeCue, level: float) -> None:
        if chime.start >= start + len(out) or chime.end <= start:
            return
        sound = self._sounds.chime(chime.name)
        cut = chime.end - chime.start
        if cut < len(sound):  # the session ends before the chime has rung out
            sound = sound[:cut] * _tail(cut)
        _add(out, start, chime, sound, level)

    def _add_tones(self, out: Floats, start: int, level: float) -> None:
        for phase in self.timeline.phases:
            left, right = max(phase.start, start), min(phase.end, start + len(out))
            if left < right and phase.kind in SOUNDING:
                out[left - start : right - start] += tone(phase, left, right) * np.float32(level)

    def _add_ambience(self, out: Floats, start: int, level: float, bed: int) -> None:
        for layer, own in zip(self.mix.bed, self._balance(), strict=True):
            loop = self._sounds.ambience(layer.sound)
            at, done = (start + bed) % len(loop), 0
            while done < len(out) and own:
                part = _floats(loop[at : at + len(out) - done])
                out[done : done + len(part)] += part if own == 1.0 else part * np.float32(own)
                done += len(part)
                at = 0
        envelope = np.full(len(out), level, np.float32)
        self._fade_ends(envelope, start)
        if self.mix.duck and self.mix.volumes.voice:
            envelope *= self._ducking(start, len(out))
        out *= envelope[:, None]

    def _balance(self) -> tuple[float, ...]:
        """The factor of each layer: its volume, and less for all where they could clip together.

        One sound alone is left as it is. Peaks are added up as if they all fell on one sample.
        """
        if self._levels is None:
            own = [gain(layer.level) for layer in self.mix.bed]
            loops = [self._sounds.ambience(layer.sound) for layer in self.mix.bed]
            highest = sum(g * _peak(loop) for g, loop in zip(own, loops, strict=True) if g)
            room = BED_PEAK / highest if len(own) > 1 and highest > BED_PEAK else 1.0
            self._levels = tuple(g * room for g in own)
        return self._levels

    def _fade_ends(self, envelope: Floats, start: int) -> None:
        """Rise from nothing at the session's start, sink to nothing at its end."""
        length = self.timeline.length
        fade_in, fade_out = min(FADE_IN, length // 2), min(FADE_OUT, length // 2)
        if self.timeline.fade_out is not None:
            fade_out = min(self.timeline.fade_out, length)
        if start < fade_in:
            head = np.arange(start, min(start + len(envelope), fade_in), dtype=np.float32)
            envelope[: len(head)] *= (head / np.float32(fade_in)) ** 2
        begin = length - fade_out
        if start + len(envelope) > begin:
            first = max(start, begin)
            left = np.arange(length - first, length - start - len(envelope), -1, dtype=np.float32)
            envelope[first - start :] *= (left / np.float32(fade_out)) ** 2

    def _ducking(self, start: int, count: int) -> Floats:
        """The gain of the ambience under the voice: each line presses it down, the lowest wins."""
        gains = np.ones(count, np.float32)
        for cue in self.timeline.voice:
            begin, end = cue.first - DUCK_BEFORE, cue.last + DUCK_UP
            if (cue.clip is None and not self.mix.aloud) or end <= start or begin >= start + count:
                continue
            low = begin + DUCK_DOWN
            _press(gains, start, begin, self._down)
            _press(gains, start, cue.last, self._up)
            if cue.last > low:
                bottom = gains[max(0, low - start) : max(0, cue.last - start)]
                np.minimum(bottom, self._depth, out=bottom)
        return gains


def _floats(part: Floats | Pcm) -> Floats:
    """Samples in [-1, 1]; loops that are the person's own are kept as 16-bit numbers."""
    if part.dtype == np.int16:
        return part.astype(np.float32) / np.float32(32768)
    return part  # type: ignore[return-value]  # the other of the two


def _peak(loop: Floats | Pcm) -> float:
    if not len(loop):
        return 0.0
    highest = max(abs(float(loop.max())), abs(float(loop.min())))
    return highest / 32768 if loop.dtype == np.int16 else highest


def _press(gains: Floats, start: int, at: int, ramp: Floats) -> None:
    """Lower `gains` (which begin at sample `start`) to `ramp`, laid at sample `at`."""
    left, right = max(at, start), min(at + len(ramp), start + len(gains))
    if left < right:
        part = gains[left - start : right - start]
        np.minimum(part, ramp[left - at : right - at], out=part)


def _add(out: Floats, start: int, cue: VoiceCue | ChimeCue, sound: Floats, level: float) -> None:
    left, right = max(cue.start, start), min(cue.start + len(sound), start + len(out))
    if left < right:
        part = sound[left - cue.start : right - cue.start]
        out[left - start : right - start] += part if level == 1.0 else part * np.float32(level)


def _tail(count: int) -> Floats:
    """Full gain, then a last quarter that sinks to zero; shape (count, 1)."""
    fall = max(1, count // 4)
    shape = np.ones(count, np.float32)
    shape[-fall:] = np.cos(np.linspace(0, np.pi / 2, fall, dtype=np.float32)) ** 2
    return shape[:, None]


def _to_pcm(out: Floats) -> Pcm:
    """To 16 bits; what would clip is bent smoothly above -1 dBFS, sample by sample."""
    over = np.abs(out) > _KNEE
    if over.any():
        loud = out[over]
        bent = _KNEE + _ROOM * np.tanh((np.abs(loud) - _KNEE) / _ROOM)
        out[over] = np.copysign(bent, loud)
    pcm: Pcm = np.rint(out * np.float32(32767)).astype(np.int16)
    return pcm
