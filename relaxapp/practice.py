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
from relaxapp.playing import SessionPlayer, dials_of
from relaxapp.services import Services, begin_run, track_maker
from relaxapp.sessions.area import relax
from relaxapp.sessions.audio_out import AudioOut, Track
from relaxapp.sessions.blends import ONLY_SOUNDS, only_sounds
from relaxapp.sessions.leaving_out import cramping, kept
from relaxapp.sessions.player import PlayState
from relaxapp.sessions.repeats import breaths, most
from relaxapp.sessions.run import SessionRun
from relaxapp.sessions.script import Script, Step, StepKind
from relaxapp.sessions.shape import ASKED, EYES, POSITION, breathes, effort
from relaxapp.sessions.timeline import Options, Timeline, steps_of
from relaxapp.settings import Settings
from relaxapp.ui.ports import (
    Choice,
    Manner,
    Named,
    Preparation,
    Ratings,
    SessionCard,
)

log = logging.getLogger(__name__)

_MOST: Final = 0.8  # the part of a session that has to be heard for it to count as a whole one


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
        wording = self._wording(script.id)
        options = shaping.options(script, preparation, settings, wording=wording)
        mixture = self._services.mixture(settings, preparation.ambience)
        out = self._make_out(settings.device)
        run = begin_run(self._services, script, options, mixture, preparation.voice, out)
        self._record = None
        if script.id != ONLY_SOUNDS:  # resting in sounds is no practice
            self._begin_record(script.id, run, preparation)
        clock = self._services.clock
        return SessionPlayer(
            run,
            mixture,
            self._keep,
            clock.monotonic,
            self._asleep,
            lambda manner: self._save_manner(script, manner),
        )

    def _save_manner(self, script: Script, manner: Manner) -> None:
        settings = self._settings()
        made = shaping.kept_on_the_way(script, settings, manner)
        if made != settings:
            self._save(made)

    def hear(self, script: Script) -> SessionPlayer:
        """A player of a script that is still being made: no ambience, and nothing written down."""
        settings = self._settings()
        mixture = self._services.mixture(settings, None)
        out = self._make_out(settings.device)
        run = begin_run(self._services, script, Options(), mixture, settings.voice, out)
        return SessionPlayer(
            run,
            mixture,
            lambda _: None,
            self._services.clock.monotonic,
            self._asleep,
            lambda _: None,
        )

    def area(self, sites: Sequence[str]) -> SessionCard:
        """Make a short session for these sites; it can be begun until the next one is made."""
        self._made = relax(sites, self._services.library.wordings())
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

    def _wording(self, session: str) -> int:
        """Which words to hear this time: how often it was practised; without a journal, the day."""
        store = self._services.store
        try:
            return store.times_practised(session) if store else self.today().toordinal()
        except RelaxappError as error:
            log.warning("the practices could not be counted: %s", error)
            return self.today().toordinal()

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


def _card(script: Script, last: date | None, settings: Settings) -> SessionCard:
    positions: tuple[Named, ...] = ()
    eyes: tuple[Named, ...] = ()
    further = []
    for choice in script.choices:
        named = tuple(Named(option.id, option.label) for option in choice.options)
        if choice.name == POSITION:
            positions = tuple(Named(*one) for one in shaping.positions(choice))
        elif choice.name == EYES:
            eyes = named
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
        dials=dials_of(script),
        cramping=cramping(script),
        effort=effort(script),
        breathes=breathes(script),
        repeats=most(script),
        breaths=breaths(script),
        eyes=eyes,
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
