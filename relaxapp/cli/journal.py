"""The verbs of all that is no episode: drinks, movement, days, the trash, undo, sites.

What only some verbs need is imported by them: an answer should take no longer than a keystroke.
"""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from relaxapp import body
from relaxapp.cli.speaking import DONE, as_json
from relaxapp.cli.words import UsageError, as_day, day_told, number, whole
from relaxapp.errors import RelaxappError
from relaxapp.journal.vocabulary import DayStatus

if TYPE_CHECKING:
    from relaxapp.services import Services

USUAL_ML: Final = 250
"""A glass: what `drink` without an amount stands for."""
FIGURES: Final = ("caffeine_mg", "alcohol_units", "sleep_hours", "hard_exercise", "stress")


def add(verbs: Any) -> None:
    """Tell argparse the verbs of this module."""
    drink = verbs.add_parser("drink", help="log a drink")
    drink.add_argument("ml", nargs="?", type=whole(1, 10_000), default=USUAL_ML, metavar="ML")
    drink.add_argument("--at", metavar="ISO")

    moved = verbs.add_parser("moved", help="log a movement break")
    moved.add_argument("--at", metavar="ISO")

    _add_day(verbs)
    trash = verbs.add_parser("trash", help="list what was deleted; or delete, or restore")
    trash.add_argument("ids", nargs="*", metavar="ID")
    trash.add_argument("--restore", action="store_true", help="take them out again")
    trash.add_argument("--json", action="store_true", help="as JSON")

    verbs.add_parser("undo", help="take back the last change of the journal")
    verbs.add_parser("redo", help="do it once more")
    sites = verbs.add_parser("sites", help="list the places on the body")
    sites.add_argument("--json", action="store_true", help="as JSON")


def _add_day(verbs: Any) -> None:
    verb = verbs.add_parser("day", help="say how much of a day the journal holds")
    verb.add_argument("day", nargs="?", type=day_told, metavar="D")
    status = verb.add_mutually_exclusive_group()
    for one in DayStatus:
        status.add_argument(f"--{one}", dest="status", action="store_const", const=one)
    verb.add_argument("--caffeine-mg", type=whole(0, 10_000), metavar="MG")
    verb.add_argument("--alcohol-units", type=number(0, 100), metavar="N")
    verb.add_argument("--sleep-hours", type=number(0, 24), metavar="H")
    verb.add_argument("--hard-exercise", choices=("yes", "no"))
    verb.add_argument("--stress", type=whole(0, 10), metavar="0-10")
    verb.add_argument("--json", action="store_true", help="as JSON")


def _drink(services: "Services", ml: int, at: str | None) -> int:
    from relaxapp.cli.opened import here, written
    from relaxapp.journal.entries import Drink
    from relaxapp.journal.ids import uuid7

    now, around = services.clock.now(), here(services)
    when = around.lived(now) if at is None else around.when(at, "--at")
    with written(services) as store:
        drink = store.add(Drink(uuid7(now), when, ml))
        drunk = sum(one.ml or 0 for one in store.drinks(when.day, when.day))
    print(f"Saved: {drink.when.local:%Y-%m-%d %H:%M} · {ml} ml; {drunk} ml that day")
    return DONE


def _moved(services: "Services", at: str | None) -> int:
    from relaxapp.cli.opened import here, written
    from relaxapp.journal.entries import Movement
    from relaxapp.journal.ids import uuid7

    now, around = services.clock.now(), here(services)
    when = around.lived(now) if at is None else around.when(at, "--at")
    with written(services) as store:
        movement = store.add(Movement(uuid7(now), when))
    print(f"Saved: {movement.when.local:%Y-%m-%d %H:%M} · moved")
    return DONE


