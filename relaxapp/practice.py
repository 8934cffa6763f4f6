"""Practising as the window sees it: sessions to choose, a player, and a record of each practice."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby
from typing import Final

from relaxapp import shaping
from relaxapp.body import GROUPS
from relaxapp.clock import day_lived, local_zone
from relaxapp.errors import RelaxappError
from relaxapp.journal.entries import SessionOutcome, SessionRecord
from relaxapp.journal.store import uuid7
from relaxapp.services import Mixture, Services, begin_run, track_maker
from relaxapp.sessions.area import relax
from relaxapp.sessions.audio_out import AudioOut, Track
from relaxapp.sessions.blends import ONLY_SOUNDS, Layer, only_sounds
from relaxapp.sessions.leaving_out import cramping, kept
from relaxapp.sessions.player import Moment, PauseReason, PlayState
from relaxapp.sessions.run import Detour, SessionRun
from relaxapp.sessions.script import Script, Step, StepKind
from relaxapp.sessions.shape import ASKED, POSITION, dials, effort
from relaxapp.sessions.timeline import RATE, Options, PhaseKind, Timeline, steps_of
from relaxapp.settings import Settings, Volumes
from relaxapp.ui.ports import (
    Area,
    Choice,
    Dial,
    Frame,
    Named,
    Preparation,
    Ratings,
    Segment,
    SessionCard,
)

log = logging.getLogger(__name__)

_SAVE_EVERY: Final = 15.0  # seconds between notes of how far a practice has come
_MOST: Final = 0.8  # the part of a session that has to be heard for it to count as a whole one


class SessionPlayer:
    """A `PlayerPort` over a `SessionRun`, which writes down how far it came."""

    def __init__(
        self,
        run: SessionRun,
        mixture: Mixture,
        keep: Callable[[SessionRun], None],
        monotonic: Callable[[], float],
        asleep: Callable[[], bool],
    ) -> None:
        self.run = run
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


class Practice:
    """A `PracticePort` over the services."""

    def __init__(
        self,
        services: Services,
        settings: Callable[[], Settings],
        make_out: Callable[[str | None], AudioOut],
        asleep: Callable[[], bool] = lambda: False,
        save: Callable[[Settings], None] = lambda _: None,
    ) -> None:
        """`asleep` tells, once for each time, that the computer is going to sleep.

        `save` keeps settings that were changed.
        """
        self._services = services
        self._settings = settings
        self._make_out = make_out
        self._asleep = asleep
        self._save = save
        self._record: SessionRecord | None = None
        self._made: Script | None = None

    def cards(self) -> tuple[SessionCard, ...]:
        store = self._services.store
        last = store.last_practised() if store else {}
        settings = self._settings()
        made = [
            _card(script, self._day(last[script.id]) if script.id in last else None, settings)
            for script in self._services.library.scripts()
        ]
        if settings.spasm_prone:
            made.sort(key=lambda card: card.tenses)  # what only releases comes first
        return tuple(made)

    def now(self) -> datetime:
        return self._services.clock.now().astimezone()

    def today(self) -> date:
        return self._day(self._services.clock.now())

    def seconds(self, preparation: Preparation) -> float:
        """How long a session prepared like this takes, the delay included."""
        script = self._script(preparation.session_id)
        bank = self._services.bank(preparation.voice, script.id)
        options = shaping.options(script, preparation, self._settings())
        return self._services.timeline(script, options, bank).seconds

    def usual(self, session: str) -> Preparation:
        return shaping.usual(self._script(session), self._settings())

    def as_usual(self, session: str) -> Preparation:
        return shaping.usual(self._script(session), self._settings(), forget=True)

    def forget(self, session: str) -> None:
        self._save(shaping.forgotten(session, self._settings()))

    def remember(self, preparation: Preparation) -> None:
        if preparation.session_id == ONLY_SOUNDS:
            return
        script = self._script(preparation.session_id)
        settings = self._settings()
        made = shaping.remembered(script, settings, preparation)
        if made != settings:
            self._save(made)

    def gentle_question(self) -> str:
        return shaping.question(self._settings(), self._services.store, self.today())

    def answer_gentle(self, *, prone: bool) -> None:
        settings = self._settings()
        store = self._services.store
        if store is not None and self.gentle_question() == "journal":
            store.remember(shaping.GENTLE, "answered")
        self._save(settings.with_(spasm_prone=prone))

    def mixdown(self, preparation: Preparation) -> tuple[Script, Timeline, Callable[[], Track]]:
        """The session as it would be heard; the last of the three makes its sound."""
        script = self._script(preparation.session_id)
        settings, bank = self._settings(), self._services.bank(preparation.voice, script.id)
        options = shaping.options(script, preparation, settings)
        timeline = self._services.timeline(script, options, bank)
        mixture = self._services.mixture(settings, preparation.ambience)
        return script, timeline, track_maker(bank, mixture)(timeline)

    def begin(self, preparation: Preparation) -> SessionPlayer:
        settings = self._settings()
        if preparation.session_id == ONLY_SOUNDS:
            script = only_sounds(shaping.night(preparation))
        else:
            script = self._script(preparation.session_id)
        options = shaping.options(script, preparation, settings)
        mixture = self._services.mixture(settings, preparation.ambience)
        out = self._make_out(settings.device)
        run = begin_run(self._services, script, options, mixture, preparation.voice, out)
        self._record = None
        if script.id != ONLY_SOUNDS:  # resting in sounds is no practice
            self._begin_record(script.id, run, preparation)
        clock = self._services.clock
        return SessionPlayer(run, mixture, self._keep, clock.monotonic, self._asleep)

    def hear(self, script: Script) -> SessionPlayer:
        """A player of a script that is still being made: no ambience, and nothing written down."""
        settings = self._settings()
        mixture = self._services.mixture(settings, None)
        out = self._make_out(settings.device)
        run = begin_run(self._services, script, Options(), mixture, settings.voice, out)
        clock = self._services.clock
        return SessionPlayer(run, mixture, lambda _: None, clock.monotonic, self._asleep)

    def area(self, sites: Sequence[str]) -> SessionCard:
        """Make a short session for these sites; it can be begun until the next one is made."""
        self._made = relax(sites)
        return _card(self._made, None, self._settings())

    def rate(self, ratings: Ratings) -> None:
        if self._record is not None:
            self._write(
                replace(
                    self._record,
                    tension_before=ratings.tension_before,
                    distress_before=ratings.distress_before,
                    tension_after=ratings.tension_after,
                    distress_after=ratings.distress_after,
                    note=ratings.note,
                    worse=self._record.worse or ratings.worse,
                )
            )

    def _script(self, session: str) -> Script:
        made = self._made
        return made if made and made.id == session else self._services.library.get(session)

    def _begin_record(self, session: str, run: SessionRun, preparation: Preparation) -> None:
        now = self._services.clock.now()
        record = SessionRecord.begun(
            record_id=uuid7(now),
            at=now,
            zone=local_zone(now, self._services.env),
            boundary=self._settings().day_boundary,
            session_id=session,
            planned_s=run.main.timeline.seconds,
        )
        self._record = replace(
            record,
            tension_before=preparation.tension_before,
            distress_before=preparation.distress_before,
        )
        self._write(self._record)

    def _keep(self, run: SessionRun) -> None:
        if self._record is None:
            return
        outcome = SessionOutcome.RUNNING
        if run.main.state is PlayState.STOPPED:
            outcome = SessionOutcome.STOPPED
        elif run.main.state is PlayState.FINISHED:
            # Whoever skips to the end has stopped early, which is fine, and counts as that.
            whole = run.heard_seconds >= _MOST * run.main.timeline.seconds
            outcome = SessionOutcome.COMPLETED if whole else SessionOutcome.STOPPED
        worse = self._record.worse or run.felt_worse
        self._write(
            replace(
                self._record,
                outcome=outcome,
                heard_s=run.heard_seconds,
                detours=run.used,
                worse=worse,
            )
        )

    def _write(self, record: SessionRecord) -> None:
        """Keep the record; a disk that refuses stops no session, the next write tries again."""
        self._record = record
        if self._services.store:
            try:
                # Written anew where it is not there yet, so one call serves start and progress.
                self._services.store.update_session(record)
            except RelaxappError as error:
                log.warning("the practice could not be written down: %s", error)
                self._services.problems.append(str(error))

    def _day(self, at: datetime) -> date:
        zone = local_zone(at, self._services.env)
        return day_lived(at, zone.offset_minutes, self._settings().day_boundary)


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


def _card(script: Script, last: date | None, settings: Settings) -> SessionCard:
    positions: tuple[Named, ...] = ()
    further = []
    for choice in script.choices:
        named = tuple(Named(option.id, option.label) for option in choice.options)
        if choice.name == POSITION:
            positions = tuple(Named(*one) for one in shaping.positions(choice))
        elif choice.name not in ASKED:
            further.append(Choice(choice.name, choice.label, named))
    spared, seconds = shaping.spared(script, settings)
    technique = f"{script.technique}, calves and feet spared" if spared else script.technique
    return SessionCard(
        id=script.id,
        title=script.title,
        purpose=script.purpose,
        technique=technique,
        seconds=seconds,
        suits=script.suits,
        last_practised=last,
        tenses=script.tenses,
        cautions=script.cautions,
        positions=positions,
        steps=outline(script, Options(skip=spared, left_handed=settings.left_handed)),
        groups=tuple(Named(group, GROUPS[group].label) for group in script.groups),
        choices=tuple(further),
        ambience=script.ambience,
        timer=script.card,
        dials=tuple(
            Dial(str(d.slider), d.least, d.most, d.seconds, d.low, d.high) for d in dials(script)
        ),
        cramping=cramping(script),
        effort=effort(script),
    )


def outline(script: Script, options: Options | None = None) -> tuple[str, ...]:
    """What will happen, in a few plain lines; neighbouring body groups share one.

    `options` tell what is left out from the start, and which side comes first.
    """
    options = options or Options()

    def kind(step: Step) -> str:
        return "group" if step.group else step.title

    lines = []
    steps_heard = (
        s for _, s in kept(steps_of(script, options), options.skip) if s.kind is not StepKind.CHIME
    )
    for same, found in groupby(steps_heard, key=kind):
        steps = list(found)
        seconds = sum(step.seconds for step in steps)
        title = same
        if steps[0].group:
            names = list(dict.fromkeys(step.title for step in steps))
            title = ", ".join(names)
            if len(names) > 1:
                title += f": {len(names)} areas, one after another"
        lines.append(f"{title} ({_about(seconds)})")
    return tuple(lines)


def _about(seconds: float) -> str:
    if seconds < 90:  # noqa: PLR2004 - a minute and a half still reads well in seconds
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min"
