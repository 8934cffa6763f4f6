"""A session that plays, as the window sees and steers it; how far it came is noted on the way."""

from collections.abc import Callable
from typing import Final

from relaxapp.body import GROUPS
from relaxapp.services import Mixture
from relaxapp.sessions.blends import Layer
from relaxapp.sessions.leaving_out import cramping
from relaxapp.sessions.player import Moment, PauseReason, PlayState
from relaxapp.sessions.run import Detour, SessionRun
from relaxapp.sessions.script import Script, Slider
from relaxapp.sessions.shape import breathes, dials, effort
from relaxapp.sessions.timeline import RATE, Options, PhaseKind, Timeline
from relaxapp.settings import Volumes
from relaxapp.ui.ports import Area, Dial, Frame, Manner, Segment

_SAVE_EVERY: Final = 15.0  # seconds between notes of how far a practice has come
_USUAL: Final = 100  # percent


class SessionPlayer:
    """A `PlayerPort` over a `SessionRun`, which writes down how far it came."""

    def __init__(
        self,
        run: SessionRun,
        mixture: Mixture,
        keep: Callable[[SessionRun], None],
        monotonic: Callable[[], float],
        asleep: Callable[[], bool],
        remember: Callable[[Manner], None],
    ) -> None:
        self.run = run
        self._remember = remember
        self._can = Manner(dials_of(run.script), cramping(run.script), effort(run.script))
        self._manner: tuple[Options, Manner] | None = None
        self._mixture = mixture
        self._keep = keep
        self._monotonic = monotonic
        self._asleep = asleep
        self._kept_at = monotonic()
        self._segments: tuple[Timeline, tuple[Segment, ...]] | None = None
        self._areas: tuple[frozenset[str], tuple[Area, ...]] | None = None
        self._over = False

    @property
    def title(self) -> str:
        return self.run.playing_script.title

    @property
    def segments(self) -> tuple[Segment, ...]:
        timeline = self.run.player.timeline
        if self._segments is None or self._segments[0] is not timeline:
            self._segments = (timeline, _segments(timeline))
        return self._segments[1]

    def tick(self) -> Frame:
        if self._asleep():
            self.run.player.sleep()
        moment = self.run.tick()
        now = self._monotonic()
        over = self.run.main.state in {PlayState.FINISHED, PlayState.STOPPED}
        if now - self._kept_at > _SAVE_EVERY or over is not self._over:
            self._kept_at, self._over = now, over
            self._keep(self.run)
        return self._frame(moment)

    def _frame(self, moment: Moment) -> Frame:
        detour = self.run.detour
        state, reason = moment.state, moment.pause_reason
        if detour and state in {PlayState.FINISHED, PlayState.STOPPED}:
            # The session itself is not over: it waits for the person to come back.
            state, reason = PlayState.PAUSED, PauseReason.PERSON
        spans = self.run.player.timeline.spans
        return Frame(
            state=state.value,
            position=moment.position / RATE,
            length=moment.length / RATE,
            segment=spans.index(moment.span),
            phase=moment.phase.kind.value,
            phase_left=moment.phase_left,
            phase_done=_done(moment),
            caption=moment.caption,
            caption_in=_caption_in(self.run.player.timeline, moment),
            group=moment.span.group,
            groups_done=moment.groups_done,
            audible=moment.audible,
            pause_reason=reason.value if reason else None,
            detour=detour.value if detour else "",
            effort=None if moment.span.effort is None else round(moment.span.effort * 100),
        )

    def start(self) -> None:
        self.run.player.start()
        self._keep(self.run)

    def toggle(self) -> None:
        if self.run.detour and self.run.player.state is PlayState.FINISHED:
            self.back()
        else:
            self.run.player.toggle()

    def seek_by(self, seconds: float) -> None:
        self.run.player.seek_by(seconds)

    def seek_to(self, seconds: float) -> None:
        self.run.player.seek_to(round(seconds * RATE))

    def next_step(self) -> None:
        self.run.player.next_step()

    def previous_step(self) -> None:
        self.run.player.previous_step()

    def set_volumes(self, volumes: Volumes) -> None:
        if volumes != self._mixture.volumes:
            self._mixture.volumes = volumes
            self.run.remix()

    @property
    def layers(self) -> tuple[Layer, ...]:
        if self._mixture.layers or self._mixture.ambience is None:
            return self._mixture.layers
        return (Layer(self._mixture.ambience),)

    def set_layers(self, layers: tuple[Layer, ...]) -> None:
        if layers != self.layers:
            self._mixture.layers, self._mixture.ambience = layers, None
            self.run.remix()

    @property
    def night(self) -> bool:
        return self.run.options.night is not None

    def move_end(self, way: int) -> None:
        self.run.move_end(way)

    def cramp(self) -> None:
        self.run.leave_for(Detour.CRAMP)
        self._keep(self.run)

    def worse(self) -> None:
        self.run.leave_for(Detour.WORSE)
        self._keep(self.run)

    @property
    def left_out(self) -> tuple[str, ...]:
        """The labels of the groups that cramped on the way and are left out, newest last."""
        return tuple(GROUPS[group].label for group in self.run.left_out)

    def keep_in(self) -> None:
        """Take them back in."""
        self.run.keep_in()

    @property
    def areas(self) -> tuple[Area, ...]:
        run = self.run
        if run.detour:
            return ()
        skip = run.options.skip
        if self._areas is None or self._areas[0] is not skip:  # asked for with every frame
            self._areas = (
                skip,
                tuple(
                    Area(one, GROUPS[one].label, one in skip, one in skip or run.may_leave_out(one))
                    for one in run.areas
                ),
            )
        return self._areas[1]

    @property
    def manner(self) -> Manner | None:
        return None if self.run.detour else self._its_manner()

    def _its_manner(self) -> Manner | None:
        run, made = self.run, self.run.options
        if self._manner is None or self._manner[0] is not made:  # asked for with every frame
            pace = tuple((str(name), round(x * 100)) for name, x in made.pace.items())
            self._manner = (
                made,
                self._can._replace(
                    pace=tuple(one for one in pace if one[1] != _USUAL),
                    effort=None if made.effort is None else round(made.effort * 100),
                    tones=made.tones if breathes(run.script) else None,
                ),
            )
        found = self._manner[1]
        anything = found.dials or found.usual_effort is not None or found.tones is not None
        return found if anything else None

    def set_manner(self, manner: Manner) -> None:
        self.run.set_manner(
            {Slider(name): percent / 100 for name, percent in manner.pace},
            None if manner.effort is None else manner.effort / 100,
            tones=bool(manner.tones),
        )

    def keep_manner(self) -> None:
        manner = self._its_manner()
        if manner is not None:
            self._remember(manner)

    def leave_out(self, group: str) -> None:
        self.run.leave_out(group)
        self._keep(self.run)

    def take_in(self, group: str) -> None:
        self.run.take_in(group)
        self._keep(self.run)

    def back(self) -> None:
        self.run.back()

    def stop(self) -> None:
        self.run.stop()
        self._keep(self.run)


