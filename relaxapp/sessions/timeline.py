"""Script + the person's options -> what happens at which sample. Pure: no clock, no files.

Everything that is heard and shown follows from a `Timeline`: the mixdown writes its cues into
PCM, the player reads its spans and phases, the transcript its voice cues.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Final, Protocol

from relaxapp.body import GROUPS
from relaxapp.sessions.leaving_out import kept
from relaxapp.sessions.mirror import mirrored
from relaxapp.sessions.repeats import most, repeated
from relaxapp.sessions.script import (
    BreathKind,
    BreathPhase,
    Line,
    Script,
    Slider,
    Step,
    StepKind,
    longest_tension,
)
from relaxapp.sessions.wording import worded

RATE: Final = 48_000  # samples a second, everywhere in relaxapp
PACE_LIMITS: Final = (0.5, 2.0)
PAUSE: Final = 0.6  # seconds of quiet between two lines, whatever the pace
BREATH_PAUSE: Final = 0.4  # between the short words of breathing
BELL: Final = "bell"
_LEAST_BELLS: Final = 60.0  # seconds from one bell to the next, at least
_BELL_FREE: Final = 0.5  # seconds between a bell's strike and the voice
_STRIKE: Final = RATE  # the part of a bell that would drown words
_LEAST_STAY: Final = 5.0  # seconds of ambience after the last step, at least
_LEAST_FADE: Final = 0.05
_SECONDS_A_WORD: Final = 0.42  # guessed length of a line that has no clip: 140 words a minute


class PhaseKind(StrEnum):
    """What the body is asked to do."""

    SETTLE = "settle"
    SPEAK = "speak"
    TENSE = "tense"
    RELEASE = "release"
    REST = "rest"
    INHALE = "inhale"
    HOLD = "hold"
    EXHALE = "exhale"
    SCAN = "scan"
    SILENCE = "silence"


_PHASES: Final = {
    StepKind.SAY: (PhaseKind.SPEAK, 0.0, 0.0),
    StepKind.TENSE: (PhaseKind.TENSE, 0.0, 1.0),
    StepKind.RELEASE: (PhaseKind.RELEASE, 1.0, 0.0),
    StepKind.REST: (PhaseKind.REST, 0.0, 0.0),
    StepKind.SCAN: (PhaseKind.SCAN, 0.0, 0.0),
    StepKind.CHIME: (PhaseKind.REST, 0.0, 0.0),
    StepKind.SILENCE: (PhaseKind.SILENCE, 0.0, 0.0),
}


@dataclass(frozen=True, slots=True)
class ClipInfo:
    """A spoken clip. All in samples at `RATE`; `first` and `last` are its audible ends."""

    key: str
    samples: int
    first: int
    last: int


class Clips(Protocol):
    """Where the lengths of clips come from."""

    def clip(self, text: str) -> ClipInfo | None:
        """The clip that speaks exactly `text`, or None."""

    def chime_samples(self, name: str) -> int:
        """The length of a chime in samples; 0 where there is none."""


@dataclass(frozen=True, slots=True)
class Night:
    """How a session ends in sleep; both in seconds.

    Nothing wakes: steps that lead back to the day are left out, and so are closing chimes. The
    ambience goes on for `stay` after the last step, and the last `fade` of it sinks to nothing.
    """

    stay: float = 900.0
    fade: float = 60.0


@dataclass(frozen=True)
class Options:
    """What the person chose for one practice.

    `pace`: slider to factor, 0.5 to 2. `skip`: groups left out. `answers`: choice name to option
    id. `delay`: seconds of quiet before the first step. `bell_every`: minutes from one bell to the
    next, 0 for none. `night` ends the session for someone who falls asleep over it.
    `effort`: how much of one's strength to tense with, 0 to 1; None for what the script says.
    `left_handed`: right and left change places in the scripts that allow it. `wording`: which of
    their wordings the lines are heard in, another for each practice; 0 for the usual one.
    `tones`: a soft tone goes along with the breath, where the script leads it. `repeats`: how often
    each area comes, or the breaths, as far as `repeats.most` allows.
    """

    pace: Mapping[Slider, float] = field(default_factory=lambda: MappingProxyType({}))
    skip: frozenset[str] = frozenset()
    answers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    delay: float = 0.0
    bell_every: float = 0.0
    night: Night | None = None
    effort: float | None = None
    left_handed: bool = False
    tones: bool = False
    repeats: int = 1
    wording: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """One step on the ribbon, [start, end) in samples. `number` counts the script's steps.

    `effort` is there where the person tenses with another strength than the script has it.
    """

    number: int
    kind: StepKind
    group: str | None
    title: str
    start: int
    end: int
    effort: float | None = None


@dataclass(frozen=True, slots=True)
class Phase:
    """One thing the body does, [start, end); the ring goes from level `low` to `high`, 0 to 1."""

    kind: PhaseKind
    group: str | None
    start: int
    end: int
    level_from: float = 0.0
    level_to: float = 0.0
    cycle: int = 0


@dataclass(frozen=True, slots=True)
class VoiceCue:
    """One spoken line: the clip covers [start, end), sound is heard in [first, last].

    `clip` is None for words without a clip: they are shown, not heard.
    """

    text: str
    clip: str | None
    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class ChimeCue:
    """One chime, [start, end); it may ring on over the steps that follow."""

    name: str
    start: int
    end: int


@dataclass(frozen=True)
class Timeline:
    """The whole session in samples. Spans and phases each tile [0, length) without a gap."""

    length: int
    spans: tuple[Span, ...]
    phases: tuple[Phase, ...]
    voice: tuple[VoiceCue, ...]
    chimes: tuple[ChimeCue, ...]
    rate: int = RATE
    fade_out: int | None = None  # samples in which the ambience sinks at the end; None: as usual
    tones: bool = False  # whether the phases of breathing are heard

    @property
    def seconds(self) -> float:
        return self.length / self.rate

    def span_at(self, sample: int) -> Span:
        """The step in force at a sample; the nearest one outside the session."""
        return self.spans[_index(self._span_starts, sample)]

    def phase_at(self, sample: int) -> Phase:
        """The phase in force at a sample; the nearest one outside the session."""
        return self.phases[_index(self._phase_starts, sample)]

    def kind_until(self, sample: int) -> int:
        """When something else than the phase in force begins: two breaths in are one."""
        at = _index(self._phase_starts, sample)
        phase = self.phases[at]
        if phase.kind in {PhaseKind.INHALE, PhaseKind.EXHALE}:
            following = self.phases[at + 1 : at + 8]
            for other in following:
                if (other.kind, other.cycle) != (phase.kind, phase.cycle):
                    break
                at += 1
        return self.phases[at].end

    def cue_at(self, sample: int) -> VoiceCue | None:
        """The newest line whose sound has begun by `sample`, within the same step."""
        at = bisect_right(self._cue_firsts, sample) - 1
        if at < 0 or self.voice[at].first < self.span_at(sample).start:
            return None
        return self.voice[at]

    def next_line(self, sample: int) -> int | None:
        """When the next line's sound begins after `sample`; None after the last."""
        at = bisect_right(self._cue_firsts, sample)
        return self._cue_firsts[at] if at < len(self._cue_firsts) else None

    def groups_done(self, sample: int) -> frozenset[str]:
        """The groups whose last step has ended by `sample`."""
        ends = self._group_ends
        return frozenset(group for group, end in ends.items() if end <= sample)

    def place_of(self, number: int) -> int:
        """The start of the first span with at least this step number; else the end."""
        return next((s.start for s in self.spans if s.number >= number), self.length)

    @cached_property
    def _span_starts(self) -> list[int]:
        return [span.start for span in self.spans]

    @cached_property
    def _phase_starts(self) -> list[int]:
        return [phase.start for phase in self.phases]

    @cached_property
    def _cue_firsts(self) -> list[int]:
        return [cue.first for cue in self.voice]

    @cached_property
    def _group_ends(self) -> dict[str, int]:
        return {span.group: span.end for span in self.spans if span.group}


