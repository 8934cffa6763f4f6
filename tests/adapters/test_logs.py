from __future__ import annotations

import gc
import logging
import stat
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from relaxapp.adapters import logs
from relaxapp.adapters.paths import PACKAGE
from tests.fakes import as_ordinary_user

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def log(tmp_path: Path) -> Iterator[logs.Log]:
    (folder := tmp_path / "logs").mkdir()
    log = logs.start(folder)
    yield log
    log.stop()


def test_a_quiet_run_leaves_no_file(log: logs.Log) -> None:
    logging.getLogger("relaxapp.adapters").debug("details")
    assert not log.path.exists()


def test_messages_go_to_a_private_file_alone(
    log: logs.Log, capfd: pytest.CaptureFixture[str]
) -> None:
    logging.getLogger("relaxapp.adapters").info("opened %s", "\u266a \ud83d")
    logging.getLogger("a.library").warning("odd")
    written = log.path.read_text(encoding="utf-8")
    assert "INFO relaxapp.adapters: opened \u266a \\ud83d\n" in written
    assert "WARNING a.library: odd\n" in written
    assert stat.S_IMODE(log.path.stat().st_mode) == 0o600
    assert capfd.readouterr() == ("", "")


def test_it_is_turned_over_before_it_grows_too_large(tmp_path: Path) -> None:
    handler = logs.PrivateFile(tmp_path / "r.log", max_bytes=500, kept=2)
    logger = logging.Logger("alone")  # noqa: LOG001 - has to stay out of the tree
    logger.addHandler(handler)
    for number in range(40):
        logger.warning("message %d", number)
    handler.close()
    files = sorted(tmp_path.glob("r.log*"))
    assert [file.name for file in files] == ["r.log", "r.log.1", "r.log.2"]
    assert all(file.stat().st_size < 600 for file in files)
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert "message 39" in files[0].read_text()
    last = [int(file.read_text().split()[-1]) for file in files]
    assert last == sorted(last, reverse=True)


@pytest.mark.parametrize("obstacle", ["none", "cannot be turned over"])
def test_a_file_that_cannot_be_written_is_done_without(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], obstacle: str
) -> None:
    folder = tmp_path / "nowhere"
    if obstacle != "none":
        (folder / "r.log.1").mkdir(parents=True)
        (folder / "r.log.1" / "x").touch()
    handler = logs.PrivateFile(folder / "r.log", max_bytes=1, kept=1)
    logger = logging.Logger("alone")  # noqa: LOG001 - has to stay out of the tree
    logger.addHandler(handler)
    for number in range(3):
        logger.error("message %d", number)
    handler.close()
    assert capfd.readouterr() == ("", "")
    if obstacle != "none":
        assert (folder / "r.log").read_text().count("message") == 3


RAISES = """
import sys, threading
from pathlib import Path
from relaxapp.adapters import logs
logs.start(Path(sys.argv[1]))
def work():
    note = "a personal note"
    raise ZeroDivisionError("in the work")
if sys.argv[2] == "thread":
    thread = threading.Thread(target=work, name="worker"); thread.start(); thread.join()
elif sys.argv[2] == "interrupt":
    raise KeyboardInterrupt
else:
    work()
"""


@pytest.mark.parametrize("where", ["main", "thread"])
def test_an_uncaught_exception_is_logged_whole_and_told_in_one_line(
    tmp_path: Path, where: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", RAISES, str(tmp_path), where],
        check=False,
        capture_output=True,
        cwd=PACKAGE.parent,
        text=True,
    )
    path = tmp_path / "relaxapp.log"
    assert done.stdout == ""
    assert done.stderr == f"Something went wrong in relaxapp; {path} says what.\n"
    written = path.read_text()
    assert "Traceback" in written
    assert "ZeroDivisionError: in the work" in written
    assert "a personal note" not in written


def test_an_interrupt_is_no_failure(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", RAISES, str(tmp_path), "interrupt"],
        check=False,
        capture_output=True,
        cwd=PACKAGE.parent,
        text=True,
    )
    assert "KeyboardInterrupt" in done.stderr
    assert not (tmp_path / "relaxapp.log").exists()


def test_a_log_in_a_folder_that_cannot_be_written_is_no_failure(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    done = subprocess.run(
        as_ordinary_user([sys.executable, "-c", RAISES, str(tmp_path), "main"]),
        check=False,
        capture_output=True,
        cwd=PACKAGE.parent,
        text=True,
    )
    tmp_path.chmod(0o700)
    assert done.stderr.startswith("Something went wrong in relaxapp")
    assert "Traceback" not in done.stderr


def test_an_exception_nobody_can_raise_is_logged(log: logs.Log) -> None:
    class Fails:
        def __del__(self) -> None:
            raise ZeroDivisionError

    thing = Fails()
    del thing
    gc.collect()
    assert "ZeroDivisionError" in log.path.read_text()


def test_stopping_puts_everything_back(tmp_path: Path) -> None:
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    handlers = logging.getLogger().handlers.copy()
    logs.start(tmp_path).stop()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before
    assert logging.getLogger().handlers == handlers
