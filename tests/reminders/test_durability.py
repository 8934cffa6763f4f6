"""What happens to the program, and what of the reminders is there afterwards."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from relaxapp.adapters.paths import PACKAGE

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.skipif(os.name != "posix", reason="kills the Unix way")
def test_kill_9_at_random_moments_loses_no_snooze_and_brings_nothing_twice(tmp_path: Path) -> None:
    (folder := tmp_path / "data of mine").mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "tests.reminders.killing", str(folder), "40"],
        check=False,
        capture_output=True,
        cwd=PACKAGE.parent,
        encoding="utf-8",
    )
    assert done.stderr == ""
    told = json.loads(done.stdout)
    assert told["kills"] == 40
    assert told["acknowledged"] > 20
    assert told["snoozes"] > 3
    assert told["left over"] <= 2  # the last kill's own, one for each file
