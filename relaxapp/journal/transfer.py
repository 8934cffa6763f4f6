"""What an import would do: added, changed, left as it is, refused; worked out before any of it.

Pure: rows of files and entries of the journal in, a plan out. Whoever asked for the plan can
show it, and hand it to the store as one change.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from relaxapp.journal.entries import EntryError, refuse_future
from relaxapp.journal.transfer_json import Finding
from relaxapp.journal.transfer_keys import NO_ID, ident, made_id, natural_key
from relaxapp.journal.transfer_reading import entry_of
from relaxapp.journal.transfer_values import values_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping
    from datetime import datetime

    from relaxapp.journal.entries import Entry
    from relaxapp.journal.store import Store
    from relaxapp.journal.transfer_json import Row
    from relaxapp.journal.transfer_reading import Here
    from relaxapp.journal.transfer_values import Values


@dataclass(frozen=True, slots=True)
class Change:
    """One entry that would be written; ``before`` is None where it is new."""

    row: Row
    entry: Entry
    before: Entry | None = None


@dataclass(slots=True)
class Plan:
    """What an import would do; ``same`` counts the entries that are there already."""

    added: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    same: int = 0
    refused: list[Finding] = field(default_factory=list)
    days: list[Entry] = field(default_factory=list)

    @property
    def entries(self) -> list[Entry]:
        """All that is to be written, at once and as one step.

        Days that are there already are among it: an episode that comes to a complete day makes
        it partial, unless the same import says that the day is complete with it.
        """
        return [*(change.entry for change in self.changes), *self.days]

    @property
    def changes(self) -> list[Change]:
        """All that would be written."""
        return [*self.added, *self.changed]


def everything(store: Store) -> dict[str, tuple[Any, ...]]:
    """All that the journal holds, by type; what is in the trash is not."""
    return {
        "episodes": store.episodes(),
        "drinks": store.drinks(),
        "movements": store.movements(),
        "care": store.cares(),
        "medicines": store.medicines(),
        "days": store.days(),
        "sessions": store.sessions(),
        "checks": store.checks(),
        "scores": store.scores(),
        "trials": store.trials(),
    }


def plan_import(
    rows: Iterable[Row],
    findings: Iterable[Finding],
    existing: Mapping[str, Iterable[Entry]],
    here: Here,
    now: datetime,
) -> Plan:
    """Return what importing ``rows`` into a journal that holds ``existing`` would do.

    An entry is known by its id; without one by its time and, for episodes, its sites. What a row
    leaves out stays as it was. ``now`` is an aware instant: nothing may lie after it.
    """
    plan = Plan(refused=list(findings))
    known = _Known(existing)
    for row in rows:
        try:
            entry, before = known.resolve(row, here)
            refuse_future(entry, now)
        except (EntryError, ValueError, OverflowError) as error:
            plan.refused.append(Finding(row.file, row.line, str(error)))
            continue
        written = known.written.get((row.kind, ident(entry)))
        if written is not None:
            _again(plan, row, entry, written)
        elif before is None:
            known.keep(row.kind, entry)
            plan.added.append(Change(row, entry))
        elif values_of(before) == values_of(entry):
            known.keep(row.kind, entry)
            plan.same += 1
            if row.kind == "days":
                plan.days.append(entry)
        else:
            known.keep(row.kind, entry)
            plan.changed.append(Change(row, entry, before))
    plan.refused.sort(key=lambda finding: (finding.file, finding.line))
    return plan


def _again(plan: Plan, row: Row, entry: Entry, written: Entry) -> None:
    """A row about an entry that a row before it was about too."""
    if values_of(written) == values_of(entry):
        plan.same += 1
        return
    message = f"an entry above has the same {'day' if row.kind == 'days' else 'id'}, but differs"
    plan.refused.append(Finding(row.file, row.line, message))


class _Known:
    """The journal's entries by what they can be known by."""

    def __init__(self, existing: Mapping[str, Iterable[Entry]]) -> None:
        self.written: dict[tuple[str, str], Entry] = {}
        self._by_id: dict[tuple[str, str], Entry] = {}
        self._by_key: dict[tuple[str, Hashable], list[Entry]] = defaultdict(list)
        self._seen: Counter[tuple[str, Hashable]] = Counter()
        for kind, entries in existing.items():
            for entry in entries:
                self._by_id[kind, ident(entry)] = entry
                self._by_key[kind, natural_key(entry)].append(entry)

    def keep(self, kind: str, entry: Entry) -> None:
        """Remember what a row of the import is about."""
        self.written[kind, ident(entry)] = entry

    def resolve(self, row: Row, here: Here) -> tuple[Entry, Entry | None]:
        """Return the entry as the row would have it, and as it is now (None: not there)."""
        told = {name: value for name, value in row.values.items() if name != "id" or value}
        entry = entry_of(row.kind, told, NO_ID, here)
        if row.kind == "days" or "id" in told:
            before = self._by_id.get((row.kind, ident(entry)))
        else:
            before, entry_id = self._nth(row.kind, entry)
            told["id"] = entry_id
            if before is None:
                return replace(entry, id=entry_id), None  # type: ignore[arg-type] # a day has no id, and is not here
        if before is None:
            return entry, None
        return entry_of(row.kind, _over(values_of(before), told), NO_ID, here), before

    def _nth(self, kind: str, entry: Entry) -> tuple[Entry | None, str]:
        key = kind, natural_key(entry)
        nth, self._seen[key] = self._seen[key], self._seen[key] + 1
        there = self._by_key.get(key, [])
        if nth < len(there):
            return there[nth], ident(there[nth])
        made = made_id(entry, kind, nth)
        return self._by_id.get((kind, made)), made


def _over(before: Values, told: Values) -> Values:
    """Return the values that are there with what a row says laid over them."""
    kept = dict(before)
    for name in ("start", "at"):
        if name in told and told[name] != before.get(name):
            for place in ("zone", "day"):  # they belong to the time that was there
                kept.pop(place, None)
    return {**kept, **told}
