"""The reminders' verbs as scripts and people meet them, with an open relaxapp and without."""

from __future__ import annotations

import contextlib
import errno
import json
import socket
import threading
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from relaxapp import cli
from relaxapp.adapters import instance, json_file
from relaxapp.adapters.channel import Channel
from relaxapp.reminder_services import make_reminders, zone_here
from relaxapp.reminders import commands
from relaxapp.reminders.ports import Hold
from relaxapp.services import Services
from tests.fakes import FakeClock
from tests.reminders.world import FakeAlarm, FakeNotifier, FakePresence, FakeShore, PlainWords

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from relaxapp.reminders.service import Reminders

NOW = datetime(2026, 3, 16, 9, 20, tzinfo=UTC)
"""10:20 in Berlin, on a Monday."""
FIELDS = ("id", "enabled", "state", "due", "held_because", "snoozes_used")
BUNDLED = ["drink", "move", "relax", "food", "bath", "evening"]


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> FakeClock:
    """Let every call of a test live in Berlin, at a time that the test moves."""
    clock = FakeClock(NOW, monotonic=50_000.0)
    monkeypatch.setattr(cli, "SystemClock", lambda: clock)
    monkeypatch.setenv("TZ", "Europe/Berlin")
    return clock


@pytest.fixture
def folder(home_of_its_own: Path) -> Path:
    return home_of_its_own / "relaxapp"


@pytest.fixture
def answer(call: Any) -> Any:
    """Carry out a verb that has to succeed; return what it says."""

    def run(*arguments: str) -> Any:
        status, out, err = call(*arguments)
        assert status == 0, err
        return json.loads(out) if "--json" in arguments else out

    return run


def refused(call: Any, *arguments: str) -> str:
    """Return the one line with which a verb is refused."""
    status, out, err = call(*arguments)
    assert (status, out) == (2, ""), (status, out, err)
    assert err.startswith("relaxapp: ")
    assert err.count("\n") == 1
    return str(err[len("relaxapp: ") : -1])


def standing(answer: Any, name: str) -> dict[str, Any]:
    told = {one["id"]: one for one in answer("status", "--json")["reminders"]}
    found: dict[str, Any] = told[name]
    return found


# ------------------------------------------------------------------ without a window


def test_the_status_of_a_folder_that_is_not_there_leaves_no_trace(
    answer: Any, folder: Path
) -> None:
    told = answer("status", "--json")
    assert told["pause"] is None
    assert [one["id"] for one in told["reminders"]] == BUNDLED
    for one in told["reminders"]:
        assert set(FIELDS) <= set(one)
        assert (one["enabled"], one["state"], one["due"]) == (False, "off", None)
        assert (one["held_because"], one["snoozes_used"]) == (None, 0)
    answer("status")
    assert [line.split()[:2] for line in answer("reminders").splitlines()] == [
        [name, "off"] for name in BUNDLED
    ]
    assert [rule["id"] for rule in answer("reminders", "--json")] == BUNDLED
    assert answer("next") == "No reminder comes.\n"
    assert answer("episodes", "--json") == []
    assert not folder.exists()


def test_switched_on_it_says_when_it_comes_and_that_nothing_runs(
    call: Any, answer: Any, folder: Path
) -> None:
    status, out, err = call("enable", "drink")
    assert (status, out) == (0, "drink is on; next 11:50\n")
    assert err == "relaxapp: relaxapp is not open; it reminds once it is (relaxapp --background).\n"
    one = standing(answer, "drink")
    assert (one["enabled"], one["state"]) == (True, "waiting")
    assert one["due"] == "2026-03-16T11:50:00+01:00"
    assert answer("next") == "drink at 2026-03-16 11:50: Drink something\n"
    assert "drink        waiting, 2026-03-16 11:50" in answer("status")
    assert "drink        on  every 90 min" in answer("reminders")
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir() if path.is_file()} == {0o600}
    assert answer("disable", "drink") == "drink is off\n"
    assert standing(answer, "drink")["due"] is None


def test_a_fixed_time_stands_in_the_list(answer: Any) -> None:
    assert "relax        off 16:00" in answer("reminders")


