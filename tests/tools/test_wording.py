"""What counts as heard right."""

from __future__ import annotations

import pytest

from tools.narration.wording import Score, compare, words

SOUNDS = {"fore": "for", "head": "hed", "forehead": "forhed", "brow's": "brows", "5": "five"}


def pronounce(text: str) -> str:
    return "".join(SOUNDS.get(word, word) for word in text.split())


@pytest.mark.parametrize(
    ("said", "heard", "misheard"),
    [
        ("Let go, and rest.", "let go and rest", 0),
        ("Don't hold it.", "Don\u2019t hold it.", 0),
        ("Your forehead, and five brows.", "Your fore head and 5 brow's.", 0),
        ("Let the leg sink down.", "Let the legs sink down.", 1),
        ("Relax.", "You relax.", 1),
        ("Breathe out slowly.", "Breathe slowly.", 1),
        ("Let go.", "", 2),
        ("Let go.", "Thanks for watching it", 4),
    ],
)
def test_misheard_words_are_counted_by_sound(said: str, heard: str, misheard: int) -> None:
    assert compare(said, heard, pronounce) == Score(len(words(said)), misheard)
