from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from relaxapp.adapters.paths import PACKAGE, Paths, assets_dir, locate, resolve
from relaxapp.errors import RelaxappError
from tests.fakes import as_ordinary_user


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_one_folder_holds_everything(tmp_path: Path) -> None:
    home = tmp_path / "with spaces" / "relax"
    paths = resolve(home, {"RELAXAPP_HOME": str(tmp_path / "other")})
    assert paths == Paths(home, home, home / "cache", home / "logs")
    assert paths.database == home / "journal.db"
    assert paths.settings == home / "settings.json"
    assert paths.own_sessions == home / "sessions"
    assert not (tmp_path / "other").exists()
    assert {mode(made) for made in (home.parent, home, paths.cache_dir, paths.log_dir)} == {0o700}


def test_the_environment_names_the_folder(tmp_path: Path) -> None:
    assert resolve(None, {"RELAXAPP_HOME": str(tmp_path / "r")}).data_dir == tmp_path / "r"


def test_a_relative_folder_is_told_in_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert locate(Path("here"), {}).data_dir == tmp_path / "here"
    assert locate(Path("~nobody-of-that-name/x"), {}).data_dir.is_absolute()


@pytest.mark.skipif(sys.platform != "linux", reason="the folders of one platform")
def test_the_platform_decides_otherwise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    paths = resolve(None, {"RELAXAPP_HOME": ""})
    assert paths.data_dir == tmp_path / "XDG_DATA_HOME" / "relaxapp"
    assert paths.config_dir == tmp_path / "XDG_CONFIG_HOME" / "relaxapp"
    assert paths.cache_dir == tmp_path / "XDG_CACHE_HOME" / "relaxapp"
    assert paths.log_dir.is_relative_to(tmp_path / "XDG_STATE_HOME" / "relaxapp")


def test_a_folder_that_exists_keeps_its_mode(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    resolve(tmp_path, {})
    assert mode(tmp_path) == 0o755


@pytest.mark.parametrize("inside", ["", "deeper"])
def test_a_file_is_refused(tmp_path: Path, inside: str) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(RelaxappError, match=r"file.*is not a folder.*--data-dir"):
        resolve(tmp_path / "file" / inside, {})
    assert (tmp_path / "file").read_text() == "mine"


def test_an_impossible_name_is_refused() -> None:
    with pytest.raises(RelaxappError, match="cannot be made"):
        resolve(Path("/tmp") / ("x" * 300), {})  # noqa: S108 - nothing can be made of it


@pytest.mark.parametrize("inside", ["", "deeper"])
def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path, inside: str) -> None:
    tmp_path.chmod(0o500)
    code = (
        "import sys; from pathlib import Path; from relaxapp.adapters.paths import resolve\n"
        "try: resolve(Path(sys.argv[1]), {})\n"
        "except Exception as error: print(type(error).__name__, error)"
    )
    done = subprocess.run(
        as_ordinary_user([sys.executable, "-c", code, str(tmp_path / inside)]),
        check=True,
        cwd=PACKAGE.parent,
        capture_output=True,
        text=True,
    )
    tmp_path.chmod(0o700)
    assert done.stdout.startswith(f"RelaxappError relaxapp cannot keep its files in {tmp_path}")


def test_assets_are_in_the_package_or_beside_it(tmp_path: Path) -> None:
    package = tmp_path / "relaxapp"
    with pytest.raises(RelaxappError, match="install relaxapp again"):
        assets_dir(package)
    (tmp_path / "assets").mkdir()
    assert assets_dir(package) == tmp_path / "assets"
    (package / "_assets").mkdir(parents=True)
    assert assets_dir(package) == package / "_assets"


def test_this_checkout_has_its_assets() -> None:
    assert (assets_dir() / "sessions").is_dir()