def test_snoozes_are_counted_and_end(call: Any, answer: Any, clock: FakeClock) -> None:
    answer("enable", "drink")
    assert answer("snooze", "drink") == "drink is put off until 10:30\n"
    one = standing(answer, "drink")
    assert (one["state"], one["snoozes_used"]) == ("snoozed", 1)
    assert one["due"] == "2026-03-16T10:30:00+01:00"
    assert answer("snooze", "drink", "25") == "drink is put off until 10:45\n"
    clock.advance(60)
    answer("snooze", "drink", "30")
    assert standing(answer, "drink")["snoozes_used"] == 3
    told = refused(call, "snooze", "drink")
    assert told == '"drink" is put off 3 times already; done or skip would be right.'
    assert standing(answer, "drink")["due"] == "2026-03-16T10:51:00+01:00"
    answer("done", "drink")
    assert standing(answer, "drink")["snoozes_used"] == 0


def test_a_snooze_beyond_the_hours_says_what_would_be_right(
    call: Any, answer: Any, clock: FakeClock
) -> None:
    answer("enable", "drink")
    told = refused(call, "snooze", "drink", "600")
    assert told == '"600" minutes go beyond the hours of "drink"; up to 519 minutes would be right.'
    answer("snooze", "drink", "519")
    clock.advance(12 * 3600)
    told = refused(call, "snooze", "drink", "10")
    assert told == '"10" minutes go beyond the hours of "drink"; skip would be right.'


def test_done_writes_into_the_journal_and_counts(answer: Any, folder: Path) -> None:
    answer("enable", "drink")
    answer("snooze", "drink")
    assert answer("done", "drink") == "drink is done; next 11:50\n"
    assert standing(answer, "drink")["state"] == "waiting"
    export = folder / "out"
    answer("export", str(export), "--format", "csv")
    assert (export / "drinks.csv").read_text().splitlines()[1:] != []
    assert ",250" in (export / "drinks.csv").read_text()


@pytest.mark.parametrize(
    ("verb", "name", "csv"),
    [(("drink", "250"), "drink", "drinks.csv"), (("moved",), "move", "movements.csv")],
)
def test_what_the_journals_verbs_write_counts_for_the_reminder(
    answer: Any, clock: FakeClock, verb: tuple[str, ...], name: str, csv: str
) -> None:
    answer("enable", name)
    clock.advance(2 * 3600)
    assert standing(answer, name)["state"] == "due"
    answer(*verb)
    one = standing(answer, name)
    assert one["state"] == "waiting"
    assert datetime.fromisoformat(one["due"]) > clock.now()


def test_a_day_called_complete_answers_the_evening(answer: Any, clock: FakeClock) -> None:
    answer("enable", "evening")
    assert standing(answer, "evening")["due"] == "2026-03-16T20:30:00+01:00"
    clock.advance(9 * 3600)
    answer("day", "today", "--complete")
    assert standing(answer, "evening")["due"] == "2026-03-17T20:30:00+01:00"


def test_a_backdated_drink_counts_from_when_it_was(answer: Any, clock: FakeClock) -> None:
    answer("enable", "drink")
    clock.advance(80 * 60)
    answer("drink", "250", "--at", "2026-03-16T11:00")
    assert standing(answer, "drink")["due"] == "2026-03-16T12:30:00+01:00"
    answer("drink", "250", "--at", "2026-03-15T11:00")
    assert standing(answer, "drink")["due"] == "2026-03-16T12:30:00+01:00"


def test_skip_passes_over_what_comes_next(answer: Any) -> None:
    answer("enable", "drink")
    assert answer("skip", "drink") == "drink is skipped; next 13:20\n"
    assert standing(answer, "drink")["due"] == "2026-03-16T13:20:00+01:00"


