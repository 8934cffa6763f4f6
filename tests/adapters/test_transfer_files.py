"""Files that come and go: whole, private, within limits, and told plainly when they cannot."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from relaxapp.adapters import transfer_files
from relaxapp.adapters.transfer_files import read_import, read_whole, write_folder, write_whole
from relaxapp.errors import RelaxappError
from tests.fakes import as_ordinary_user

ROOT = Path(__file__).parents[2]


def test_a_file_is_replaced_as_a_whole_and_private(tmp_path: Path) -> None:
    file, link = tmp_path / "real.json", tmp_path / "link.json"
    file.write_bytes(b"old")
    link.symlink_to(file)
    write_whole(link, b"new")
    assert file.read_bytes() == b"new"
    assert link.is_symlink()
    assert sorted(path.name for path in tmp_path.glob("*.json")) == ["link.json", "real.json"]
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_folder_is_made_private(tmp_path: Path) -> None:
    write_folder(tmp_path / "a" / "b", {"x.csv": b"1"})
    assert (tmp_path / "a" / "b" / "x.csv").read_bytes() == b"1"
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "a" / "b").stat().st_mode) == 0o700


def test_what_cannot_be_written_is_told_and_the_old_kept(tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir()
    (folder / "x.json").write_bytes(b"old")
    folder.chmod(0o500)
    program = (
        "import sys; from pathlib import Path; from relaxapp.adapters.transfer_files import *\n"
        "try: write_whole(Path(sys.argv[1]), b'new')\n"
        "except Exception as error: print(type(error).__name__, error)"
    )
    command = [sys.executable, "-c", program, str(folder / "x.json")]
    done = subprocess.run(
        as_ordinary_user(command), cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    folder.chmod(0o700)
    assert done.stdout.startswith(f"RelaxappError {folder / 'x.json'} cannot be written")
    assert (folder / "x.json").read_bytes() == b"old"
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize("name", ["no\0good", "x" * 300, "not/there/x.json"])
def test_names_that_cannot_be(tmp_path: Path, name: str) -> None:
    with pytest.raises(RelaxappError):
        write_whole(tmp_path / name, b"")
    with pytest.raises(RelaxappError):
        read_whole(tmp_path / name)
    with pytest.raises(RelaxappError):
        read_import(tmp_path / name)


@pytest.mark.skipif(os.name != "posix", reason="pipes with names are POSIX's")
def test_what_is_no_file_stays_what_it_is(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.json")
    for act in (lambda path: write_whole(path, b"x"), read_whole, read_import):
        with pytest.raises(RelaxappError, match="no file"):
            act(tmp_path / "pipe.json")
    assert (tmp_path / "pipe.json").is_fifo()


def test_a_folder_is_read_with_what_is_in_it(tmp_path: Path) -> None:
    for name in ("a.csv", "b/c.CSV", "b/.hidden.csv", "d.txt"):
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_text(name)
    assert read_import(tmp_path / "in") == {"a.csv": b"a.csv", "b/c.CSV": b"b/c.CSV"}


def test_too_much_is_refused_before_it_fills_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transfer_files, "MOST_BYTES", 1000)
    (tmp_path / "x.csv").write_bytes(b"x" * 1001)
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", b"x" * 1001)
    with zipfile.ZipFile(tmp_path / "many.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name in "abc":
            archive.writestr(f"{name}.csv", b"x" * 400)
    for name in ("x.csv", "bomb.zip", "many.zip"):
        with pytest.raises(RelaxappError, match=r"too (large|much)"):
            read_import(tmp_path / name)


def test_a_zip_file_without_tables(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("readme.txt", "x")
    with pytest.raises(RelaxappError, match="no CSV"):
        read_import(tmp_path / "x.zip")
