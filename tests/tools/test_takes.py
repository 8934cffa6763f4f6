"""Which ways of saying a line are tried first."""

from __future__ import annotations

from tools.narration.takes import Manner, takes


def manners(line: str, *, hibari: bool = False) -> list[Manner]:
    return [take.manner for take in takes(line, hibari=hibari)]


def test_a_short_cue_is_carried_before_it_is_said_alone() -> None:
    assert manners("Let go.")[0] is Manner.CARRIER


def test_a_line_is_said_whole_and_then_carried() -> None:
    assert manners("Let the hip loosen, too.")[:2] == [Manner.WHOLE, Manner.CARRIER]


def test_a_long_line_is_never_carried() -> None:
    assert Manner.CARRIER not in manners("Next, your neck. You will draw your chin to your chest.")


def test_the_small_voice_is_the_last_resort_and_only_where_it_fits() -> None:
    assert manners("Let go.", hibari=True)[3] is Manner.CARRIER
    assert Manner.HIBARI in manners("Let go.", hibari=True)
    assert Manner.HIBARI not in manners("Let go.")


def test_no_take_is_tried_twice() -> None:
    for line in ("Let go.", "Let the hip loosen, too.", "word " * 12):
        tried = takes(line, hibari=True)
        assert len(set(tried)) == len(tried)
