"""Handing sessions on and taking them in from the command line."""

from __future__ import annotations

import json
import os
import stat
import zipfile
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import soundfile

from relaxapp.adapters.own_lines import LineStore
from relaxapp.sessions.transcript import timestamp
from tests.adapters.test_own_lines import ONE
from tests.test_cli import SCRIPT, own, traces

if TYPE_CHECKING:
    from pathlib import Path

posix_only = pytest.mark.skipif(os.name != "posix", reason="what only POSIX has")


def ids(call: Any, *where: str) -> list[str]:
    return [row["id"] for row in json.loads(call("sessions", "--json", *where)[1])]


def test_an_own_session_goes_to_somebody_else(
    call: Any, home_of_its_own: Path, tmp_path: Path
) -> None:
    text = SCRIPT.replace("[[step]]", 'licence = "CC BY 4.0, Sam"\n[[step]]', 1)
    own(home_of_its_own, text)
    file, other = str(tmp_path / "own.relaxsession"), str(tmp_path / "other")
    status, out, err = call("pack", "own-one", "-o", file)
    assert (status, err) == (0, "")
    assert "Packed Own One" in out
    status, out, err = call("add", file, "--data-dir", other)
    assert (status, err) == (0, "")
    for words in ("Own One (own-one), 0:03, Rest", "To rest.", "Licence: CC BY 4.0, Sam", "Kept"):
        assert words in out
    assert "own-one" in ids(call, "--data-dir", other)
    kept = tmp_path / "other" / "sessions" / "own-one.session.toml"
    assert kept.read_text("utf-8") == text
    if os.name == "posix":
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
        assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700
    # And it is a session like any other there.
    sound = str(tmp_path / "own.wav")
    assert call("render", "own-one", "-o", sound, "--data-dir", other)[0] == 0


def test_it_can_be_looked_at_first(call: Any, home_of_its_own: Path, tmp_path: Path) -> None:
    own(home_of_its_own)
    file = str(tmp_path / "own.relaxsession")
    call("pack", "own-one", "-o", file)
    status, out, err = call("add", file, "--dry-run", "--data-dir", str(tmp_path / "other"))
    assert status == 0
    assert "Licence: not stated" in out
    assert "Nothing was written" in err
    assert not (tmp_path / "other").exists()


def test_a_bundled_one_says_its_licence_and_is_there_already(call: Any, tmp_path: Path) -> None:
    file = str(tmp_path / "soften.relaxsession")
    assert call("pack", "soften", "-o", file)[0] == 0
    before = traces(tmp_path)
    status, out, err = call("add", file)
    assert status == 2
    assert "Licence: MIT" in out
    assert "You have “Soften” already" in err
    assert traces(tmp_path) == before


def test_another_session_of_the_same_name_is_told(
    call: Any, home_of_its_own: Path, tmp_path: Path
) -> None:
    path = own(home_of_its_own)
    file = str(tmp_path / "own.relaxsession")
    call("pack", "own-one", "-o", file)
    path.write_text(SCRIPT.replace("To rest.", "To rest otherwise."), "utf-8")
    status, _, err = call("add", file)
    assert status == 2
    assert "Another session is called “Own One” (own-one) already" in err
    assert "otherwise" in path.read_text("utf-8")


def test_what_is_refused_leaves_nothing(call: Any, tmp_path: Path) -> None:
    bad = tmp_path / "bad.relaxsession"
    with zipfile.ZipFile(bad, "w") as archive:
        archive.writestr("../../evil.session.toml", SCRIPT)
    before = traces(tmp_path)
    status, out, err = call("add", str(bad))
    assert (status, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert "../../evil" in err
    assert traces(tmp_path) == before
    status, out, err = call("check", str(bad))
    assert (status, err) == (1, "")
    assert out.startswith(f"{bad}:1: it holds ")
    assert len(out.splitlines()) == 1
    assert traces(tmp_path) == before


def test_what_is_packed_is_right_to_check_whatever_it_is_called(call: Any, tmp_path: Path) -> None:
    file, other = tmp_path / "soften.relaxsession", tmp_path / "sent.zip"
    call("pack", "soften", "-o", str(file))
    other.write_bytes(file.read_bytes())
    assert call("check", str(file), str(other)) == (0, "", "")
    file.write_bytes(b"= 1")
    status, out, _ = call("check", str(file), str(tmp_path / "none.relaxsession"))
    assert status == 2
    assert out == f"{file}:1: it is damaged, or no zip at all\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["pack", "softn", "-o", "{}/a.relaxsession"], "soften"),
        (["pack", "soften", "-o", "{}/a.zip"], ".relaxsession would be right"),
        (["pack", "soften", "-o", "{}/no/a.relaxsession"], "cannot be written"),
        (["add", "{}/none.relaxsession"], "is not there"),
        (["add", "{}"], "is a folder"),
        (["add", "{}/x", "--yes", "--dry-run"], "one of them"),
    ],
)
def test_wrong_calls(call: Any, tmp_path: Path, arguments: list[str], words: str) -> None:
    status, out, err = call(*(a.format(tmp_path) for a in arguments))
    assert (status, out) == (2, "")
    assert words in err
    assert len(err.splitlines()) == 1
    assert not list(tmp_path.glob("*.*"))


@posix_only
def test_a_pipe_is_not_waited_for(call: Any, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    os.mkfifo(tmp_path / "pipe.relaxsession")
    for verb, name in (("add", "pipe"), ("check", "pipe.relaxsession")):
        status, _, err = call(verb, str(tmp_path / name))
        assert status == 2
        assert "no plain file" in err


def test_recordings_go_along_and_are_heard_in_files_there(
    call: Any, home_of_its_own: Path, tmp_path: Path
) -> None:
    folder = own(home_of_its_own).parent
    LineStore(folder.with_name("lines")).put("Größer, “leiser”.", ONE)
    file, bare, other = (str(tmp_path / n) for n in ("a.relaxsession", "b.relaxsession", "other"))
    assert "with recordings of 1 of its lines" in call("pack", "own-one", "-o", file)[1]
    assert "with recordings" not in call("pack", "own-one", "-o", bare, "--no-recordings")[1]
    assert "Recordings of" not in call("add", bare, "--dry-run", "--data-dir", other)[1]
    status, out, _ = call("add", file, "--data-dir", other)
    assert status == 0
    assert "Recordings of 1 of its lines, heard in this session alone" in out
    kept = list((tmp_path / "other" / "lines").glob("*.flac"))
    assert len(kept) == 1
    words = call("transcript", "own-one", "--data-dir", other)[1]
    assert f"--> {timestamp(ONE.last + 1)}" in words
    sound = tmp_path / "own.wav"
    assert call("render", "own-one", "-o", str(sound), "--data-dir", other)[0] == 0
    heard, _ = soundfile.read(sound)
    assert np.abs(heard[ONE.first : ONE.last]).max() > 0.1
    kept[0].write_bytes(kept[0].read_bytes()[:200])
    status, out, err = call("render", "own-one", "-o", str(sound), "--data-dir", other)
    assert (status, out) == (0, "")
    assert f"{kept[0]} is damaged, and its line is silent" in err
    assert len(err.splitlines()) == 1