def _day_verb(
    services: "Services",
    day: date | str | None,
    status: DayStatus | None,
    *,
    json: bool,
    **figures: Any,
) -> int:
    from dataclasses import replace

    from relaxapp.cli.opened import here, read, today, written
    from relaxapp.journal import days
    from relaxapp.journal.entries import DayRecord, refuse_future
    from relaxapp.journal.filters import EpisodeFilter

    now = today(services, here(services))
    lived = as_day(day, now) or now
    given = {name: value for name, value in figures.items() if value is not None}
    if "hard_exercise" in given:
        given["hard_exercise"] = given["hard_exercise"] == "yes"
    refuse_future(DayRecord(lived), services.clock.now(), now)
    if status is None and not given:
        with read(services) as kept:
            record = DayRecord(lived) if kept is None else kept.day(lived)
    else:
        with written(services) as store, store.step(f"Change {lived}"):
            record = store.day(lived)
            if status is not None:
                logged = store.count(EpisodeFilter(since=lived, until=lived))
                record = days.marked(record, lived, status, now, logged)
            record = store.set_day(replace(record, **given))
    _answer_day(record, json=json)
    return DONE


def _answer_day(record: Any, *, json: bool) -> None:
    from relaxapp.journal.transfer_values import values_of

    values = values_of(record)
    if json:
        print(as_json(values))
        return
    told = [f"{name} {values[name]}" for name in FIGURES if values[name] is not None]
    provisional = " (until the day is over)" if record.provisional else ""
    print(" · ".join([f"{record.day} {record.status}{provisional}", *told]))


def _trash(services: "Services", ids: list[str], *, restore: bool, json: bool) -> int:
    from relaxapp.cli.opened import read, written
    from relaxapp.journal.transfer_values import kind_of, values_of

    if ids:
        with written(services) as store, store.step("Restore" if restore else "Delete"):
            for one in ids:
                if not (store.restore_from_trash([one]) if restore else store.trash([one])):
                    where = 'in the trash; "relaxapp trash"' if restore else "in the journal;"
                    listed = "" if restore else ' "relaxapp episodes --json"'
                    raise UsageError(
                        f'ID "{one}": there is no such entry {where}{listed} lists ids'
                    )
        print(f"{'Restored' if restore else 'Deleted'}: {len(ids)}")
        return DONE
    if restore:
        raise UsageError("--restore: the ids of what to take out would be right")
    with read(services) as kept:
        found = () if kept is None else kept.trashed()
    rows = [
        {"type": kind_of(one.entry), "deleted": one.deleted.isoformat(), **values_of(one.entry)}
        for one in found
    ]
    if json:
        print(as_json(rows))
        return DONE
    for row in rows:
        print(f"{row['id']}  {row['type']}  {_when_of(row)}")
    return DONE


def _when_of(row: dict[str, Any]) -> Any:
    return row.get("start") or row.get("at") or row.get("day") or row.get("from")


def _undo(services: "Services") -> int:
    return _turn(services, "undo", "Undone")


def _redo(services: "Services") -> int:
    return _turn(services, "redo", "Done again")


def _turn(services: "Services", verb: str, done: str) -> int:
    from relaxapp.cli.opened import read

    with read(services) as store:
        label = getattr(store, verb)() if store is not None else None
    if label is None:
        raise RelaxappError(f"{verb}: there is nothing to {verb}")
    print(f"{done}: {label}")
    return DONE


def _sites(_: "Services", *, json: bool) -> int:
    rows: list[dict[str, Any]] = [
        {"id": one.id, "label": one.label, "side": one.side, "regions": [one.id]}
        for one in body.REGIONS.values()
    ]
    rows += [
        {
            "id": one.id,
            "label": one.label,
            "side": one.id.partition(".")[2] or None,
            "regions": list(one.regions),
        }
        for one in body.GROUPS.values()
        if one.id not in body.REGIONS
    ]
    if json:
        print(as_json(rows))
        return DONE
    width = max(len(row["id"]) for row in rows)
    for row in rows:
        print(f"{row['id']:{width}}  {row['label']}")
    return DONE


VERBS: Final[dict[str, Callable[..., int]]] = {
    "drink": _drink,
    "moved": _moved,
    "day": _day_verb,
    "trash": _trash,
    "undo": _undo,
    "redo": _redo,
    "sites": _sites,
}
