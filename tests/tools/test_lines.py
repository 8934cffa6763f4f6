"""Every text that a session says is found, wherever it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tools.narration.errors import NarrationError
from tools.narration.lines import distinct, read_sessions

if TYPE_CHECKING:
    from pathlib import Path

SCRIPT = """
title = "Two"
[[step]]
kind = "say"
say = ["One.", "Two."]
[[step]]
kind = "choice"
[[step.option]]
[[step.option.step]]
say = [{ at = 0, text = "Three.", or = ["Thrice."] }, { at = 5, text = "One." }]
[[step]]
kind = "breathe"
phases = [{ phase = "inhale", say = { text = "In.", or = ["Into."] } }, { phase = "exhale" }]
"""


def test_lines_come_in_order_and_once(tmp_path: Path) -> None:
    (tmp_path / "two.session.toml").write_text(SCRIPT, "utf-8")
    (tmp_path / "one.session.toml").write_text('title = "One"\nsay = "Two."', "utf-8")
    one, two = read_sessions(tmp_path)
    assert (one.id, one.title, one.lines) == ("one", "One", ("Two.",))
    assert two.lines == ("One.", "Two.", "Three.", "Thrice.", "In.", "Into.")
    assert distinct([one, two]) == ("Two.", "One.", "Three.", "Thrice.", "In.", "Into.")


def test_a_broken_script_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.session.toml").write_text("say = [", "utf-8")
    with pytest.raises(NarrationError, match=r"bad\.session\.toml"):
        read_sessions(tmp_path)