@pytest.mark.parametrize(
    ("words", "until", "said"),
    [
        ((), None, "Paused until you say: relaxapp resume"),
        (("30m",), "2026-03-16T10:50:00+01:00", "Paused until 10:50"),
        (("2h",), "2026-03-16T12:20:00+01:00", "Paused until 12:20"),
        (("1h30m",), "2026-03-16T11:50:00+01:00", "Paused until 11:50"),
        (("until", "15:00"), "2026-03-16T15:00:00+01:00", "Paused until 15:00"),
        (("until", "9:00"), "2026-03-17T09:00:00+01:00", "Paused until 2026-03-17 09:00"),
        (("until", "tomorrow"), "2026-03-17T04:00:00+01:00", "Paused until 2026-03-17 04:00"),
        (
            ("until", "2026-04-01T12:00"),
            "2026-04-01T12:00:00+02:00",
            "Paused until 2026-04-01 12:00",
        ),
    ],
)
def test_a_pause_is_told_with_its_end(
    answer: Any, words: tuple[str, ...], until: str | None, said: str
) -> None:
    answer("enable", "drink")
    assert answer("pause", *words) == f"{said}\n"
    told = answer("status", "--json")
    assert told["pause"] is not None
    assert told["pause"]["since"] == "2026-03-16T10:20:00+01:00"
    shown = told["pause"]["until"]
    assert set(told["pause"]) == {"since", "until"}
    assert (shown and datetime.fromisoformat(shown)) == (until and datetime.fromisoformat(until))
    assert standing(answer, "drink")["state"] == "paused"
    assert answer("status").startswith("Paused until ")
    assert answer("resume") == "Reminders go on\n"
    assert answer("status", "--json")["pause"] is None
    assert answer("resume") == "Reminders were not paused\n"


def test_the_end_of_a_pause_ends_it(answer: Any, clock: FakeClock) -> None:
    answer("pause", "30m")
    clock.advance(30 * 60)
    assert answer("status", "--json")["pause"] is None


def test_a_pause_ahead_is_no_pause_yet(answer: Any, clock: FakeClock) -> None:
    told = answer("pause", "14:00-15:00", "a", "meeting")
    assert told == "Pause planned from 14:00 to 15:00\n"
    status = answer("status", "--json")
    assert status["pause"] is None
    assert status["planned"][0]["label"] == "a meeting"
    assert "Pause planned: " in answer("status")
    clock.advance(4 * 3600)
    assert answer("status", "--json")["pause"]["until"] == "2026-03-16T15:00:00+01:00"


def test_of_a_meeting_that_goes_on_the_rest_is_meant(answer: Any) -> None:
    assert answer("pause", "10:00-11:00") == "Pause planned from 10:00 to 11:00\n"
    assert answer("status", "--json")["pause"]["until"] == "2026-03-16T11:00:00+01:00"
    answer("resume")
    said = answer("pause", "09:00-10:00")
    assert said == "Pause planned from 2026-03-17 09:00 to 2026-03-17 10:00\n"
    assert answer("status", "--json")["pause"] is None
    assert answer("pause", "22:00-6:00") == "Pause planned from 22:00 to 2026-03-17 06:00\n"


WRONG = [
    (("enable", "drnk"), '"drnk"', "drink, move, relax"),
    (("disable", ""), '""', "drink, move, relax"),
    (("done", "nope"), '"nope"', "drink, move, relax"),
    (("skip", "nope"), '"nope"', "drink, move, relax"),
    (("snooze", "nope"), '"nope"', "drink, move, relax"),
    (("snooze", "drink"), '"drink"', "switched off"),
    (("snooze", "drink", "0"), '"0"', "1 to 1440"),
    (("snooze", "drink", "ten"), '"ten"', "1 to 1440"),
    (("snooze", "drink", "1_0"), '"1_0"', "1 to 1440"),
    (("pause", "0m"), '"0m"', "1m to 168h"),
    (("pause", "9999h"), '"9999h"', "1m to 168h"),
    (("pause", "soon"), '"soon"', "30m, 2h"),
    (("pause", "30"), '"30"', "30m, 2h"),
    (("pause", "until"), '"until"', "until 15:00"),
    (("pause", "until", "25:00"), '"25:00"', "15:00"),
    (("pause", "until", "15:60"), '"15:60"', "15:00"),
    (("pause", "until", "2026-03-16"), '"2026-03-16"', "15:00"),
    (("pause", "until", "2026-03-16T09:00"), '"09:00"', "a time to come"),
    (("pause", "until", "9999-12-31T23:59"), '"9999-12-31 23:59"', "within a year"),
    (("pause", "until", "0001-01-01T00:00Z"), "1-01-01", "a time to come"),
    (("pause", "14:00-25:00"), '"25:00"', "15:00"),
    (("pause", "14:00-14:00-15:00"), '"14:00-14:00-15:00"', "14:00-15:00"),
    (("pause", ""), '""', "30m, 2h"),
    (("snooze",), "id", "--help"),
    (("status", "--jsn"), "--jsn", "--json"),
]


