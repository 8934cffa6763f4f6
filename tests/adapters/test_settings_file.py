from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from relaxapp.adapters.paths import PACKAGE
from relaxapp.adapters.settings_file import SettingsFile
from relaxapp.errors import RelaxappError
from relaxapp.settings import Settings, Theme
from tests.fakes import as_ordinary_user

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def file(tmp_path: Path) -> SettingsFile:
    (folder := tmp_path / "config").mkdir()
    return SettingsFile(folder / "settings.json")


def test_without_a_file_the_usual_settings_apply(file: SettingsFile) -> None:
    assert file.load() == (Settings(), ())
    assert not file.path.exists()


def test_what_is_saved_is_loaded_and_is_private(file: SettingsFile) -> None:
    chosen = Settings(theme=Theme.DARK, device="Kopfhörer \ud83d", start_delay=30)
    file.save(Settings())
    file.save(chosen)
    assert file.load() == (chosen, ())
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    assert [path.name for path in file.path.parent.iterdir()] == ["settings.json"]


def test_a_wrong_value_is_told_and_the_rest_holds(file: SettingsFile) -> None:
    file.path.write_text('\ufeff{"voice": "man", "start_delay": "soon"}', encoding="utf-8")
    settings, problems = file.load()
    assert settings == Settings(voice="man")
    assert len(problems) == 1


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b'{"voice": "man"',
        b"\xff\xfe\x00",
        b"[1, 2]",
        b"[" * 100_000,
        b'{"start_delay": ' + b"9" * 5000 + b"}",
        b" " * 1_000_001,
    ],
    ids=["empty", "cut short", "not text", "a list", "deep", "a huge number", "huge"],
)
def test_a_damaged_file_is_kept_aside(file: SettingsFile, damage: bytes) -> None:
    (first := file.path.with_name("settings.json.bad-1")).write_text("an earlier one")
    file.path.write_bytes(damage)
    settings, (problem,) = file.load()
    second = file.path.with_name("settings.json.bad-2")
    assert settings == Settings()
    assert str(second) in problem
    assert second.read_bytes() == damage
    assert first.read_text() == "an earlier one"
    file.save(settings)
    assert file.load() == (settings, ())


def test_a_file_damaged_since_it_was_loaded_is_not_overwritten(file: SettingsFile) -> None:
    file.save(Settings())
    file.load()
    file.path.write_text("{ half an edi")
    file.save(Settings(voice="man"))
    assert file.load() == (Settings(voice="man"), ())
    assert file.path.with_name("settings.json.bad-1").read_text() == "{ half an edi"


def test_a_folder_in_its_place_is_told(file: SettingsFile) -> None:
    file.path.mkdir()
    settings, (problem,) = file.load()
    assert settings == Settings()
    assert "cannot be read" in problem


def test_a_link_stays_a_link(file: SettingsFile, tmp_path: Path) -> None:
    (tmp_path / "dotfiles").mkdir()
    real = tmp_path / "dotfiles" / "relaxapp.json"
    real.write_text("{}")
    file.path.symlink_to(real)
    file.save(Settings(voice="man"))
    assert file.path.is_symlink()
    assert json.loads(real.read_text())["voice"] == "man"


def test_a_failed_save_leaves_the_old_file(
    file: SettingsFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.save(Settings(voice="man"))

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(RelaxappError, match=r"could not be saved.*No space left"):
        file.save(Settings())
    assert file.load() == (Settings(voice="man"), ())
    assert [path.name for path in file.path.parent.iterdir()] == ["settings.json"]


def test_a_folder_that_cannot_be_written_is_told(file: SettingsFile) -> None:
    file.path.write_text("damaged")
    file.path.parent.chmod(0o500)
    code = (
        "import sys; from pathlib import Path\n"
        "from relaxapp.adapters.settings_file import SettingsFile\n"
        "file = SettingsFile(Path(sys.argv[1])); settings, problems = file.load()\n"
        "print(problems[0])\n"
        "try: file.save(settings)\n"
        "except Exception as error: print(type(error).__name__, error)"
    )
    done = subprocess.run(
        as_ordinary_user([sys.executable, "-c", code, str(file.path)]),
        check=True,
        cwd=PACKAGE.parent,
        capture_output=True,
        text=True,
    )
    file.path.parent.chmod(0o700)
    told, refused = done.stdout.splitlines()
    assert told == f"{file.path} is damaged; the usual settings apply."
    assert refused.startswith("RelaxappError Your settings could not be saved")
    assert file.path.read_text() == "damaged"


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("")
    with pytest.raises(RelaxappError, match="could not be saved"):
        SettingsFile(tmp_path / "config" / "settings.json").save(Settings())
