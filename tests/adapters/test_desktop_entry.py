"""A desktop entry says the same to a desktop as to us, whatever a folder is called."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relaxapp.adapters import desktop_entry

if TYPE_CHECKING:
    from pathlib import Path

words = st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc"))) | st.just("a\tb\nc"))


@given(words)
def test_words_come_back_as_they_went(given_words: list[str]) -> None:
    text = desktop_entry.write({"Type": "Application", "Exec": desktop_entry.command(given_words)})
    assert desktop_entry.words_of(desktop_entry.read(text)["Exec"]) == given_words


def test_the_words_of_the_specification() -> None:
    """A literal backslash takes four and a dollar sign three characters; percent is doubled."""
    assert desktop_entry.command(["/bin/a", "--x=1"]) == "/bin/a --x=1"
    text = desktop_entry.write({"Exec": desktop_entry.command(["/my apps/a", "\\", "$5", "5%"])})
    assert 'Exec="/my apps/a" "\\\\\\\\" "\\\\$5" 5%%\n' in text


def test_field_codes_and_other_groups_are_left_out() -> None:
    before, behind = "# x\nName=no\n[Other]\nExec=bad\n", "[Last]\nTerminal=1"
    text = f"{before}[Desktop Entry]\nExec = a %U 'b' \nExec=c\n{behind}"
    entry = desktop_entry.read(text)
    assert entry == {"Exec": "a %U 'b'"}
    assert desktop_entry.words_of(entry["Exec"])[0] == "a"


def test_a_desktop_finds_nothing_wrong(tmp_path: Path) -> None:
    validate = shutil.which("desktop-file-validate")
    if validate is None:
        pytest.skip("needs desktop-file-validate")
    path = tmp_path / "relaxapp.desktop"
    command = desktop_entry.command(["/my apps/relaxapp", "--data-dir", '/a "$HOME" `x` \\ 5%'])
    entry = {"Type": "Application", "Version": "1.5", "Name": "relaxapp", "Exec": command}
    path.write_text(desktop_entry.write(entry), "utf-8")
    done = subprocess.run([validate, str(path)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")
