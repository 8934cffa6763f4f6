"""Calls from other threads, made in the loop's."""

from __future__ import annotations

import threading
from typing import Any

from relaxapp.adapters.main_thread import MainThread
from tests.buses import wait_for


def test_calls_are_made_here_in_their_order(qtbot: Any) -> None:
    main = MainThread()
    made: list[tuple[int, threading.Thread]] = []

    def post() -> None:
        for number in range(100):
            main.post(lambda number=number: made.append((number, threading.current_thread())))  # type: ignore[misc] # the usual way to keep a loop's value

    other = threading.Thread(target=post)
    other.start()
    other.join()
    assert made == []
    wait_for(lambda: len(made) == 100, qtbot)
    assert made == [(number, threading.current_thread()) for number in range(100)]


def test_what_was_posted_is_forgotten_at_the_end(qtbot: Any) -> None:
    main, later = MainThread(), MainThread()
    made: list[str] = []
    main.post(lambda: made.append("never"))
    main.end()
    main.post(lambda: made.append("never"))
    later.post(lambda: made.append("later"))
    wait_for(lambda: bool(made), qtbot)
    assert made == ["later"]
