"""A journal in memory behind the window's port, with undo, a trash and a clock set by hand."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from relaxapp import body
from relaxapp.errors import RelaxappError
from relaxapp.journal.vocabulary import BEFORES
from relaxapp.ui.journal_ports import DayCard, EpisodeCard, Tried, Wanted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NOW = datetime(2026, 5, 14, 14, 36, tzinfo=UTC)


class FakeJournal:
    """Everything the port promises, in a dictionary."""

    def __init__(self) -> None:
        self.at = NOW
        self.kept: dict[str, EpisodeCard] = {}
        self.bin: dict[str, EpisodeCard] = {}
        self.told: dict[date, DayCard] = {}
        self.past: list[tuple[str, dict[str, EpisodeCard], dict[str, EpisodeCard]]] = []
        self.future: list[tuple[str, dict[str, EpisodeCard], dict[str, EpisodeCard]]] = []
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

    def remove(self, episodes: Sequence[str]) -> None:
        self._check()
        self._step(f"{len(episodes)} deleted")
        for one in episodes:
            self.bin[one] = self.kept.pop(one)

    def trashed(self) -> tuple[EpisodeCard, ...]:
        return tuple(sorted(self.bin.values(), key=lambda c: c.start, reverse=True))

    def restore(self, episodes: Sequence[str]) -> None:
        self._step("restored")
        for one in episodes:
            self.kept[one] = self.bin.pop(one)

    def erase(self, episodes: Sequence[str]) -> None:
        for one in episodes:
            self.bin.pop(one)
        self.past.clear()
        self.future.clear()

    def erase_everything(self) -> None:
        self.kept.clear()
        self.bin.clear()
        self.told.clear()

    def undo(self) -> None:
        label, kept, trash = self.past.pop()
        self.future.append((label, dict(self.kept), dict(self.bin)))
        self.kept, self.bin = kept, trash

    def redo(self) -> None:
        label, kept, trash = self.future.pop()
        self.past.append((label, dict(self.kept), dict(self.bin)))
        self.kept, self.bin = kept, trash

    def undo_label(self) -> str:
        return self.past[-1][0] if self.past else ""

    def redo_label(self) -> str:
        return self.future[-1][0] if self.future else ""

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
        self.past.append((label, dict(self.kept), dict(self.bin)))
        self.future.clear()

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
