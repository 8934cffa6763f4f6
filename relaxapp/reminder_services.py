"""What the reminders stand on, for the window and the command line alike: files and the journal."""

import logging
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta, timezone, tzinfo
from typing import TYPE_CHECKING, Final

from relaxapp.adapters.json_file import JsonFile
from relaxapp.adapters.paths import Paths
from relaxapp.clock import day_lived, local_zone
from relaxapp.errors import RelaxappError
from relaxapp.reminders import rulebook, statebook
from relaxapp.reminders.rule import Deed, Rule
from relaxapp.reminders.service import Reminders
from relaxapp.reminders.standing import State
from relaxapp.services import Services

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from relaxapp.journal.store import Store

Opened = Callable[[], "AbstractContextManager[Store | None]"]

log = logging.getLogger(__name__)

_LATEST: Final = 30
"""So many entries of a kind are looked through for the last one that counts."""
_HEARD: Final = 0.5
"""The part of a session that has to be heard for it to count for a reminder."""


class FileBook:
    """A `Book` over two small files: what the person set up, and where things stand."""

    def __init__(self, places: Paths) -> None:
        self._rules = JsonFile(
            places.reminders, "Your reminders", "the usual reminders apply, switched off"
        )
        self._state = JsonFile(
            places.reminders_state, "The notes on your reminders", "they begin anew"
        )
        self.problems: tuple[str, ...] = ()

    def rules(self) -> tuple[Rule, ...]:
        mapping, problem = self._rules.read()
        rules, wrong = rulebook.from_mapping(mapping)
        self.problems = ((problem,) if problem else ()) + wrong
        for told in self.problems:
            log.warning("reminders: %s", told)
        return rules

    def keep_rules(self, rules: tuple[Rule, ...]) -> None:
        self._rules.write(rulebook.to_mapping(rules))

    def state(self) -> tuple[State, datetime | None]:
        mapping, problem = self._state.read()
        if problem:
            log.warning("reminders: %s", problem)
        return statebook.from_mapping(mapping)

    def keep_state(self, state: State, seen: datetime | None) -> None:
        self._state.write(statebook.to_mapping(state, seen))


class RehearsedBook(FileBook):
    """Reads as a `FileBook` does and keeps nothing: to find out whether something can be done."""

    def keep_rules(self, rules: tuple[Rule, ...]) -> None:
        pass

    def keep_state(self, state: State, seen: datetime | None) -> None:
        pass


class JournalDoings:
    """`Doings` over the journal, opened by ``opened`` for each look and each write."""

    def __init__(self, services: Services, opened: Opened, boundary: Callable[[], int]) -> None:
        """``boundary`` returns the hour at which the person's day turns."""
        self._services, self._opened, self._boundary = services, opened, boundary
        self._day: tuple[date, str] | None = None
        self._day_told: datetime | None = None

    def latest(self) -> Mapping[Deed, datetime]:
        try:
            with self._opened() as store:
                return {} if store is None else self._latest(store)
        except RelaxappError as error:
            log.info("what was done is not known: %s", error)
            return {}

    def write(self, rule: Rule, ml: int | None) -> None:
        from relaxapp.journal.days import marked
        from relaxapp.journal.entries import Care, Drink, Movement
        from relaxapp.journal.ids import uuid7
        from relaxapp.journal.store import EpisodeFilter
        from relaxapp.journal.vocabulary import CareKind, DayStatus
        from relaxapp.journal.when import When

        if rule.button in {None, Deed.SESSION}:
            return  # of sessions the journal tells by itself
        now = self._services.clock.now()
        when = When.lived(now, local_zone(now, self._services.env), self._boundary())
        key = uuid7(now)
        with self._opened() as store:
            if store is None:
                raise RelaxappError("The journal cannot be opened, so nothing was noted.")
            match rule.button:
                case Deed.DRINK:
                    store.add(Drink(key, when, ml))
                case Deed.MOVEMENT:
                    store.add(Movement(key, when))
                case Deed.FOOD:
                    store.add(Care(key, when, CareKind.FOOD))
                case Deed.BATH:
                    store.add(Care(key, when, CareKind.BATH))
                case Deed.DAY:
                    logged = store.count(EpisodeFilter(since=when.day, until=when.day))
                    kept = store.day(when.day)
                    store.set_day(marked(kept, when.day, DayStatus.COMPLETE, when.day, logged))

    def _latest(self, store: "Store") -> dict[Deed, datetime]:
        from relaxapp.journal.entries import SessionOutcome
        from relaxapp.journal.store import EntryKind
        from relaxapp.journal.vocabulary import CareKind

        done: list[tuple[datetime, Deed]] = []
        for deed, kind in ((Deed.DRINK, EntryKind.DRINK), (Deed.MOVEMENT, EntryKind.MOVEMENT)):
            done += [(entry.when.at, deed) for entry in store.others((kind,), _LATEST)]
        deeds = {CareKind.FOOD: Deed.FOOD, CareKind.BATH: Deed.BATH}
        for care in store.others((EntryKind.CARE,), _LATEST):
            if care.kind in deeds:
                done.append((care.when.at, deeds[care.kind]))
        for record in store.others((EntryKind.SESSION,), _LATEST):
            enough = record.planned_s > 0 and record.heard_s >= _HEARD * record.planned_s
            if record.outcome is SessionOutcome.COMPLETED or (
                enough and record.outcome is SessionOutcome.STOPPED
            ):
                ended = record.started + timedelta(seconds=record.heard_s)
                done.append((ended, Deed.SESSION))
        # What was written while the clock was ahead is not to hide what came after it.
        now = self._services.clock.now()
        found = {deed: at for at, deed in sorted(done) if at <= now}
        if (told := self._day_spoken_of(store)) is not None:
            found[Deed.DAY] = told
        return found

    def _day_spoken_of(self, store: "Store") -> datetime | None:
        """Return when today's status was last seen to change; a day has no time of its own.

        One that was given before this began to look counts as given now: it is answered.
        """
        now = self._services.clock.now()
        zone = local_zone(now, self._services.env)
        today = day_lived(now, zone.offset_minutes, self._boundary())
        seen = today, str(store.day(today).status)
        if seen != self._day and seen[1] != "unknown":
            self._day_told = now
        self._day = seen
        return self._day_told


class RehearsedDoings(JournalDoings):
    """Knows what was done, and writes nothing."""

    def write(self, rule: Rule, ml: int | None) -> None:
        pass


def zone_here(services: Services) -> Callable[[datetime], tzinfo]:
    """Return how to ask for the zone that the person is in at an instant."""

    def zone(at: datetime) -> tzinfo:
        found = local_zone(at, services.env)
        if found.name:
            from zoneinfo import ZoneInfo

            return ZoneInfo(found.name)
        return timezone(timedelta(minutes=found.offset_minutes))

    return zone


def make_reminders(
    services: Services,
    places: Paths,
    opened: Opened,
    boundary: Callable[[], int],
    on_change: Callable[[], None] = lambda: None,
    *,
    rehearsed: bool = False,
) -> Reminders:
    """Return the reminders over the files in ``places``; nothing is shown before their start.

    ``rehearsed``: whatever is asked of them, nothing is written.
    """
    book = RehearsedBook(places) if rehearsed else FileBook(places)
    doings = (RehearsedDoings if rehearsed else JournalDoings)(services, opened, boundary)
    return Reminders(services.clock, zone_here(services), book, doings, on_change)
