"""A journal in memory behind the window's ports, with undo, a trash and a clock set by hand."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from relaxapp import body
from relaxapp.errors import RelaxappError
from relaxapp.journal.vocabulary import BEFORES
from relaxapp.ui.journal_ports import DayCard, EpisodeCard, Tried, Wanted
from relaxapp.ui.selfcare_ports import CareCard, CareWanted, Deleted, Practised

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NOW = datetime(2026, 5, 14, 14, 36, tzinfo=UTC)


class State(NamedTuple):
    """What a step leaves behind: episodes, all else, the trash."""

    label: str
    kept: dict[str, EpisodeCard]
    others: dict[str, CareCard]
    bin: dict[str, EpisodeCard | CareCard]


class FakeJournal:
    """Everything the port promises, in dictionaries; ``others`` are the self-care's."""

    def __init__(self) -> None:
        self.at = NOW
        self.kept: dict[str, EpisodeCard] = {}
        self.others: dict[str, CareCard] = {}
        self.bin: dict[str, EpisodeCard | CareCard] = {}
        self.told: dict[date, DayCard] = {}
        self.past: list[State] = []
        self.future: list[State] = []
        self.seen: set[str] = set()
        self.last = ""
        self.due = False
        self.quiet = False
        self.refuses = ""
        self.backup = ""
        self.reads = 0
        self._number = 0

    def fill(self, days: int = 12) -> None:
        """Put some weeks of plausible entries in."""
        samples = (
            ("eyelid.left", "twitch", 3, "at_rest", ("stress", "poor_sleep"), "While reading"),
            ("inner_calf.right", "cramp", 7, "falling_asleep", ("exercise",), ""),
            ("shoulder.left", "twitch", None, "", (), ""),
            ("thumb.right", "tremor", 2, "moving", ("caffeine", "new chair"), "After three cups"),
            ("thigh.left", "jerk", 5, "falling_asleep", (), "Woke me up once more, then gone"),
        )
        for n in range(days * 2):
            site, kind, strong, state, before, note = samples[n % len(samples)]
            start = self.at - timedelta(hours=11 * n + 1, minutes=7 * n % 60)
            card = EpisodeCard(
                f"e{n:05d}", start, start.date(), None if n % 3 else start + timedelta(minutes=4),
                sites=(site,), kind=kind, intensity=strong, worry=n % 5, state=state,
                before=before, note=note, tried=(Tried("stretch", 7, 3),) if n % 5 == 1 else (),
            )  # fmt: skip
            self.kept[card.id] = card

    def now(self) -> datetime:
        return self.at

    def today(self) -> date:
        return self.at.date()

    def log(self, *, running: bool) -> EpisodeCard:
        self._check()
        self._number += 1
        card = EpisodeCard(f"n{self._number:05d}", self.at, self.at.date(), running=running)
        self._step("a new episode")
        self.kept[card.id] = card
        return card

    def stop(self, episode: str) -> None:
        self.save((self.kept[episode]._replace(running=False, end=self.at),))

    def running(self) -> tuple[EpisodeCard, ...]:
        return tuple(sorted((c for c in self.kept.values() if c.running), key=lambda c: c.start))

    def last_site(self) -> str:
        return self.last

    def episode(self, episode: str) -> EpisodeCard | None:
        return self.kept.get(episode)

    def save(self, episodes: Sequence[EpisodeCard]) -> None:
        self._check()
        for card in episodes:
            if card.start > self.at:
                raise RelaxappError(f"at is {card.start:%H:%M}; it should be in the past")
        self._step("a change")
        for card in episodes:
            self.kept[card.id] = card._replace(day=card.start.date())
            self.last = card.sites[-1] if card.sites else self.last

    def episodes(
        self, wanted: Wanted, limit: int, after: EpisodeCard | None
    ) -> tuple[EpisodeCard, ...]:
        self.reads += 1
        found = self._found(wanted)
        if after is not None:
            found = [c for c in found if (c.start, c.id) < (after.start, after.id)]
        return tuple(found[:limit])

    def count(self, wanted: Wanted) -> int:
        return len(self._found(wanted))

    def tags(self) -> tuple[str, ...]:
        own = Counter(t for c in self.kept.values() for t in c.before if t not in BEFORES)
        return tuple(tag for tag, _ in own.most_common())

    def remove(self, entries: Sequence[str]) -> None:
        self._check()
        self._step(f"{len(entries)} deleted")
        for one in entries:
            self.bin[one] = self.kept.pop(one) if one in self.kept else self.others.pop(one)

    def restore(self, entries: Sequence[str]) -> None:
        self._step("restored")
        for one in entries:
            card = self.bin.pop(one)
            if isinstance(card, EpisodeCard):
                self.kept[one] = card
            else:
                self.others[one] = card

    def erase(self, entries: Sequence[str]) -> None:
        for one in entries:
            self.bin.pop(one)
        self.past.clear()
        self.future.clear()

    def erase_everything(self) -> None:
        self.kept.clear()
        self.others.clear()
        self.bin.clear()
        self.told.clear()

    def undo(self) -> None:
        self.future.append(self._now(self.past[-1].label))
        _, self.kept, self.others, self.bin = self.past.pop()

    def redo(self) -> None:
        self.past.append(self._now(self.future[-1].label))
        _, self.kept, self.others, self.bin = self.future.pop()

    def undo_label(self) -> str:
        return self.past[-1].label if self.past else ""

    def redo_label(self) -> str:
        return self.future[-1].label if self.future else ""

    def day(self, day: date) -> DayCard:
        count = sum(card.day == day for card in self.kept.values())
        return self.told.get(day, DayCard(day))._replace(episodes=count)

    def days(self, since: date, until: date) -> Mapping[date, DayCard]:
        return {day: card for day, card in self.told.items() if since <= day <= until}

    def set_day(self, day: DayCard) -> None:
        self.told[day.day] = day._replace(
            provisional=day.status == "complete" and day.day == self.today()
        )

    def has_advised(self, sign: str) -> bool:
        return sign in self.seen

    def advised(self, sign: str) -> None:
        self.seen.add(sign)

    def offer_due(self) -> bool:
        due, self.due = self.due and not self.quiet, False
        return due

    def changed_elsewhere(self) -> bool:
        return False

    def paused(self) -> bool:
        return self.quiet

    def set_paused(self, *, paused: bool) -> None:
        self.quiet = paused

    def _check(self) -> None:
        if self.refuses:
            raise RelaxappError(self.refuses)

    def _step(self, label: str) -> None:
        self.past.append(self._now(label))
        self.future.clear()

    def _now(self, label: str) -> State:
        return State(label, dict(self.kept), dict(self.others), dict(self.bin))

    def _found(self, wanted: Wanted) -> list[EpisodeCard]:
        found = [card for card in self.kept.values() if _fits(card, wanted)]
        return sorted(found, key=lambda c: (c.start, c.id), reverse=True)


