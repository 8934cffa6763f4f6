"""One live notice for each reminder: replaced, narrowed, withdrawn, and never two."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from relaxapp.reminders.board import Board
from relaxapp.reminders.ports import Closed, Notice
from tests.fakes import FakeClock
from tests.reminders.world import FakeNotifier

if TYPE_CHECKING:
    from collections.abc import Sequence


@pytest.fixture
def notifier() -> FakeNotifier:
    return FakeNotifier(FakeClock())


@pytest.fixture
def board(notifier: FakeNotifier) -> Board:
    return Board(notifier, word)


def word(key: str, ids: Sequence[str]) -> Notice:
    assert ids
    return Notice(key, "+".join(ids), "")


def up(notifier: FakeNotifier) -> list[str]:
    return sorted(notice.title for notice in notifier.up.values())


def test_shown_again_it_replaces_what_was_there(board: Board, notifier: FakeNotifier) -> None:
    board.put_up(["drink"])
    board.put_up(["drink"])
    assert list(notifier.up) == ["drink"]
    assert len(notifier.shown) == 2


def test_together_they_take_the_place_of_what_each_had(
    board: Board, notifier: FakeNotifier
) -> None:
    board.put_up(["drink"])
    board.put_up(["move"])
    board.put_up(["drink", "move"])
    assert up(notifier) == ["drink+move"]
    assert board.holders(next(iter(notifier.up))) == ("drink", "move")


def test_one_of_several_that_comes_again_leaves_the_others_where_they_are(
    board: Board, notifier: FakeNotifier
) -> None:
    board.put_up(["drink", "move", "tea"])
    board.put_up(["move"])
    assert up(notifier) == ["drink+tea", "move"]
    board.put_up(["drink", "move"])
    assert up(notifier) == ["drink+move", "tea"]
    board.put_up(["drink", "move", "tea"])
    assert up(notifier) == ["drink+move+tea"]


def test_a_name_is_never_given_to_two(board: Board, notifier: FakeNotifier) -> None:
    board.put_up(["drink", "move"])
    board.agree(["drink"])
    board.put_up(["move"])
    board.put_up(["drink", "move"])
    board.put_up(["drink"])
    assert up(notifier) == ["drink", "move"]
    assert sorted(board.holders(key) for key in notifier.up) == [("drink",), ("move",)]


def test_what_is_answered_goes_and_the_rest_is_said_without_it(
    board: Board, notifier: FakeNotifier
) -> None:
    board.put_up(["drink", "move"])
    board.agree(["drink", "move"])
    assert len(notifier.shown) == 1
    board.agree(["move"])
    assert up(notifier) == ["move"]
    board.agree([])
    assert up(notifier) == []
    assert board.holders("drink+move") == ()


@pytest.mark.parametrize("how", [Closed.DISMISSED, Closed.EXPIRED, Closed.WITHDRAWN])
def test_what_has_left_the_screen_is_not_brought_back(
    board: Board, notifier: FakeNotifier, how: Closed
) -> None:
    board.put_up(["drink"])
    notifier.up.clear()
    board.closed("drink", how)
    board.again()
    board.refresh()
    assert up(notifier) == []
    assert not board.shows("drink")


def test_what_the_server_lost_comes_back_once_it_is_there_again(
    board: Board, notifier: FakeNotifier
) -> None:
    board.put_up(["drink", "tea"])
    board.put_up(["move"])
    notifier.up.clear()
    notifier.present = False
    board.closed("drink+tea", Closed.LOST)
    board.closed("unheard of", Closed.LOST)
    board.again()
    assert up(notifier) == []
    board.agree(["tea", "move"])  # answered in the window meanwhile
    notifier.up.clear()
    notifier.present = True
    board.again()
    board.again()
    assert up(notifier) == ["tea"]
    assert board.shows("move")


def test_of_what_was_lost_and_answered_nothing_comes_back(
    board: Board, notifier: FakeNotifier
) -> None:
    board.put_up(["drink"])
    board.closed("drink", Closed.LOST)
    board.agree([])
    board.again()
    assert up(notifier) == []
    assert len(notifier.shown) == 1


def test_in_other_words_the_same_is_on_the_screen(notifier: FakeNotifier) -> None:
    words = ["plain"]
    board = Board(notifier, lambda key, _ids: Notice(key, words[0], ""))
    board.put_up(["drink"])
    words[0] = "discreet"
    board.refresh()
    assert up(notifier) == ["discreet"]


def test_at_the_end_nothing_stays(board: Board, notifier: FakeNotifier) -> None:
    board.put_up(["drink"])
    board.end()
    assert up(notifier) == []
    assert board.holders("drink") == ()
