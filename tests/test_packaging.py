"""What the locks promise, and that a built wheel carries all that a session needs."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LOCKS = ("requirements.txt", "requirements-dev.txt")


def pins(lock: str) -> dict[str, str]:
    """Return {name: version and marker} of a lock."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    found = re.findall(r"^([\w.-]+)==(\S+(?: ; [^\\\n]+)?)", text, re.MULTILINE)
    return {name: rest.strip() for name, rest in found}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_every_package_with_hashes_and_names_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=\S)", text.strip())
    assert len(blocks) == len(pins(lock)) > 5
    for block in blocks:
        assert re.search(r"\\\n    --hash=sha256:[0-9a-f]{64}", block), block
    assert not re.search(r"://|index-url|find-links|\bfile:|[\w-]+\.(org|com|net|io)\b", text)


def test_the_tests_run_on_the_very_versions_that_the_app_runs_on() -> None:
    run, test = pins(LOCKS[0]), pins(LOCKS[1])
    for name, pin in run.items():  # the tests may need on all systems what the app needs on some
        assert test[name] in {pin, pin.partition(" ;")[0]}


def test_each_supported_python_gets_one_pygame() -> None:
    run = pins(LOCKS[0])
    assert run["pygame"].endswith("; python_full_version < '3.14'")
    assert run["pygame-ce"].endswith("; python_full_version >= '3.14'")


def test_the_narration_group_and_its_versions_name_the_same_packages() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert set(project["dependency-groups"]["narration"]) == set(
        pins("tools/narration/requirements.txt")
    )


def test_nothing_that_makes_assets_is_needed_to_run() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    made_with = {*groups["narration"], *groups["figure"]} - {"numpy", "soundfile"}
    assert not made_with & (pins(LOCKS[0]).keys() | pins(LOCKS[1]).keys())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a freshly built wheel. hatchling is among the locked packages: no network needed."""
    folder = tmp_path_factory.mktemp("a wheel")
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_carries_every_asset(wheel: Path) -> None:
    assets = {
        file.relative_to(ROOT / "assets").as_posix()
        for file in (ROOT / "assets").rglob("*")
        if file.is_file()
    }
    with zipfile.ZipFile(wheel) as archive:
        packed = set(archive.namelist())
    assert assets
    assert {f"relaxapp/_assets/{name}" for name in assets} <= packed
    assert not [name for name in packed if name.startswith(("tests/", "tools/"))]


def test_an_unpacked_wheel_finds_its_assets(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    program = "from relaxapp.adapters.paths import assets_dir; print(assets_dir())"
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path / "site",
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.stdout.strip() == str(tmp_path / "site" / "relaxapp" / "_assets")
