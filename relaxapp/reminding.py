"""The reminders and the day as the window sees them: cards to show, acts to carry out."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta, tzinfo
from typing import Final

from relaxapp.journal.entries import Drink, Movement, SessionOutcome
from relaxapp.journaling import Journaling
from relaxapp.reminders import water
from relaxapp.reminders.machine import Status
from relaxapp.reminders.ports import Hold
from relaxapp.reminders.rule import BUNDLED, SUGGESTED, Deed, Every, Rule, Window, bundled
from relaxapp.reminders.service import Reminders
from relaxapp.reminders.standing import Pause
from relaxapp.selfcare import SelfCaring
from relaxapp.services import Services
from relaxapp.settings import Settings
from relaxapp.ui.ports import Named
from relaxapp.ui.reminder_ports import Logged, PauseCard, ReminderCard, TodayCard

_MINUTE: Final = timedelta(minutes=1)


class Reminding:
    """A `RemindersPort` over the service and the journal."""

    def __init__(
        self,
        services: Services,
        service: Reminders,
        journaling: Journaling,
        settings: Callable[[], Settings],
        keep: Callable[[Settings], None],
        desktop_shows: Callable[[], bool],
    ) -> None:
        """`keep` saves settings; `desktop_shows` tells whether notices appear with buttons."""
        self._services, self._service, self._journaling = services, service, journaling
        self._settings, self._keep_settings = settings, keep
        self._desktop_shows = desktop_shows
        self._care = SelfCaring(services, journaling)

    # ------------------------------------------------------------- to be read

    def now(self) -> datetime:
        return self._journaling.now()

    def asked(self) -> bool:
        # Also where the command line has switched one on: the question about fluids comes first.
        return self._settings().reminders_asked

    def cards(self) -> tuple[ReminderCard, ...]:
        return tuple(self._card(rule) for rule in self._service.rules)

    def today(self) -> TodayCard:
        settings, today = self._settings(), self._journaling.today()
        ml, unsaid = self._care.drunk_today()
        store = self._journaling.store
        practised = [
            record
            for record in store.sessions(today, today)
            if record.outcome is not SessionOutcome.RUNNING
        ]
        day = self._journaling.day(today)
        limited = settings.fluids_limited
        return TodayCard(
            water=water.Water(ml, unsaid, water.goal(settings.water_goal_ml, limited=limited)),
            limited=limited,
            goal_wanted_ml=settings.water_goal_ml,
            movements=len(store.movements(today, today)),
            sessions=len(practised),
            session_minutes=round(sum(record.heard_s for record in practised) / 60),
            episodes=day.episodes,
            day_status=day.status,
        )

    def pause(self) -> PauseCard | None:
        found = self._service.state.paused(self._services.clock.now())
        return None if found is None else self._pause_card(found)

    def planned(self) -> tuple[PauseCard, ...]:
        now = self._services.clock.now()
        return tuple(
            self._pause_card(one)
            for one in self._service.state.planned
            if one.until is None or one.until > now
        )

    def tomorrow(self) -> datetime:
        now, hour = self.now(), self._settings().day_boundary
        day = self._journaling.today() + timedelta(days=1)
        zone = self._zone(now)
        return datetime(day.year, day.month, day.day, hour, tzinfo=zone)

    def hold(self) -> Hold | None:
        return self._service.hold

    def sessions(self) -> tuple[Named, ...]:
        scripts = self._services.library.scripts()
        return tuple(Named(script.id, script.title) for script in scripts)

    def problem(self) -> str:
        return self._service.problem

    def desktop_shows(self) -> bool:
        return self._desktop_shows()

    def usual(self, reminder: str) -> Rule | None:
        return next((one for one in bundled() if one.id == reminder), None)

    def new_rule(self) -> Rule:
        taken = {rule.id for rule in self._service.rules}
        number = next(n for n in range(1, len(taken) + 2) if f"own-{n}" not in taken)
        hours = (Window(9 * 60, 18 * 60),)
        return Rule(f"own-{number}", Every(60), hours, enabled=True, title="Something of my own")

    # ------------------------------------------------------------- to be done

    def answer(self, *, limited: bool, wanted: Iterable[str], background: bool) -> None:
        self._keep_settings(
            self._settings().with_(
                fluids_limited=limited, background=background, reminders_asked=True
            )
        )
        wanted = frozenset(wanted)
        for rule in self._service.rules:
            if rule.id in BUNDLED and (rule.id in wanted or rule.id in SUGGESTED):
                self._service.enable(rule.id, on=rule.id in wanted)

    def pause_for(self, minutes: int) -> None:
        self._service.pause(self._services.clock.now() + minutes * _MINUTE)

    def pause_until(self, until: datetime | None) -> None:
        self._service.pause(until)

    def resume(self) -> None:
        self._service.resume()

    def plan(self, since: datetime, until: datetime, label: str) -> None:
        self._service.plan(Pause(since, until, label))

    def unplan(self, pause: PauseCard) -> None:
        for one in self._service.state.planned:
            if self._pause_card(one) == pause:
                self._service.unplan(one)

    def enable(self, reminder: str, *, on: bool) -> None:
        self._service.enable(reminder, on=on)

    def change(self, rule: Rule) -> None:
        self._service.change(rule)

    def remove(self, reminder: str) -> None:
        self._service.remove(reminder)

    def act(self, act: str, reminder: str, value: int | None = None) -> None:
        self._service.act(act, reminder, value)

    def show_anyway(self) -> None:
        self._service.show_anyway()

    def drink(self, ml: int | None) -> None:
        self._care.drink(ml)
        self._service.journal_changed()

    def moved(self) -> None:
        self._care.moved()
        self._service.journal_changed()

    def no_episodes(self) -> None:
        today = self._journaling.day(self._journaling.today())
        self._journaling.set_day(today._replace(status="complete"))
        self._service.journal_changed()

    def last(self) -> Logged | None:
        found = self._logged_last()
        if found is None:
            return None
        return Logged(Deed.DRINK, found.ml) if isinstance(found, Drink) else Logged(Deed.MOVEMENT)

    def undo(self) -> None:
        found = self._logged_last()
        if found is not None:
            self._journaling.store.trash((found.id,))

    def set_limited(self, *, limited: bool) -> None:
        self._keep_settings(self._settings().with_(fluids_limited=limited))
        self._service.refresh_words()

    def set_goal(self, ml: int) -> None:
        self._keep_settings(self._settings().with_(water_goal_ml=ml))

    def settle_problem(self) -> None:
        self._service.settle_problem()

    # ------------------------------------------------------------- below

    def _logged_last(self) -> Drink | Movement | None:
        today, store = self._journaling.today(), self._journaling.store
        # Ids follow the order of writing, whatever time an entry is for.
        logged: list[Drink | Movement] = [*store.drinks(today, today)]
        logged += store.movements(today, today)
        return max(logged, key=lambda entry: entry.id, default=None)

    def _card(self, rule: Rule) -> ReminderCard:
        told = self._service.status(rule)
        at = self._service.next_of(rule)
        standing = self._service.state.of(rule.id)
        return ReminderCard(
            rule,
            told,
            None if at is None else self._local(at),
            self._service.hold if told is Status.HELD else None,
            max(0, rule.snooze_cap - standing.snoozes),
            standing.shown,
        )

    def _pause_card(self, pause: Pause) -> PauseCard:
        until = None if pause.until is None else self._local(pause.until)
        return PauseCard(self._local(pause.since), until, pause.label)

    def _local(self, at: datetime) -> datetime:
        return at.astimezone(self._zone(at))

    def _zone(self, at: datetime) -> tzinfo:
        return self._service.zone(at)
