"""Small files of our own; most of what they promise is tried in test_settings_file."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from relaxapp.adapters.json_file import JsonFile

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def file(tmp_path: Path) -> JsonFile:
    (folder := tmp_path / "of mine").mkdir()
    return JsonFile(folder / "notes.json", "Your notes", "there are none")


def test_without_a_file_there_is_nothing_to_tell(file: JsonFile) -> None:
    assert file.read() == (None, "")


def test_a_damaged_file_is_named_as_the_person_knows_it(file: JsonFile) -> None:
    file.path.write_text("{")
    told, problem = file.read()
    assert told is None
    assert problem.startswith("Your notes were damaged. They are kept as ")
    assert problem.endswith("notes.json.bad-1; there are none.")


@pytest.mark.skipif(os.name != "posix", reason="elsewhere it stays")
def test_what_a_killed_program_left_half_written_goes_and_a_living_ones_stays(
    file: JsonFile,
) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        pass
    others = {
        ".notes.json.1.new",  # the first process of all, and not ours
        f".notes.json.{os.getppid()}.new",
        ".notes.json.own.new",
        ".other.json.99.new",
    }
    for name in (*others, f".notes.json.{gone.pid}.new", ".notes.json.9999999999999999.new"):
        (file.path.parent / name).write_text("half")
    file.write({"a": 1})
    assert {path.name for path in file.path.parent.iterdir()} == {*others, "notes.json"}
    assert file.read() == ({"a": 1}, "")