def _fits(card: EpisodeCard, wanted: Wanted) -> bool:
    fine = frozenset[str]().union(*(body.expand(site) for site in card.sites))
    strong = card.intensity
    return (
        wanted.text.casefold() in card.note.casefold()
        and (not wanted.site or bool(fine & body.expand(wanted.site)))
        and (not wanted.side or any(site.endswith(wanted.side) for site in card.sites))
        and (not wanted.kind or card.kind == wanted.kind)
        and (not wanted.tag or wanted.tag in (*card.before, *card.feelings, *card.signs))
        and (wanted.since is None or card.day >= wanted.since)
        and (wanted.until is None or card.day <= wanted.until)
        and (wanted.least is None or (strong is not None and strong >= wanted.least))
        and (wanted.most is None or (strong is not None and strong <= wanted.most))
    )


class FakeSelfCare:
    """The rest of the journal, in the dictionary of the journal beside it."""

    def __init__(self, journal: FakeJournal) -> None:
        self.journal = journal
        self._number = 0

    def fill(self, days: int = 5) -> None:
        """Put some days of plausible entries in."""
        went = Practised("Soften", "completed", 410, (6, 3), (5, None))
        for n in range(days):
            at = self.journal.at - timedelta(days=n, hours=1)
            for hours, card in enumerate((
                CareCard("", "drink", at.date(), ml=250),
                CareCard("", "drink", at.date()),
                CareCard("", "movement", at.date(), what="Stairs"),
                CareCard("", "care", at.date(), what="bath", note="With salt, and very long"),
                CareCard("", "session", at.date(), practised=went),
            )):  # fmt: skip
                self._put(card._replace(at=at - timedelta(hours=hours)))
        since = self.journal.today() - timedelta(days=days)
        self._put(CareCard("", "medicine", since, what="Magnesium", note="In the evening"))

    def drink(self, ml: int | None = None, at: datetime | None = None) -> str:
        return self._add(CareCard("", "drink", self.journal.today(), at or self.journal.at, ml))

    def moved(self, kind: str = "", at: datetime | None = None) -> str:
        at = at or self.journal.at
        return self._add(CareCard("", "movement", at.date(), at, what=kind))

    def care(self, kind: str, note: str = "", at: datetime | None = None) -> str:
        at = at or self.journal.at
        return self._add(CareCard("", "care", at.date(), at, what=kind, note=note))

    def medicine(
        self, name: str, since: date | None = None, until: date | None = None, note: str = ""
    ) -> str:
        day = since or self.journal.today()
        return self._add(CareCard("", "medicine", day, what=name, until=until, note=note))

    def drunk_today(self) -> tuple[int, int]:
        found = [c for c in self.journal.others.values()
                 if c.kind == "drink" and c.day == self.journal.today()]  # fmt: skip
        return sum(c.ml or 0 for c in found), sum(c.ml is None for c in found)

    def entry(self, entry: str) -> CareCard | None:
        return self.journal.others.get(entry)

    def save(self, card: CareCard) -> None:
        self.journal._check()
        if card.at is not None and card.at > self.journal.at:
            raise RelaxappError(f"at is {card.at:%H:%M}; it should be in the past")
        self.journal._step("a change")
        day = card.day if card.at is None else card.at.date()
        self.journal.others[card.id] = card._replace(day=day)

    def entries(
        self, wanted: CareWanted, limit: int, after: CareCard | None
    ) -> tuple[CareCard, ...]:
        self.journal.reads += 1
        found = self._found(wanted)
        if after is not None:
            found = [card for card in found if _place(card) < _place(after)]
        return tuple(found[:limit])

    def count(self, wanted: CareWanted) -> int:
        return len(self._found(wanted))

    def trashed(self) -> tuple[Deleted, ...]:
        return tuple(Deleted(card, self.journal.at) for card in reversed(self.journal.bin.values()))

    def _add(self, card: CareCard) -> str:
        self.journal._check()
        self.journal._step("a new entry")
        return self._put(card)

    def _put(self, card: CareCard) -> str:
        self._number += 1
        key = f"c{self._number:05d}"
        self.journal.others[key] = card._replace(id=key)
        return key

    def _found(self, wanted: CareWanted) -> list[CareCard]:
        found = [
            card
            for card in self.journal.others.values()
            if wanted.kind in ("", card.kind) and (wanted.since is None or card.day >= wanted.since)
        ]
        return sorted(found, key=_place, reverse=True)


def _place(card: CareCard) -> tuple[date, str, str]:
    return card.day, card.at.isoformat() if card.at else "", card.id
