"""Plays one timeline: where we are, what is said and shown there, and what to do when asked.

The player never counts ticks. While there is sound, the position comes from the sound itself;
without a device it comes from the monotonic clock, and the session goes on with its captions.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from relaxapp.clock import Clock
from relaxapp.sessions.audio_out import AudioOut, Place, SoundState, SoundStatus, Source
from relaxapp.sessions.places import place_in
from relaxapp.sessions.timeline import RATE, Phase, Span, Timeline, VoiceCue

REPEAT_AFTER: Final = 10.0  # a pause longer than this many seconds says the current line again
_PATIENCE: Final = 3.0  # seconds to wait for a device before going on without one
_SLEPT: Final = 3.0  # a gap this long between the clocks means the computer slept
_RESTART_WITHIN: Final = 3 * RATE  # "previous" later in a step goes to this step's start
_LEAP: Final = RATE  # extrapolate at most this far from what the sound last told


class PlayState(StrEnum):
    """Where a practice is in its life."""

    READY = "ready"
    OPENING = "opening"
    PLAYING = "playing"
    PAUSED = "paused"
    FINISHED = "finished"
    STOPPED = "stopped"


class PauseReason(StrEnum):
    """Who or what paused."""

    PERSON = "person"
    SLEEP = "sleep"
    DEVICE_GONE = "device_gone"
    DETOUR = "detour"


@dataclass(frozen=True, slots=True)
class Moment:
    """What there is to see at one moment. Positions and lengths in samples."""

    state: PlayState
    position: int
    length: int
    span: Span
    phase: Phase
    caption: str
    cue: VoiceCue | None
    groups_done: frozenset[str]
    kind_until: int
    audible: bool
    pause_reason: PauseReason | None

    @property
    def phase_left(self) -> float:
        """Seconds until something else is to be done."""
        return max(0, self.kind_until - self.position) / RATE

    @property
    def phase_done(self) -> float:
        """How much of the phase is over, 0 to 1."""
        length = self.phase.end - self.phase.start
        return min(1.0, max(0.0, (self.position - self.phase.start) / length)) if length else 1.0

    @property
    def level(self) -> float:
        """How full the ring is, 0 to 1."""
        phase = self.phase
        return phase.level_from + (phase.level_to - phase.level_from) * self.phase_done


_RUNNING: Final = frozenset({PlayState.OPENING, PlayState.PLAYING})


class Player:
    """One practice of one timeline. Call `tick` as often as something is to be shown."""

    def __init__(
        self,
        timeline: Timeline,
        out: AudioOut,
        clock: Clock,
        source: Callable[[Timeline], Source],
    ) -> None:
        """`source` makes what is to be heard of a timeline, with the volumes now in force."""
        self.timeline = timeline
        self.aloud = False  # whether a live voice says the lines without a clip
        self.starts = 0  # how often it has begun to play, from wherever
        self._out = out
        self._clock = clock
        self._make_source = source
        self._source = source(timeline)
        self._state = PlayState.READY
        self._reason: PauseReason | None = None
        self._ticket = 0
        self._audible = True
        # Position when the clock drives: `_base` was true at monotonic time `_base_at`.
        self._base = 0
        self._base_at = clock.monotonic()
        self._paused_at = 0.0
        self._awake = self._gap()
        self._heard = 0  # samples practised, however often they were sought back

    @property
    def state(self) -> PlayState:
        return self._state

    @property
    def position(self) -> int:
        """The sample being heard; from the last tick while the sound is paused."""
        return self._base

    @property
    def heard_seconds(self) -> float:
        """Seconds practised so far, pauses and skipped parts not counted."""
        return self._heard / RATE

    # ---- what the person does

    def start(self, sample: int = 0) -> None:
        """Begin at a sample."""
        if self._state is PlayState.READY:
            self._begin(sample)

    def toggle(self) -> None:
        """Pause or go on; one key for both."""
        if self._state is PlayState.READY:
            self.start()
        elif self._state is PlayState.PAUSED:
            self.resume()
        else:
            self.pause()

    def pause(self, reason: PauseReason = PauseReason.PERSON) -> None:
        self._advance()
        if self._state in _RUNNING:
            self._hold(reason, since=self._clock.boottime())

    def resume(self) -> None:
        """Go on; from the start of the current line after a long pause, or if it was cut off."""
        if self._state is not PlayState.PAUSED:
            return
        self._awake = self._gap()
        cue = self.timeline.cue_at(self._base)
        long = self._clock.boottime() - self._paused_at > REPEAT_AFTER
        if not long and not self._cut(cue):
            cue = None
        status = self._out.status()
        if cue is not None:
            self._begin(cue.start)
        elif status.state is SoundState.PAUSED and status.ticket == self._ticket:
            self.starts += 1
            self._out.resume()
            self._state, self._reason = PlayState.PLAYING, None
            self._base_at = self._clock.monotonic()
        else:
            self._begin(self._base)

    def seek_to(self, sample: int) -> None:
        """Go to a sample; paused stays paused."""
        sample = min(max(0, sample), self.timeline.length)
        if self._state in _RUNNING:
            self._advance()
            self._begin(sample)
        elif self._state is PlayState.PAUSED:
            self._base = sample
            self._ticket = -1  # what the sound holds is no longer where we are
            self._paused_at = self._clock.boottime()

    def seek_by(self, seconds: float) -> None:
        self._advance()
        sample = self._base + round(seconds * RATE)
        cue = self.timeline.cue_at(max(0, sample))
        if seconds < 0 and cue is not None and self.aloud and cue.clip is None:
            # A live voice can say a line from its start alone, and back means to hear it again.
            sample = cue.start if sample <= cue.last else sample
        self.seek_to(sample)

    def next_step(self) -> None:
        self._advance()
        self.seek_to(self.timeline.span_at(self._base).end)

    def previous_step(self) -> None:
        """To the start of this step, or of the one before if this one has only begun."""
        self._advance()
        span = self.timeline.span_at(self._base)
        if self._base - span.start > _RESTART_WITHIN or span.start == 0:
            self.seek_to(span.start)
        else:
            self.seek_to(self.timeline.span_at(span.start - 1).start)

    def stop(self) -> None:
        """End here. It still counts."""
        if self._state not in {PlayState.STOPPED, PlayState.FINISHED}:
            self._advance()
            self._out.close()
            self._state, self._reason = PlayState.STOPPED, None

    def remix(self) -> None:
        """The volumes have changed: hear the same place with the new ones."""
        self._source = self._make_source(self.timeline)
        if self._state in _RUNNING or self._state is PlayState.PAUSED:
            self._out.remix(self._source)

    def relay(self, timeline: Timeline, *, scaled: bool = True) -> None:
        """Go on in another layout of the same script, where `places.place_in` says."""
        self._advance()
        if self._state in {PlayState.FINISHED, PlayState.STOPPED}:
            return
        old, self.timeline = self.timeline, timeline

        def place(sample: int) -> int:
            return place_in(timeline, old, sample, scaled=scaled)

        self._source = self._make_source(timeline)
        if self._state in _RUNNING:
            self._begin(place(self._base), place)
        else:
            self._base = place(self._base)
            self._ticket = -1

    def sleep(self) -> None:
        """The computer is about to sleep, or has slept."""
        self.pause(PauseReason.SLEEP)

    # ---- what time does

    def tick(self) -> Moment:
        """Look at sound and clock, and tell what there is to show."""
        if self._state in _RUNNING:
            slept = self._gap() - self._awake
            if slept > _SLEPT:
                self._hold(PauseReason.SLEEP, since=self._clock.boottime() - slept)
            else:
                self._advance()
        return self.moment()

    def moment(self) -> Moment:
        """What there is to show at the position last known."""
        at = min(self._base, self.timeline.length - 1)
        cue = self.timeline.cue_at(at)
        return Moment(
            state=self._state,
            position=self._base,
            length=self.timeline.length,
            span=self.timeline.span_at(at),
            phase=self.timeline.phase_at(at),
            caption=cue.text if cue else "",
            cue=cue,
            kind_until=self.timeline.kind_until(at),
            groups_done=self.timeline.groups_done(self._base),
            audible=self._audible,
            pause_reason=self._reason,
        )

    def _cut(self, cue: VoiceCue | None) -> bool:
        """Whether a pause has cut a line off: a live voice cannot go on in the middle."""
        return self.aloud and cue is not None and cue.clip is None and self._base <= cue.last

    def _begin(self, sample: int, place: Place | None = None) -> None:
        self.starts += 1
        self._base = sample
        self._base_at = self._clock.monotonic()
        self._awake = self._gap()
        self._state, self._reason = PlayState.OPENING, None
        if sample >= self.timeline.length:
            self._finish()
        else:
            self._ticket = self._out.play(self._source, sample, place)

    def _hold(self, reason: PauseReason, since: float) -> None:
        """Pause at the position last known, as if since boot time `since`."""
        self._out.pause()
        self._state, self._reason = PlayState.PAUSED, reason
        self._paused_at = since

    def _advance(self) -> None:
        """Bring the position up to now."""
        if self._state not in _RUNNING:
            return
        now = self._clock.monotonic()
        status = self._out.status()
        before = self._base
        if status.ticket < self._ticket or status.state is SoundState.OPENING:
            self._wait_for_sound(now)
        elif status.state is SoundState.PLAYING:
            self._follow(status, now)
        elif status.state is SoundState.READY:
            self._on_clock(now)
            self._sound_is_back(status)
        elif status.state is SoundState.LOST:
            self._on_clock(now)
        else:
            self._base_at = now  # held, but about to go on: what was asked is under way
        self._base = min(self._base, self.timeline.length)
        self._heard += max(0, self._base - before)
        if self._base >= self.timeline.length:
            self._finish()

    def _follow(self, status: SoundStatus, now: float) -> None:
        leap = min(max(0, round((now - status.at) * RATE)), _LEAP)
        # Small corrections of the sound's own clock never turn the captions back.
        self._base = max(self._base, status.sample + leap)
        self._base_at = now
        self._state, self._audible = PlayState.PLAYING, True
        if status.rerouted:
            self._hold(PauseReason.DEVICE_GONE, since=self._clock.boottime())

    def _wait_for_sound(self, now: float) -> None:
        """Hold still while a device opens, but not for ever."""
        if self._state is PlayState.OPENING and now - self._base_at > _PATIENCE:
            self._base_at = now
            self._state, self._audible = PlayState.PLAYING, False
        elif self._state is PlayState.PLAYING:
            self._on_clock(now)

    def _on_clock(self, now: float) -> None:
        self._state, self._audible = PlayState.PLAYING, False
        self._base += max(0, round((now - self._base_at) * RATE))
        self._base_at = now

    def _sound_is_back(self, status: SoundStatus) -> None:
        if status.rerouted:
            self._hold(PauseReason.DEVICE_GONE, since=self._clock.boottime())
        elif self._base < self.timeline.length:
            place, self._state = self._base, PlayState.PLAYING
            self._ticket = self._out.play(self._source, place)

    def _finish(self) -> None:
        self._base = self.timeline.length
        self._out.close()
        self._state, self._reason = PlayState.FINISHED, None

    def _gap(self) -> float:
        return self._clock.boottime() - self._clock.monotonic()
