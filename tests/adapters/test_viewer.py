"""Files shown by the desktop: private, told where nothing can show them, gone at the end."""

from __future__ import annotations

import os
import stat
import sys
from typing import TYPE_CHECKING

import pytest

from relaxapp.adapters import viewer
from relaxapp.adapters.viewer import PDF, Viewer, has_program
from relaxapp.errors import RelaxappError

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_is_for_its_owner_and_gone_at_the_end() -> None:
    shown: list[Path] = []

    def show(path: Path) -> bool:
        shown.append(path)
        return True

    made = Viewer(lambda kind: kind == PDF, show)
    path = made.put("report.pdf", b"one")
    assert made.put("report.pdf", b"two") == path
    assert path.read_bytes() == b"two"
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    made.show(path)
    assert shown == [path]
    made.end()
    made.end()
    assert not path.parent.exists()
    again = made.put("report.pdf", b"three")
    assert again.read_bytes() == b"three"
    made.end()


def test_without_a_program_nothing_is_written() -> None:
    made = Viewer(lambda _: False, lambda _: True)
    with pytest.raises(RelaxappError, match="no program for PDF files"):
        made.put("report.pdf", b"one")
    made.end()


def test_a_program_that_does_not_start_is_told() -> None:
    made = Viewer(lambda _: True, lambda _: False)
    path = made.put("report.pdf", b"one")
    with pytest.raises(RelaxappError, match="could not be started"):
        made.show(path)
    made.end()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks as Linux desktops do")
@pytest.mark.parametrize(
    ("script", "known"),
    [("echo viewer.desktop", [PDF]), ("exit 0", []), ("exit 4", [])],
)
def test_the_desktop_is_asked_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, known: list[str]
) -> None:
    program = tmp_path / "xdg-mime"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    assert [kind for kind in (PDF,) if has_program(kind)] == known


def test_where_it_cannot_be_asked_it_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(viewer.shutil, "which", lambda _: None)
    assert has_program(PDF)
