"""Looking at everything at once: one answer, in the loop's thread, within a second."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest

from relaxapp.adapters.holds import PRECEDENCE, Looker, Sight
from relaxapp.adapters.main_thread import MainThread
from relaxapp.reminders.ports import Hold
from tests.buses import WAIT_S, wait_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Desk:
    """Makes lookers, and keeps what they answered."""

    def __init__(self, qtbot: Any) -> None:
        self.main, self.answers = MainThread(), list[Hold | None]()
        self.threads: set[threading.Thread] = set()
        self.qtbot = qtbot
        self.hanging = threading.Event()
        self.lookers: list[Looker] = []

    def looker(self, *sights: Callable[[], Any]) -> Looker:
        made = [Sight(f"sight {at}", see) for at, see in enumerate(sights)]
        self.lookers.append(Looker(made, self.main.post))
        return self.lookers[-1]

    def answer(self, hold: Hold | None) -> None:
        self.threads.add(threading.current_thread())
        self.answers.append(hold)

    def ask(self, looker: Looker) -> Hold | None:
        before = len(self.answers)
        looker.look(self.answer)
        wait_for(lambda: len(self.answers) > before, self.qtbot)
        return self.answers[-1]

    def hang(self) -> tuple[Hold, ...]:
        assert self.hanging.wait(WAIT_S)
        return (Hold.CAMERA,)


@pytest.fixture
def desk(qtbot: Any) -> Iterator[Desk]:
    desk = Desk(qtbot)
    yield desk
    desk.hanging.set()
    for looker in desk.lookers:
        looker.stop()


def sees(*holds: Hold) -> Callable[[], tuple[Hold, ...]]:
    return lambda: holds


def fails() -> tuple[Hold, ...]:
    raise OSError("it is broken")


def test_nothing_seen_is_none(desk: Desk) -> None:
    assert desk.ask(desk.looker()) is None
    assert desk.ask(desk.looker(sees(), sees())) is None


def test_the_weightiest_is_told(desk: Desk) -> None:
    for at, hold in enumerate(PRECEDENCE):
        assert desk.ask(desk.looker(*(sees(other) for other in PRECEDENCE[at:]))) is hold
    assert desk.threads == {threading.current_thread()}


def test_one_that_fails_hides_only_itself_and_is_said_once(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    looker = desk.looker(fails, sees(Hold.MICROPHONE))
    with caplog.at_level("INFO"):
        assert desk.ask(looker) is Hold.MICROPHONE
        assert desk.ask(looker) is Hold.MICROPHONE
    assert caplog.text.count("it is broken") == 1


def test_one_that_hangs_is_not_waited_for(desk: Desk) -> None:
    looker = desk.looker(desk.hang, sees(Hold.FULL_SCREEN))
    assert desk.ask(looker) is Hold.FULL_SCREEN
    assert desk.ask(looker) is Hold.FULL_SCREEN  # without it, and so without waiting
    assert sum(thread.name == "look: sight 0" for thread in threading.enumerate()) == 1
    desk.hanging.set()
    hanging = [thread for thread in threading.enumerate() if thread.name == "look: sight 0"]
    for thread in hanging:
        thread.join(WAIT_S)
    assert desk.ask(looker) is Hold.CAMERA  # its answer of long ago was not told
    assert len(desk.answers) == 3


def test_a_locked_screen_needs_no_other_reason(desk: Desk) -> None:
    assert desk.ask(desk.looker(desk.hang, sees(Hold.LOCKED))) is Hold.LOCKED


def test_who_asks_meanwhile_gets_the_same_answer(desk: Desk) -> None:
    looker = desk.looker(sees(Hold.CAMERA))
    for _ in range(3):
        looker.look(desk.answer)
    wait_for(lambda: len(desk.answers) == 3, desk.qtbot)
    assert desk.answers == [Hold.CAMERA] * 3


def test_after_the_stop_nobody_is_answered(desk: Desk) -> None:
    looker = desk.looker(sees(Hold.CAMERA))
    looker.look(desk.answer)
    looker.stop()
    looker.look(desk.answer)
    assert desk.ask(desk.looker(sees())) is None  # what was posted before has been gone through
    assert desk.answers == [None]


def test_an_answer_may_look_again(desk: Desk) -> None:
    looker = desk.looker(sees(Hold.CAMERA))
    looker.look(lambda _: looker.look(desk.answer))
    wait_for(lambda: desk.answers == [Hold.CAMERA], desk.qtbot)
