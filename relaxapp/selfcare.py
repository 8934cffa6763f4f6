"""The rest of the journal as the window sees it: what was drunk, done, taken and practised."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Any

from relaxapp.errors import RelaxappError
from relaxapp.journal.entries import (
    Care,
    Check,
    Drink,
    Episode,
    Medicine,
    Movement,
    Score,
    SessionRecord,
    Trial,
    refuse_future,
)
from relaxapp.journal.ids import uuid7
from relaxapp.journal.others import OTHERS, Place
from relaxapp.journal.rows import instant, kind_of
from relaxapp.journal.store import EntryKind, GoneError
from relaxapp.journal.vocabulary import CareKind
from relaxapp.journal.when import When
from relaxapp.journaling import Journaling, card_of
from relaxapp.services import Services
from relaxapp.ui.selfcare_ports import CareCard, CareWanted, Deleted, Practised


class SelfCaring:
    """A `SelfCarePort` over the services, placed in time as the episodes beside it are."""

    def __init__(self, services: Services, journaling: Journaling) -> None:
        self._services = services
        self._journaling = journaling

    # ------------------------------------------------------------- logging

    def drink(self, ml: int | None = None, at: datetime | None = None) -> str:
        key, when = self._new(at)
        return self._journaling.store.add(Drink(key, when, ml)).id

    def moved(self, kind: str = "", at: datetime | None = None) -> str:
        key, when = self._new(at)
        return self._journaling.store.add(Movement(key, when, kind)).id

    def care(self, kind: str, note: str = "", at: datetime | None = None) -> str:
        key, when = self._new(at)
        return self._journaling.store.add(Care(key, when, CareKind(kind), note)).id

    def medicine(
        self, name: str, since: date | None = None, until: date | None = None, note: str = ""
    ) -> str:
        now, today = self._services.clock.now(), self._journaling.today()
        made = Medicine(uuid7(now), name, since or today, until, note)
        refuse_future(made, now, today)
        return self._journaling.store.add(made).id

    def drunk_today(self) -> tuple[int, int]:
        today = self._journaling.today()
        drinks = self._journaling.store.drinks(today, today)
        known = [drink.ml for drink in drinks if drink.ml is not None]
        return sum(known), len(drinks) - len(known)

    # ------------------------------------------------------------- looking up, correcting

    def entry(self, entry: str) -> CareCard | None:
        found = self._found(entry)
        return None if found is None else self._card(found)

    def save(self, card: CareCard) -> None:
        kept = self._found(card.id)
        if kept is None:
            raise GoneError
        changed = self._changed(kept, card)
        if isinstance(changed, Medicine) and card.day != kept.from_day:
            refuse_future(changed, self._services.clock.now(), self._journaling.today())
        self._journaling.store.update(changed)

    def entries(
        self, wanted: CareWanted, limit: int, after: CareCard | None
    ) -> tuple[CareCard, ...]:
        place = None
        if after is not None:  # found by its place, as it may be gone meanwhile
            place = Place(after.day.isoformat(), instant(after.at) if after.at else "", after.id)
        found = self._journaling.store.others(_kinds(wanted), limit, place, wanted.since)
        return tuple(self._card(one) for one in found)

    def count(self, wanted: CareWanted) -> int:
        return self._journaling.store.count_others(_kinds(wanted), wanted.since)

    def trashed(self) -> tuple[Deleted, ...]:
        return tuple(
            Deleted(
                card_of(one.entry) if isinstance(one.entry, Episode) else self._card(one.entry),
                self._journaling.placed(one.deleted).local,
            )
            for one in self._journaling.store.trashed()
        )

    # ------------------------------------------------------------- below

    def _new(self, at: datetime | None) -> tuple[str, When]:
        now = self._services.clock.now()
        return uuid7(now), self._journaling.placed(at or now)

    def _found(self, key: str) -> Any:
        found = (self._journaling.store.get(kind, key) for kind in OTHERS)
        return next((one for one in found if one is not None), None)

    def _changed(self, kept: Any, card: CareCard) -> Any:
        """Return the kept entry with what the card says."""
        match kept:
            case Medicine():
                return replace(
                    kept, name=card.what, from_day=card.day, to_day=card.until, note=card.note
                )
            case Drink():
                return replace(kept, when=self._moved(kept.when, card), ml=card.ml)
            case Movement():
                return replace(kept, when=self._moved(kept.when, card), kind=card.what)
            case Care():
                when, kind = self._moved(kept.when, card), CareKind(card.what)
                return replace(kept, when=when, kind=kind, note=card.note)
        raise RelaxappError("What was practised can be deleted, but not changed.")

    def _moved(self, when: When, card: CareCard) -> When:
        if card.at is None or card.at == when.local:
            return when
        return when.moved(card.at, self._journaling.boundary)

    def _card(self, entry: Any) -> CareCard:
        """Return an entry as the pages tell of it, on the clock of where it was lived."""
        kind = str(kind_of(entry))
        match entry:
            case Medicine():
                return CareCard(
                    entry.id,
                    kind,
                    entry.from_day,
                    what=entry.name,
                    until=entry.to_day,
                    note=entry.note,
                )
            case SessionRecord():
                return CareCard(
                    entry.id,
                    kind,
                    entry.day,
                    entry.started.astimezone(timezone(timedelta(minutes=entry.offset_minutes))),
                    note=entry.note,
                    practised=self._practised(entry),
                )
            case Score() | Trial():
                return _measured(entry, kind)
        when = entry.when
        card = CareCard(entry.id, kind, when.day, when.local)
        match entry:
            case Drink():
                card = card._replace(ml=entry.ml)
            case Movement():
                card = card._replace(what=entry.kind)
            case Check():
                card = card._replace(figures=(entry.anxiety, entry.interference))
            case Care():
                card = card._replace(what=str(entry.kind), note=entry.note)
        return card

    def _practised(self, record: SessionRecord) -> Practised:
        return Practised(
            self._services.library.title(record.session_id),
            str(record.outcome),
            record.heard_s,
            (record.tension_before, record.tension_after),
            (record.distress_before, record.distress_after),
            record.worse,
        )


def _measured(entry: Score | Trial, kind: str) -> CareCard:
    if isinstance(entry, Trial):
        return CareCard(entry.id, kind, entry.started, what=str(entry.act), until=entry.ended)
    told, figures = str(entry.instrument), (entry.total,)
    return CareCard(entry.id, kind, entry.day, what=told, note=entry.note, figures=figures)


def _kinds(wanted: CareWanted) -> tuple[EntryKind, ...]:
    return (EntryKind(wanted.kind),) if wanted.kind else OTHERS
