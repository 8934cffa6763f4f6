"""One practice of one session, with its detours to the rescue steps or to grounding and back."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import StrEnum

from relaxapp.body import GROUPS
from relaxapp.clock import Clock
from relaxapp.sessions.aloud import Aloud, KnownLengths
from relaxapp.sessions.audio_out import AudioOut, Source, Track
from relaxapp.sessions.blends import moved_end
from relaxapp.sessions.player import Moment, PauseReason, Player, PlayState
from relaxapp.sessions.script import Script, Slider
from relaxapp.sessions.timeline import RATE, Clips, Options, Timeline, build, steps_of


class Detour(StrEnum):
    """Why the session was left for a while."""

    CRAMP = "cramp"
    WORSE = "worse"


TrackMaker = Callable[[Timeline], Callable[[], Track]]
"""For a timeline, the call that later (on the sound's thread) makes its track."""


class SessionRun:
    """Plays a script; `player` is the one in force, the session's own or a detour's."""

    def __init__(
        self,
        script: Script,
        options: Options,
        detours: dict[Detour, Script],
        clips: Clips,
        out: AudioOut,
        clock: Clock,
        make_track: TrackMaker,
        detour_clips: Clips | None = None,
    ) -> None:
        """`detour_clips` are for the detours, which know none of a session's own recordings."""
        self.script = script
        self.options = options
        self.used: tuple[str, ...] = ()  # ids of the sessions that detours went to
        self.felt_worse = False  # whether the person ever said so
        self.left_out: tuple[str, ...] = ()  # groups that cramped on the way, newest last
        self._detours = detours
        self._needed: dict[str, float] = {}  # seconds of lines that took longer than was thought
        self._clips = KnownLengths(clips, self._needed)
        self._detour_clips = KnownLengths(detour_clips or clips, self._needed)
        self.aloud: Aloud | None = None  # says the lines without a clip; else they are shown
        self._out = out
        self._clock = clock
        self._make_track = make_track
        self._main = self._player(script, options)
        self._side: Player | None = None
        self._detour: Detour | None = None

    @property
    def player(self) -> Player:
        return self._side or self._main

    @property
    def detour(self) -> Detour | None:
        """The detour in force."""
        return self._detour

    @property
    def playing_script(self) -> Script:
        return self._detours[self._detour] if self._detour else self.script

    @property
    def main(self) -> Player:
        """The session's own player, also while a detour is in force."""
        return self._main

    def leave_for(self, detour: Detour) -> None:
        """Go to the rescue steps or to grounding; the session waits.

        After a cramp the group just worked on is left out for the rest of the session.
        """
        if self._detour is detour or self._over():
            return
        if self._side is not None:
            self._side.stop()
        group = self._main.moment().span.group
        self._main.pause(PauseReason.DETOUR)
        if detour is Detour.CRAMP and group is not None and self._detour is None:
            self._leave_out(group)
        self._detour = detour
        self.felt_worse = self.felt_worse or detour is Detour.WORSE
        script = self._detours[detour]
        self.used = (*self.used, script.id)
        self._side = self._player(script, Options())
        self._side.start()

    def back(self) -> None:
        """Return to where the session was left."""
        if self._side is not None:
            self._side.stop()
            self._side = self._detour = None
            self._main.resume()

    def stop(self) -> None:
        """End the whole practice here."""
        self._quiet()
        if self._side is not None:
            self._side.stop()
            self._side = self._detour = None
        self._main.stop()

    def tick(self) -> Moment:
        """What there is to see now. A detour that has ended waits for the person."""
        moment = self.player.tick()
        if self.aloud is not None:
            if self.aloud.changes(self.player):
                self.player.remix()
            needed = self.aloud.follow(self.player)
            if needed is not None:
                self._make_room(*needed)
        return moment

    def _make_room(self, text: str, seconds: float) -> None:
        """Let what follows a line wait, as the voice takes longer than was thought."""
        self._needed[text] = seconds
        if self._side is None:
            # What was said of the line stays said: the room comes after it.
            self._main.relay(build(self.script, self.options, self._clips), scaled=False)
        elif self._detour is not None:
            script = self._detours[self._detour]
            self._side.relay(build(script, Options(), self._detour_clips))

    def _quiet(self) -> None:
        if self.aloud is not None:
            self.aloud.hush()

    def remix(self) -> None:
        self.player.remix()

    @property
    def heard_seconds(self) -> float:
        """Seconds practised of the session itself."""
        return self._main.heard_seconds

    @property
    def finished(self) -> bool:
        return self._main.state is PlayState.FINISHED

    def move_end(self, way: int) -> None:
        """Let the ambience of a night go on 15 minutes longer (1) or shorter (-1)."""
        night = self.options.night
        if night is None or self._over():
            return
        since = (self._main.position - self._main.timeline.spans[-1].start) / RATE
        self.options = replace(self.options, night=moved_end(since, night, way))
        # As much of the night is over as before, however long the rest of it.
        self._main.relay(build(self.script, self.options, self._clips), scaled=False)

    def _over(self) -> bool:
        return self._main.state in {PlayState.FINISHED, PlayState.STOPPED}

    def _leave_out(self, group: str) -> None:
        """Leave out this group and every other that shares a muscle with it on the same side."""
        regions = set(GROUPS[group].regions)
        shared = {g for g in self.script.groups if regions & set(GROUPS[g].regions)} | {group}
        self.left_out = (*self.left_out, *sorted(shared - self.options.skip))
        self._skip(self.options.skip | shared)

    def keep_in(self) -> None:
        """Take back in what a cramp left out: it was pressed by mistake, or is well again."""
        self._skip(self.options.skip - set(self.left_out))
        self.left_out = ()

    def leave_out(self, group: str) -> None:
        """Leave this one group out from here on; the last one left stays."""
        if self.may_leave_out(group):
            self._skip(self.options.skip | {group})

    def may_leave_out(self, group: str) -> bool:
        """Whether something to practise would be left without this group."""
        return bool(set(self.areas) - self.options.skip - {group})

    def take_in(self, group: str) -> None:
        """Practise a group after all, where its turn is still to come."""
        self.left_out = tuple(one for one in self.left_out if one != group)
        self._skip(self.options.skip - {group})

    def set_pace(self, pace: Mapping[Slider, float]) -> None:
        """Go on at another pace, at the same step."""
        self._change(replace(self.options, pace=pace))

    def set_manner(
        self, pace: Mapping[Slider, float], effort: float | None, *, tones: bool
    ) -> None:
        """Go on at another pace, with another strength, with tones or without."""
        self._change(replace(self.options, pace=pace, effort=effort, tones=tones))

    @property
    def areas(self) -> tuple[str, ...]:
        """The groups of the session as it was chosen, those left out among them, in order."""
        steps = steps_of(self.script, self.options)
        return tuple(dict.fromkeys(step.group for step in steps if step.group))

    def _skip(self, groups: frozenset[str]) -> None:
        self._change(replace(self.options, skip=groups))

    def _change(self, options: Options) -> None:
        if options != self.options:
            self.options = options
            if not self._over():
                self._main.relay(build(self.script, options, self._clips))

    def _player(self, script: Script, options: Options) -> Player:
        clips = self._clips if script is self.script else self._detour_clips
        timeline = build(script, options, clips)
        return Player(timeline, self._out, self._clock, self._source)

    def _source(self, timeline: Timeline) -> Source:
        return Source(timeline.length, self._make_track(timeline))
