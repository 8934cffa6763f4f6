"""The journal as the window sees it: plain cards, each placed in the time it was lived in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from relaxapp import body
from relaxapp.clock import day_lived, local_zone
from relaxapp.errors import RelaxappError
from relaxapp.journal import days as day_rules
from relaxapp.journal.entries import DayRecord, Episode, Relief
from relaxapp.journal.store import EntryKind, EpisodeFilter, GoneError, Store, uuid7
from relaxapp.journal.vocabulary import (
    BEFORES,
    FEELINGS,
    RELIEFS,
    SIGNS,
    BodyState,
    DayStatus,
    Kind,
    Level,
    gravest,
)
from relaxapp.journal.when import When
from relaxapp.services import Services
from relaxapp.settings import Settings
from relaxapp.ui.journal_ports import DayCard, EpisodeCard, Tried, Wanted

SEVERAL: Final = 3
"""So many episodes within `SPELL`, and a short session is offered."""
SPELL: Final = timedelta(hours=1)
_ADVISED: Final = "advised"
_OFFERED: Final = "offered"
"""Kept in the journal, as a restart must not say again what is to be said once."""


class Journaling:
    """A `JournalPort` over the services."""

    def __init__(
        self,
        services: Services,
        settings: Callable[[], Settings],
        keep: Callable[[Settings], None],
    ) -> None:
        """`keep` saves settings that were changed."""
        self._services = services
        self._settings = settings
        self._keep = keep
        self._version = 0

    # ------------------------------------------------------------- time

    def now(self) -> datetime:
        return self.placed(self._services.clock.now()).local

    def today(self) -> date:
        now = self._services.clock.now()
        offset = local_zone(now, self._services.env).offset_minutes
        return day_lived(now, offset, self.boundary)

    # ------------------------------------------------------------- episodes

    def log(self, *, running: bool) -> EpisodeCard:
        now = self._services.clock.now()
        when = self.placed(now)
        store = self.store
        made = store.start_episode(when) if running else store.add(Episode(uuid7(now), when))
        return card_of(made)

    def stop(self, episode: str) -> None:
        self.store.stop_episode(episode, self._services.clock.now())

    def running(self) -> tuple[EpisodeCard, ...]:
        return tuple(card_of(one) for one in self.store.open_episodes())

    def last_site(self) -> str:
        return self.store.last_site() or ""

    def episode(self, episode: str) -> EpisodeCard | None:
        found: Episode | None = self.store.get(EntryKind.EPISODE, episode)
        return None if found is None else card_of(found)

    def save(self, episodes: Sequence[EpisodeCard]) -> None:
        changed = [self._entry(card) for card in episodes]
        if len(changed) == 1:
            self.store.update(changed[0])
        elif changed:
            self.store.update_all(changed)

    def episodes(
        self, wanted: Wanted, limit: int, after: EpisodeCard | None
    ) -> tuple[EpisodeCard, ...]:
        key = None if after is None else (after.start, after.id)
        found = self.store.episodes(_filter(wanted), limit, key)
        return tuple(card_of(one) for one in found)

    def count(self, wanted: Wanted) -> int:
        return self.store.count(_filter(wanted))

    def tags(self) -> tuple[str, ...]:
        known = {*BEFORES, *FEELINGS, *SIGNS, *RELIEFS}
        return tuple(word for word in self.store.words() if word not in known)

    # ------------------------------------------------------------- trash, undo

    def remove(self, entries: Sequence[str]) -> None:
        self.store.trash(entries)

    def restore(self, entries: Sequence[str]) -> None:
        self.store.restore_from_trash(entries)

    def erase(self, entries: Sequence[str]) -> None:
        from relaxapp.adapters import backups

        self.store.erase_for_good(entries)
        backups.purge(self._services.paths.database, self._services.clock)

    def erase_everything(self) -> None:
        from relaxapp.adapters import backups

        self.store.erase_everything()
        backups.purge_everything(self._services.paths.database)

    def undo(self) -> None:
        self.store.undo()

    def redo(self) -> None:
        self.store.redo()

    def undo_label(self) -> str:
        return self.store.undo_label() or ""

    def redo_label(self) -> str:
        return self.store.redo_label() or ""

    # ------------------------------------------------------------- days

    def day(self, day: date) -> DayCard:
        episodes = self.store.count(EpisodeFilter(since=day, until=day))
        return self._day_card(self.store.day(day), episodes)

    def days(self, since: date, until: date) -> Mapping[date, DayCard]:
        return {one.day: self._day_card(one, 0) for one in self.store.days(since, until)}

    def set_day(self, day: DayCard) -> None:
        episodes = self.store.count(EpisodeFilter(since=day.day, until=day.day))
        kept, status = self.store.day(day.day), DayStatus(day.status)
        if status is not kept.status:
            kept = day_rules.marked(kept, day.day, status, self.today(), episodes)
        self.store.set_day(
            replace(
                kept,
                caffeine_mg=day.caffeine_mg,
                alcohol_units=day.alcohol_units,
                sleep_hours=day.sleep_hours,
                hard_exercise=day.hard_exercise,
                stress=day.stress,
            )
        )

    # ------------------------------------------------------------- what asks and offers

    def has_advised(self, sign: str) -> bool:
        return sign in self.store.remembered(_ADVISED).split()

    def advised(self, sign: str) -> None:
        store = self.store
        known = store.remembered(_ADVISED).split()
        if sign not in known:
            store.remember(_ADVISED, " ".join((*known, sign)))

    def offer_due(self) -> bool:
        today = self.today().isoformat()
        if self.paused() or self.store.remembered(_OFFERED) == today:
            return False
        since = self._services.clock.now() - SPELL
        latest = self.store.episodes(EpisodeFilter(), SEVERAL)
        if len(latest) < SEVERAL or latest[-1].when.at < since:
            return False
        if any(_presses(one) for one in latest):
            return False  # a doctor first, and nothing beside it
        self.store.remember(_OFFERED, today)
        return True

    def paused(self) -> bool:
        return self._settings().pause_tracking

    def set_paused(self, *, paused: bool) -> None:
        self._keep(self._settings().with_(pause_tracking=paused))

    # ------------------------------------------------------------- a damaged file

    def changed_elsewhere(self) -> bool:
        """Tell whether another program has written to the journal since this was last asked."""
        version = self.store.data_version()
        changed = version != self._version
        self._version = version
        return changed

    # ------------------------------------------------------------- below, and beside

    @property
    def store(self) -> Store:
        """The open journal; raises RelaxappError where there is none."""
        store = self._services.store or self._services.try_store_again()
        if store is None:
            problems = self._services.problems
            told = problems[-1] if problems else "The journal cannot be opened."
            problems[:] = [one for one in problems if one != told]  # told here, and not twice
            raise RelaxappError(told)
        return store

    @property
    def boundary(self) -> int:
        """The hour at which the person's day turns."""
        return self._settings().day_boundary

    def placed(self, at: datetime) -> When:
        """Place an instant on the clock of where the person is."""
        return When.lived(at, local_zone(at, self._services.env), self.boundary)

    def _entry(self, card: EpisodeCard) -> Episode:
        """Return the kept episode with what the card says; raise GoneError where it is not."""
        kept: Episode | None = self.store.get(EntryKind.EPISODE, card.id)
        if kept is None:
            raise GoneError
        moved = card.start != kept.when.local
        return replace(
            kept,
            when=kept.when.moved(card.start, self.boundary) if moved else kept.when,
            end=card.end,
            open=card.running,
            sites=card.sites,
            kind=Kind(card.kind) if card.kind else None,
            intensity=card.intensity,
            worry=card.worry,
            state=BodyState(card.state) if card.state else None,
            before=card.before,
            feelings=card.feelings,
            signs=card.signs,
            note=card.note,
            relief=tuple(Relief(*tried) for tried in card.tried),
        )

    def _day_card(self, record: DayRecord, episodes: int) -> DayCard:
        return DayCard(
            record.day,
            str(record.status),
            day_rules.is_provisional(record, self.today()),
            episodes,
            record.caffeine_mg,
            record.alcohol_units,
            record.sleep_hours,
            record.hard_exercise,
            record.stress,
        )


def card_of(episode: Episode) -> EpisodeCard:
    """An episode as the pages tell of it, on the clock of where it was lived."""
    start = episode.when.local
    return EpisodeCard(
        id=episode.id,
        start=start,
        day=episode.when.day,
        end=episode.end.astimezone(start.tzinfo) if episode.end else None,
        running=episode.open,
        sites=episode.sites,
        kind=str(episode.kind or ""),
        intensity=episode.intensity,
        worry=episode.worry,
        state=str(episode.state or ""),
        before=episode.before,
        feelings=episode.feelings,
        signs=episode.signs,
        note=episode.note,
        tried=tuple(Tried(r.done, r.before, r.after, r.session) for r in episode.relief),
    )


def _filter(wanted: Wanted) -> EpisodeFilter:
    return EpisodeFilter(
        since=wanted.since,
        until=wanted.until,
        site=wanted.site or None,
        side=body.Side(wanted.side) if wanted.side else None,
        kind=Kind(wanted.kind) if wanted.kind else None,
        tag=wanted.tag or None,
        text=wanted.text,
        intensity_min=wanted.least,
        intensity_max=wanted.most,
    )


def _presses(episode: Episode) -> bool:
    return gravest(episode.signs) in {Level.URGENT, Level.EMERGENCY}
