"""The verbs of what measures weeks: a look back, scores of questionnaires, the on/off trial."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from relaxapp.cli.speaking import DONE, as_json, tell
from relaxapp.cli.words import UsageError, as_day, day_told, whole
from relaxapp.journal.measures import MOST, Instrument
from relaxapp.journal.trial import LEAST_DAYS, MOST_DAYS, USUAL_DAYS, Act

if TYPE_CHECKING:
    from relaxapp.journal.trial_results import Result
    from relaxapp.journal.trials import Progress
    from relaxapp.services import Services

_WEEK: Final = 7
_HIGH: Final = (
    "From {n} on, those who made the questionnaire advise to talk it over with a professional. It "
    "does not say what you have."
)
_HARD: Final = (
    "That sounds hard, and you need not carry it alone: a doctor or therapist can help. The page "
    "Weekly check in the window says how to get there and what to bring. If you are in danger, "
    "call your local emergency number or a crisis line now."
)
_STEPS: Final = ("start", "stop", "today")


def add(verbs: Any) -> None:
    """Tell argparse the verbs of this module."""
    told = "rate the past week, or list the weeks"
    check = verbs.add_parser("check-in", help=told)
    for name in ("anxiety", "interference"):
        check.add_argument(f"--{name}", type=whole(0, 10), metavar="0-10")
    check.add_argument("--day", type=day_told, metavar="D")
    check.add_argument("--json", action="store_true", help="as JSON")

    score = verbs.add_parser("score", help="enter the score of a questionnaire, or list them")
    score.add_argument("instrument", nargs="?", choices=[str(one) for one in Instrument])
    score.add_argument("total", nargs="?", type=whole(0, max(MOST.values())), metavar="N")
    score.add_argument("--day", type=day_told, metavar="D")
    score.add_argument("--note", default="", metavar="T")
    score.add_argument("--json", action="store_true", help="as JSON")

    trial = verbs.add_parser("trial", help="an on/off trial: where it stands; start, stop, today")
    trial.add_argument("step", nargs="?", choices=_STEPS)
    trial.add_argument("act", nargs="?", choices=[str(one) for one in Act])
    weeks = whole(LEAST_DAYS // _WEEK, MOST_DAYS // _WEEK)
    trial.add_argument("--weeks", type=weeks, metavar="N")
    trial.add_argument("--json", action="store_true", help="as JSON")


def _check_in(
    services: "Services",
    anxiety: int | None,
    interference: int | None,
    day: date | str | None,
    *,
    json: bool,
) -> int:
    from relaxapp.cli.opened import here, read, today, written
    from relaxapp.journal import weekly
    from relaxapp.journal.entries import Check
    from relaxapp.journal.ids import uuid7
    from relaxapp.journal.transfer_values import values_of

    if anxiety is None and interference is None:
        if day is not None:
            raise UsageError("--day: --anxiety 0-10 or --interference 0-10 would be right with it")
        with read(services) as kept:
            found = () if kept is None else kept.checks()
        _list([values_of(one) for one in found], "at", json=json)
        return DONE
    around, now = here(services), services.clock.now()
    living = today(services, around)
    lived = as_day(day, living) or living
    when = around.lived(now) if lived == living else around.noon(lived)
    with written(services) as store:
        made = store.add(Check(uuid7(now), when, anxiety, interference))
        latest = [one for one in store.checks() if one.when.at <= made.when.at]
    _saved(values_of(made), "at", json=json)
    if weekly.how_hard(latest):
        tell(_HARD)
    return DONE


def _score(
    services: "Services",
    instrument: str | None,
    total: int | None,
    day: date | str | None,
    note: str,
    *,
    json: bool,
) -> int:
    from relaxapp.cli.opened import here, read, today, written
    from relaxapp.journal import weekly
    from relaxapp.journal.entries import Score, refuse_future
    from relaxapp.journal.ids import uuid7
    from relaxapp.journal.transfer_values import values_of

    if instrument is None:
        if day is not None or note:
            raise UsageError("--day, --note: a questionnaire and its score would be right with it")
        with read(services) as kept:
            found = () if kept is None else kept.scores()
        _list([values_of(one) for one in found], "day", json=json)
        return DONE
    if total is None:
        most = MOST[Instrument(instrument)]
        raise UsageError(f"score {instrument}: a whole number from 0 to {most} would be right")
    living, now = today(services, here(services)), services.clock.now()
    made = Score(uuid7(now), as_day(day, living) or living, Instrument(instrument), total, note)
    refuse_future(made, now, living)
    with written(services) as store:
        made = store.add(made)
    _saved(values_of(made), "day", json=json)
    if weekly.is_high(made):
        tell(_HIGH.format(n=weekly.SCREEN[made.instrument]))
        tell(_HARD)
    return DONE


def _trial(
    services: "Services", step: str | None, act: str | None, weeks: int | None, *, json: bool
) -> int:
    from relaxapp.cli.opened import here, read, today, written
    from relaxapp.errors import RelaxappError
    from relaxapp.journal import trials

    if (act is None) == (step == "start"):
        acts = ", ".join(Act)
        right = f"one of {acts} after it" if step == "start" else "no act, save after start,"
        raise UsageError(f"trial {step}: {right} would be right")
    if weeks is not None and step != "start":
        raise UsageError("--weeks: start would be right with it")
    living = today(services, here(services))
    if step in {"start", "stop"}:
        with written(services) as store:
            if step == "start":
                days = USUAL_DAYS if weeks is None else weeks * _WEEK
                made = trials.start(store, Act(str(act)), services.clock.now(), living, days)
            else:
                made = trials.stop(store, living)
            found: Progress | None = trials.progress(store, made, living)
            came: Result | None = None
    else:
        with read(services) as kept:
            latest = None if kept is None else trials.latest(kept)
            found = came = None
            if kept is not None and latest is not None:
                found = trials.progress(kept, latest, living)
                came = trials.result(kept, latest, living)
    if step == "today" and (found is None or found.over):
        raise RelaxappError("trial today: no trial goes on; trial start ACT begins one")
    _answer_trial(found, came, today_alone=step == "today", json=json)
    return DONE


def _answer_trial(
    found: "Progress | None", came: "Result | None", *, today_alone: bool, json: bool
) -> None:
    from relaxapp.journal.trial_words import ACTS, told

    if found is None:
        print("null" if json else "No trial was set up yet.")
        return
    trial = found.trial
    coin = {True: "on", False: "free", None: None}[None if found.over else found.on]
    if json:
        days = {"from": trial.started.isoformat(), "last": trial.last.isoformat()}
        counts = {"complete_days": found.complete, "needed": found.needed}
        standing = {"over": found.over, "today": coin, "done": found.done}
        result = None if came is None else _result(came)
        values = {"id": trial.id, "act": str(trial.act), **days, **standing, **counts}
        print(as_json({**values, "result": result}))
        return
    with_it = f"Today: with {ACTS[trial.act]}"
    line = {"on": with_it, "free": "Today: as you like", None: ""}[coin]
    if today_alone:
        print(line)
        return
    ends = "ended" if found.over else "until"
    parts = [f"{ACTS[trial.act].capitalize()}: from {trial.started}, {ends} {trial.last}"]
    needed = "" if found.over else f" of {found.needed}"
    parts += [f"complete days: {found.complete}{needed}", line]
    print(" · ".join(part for part in parts if part))
    for sentence in told(came) if came is not None else ():
        print(sentence)


def _result(came: "Result") -> dict[str, Any]:
    from dataclasses import asdict

    from relaxapp.journal.trial_words import told

    figures = ("rate_ratio", "low", "high", "p", "adjusted_p", "could_miss")
    outcomes = {
        name: {
            "lag": one.lag,
            **asdict(one.there),
            **{figure: getattr(one, figure) for figure in figures},
            "verdict": str(one.verdict),
            "missing": {what: n for what, n in asdict(one.lacks).items() if n} or None,
        }
        for name, one in (("same_day", came.same_day), ("next_day", came.next_day))
    }
    return {**outcomes, "done": asdict(came.done), "words": [*told(came)]}


def _list(rows: list[dict[str, Any]], when: str, *, json: bool) -> None:
    if json:
        print(as_json(rows))
        return
    for row in rows:
        print(_line(row, when))


def _saved(values: dict[str, Any], when: str, *, json: bool) -> None:
    print(as_json(values) if json else f"Saved: {_line(values, when)}")


def _line(row: dict[str, Any], when: str) -> str:
    parts = [row[when][:10]]
    if "instrument" in row:
        parts += [f"{row['instrument']} {row['total']}", row["note"]]
    else:
        rated = {"anxiety": row["anxiety"], "in the way": row["interference"]}
        parts += [f"{name} {value}" for name, value in rated.items() if value is not None]
    return " · ".join(part for part in parts if part)


VERBS: Final[dict[str, Callable[..., int]]] = {
    "check-in": _check_in,
    "score": _score,
    "trial": _trial,
}