@pytest.mark.parametrize(("arguments", "named", "right"), WRONG, ids=lambda one: str(one)[:40])
def test_what_cannot_be_is_told_in_one_line_and_nothing_is_written(
    call: Any, folder: Path, arguments: tuple[str, ...], named: str, right: str
) -> None:
    told = refused(call, *arguments)
    assert named.lower() in told.lower()
    assert right in told
    assert not folder.exists()


def test_what_cannot_be_changes_nothing_that_is_there(call: Any, answer: Any, folder: Path) -> None:
    answer("drink", "250")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    refused(call, "enable", "nope")
    refused(call, "snooze", "drink")
    refused(call, "pause", "until", "2020-01-01T00:00")
    after = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert after == before


def test_where_nothing_can_be_written_nothing_is_claimed(
    call: Any, answer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer("enable", "drink")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(json_file, "_write_private", full)
    for verb in (("pause", "30m"), ("skip", "drink"), ("snooze", "drink"), ("enable", "move")):
        told = refused(call, *verb)
        assert "could not be saved to" in told
        assert "No space left on device" in told


def test_a_window_that_does_not_answer_is_told_of(call: Any, answer: Any, folder: Path) -> None:
    answer("enable", "drink")
    lock = instance.acquire(folder)
    assert lock is not None
    try:
        told = refused(call, "pause", "30m")
        assert told == "relaxapp is open but does not answer; please try again in a moment."
        assert standing(answer, "drink")["state"] == "waiting"  # reading needs no lock
    finally:
        lock.release()


@pytest.mark.parametrize("damage", ["", "{", '{"rules": [{"id": "drink", "enabled": 7}]}'])
def test_damaged_files_are_no_obstacle(answer: Any, folder: Path, damage: str) -> None:
    answer("enable", "drink")
    (folder / "reminders.json").write_text(damage, encoding="utf-8")
    (folder / "reminders-state.json").write_text(damage, encoding="utf-8")
    assert standing(answer, "drink")["state"] == "off"
    answer("enable", "move")
    assert standing(answer, "move")["state"] == "waiting"


# ------------------------------------------------------------------ with one


class Open:
    """A relaxapp that is open in this data folder, without its window."""

    def __init__(self, clock: FakeClock, folder: Path) -> None:
        env = {"TZ": "Europe/Berlin"}
        self.services = Services(clock, env, folder)
        self.services.paths  # noqa: B018 - makes the folders
        lock = instance.acquire(folder)
        assert lock is not None
        self.lock = lock
        self.notifier, self.presence = FakeNotifier(clock), FakePresence()
        self.alarm = FakeAlarm(clock)
        self.service: Reminders = make_reminders(
            self.services,
            self.services.paths,
            lambda: contextlib.nullcontext(self.services.store),
            lambda: 4,
        )
        self.service.start(self.alarm, self.notifier, self.presence, PlainWords(), FakeShore())
        zone = zone_here(self.services)
        self.channel = Channel(
            folder,
            lambda message: commands.answer(
                self.service, message, clock.now().astimezone(zone(clock.now()))
            ),
        )
        assert self.channel.start()

    def end(self) -> None:
        self.channel.close()
        self.service.end()
        self.services.close_journal()
        self.lock.release()


@pytest.fixture
def window(qtbot: QtBot, clock: FakeClock, folder: Path) -> Iterator[Open]:
    if not hasattr(socket, "AF_UNIX"):
        pytest.skip("sockets are how it is tried here")
    made = Open(clock, folder)
    yield made
    made.end()


@pytest.fixture
def elsewhere(qtbot: QtBot, call: Callable[..., tuple[int, str, str]]) -> Any:
    """Carry out a verb in another thread while Qt's loop runs here."""

    def run(*arguments: str) -> Any:
        given: list[tuple[int, str, str]] = []
        thread = threading.Thread(target=lambda: given.append(call(*arguments)))
        thread.start()
        qtbot.waitUntil(lambda: not thread.is_alive(), timeout=10_000)
        return given[0]

    return run


def test_an_open_relaxapp_answers_and_acts_at_once(
    window: Open, elsewhere: Any, clock: FakeClock
) -> None:
    assert elsewhere("enable", "drink") == (0, "drink is on; next 11:50\n", "")
    clock.advance(91 * 60)
    window.service.wake()
    assert list(window.notifier.up) == ["drink"]
    told = json.loads(elsewhere("status", "--json")[1])
    assert told["reminders"][0]["state"] == "due"
    assert told["reminders"][0]["due"] == "2026-03-16T11:51:00+01:00"
    assert elsewhere("next")[1].startswith("drink at 2026-03-16 11:51")
    assert elsewhere("snooze", "drink", "20") == (0, "drink is put off until 12:11\n", "")
    assert window.notifier.up == {}
    assert elsewhere("done", "drink")[:2] == (0, "drink is done; next 13:21\n")
    assert window.services.store is not None
    assert [drink.ml for drink in window.services.store.drinks()] == [250]
    assert elsewhere("skip", "drink")[1] == "drink is skipped; next 14:51\n"
    assert elsewhere("pause", "1h")[1] == "Paused until 12:51\n"
    assert window.service.state.paused(clock.now()) is not None
    assert elsewhere("resume")[1] == "Reminders go on\n"
    assert elsewhere("pause", "14:00-15:00")[1] == "Pause planned from 14:00 to 15:00\n"
    assert elsewhere("disable", "drink") == (0, "drink is off\n", "")
    assert json.loads(elsewhere("reminders", "--json")[1])[0]["enabled"] is False


def test_why_it_is_held_is_told(window: Open, elsewhere: Any, clock: FakeClock) -> None:
    elsewhere("enable", "drink")
    window.presence.hold = Hold.DO_NOT_DISTURB
    clock.advance(91 * 60)
    window.service.wake()
    told = json.loads(elsewhere("status", "--json")[1])["reminders"][0]
    assert (told["state"], told["held_because"]) == ("held", "do_not_disturb")
    assert "drink        held (do not disturb)" in elsewhere("status")[1]


def test_what_another_verb_wrote_counts_in_the_open_relaxapp(
    window: Open, elsewhere: Any, clock: FakeClock
) -> None:
    elsewhere("enable", "drink")
    clock.advance(91 * 60)
    window.service.wake()
    assert elsewhere("drink", "250")[0] == 0
    window.service.journal_changed()  # as the window notices
    assert window.notifier.up == {}
    assert json.loads(elsewhere("status", "--json")[1])["reminders"][0]["state"] == "waiting"


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("enable", "nope"), '"nope"'),
        (("snooze", "drink"), "switched off"),
        (("pause", "until", "2026-03-16T09:00"), "a time to come"),
        (("snooze", "move", "0"), '"0"'),
    ],
)
def test_what_cannot_be_is_refused_by_the_open_relaxapp_too(
    window: Open, elsewhere: Any, arguments: tuple[str, ...], named: str
) -> None:
    status, out, err = elsewhere(*arguments)
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert named in err


def test_what_was_asked_while_it_was_closed_holds_when_it_opens(
    qtbot: QtBot, answer: Any, clock: FakeClock, folder: Path
) -> None:
    answer("enable", "drink")
    answer("snooze", "drink", "30")
    clock.advance(40 * 60)
    made = Open(clock, folder)
    try:
        clock.advance(timedelta(seconds=46).total_seconds())
        made.service.wake()
        assert list(made.notifier.up) == ["drink"]
        assert made.service.state.of("drink").snoozes == 1
    finally:
        made.end()