def dials_of(script: Script) -> tuple[Dial, ...]:
    """The sliders of a session, as the pages know them."""
    return tuple(
        Dial(str(d.slider), d.least, d.most, d.seconds, d.low, d.high) for d in dials(script)
    )


def _segments(timeline: Timeline) -> tuple[Segment, ...]:
    breaths: dict[int, set[int]] = {}
    for phase in timeline.phases:
        if phase.kind in {PhaseKind.INHALE, PhaseKind.HOLD, PhaseKind.EXHALE}:
            breaths.setdefault(timeline.span_at(phase.start).start, set()).add(phase.cycle)
    return tuple(
        Segment(
            number,
            span.kind.value,
            span.title,
            span.start / RATE,
            span.end / RATE,
            group=span.group,
            cycles=len(breaths.get(span.start, ())),
        )
        for number, span in enumerate(timeline.spans)
    )


def _caption_in(timeline: Timeline, moment: Moment) -> float:
    """Seconds until the next line is heard; 0 where none is on its way."""
    following = timeline.next_line(moment.position)
    if following is None or moment.state is not PlayState.PLAYING:
        return 0.0
    return (following - moment.position) / RATE


def _done(moment: Moment) -> float:
    """How much of what the body does is over, 0 to 1; a breath in two parts counts as one."""
    if moment.phase.kind is PhaseKind.INHALE:
        return moment.level
    if moment.phase.kind is PhaseKind.EXHALE:
        return 1.0 - moment.level
    return moment.phase_done