def _index(starts: Sequence[int], sample: int) -> int:
    return max(0, bisect_right(starts, sample) - 1)


def samples(seconds: float) -> int:
    """Seconds to the nearest sample."""
    return round(seconds * RATE)


def guessed(text: str) -> float:
    """The seconds that a line takes which nobody has spoken yet."""
    return 0.5 + _SECONDS_A_WORD * len(text.split())


def build(script: Script, options: Options, clips: Clips) -> Timeline:
    """Lay out a session.

    Each step lasts its base length times the pace of the slider it names, within its limits. A
    line placed at a fixed time moves with its step, and is left out where the step became too
    short for it; any other line makes its step as long as it needs. No line is cut, nor said
    before the one before has had its pause. In breathing the pace is the thing: there a line that
    does not fit is left out.

    The result is never empty: with every group left out and nothing else in the script it holds
    one second of rest.
    """
    layout = _Layout(clips, tones=options.tones)
    if delay := samples(max(0.0, options.delay)):
        layout.plain(-1, "Getting settled", delay, PhaseKind.SETTLE)
    steps = steps_of(script, options)
    last = _last_of_night(steps) if options.night else len(steps)
    for number, step in kept(steps, options.skip):
        if number < last and not (options.night and step.waking):
            layout.step(number, step, options)
    if not layout.spans:
        layout.plain(0, "Resting", RATE, PhaseKind.REST)
    layout.bells(options.bell_every)
    if options.night is None:
        return layout.done()
    # Whoever goes to the last step, or on from it, comes to the sounds, not to the end.
    return layout.done_in_sleep(len(steps), options.night)


