"""What a bare call opens, and that one at login keeps out of the way of one that is open."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from relaxapp import __main__, app
from relaxapp.adapters import instance

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Opened = list[tuple[Path | None, bool]]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    """Return what the window was opened with, where there is a display."""
    calls: Opened = []

    def run(data_dir: Path | None, *, background: bool = False) -> int:
        calls.append((data_dir, background))
        return 0

    monkeypatch.setattr(app, "run", run)
    monkeypatch.setenv("DISPLAY", ":99")
    return calls


def main(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["relaxapp", *arguments])
    try:
        return __main__.main()
    except SystemExit as end:
        return int(end.code or 0)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((), (None, False)),
        (("--background",), (None, True)),
        (("--background", "--background"), (None, True)),
        (("--data-dir", "{}"), ("{}", False)),
        (("--data-dir={}",), ("{}", False)),
        (("--background", "--data-dir", "{}"), ("{}", True)),
        (("--data-dir", "{}", "--background"), ("{}", True)),
        (("--data-dir={}", "--background"), ("{}", True)),
    ],
)
def test_what_a_call_without_a_verb_opens(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    opened: Opened,
    arguments: tuple[str, ...],
    expected: tuple[str | None, bool],
) -> None:
    assert main(monkeypatch, *(word.format(tmp_path) for word in arguments)) == 0
    folder, background = expected
    assert opened == [(tmp_path if folder else None, background)]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--background", "sessions"),
        ("--data-dir", "--background"),
        ("--background=yes",),
        ("--backgroun",),
        ("sessions", "--background"),
    ],
)
def test_what_goes_not_together_is_refused_in_one_line(
    monkeypatch: pytest.MonkeyPatch,
    opened: Opened,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
) -> None:
    assert main(monkeypatch, *arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert opened == []


def test_in_the_background_without_a_display_there_is_nothing_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert main(monkeypatch, "--background") == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert "--background" in err


def test_at_login_beside_one_that_is_open_it_ends_without_a_word(
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    rung: list[Path] = []
    monkeypatch.setattr(
        "relaxapp.adapters.channel.ring", lambda folder: rung.append(folder) or True
    )
    lock = instance.acquire(tmp_path)
    assert lock is not None
    assert app.run(tmp_path, background=True) == 0
    assert rung == []
    assert app.run(tmp_path) == 0
    assert rung == [tmp_path]
    assert capsys.readouterr() == ("", "")
    lock.release()
