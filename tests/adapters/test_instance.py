from __future__ import annotations

import os
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from relaxapp.adapters import instance
from relaxapp.adapters.instance import acquire
from relaxapp.adapters.paths import PACKAGE
from relaxapp.errors import RelaxappError
from tests.fakes import as_ordinary_user

if TYPE_CHECKING:
    from pathlib import Path

HOLD = """
import sys
from pathlib import Path
from relaxapp.adapters.instance import acquire
lock = acquire(Path(sys.argv[1]))
print(lock is not None, flush=True)
sys.stdin.read()
"""


def test_one_at_a_time_for_each_folder(tmp_path: Path) -> None:
    (other := tmp_path / "other").mkdir()
    lock, elsewhere = acquire(tmp_path), acquire(other)
    assert lock is not None
    assert elsewhere is not None
    assert acquire(tmp_path) is None
    lock.release()
    lock.release()
    again = acquire(tmp_path)
    assert again is not None
    again.release()
    elsewhere.release()


def test_the_file_is_private_and_tells_who_holds_it(tmp_path: Path) -> None:
    (tmp_path / "instance.lock").write_text("a longer text of before")
    (tmp_path / "instance.lock").unlink()
    lock = acquire(tmp_path)
    assert lock is not None
    assert stat.S_IMODE((tmp_path / "instance.lock").stat().st_mode) == 0o600
    assert (tmp_path / "instance.lock").read_text() == f"{os.getpid()}\n"
    lock.release()


def test_a_killed_holder_holds_no_longer(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        cwd=PACKAGE.parent,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "True\n"
        assert acquire(tmp_path) is None
        assert (tmp_path / "instance.lock").read_text() == f"{child.pid}\n"
        child.kill()
    lock = acquire(tmp_path)
    assert lock is not None
    lock.release()


@pytest.mark.skipif(os.name != "posix", reason="inheriting is different elsewhere")
def test_a_program_started_by_the_holder_does_not_keep_it(tmp_path: Path) -> None:
    lock = acquire(tmp_path)
    assert lock is not None
    with subprocess.Popen(["cat"], stdin=subprocess.PIPE, close_fds=False):
        lock.release()
        again = acquire(tmp_path)
    assert again is not None
    again.release()


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (folder := tmp_path / "locked").mkdir(mode=0o500)
    code = (
        "import sys; from pathlib import Path\n"
        "from relaxapp.adapters.instance import acquire\n"
        "try: acquire(Path(sys.argv[1]))\n"
        "except Exception as error: print(type(error).__name__, error)"
    )
    done = subprocess.run(
        as_ordinary_user([sys.executable, "-c", code, str(folder)]),
        check=True,
        capture_output=True,
        cwd=PACKAGE.parent,
        text=True,
    )
    assert done.stdout.startswith("RelaxappError relaxapp cannot tell whether")


def test_a_file_system_that_cannot_lock_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_descriptor: int) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(instance, "_take", refuse)
    with pytest.raises(RelaxappError, match="Operation not supported"):
        acquire(tmp_path)