def _last_of_night(steps: Sequence[Step]) -> int:
    """How many steps are left without what rings at the end, marked as waking or not."""
    count = len(steps)
    while count and (steps[count - 1].waking or steps[count - 1].kind is StepKind.CHIME):
        count -= 1
    return count


def steps_of(script: Script, options: Options) -> tuple[Step, ...]:
    """The steps as they are chosen, those of groups left out among them."""
    steps = script.steps(options.answers)
    if options.repeats > 1:
        steps = repeated(steps, min(options.repeats, most(script)))
    if options.wording:
        steps = worded(steps, options.wording)
    if script.mirrors and options.left_handed:
        return tuple(mirrored(step) for step in steps)
    return steps


def stretched(step: Step, pace: Mapping[Slider, float]) -> float:
    """The length of a step in seconds at this pace, before its words ask for more."""
    if step.slider is None:
        return step.seconds
    low, high = PACE_LIMITS
    factor = min(high, max(low, pace.get(step.slider, 1.0)))
    return min(step.high, max(step.low, step.seconds * factor))


class _Layout:
    """The growing timeline."""

    def __init__(self, clips: Clips, *, tones: bool) -> None:
        self.clips, self.tones = clips, tones
        self.at = 0
        self.spoken = -RATE  # when the newest line was last heard
        self.spans: list[Span] = []
        self.phases: list[Phase] = []
        self.voice: list[VoiceCue] = []
        self.chimes: list[ChimeCue] = []

    def plain(self, number: int, title: str, length: int, phase: PhaseKind) -> None:
        end = self.at + length
        self.spans.append(Span(number, StepKind.REST, None, title, self.at, end))
        self.phases.append(Phase(phase, None, self.at, end))
        self.at = end

    def step(self, number: int, step: Step, options: Options) -> None:
        seconds = stretched(step, options.pace)
        if step.kind is StepKind.BREATHE:
            length = self._breathe(step, seconds)
        else:
            length = self._lines(step, samples(seconds), seconds / step.seconds)
            kind, low, high = _PHASES[step.kind]
            if length:
                begin, end = self.at, self.at + length
                if kind is PhaseKind.TENSE:
                    begin = max(begin, end - samples(longest_tension(step.group)))
                if begin > self.at:  # a long recording is listened to first: muscles have a limit
                    self.phases.append(Phase(PhaseKind.SPEAK, step.group, self.at, begin))
                self.phases.append(Phase(kind, step.group, begin, end, low, high))
        if step.kind is StepKind.CHIME and step.sound:
            ring = self.clips.chime_samples(step.sound)
            if ring:
                self.chimes.append(ChimeCue(step.sound, self.at, self.at + ring))
        if length:
            end = self.at + length
            effort = _effort(step, options.effort)
            span = Span(number, step.kind, step.group, step.title, self.at, end, effort)
            self.spans.append(span)
            self.at = end

    def _clip(self, text: str) -> ClipInfo:
        found = self.clips.clip(text)
        if found is not None:
            return found
        guess = samples(guessed(text))
        return ClipInfo("", guess, 0, guess - 1)

    def _speak(self, line: Line, start: int) -> VoiceCue:
        clip = self._clip(line.text)
        return VoiceCue(
            line.text,
            clip.key or None,
            start,
            start + clip.samples,
            start + clip.first,
            start + clip.last,
        )

    def _lines(self, step: Step, length: int, ratio: float) -> int:
        """Place the step's lines; return the length the step needs."""
        cursor = self.at
        for i, line in enumerate(step.lines):
            if line.at is not None:
                start = self.at + samples(line.at * ratio)
            else:
                start = cursor + (samples(step.gap) if i else 0)
            # Faster must not mean breathless: the pause before a line never falls below this.
            start = max(start, self.spoken + samples(PAUSE) - self._clip(line.text).first)
            cue = self._speak(line, start)
            if line.at and cue.end > self.at + length:
                continue
            self._say(cue)
            cursor = cue.end
            length = max(length, cue.end - self.at)
        return length

    def _breathe(self, step: Step, seconds: float) -> int:
        cycle = sum(phase.seconds for phase in step.phases)
        ratio = seconds / step.seconds
        drawn = sum(p.seconds for p in step.phases if p.kind is BreathKind.INHALE) or 1.0
        given = sum(p.seconds for p in step.phases if p.kind is BreathKind.EXHALE) or 1.0
        base, cues = self.at, []
        for number in range(step.cycles):
            level, offset = 0.0, number * cycle
            for i, phase in enumerate(step.phases):
                start = base + samples(offset * ratio)
                offset += phase.seconds
                end = base + samples(offset * ratio)
                before = level
                if phase.kind is BreathKind.INHALE:
                    level = min(1.0, level + phase.seconds / drawn)
                elif phase.kind is BreathKind.EXHALE:
                    level = max(0.0, level - phase.seconds / given)
                kind = PhaseKind(phase.kind.value)
                self.phases.append(Phase(kind, None, start, end, before, level, number))
                if phase.line and number < step.coach:
                    rest = sum(p.seconds for p in _until_spoken(step, i))
                    cues.append((self._speak(phase.line, start), end + samples(rest * ratio)))
        end = self.phases[-1].end
        for line in step.lines:
            at = base + samples((line.at or 0.0) * ratio)
            cues.append((self._speak(line, at), end))
        for cue, room in sorted(cues, key=lambda pair: pair[0].start):
            if self.spoken + samples(BREATH_PAUSE) <= cue.first and cue.end <= room:
                self._say(cue)
        return end - base

    def _say(self, cue: VoiceCue) -> None:
        self.voice.append(cue)
        self.spoken = cue.last

    def bells(self, every: float) -> None:
        """Ring once in so many minutes: in the pause after a line that would be rung over."""
        apart, ring = samples(every * 60), self.clips.chime_samples(BELL)
        if apart < samples(_LEAST_BELLS) or not ring:
            return
        rings, taken = [], [(c.first, c.last) for c in self.voice]
        for due in range(apart, self.at - ring - samples(_BELL_FREE), apart):
            at = due
            for first, last in taken:
                if first - samples(_BELL_FREE) < at + _STRIKE and at < last + samples(_BELL_FREE):
                    at = last + samples(_BELL_FREE)
            if at - due < apart and at + ring <= self.at:
                rings.append(ChimeCue(BELL, at, at + ring))
        self.chimes = sorted([*self.chimes, *rings], key=lambda chime: chime.start)

    def done_in_sleep(self, number: int, night: Night) -> Timeline:
        """Let the ambience stay for a while, and sink to nothing."""
        stay = samples(max(night.stay, night.fade, _LEAST_STAY))
        self.plain(number, "Sleeping", stay, PhaseKind.SILENCE)
        # Even without a fade the sound is not cut off: that would be a click in the dark.
        fade = min(stay, max(samples(night.fade), samples(_LEAST_FADE)))
        return replace(self.done(), fade_out=fade)

    def done(self) -> Timeline:
        chimes = tuple(
            ChimeCue(c.name, c.start, min(c.end, self.at)) for c in self.chimes if c.start < self.at
        )
        parts = (tuple(self.spans), tuple(self.phases), tuple(self.voice), chimes)
        return Timeline(self.at, *parts, tones=self.tones)


def _effort(step: Step, chosen: float | None) -> float | None:
    """How hard to tense, where the person chose otherwise; never harder what cramps easily."""
    if step.kind is not StepKind.TENSE or chosen is None:
        return None
    if step.effort is not None and step.group is not None and GROUPS[step.group].cramp_prone:
        chosen = min(chosen, step.effort)
    return None if chosen == step.effort else chosen


def _until_spoken(step: Step, i: int) -> Iterator[BreathPhase]:
    """The phases after `i` that come before the next one with words."""
    for phase in step.phases[i + 1 :]:
        if phase.line:
            return
        yield phase
