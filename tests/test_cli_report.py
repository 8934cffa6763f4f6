"""The verb that writes the report: what it writes, what it refuses, and that it needs no window."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from relaxapp import cli
from tests.fakes import FakeClock

ROOT = Path(__file__).parents[1]
NOW = datetime(2026, 3, 28, 20, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> FakeClock:
    clock = FakeClock(NOW)
    monkeypatch.setattr(cli, "SystemClock", lambda: clock)
    monkeypatch.setenv("TZ", "Europe/Berlin")
    return clock


def logged(call: Any) -> None:
    for day in ("2026-03-20", "2026-02-10", "2026-01-05"):
        note = f"note of {day}"
        assert call("log", "calf.left", "--at", f"{day}T10:00", "--note", note)[0] == 0


@pytest.mark.usefixtures("qapp")
def test_it_writes_a_pdf_for_its_owner_alone(call: Any, tmp_path: Path) -> None:
    logged(call)
    file = tmp_path / "report.PDF"
    status, out, err = call("report", "-o", str(file))
    assert (status, err) == (0, "")
    assert out == f"Wrote {file}: 2026-02-01 to 2026-03-28, 2 episodes, 2 pages\n"
    assert file.read_bytes().startswith(b"%PDF-1.4")
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.glob(".report*")) == []


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(
    ("options", "held", "missing"),
    [
        ((), ("2026-03-20", "2026-02-10"), ("2026-01-05",)),
        (("--weeks", "2"), ("2026-03-20",), ("2026-02-10",)),
        (("--weeks", "1", "--until", "2026-02-12"), ("2026-02-10",), ("2026-03-20",)),
        (("--since", "2026-01-01"), ("2026-01-05", "2026-03-20"), ()),
        (("--since", "2026-01-01", "--until", "2026-01-31"), ("2026-01-05",), ("2026-02-10",)),
        (("--no-notes",), (), ("note of",)),
    ],
)
def test_the_period_and_the_notes_can_be_chosen(
    call: Any,
    tmp_path: Path,
    options: tuple[str, ...],
    held: tuple[str, ...],
    missing: tuple[str, ...],
) -> None:
    logged(call)
    file = tmp_path / "report.html"
    status, _, err = call("report", "-o", str(file), "--name", "Alex Example", *options)
    assert (status, err) == (0, "")
    page = file.read_text(encoding="utf-8")
    assert "Alex Example" in page
    for day in held:
        assert f"note of {day}" in page
    for words in missing:
        assert words not in page
    assert page.count("<svg") == 4
    assert "@page { size: a4;" in page


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ((), "-o/--output"),
        (("-o", "report.txt"), '"report.txt": a name ending in .pdf or .html would be right'),
        (("-o", "report"), '"report": a name ending in .pdf or .html would be right'),
        (("-o", "r.pdf", "--weeks", "0"), "a whole number from 1 to 520 would be right"),
        (("-o", "r.pdf", "--weeks", "many"), "a whole number from 1 to 520 would be right"),
        (("-o", "r.pdf", "--weeks", "2", "--since", "2026-01-01"), "one of them would be right"),
        (("-o", "r.pdf", "--since", "2026-03-02", "--until", "2026-03-01"), "or later would be"),
        (("-o", "r.pdf", "--since", "2026-04-02", "--until", "2026-04-05"), "or earlier would be"),
        (("-o", "r.pdf", "--paper", "a5"), "a5"),
        (("-o", "r.pdf", "--name", "n" * 81), "80 or fewer would be right"),
        (("-o", "nowhere/r.pdf"), "nowhere/r.pdf cannot be written"),
        (("-o", "taken.pdf"), "taken.pdf is a folder"),
    ],
)
@pytest.mark.usefixtures("qapp")
def test_what_is_wrong_is_told_in_one_line_and_nothing_is_written(
    call: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    options: tuple[str, ...],
    told: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "taken.pdf").mkdir()
    before = sorted(tmp_path.rglob("*"))
    status, out, err = call("report", *options)
    assert (status, out) == (2, "")
    assert told in err
    assert err.count("\n") == 1
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="fontconfig is Linux's")
def test_without_a_font_it_says_so(tmp_path: Path) -> None:
    fonts = tmp_path / "fonts.conf"
    fonts.write_text("<fontconfig><dir>/nowhere</dir></fontconfig>", encoding="utf-8")
    file = tmp_path / "report.pdf"
    done = subprocess.run(
        [sys.executable, "-m", "relaxapp", "report", "-o", str(file)],
        cwd=ROOT, env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    told = [line for line in done.stderr.splitlines() if line.startswith("relaxapp: ")]
    assert told == ["relaxapp: The report cannot be written: this computer has no font."]
    assert not file.exists()


def test_it_needs_neither_display_nor_widgets_nor_a_journal(tmp_path: Path) -> None:
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    env = {name: value for name, value in os.environ.items() if name not in names}
    env["RELAXAPP_HOME"] = str(tmp_path / "none")
    script = (
        "import sys\n"
        "from relaxapp.__main__ import main\n"
        "sys.argv = ['relaxapp', 'report', '-o', sys.argv[1]]\n"
        "try:\n    status = main()\nexcept SystemExit as end:\n    status = end.code\n"
        "assert not status, status\n"
        "assert 'PySide6.QtWidgets' not in sys.modules\n"
    )
    file = tmp_path / "report.pdf"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script, str(file)],
        cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert file.read_bytes().startswith(b"%PDF")
    assert not (tmp_path / "none").exists()


def test_letters_that_no_font_has_are_no_message(tmp_path: Path) -> None:
    env = {**os.environ, "RELAXAPP_HOME": str(tmp_path / "home")}
    for words in (["log", "--note", "\u0939\u093f\u0928\U00010900"], ["report", "-o", "a.pdf"]):
        done = subprocess.run(
            [sys.executable, "-m", "relaxapp", *words],
            cwd=tmp_path, env={**env, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
            check=False, timeout=120,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, "")
