"""The sessions of some folders: in order, and without those that are damaged."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from relaxapp.sessions.library import Library, UnknownSession
from tests.sessions.mutants import BUNDLED

if TYPE_CHECKING:
    from pathlib import Path

SCRIPT = """format = 1
title = "{}"
technique = "Rest"
purpose = "To rest."
seconds = 5
[[step]]
kind = "rest"
seconds = 5
"""


def put(folder: Path, name: str, title: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.session.toml"
    path.write_text(SCRIPT.format(title), "utf-8")
    return path


def test_the_bundled_sessions_stand_in_their_order() -> None:
    library = Library([BUNDLED[0].parent])
    assert [script.id for script in library.scripts()][:5] == [
        "soften",
        "gentle-squeeze",
        "full-sixteen",
        "deep-sixteen",
        "seven",
    ]
    assert library.scripts()[-1].id == "cramp-now"
    assert library.problems == ()
    assert library.get("soften").title == "Soften"


def test_own_sessions_follow_by_name(tmp_path: Path) -> None:
    own = tmp_path / "own"
    put(own, "b", "Zebra")
    put(own, "a", "Ants")
    (own / "notes.txt").write_text("no session")
    library = Library([BUNDLED[0].parent, own, tmp_path / "not-there"])
    assert [script.id for script in library.scripts()][-2:] == ["ants", "zebra"]


def test_a_damaged_script_is_left_out_and_told(tmp_path: Path) -> None:
    put(tmp_path, "good", "Good")
    bad = put(tmp_path, "bad", "")
    bad.write_text(bad.read_text().replace("rest", "nap"))
    library = Library([tmp_path])
    assert [script.id for script in library.scripts()] == ["good"]
    assert [problem.split(": ")[0] for problem in library.problems] == [f"{bad}:2", f"{bad}:7"]


def test_of_two_with_the_same_id_the_first_counts(tmp_path: Path) -> None:
    first = put(tmp_path / "bundled", "quiet", "Quiet Hour")
    second = put(tmp_path / "own", "mine", "quiet hour!")
    library = Library([tmp_path / "bundled", tmp_path / "own"])
    assert library.get("quiet-hour").file == str(first)
    [problem] = library.problems
    assert problem.startswith(f"{second}:")
    assert str(first) in problem


def test_what_is_no_file_is_told_and_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "folder.session.toml").mkdir()
    (tmp_path / "link.session.toml").symlink_to(tmp_path / "nowhere")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.session.toml")
    put(tmp_path, "good", "Good")
    library = Library([tmp_path])
    assert [script.id for script in library.scripts()] == ["good"]
    assert len(library.problems) == 2 + hasattr(os, "mkfifo")


@pytest.mark.parametrize("name", ["softn", "", "../soften", "so\x00ften", "x" * 10_000])
def test_an_unknown_session_names_those_there_are(name: str) -> None:
    library = Library([BUNDLED[0].parent])
    with pytest.raises(UnknownSession, match="soften, gentle-squeeze"):
        library.get(name)


def test_a_near_miss_gets_a_hint() -> None:
    with pytest.raises(UnknownSession, match='did you mean "soften"'):
        Library([BUNDLED[0].parent]).get("softn")
