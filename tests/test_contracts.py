"""The import contracts: kept by the tree, and each of them able to catch its violation.

A contract that names the wrong package is kept for ever; so each gets one planted here.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

CONTRACTS: dict[str, str] = {
    contract["id"]: contract["name"]
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
        "importlinter"
    ]["contracts"]
}

# (contract, file it is planted in, the planted import)
PLANTED = [
    ("layers", "sessions/planted.py", "import relaxapp.ui"),
    ("layers", "sessions/planted.py", "import relaxapp.journal"),
    ("layers", "journal/planted.py", "import relaxapp.reminders"),
    ("layers", "journal/planted.py", "import relaxapp.adapters"),
    ("layers", "adapters/planted.py", "import relaxapp.ui"),
    ("layers", "ui/planted.py", "import relaxapp.adapters"),
    ("layers", "settings.py", "import relaxapp.sessions"),
    ("layers", "planted.py", '"""A module that nobody gave a place."""'),
    ("composition-root", "cli/__init__.py", "import relaxapp.app"),
    ("composition-root", "ui/planted.py", "from relaxapp import app"),
    ("no-cycles", "sessions/planted.py", "import relaxapp.sessions.planted_too"),
    ("qt", "sessions/planted.py", "from PySide6.QtCore import QTimer"),
    ("qt", "settings.py", "def f():\n    import PySide6.QtGui"),
    ("qt", "cli/__init__.py", "from PySide6 import QtCore"),
    ("command-line", "cli/__init__.py", "import relaxapp.practice"),
    ("command-line", "services.py", "from relaxapp.ui import palette"),
    ("qt-widgets", "adapters/planted.py", "from PySide6 import QtWidgets"),
    ("qt-widgets", "painting/planted.py", "from PySide6.QtWidgets import QWidget"),
    ("layers", "painting/planted.py", "import relaxapp.ui"),
    ("qt-widgets", "adapters/planted.py", "from PySide6.QtWidgets import QLabel"),
    ("outside-world", "ui/planted.py", "import pygame.mixer"),
    ("outside-world", "sessions/planted.py", "from soundfile import SoundFile"),
    ("outside-world", "settings.py", "import platformdirs as p"),
    ("outside-world", "sessions/planted.py", "import importlib\nimportlib.import_module('pygame')"),
    ("sql", "journal/planted.py", "import sqlite3"),
    ("sql", "adapters/planted.py", "from sqlite3 import connect"),
    ("numpy", "sessions/planted.py", "import numpy as np"),
    ("numpy", "ui/planted.py", "from numpy.typing import NDArray"),
]


def lint(folder: Path, *contracts: str) -> subprocess.CompletedProcess[str]:
    """Run import-linter in a folder, in a process of its own: it keeps what it has imported."""
    program = (
        "import sys; from importlinter.cli import lint_imports_command as run;"
        "sys.path.insert(0, ''); run()"
    )
    limits = [word for contract in contracts for word in ("--contract", contract)]
    return subprocess.run(
        [sys.executable, "-c", program, "--no-cache", "--no-logo", *limits],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of the tree's sources, in a path with spaces, to plant things in."""
    folder = tmp_path / "a copy"
    skip = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "relaxapp", folder / "relaxapp", ignore=skip)
    shutil.copytree(ROOT / "tools" / "lint", folder / "tools" / "lint", ignore=skip)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_the_tree_keeps_every_contract() -> None:
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr
    assert f"{len(CONTRACTS)} kept, 0 broken" in result.stdout


def test_every_contract_has_something_planted() -> None:
    assert {contract for contract, _, _ in PLANTED} == set(CONTRACTS)


@pytest.mark.parametrize(("contract", "where", "text"), PLANTED)
def test_a_planted_violation_is_caught(contract: str, where: str, text: str, copy: Path) -> None:
    package = copy / "relaxapp"
    if contract == "no-cycles":
        twin = package / where.replace(".py", "_too.py")
        twin.write_text("import relaxapp.sessions.planted\n", encoding="utf-8")
    if contract == "composition-root":
        (package / "app.py").touch()
    file = package / where
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    file.write_text(f"{before}\n{text}\n", encoding="utf-8")

    result = lint(copy, contract)

    assert result.returncode == 1, result.stdout + result.stderr
    assert f"{CONTRACTS[contract]} BROKEN" in " ".join(result.stdout.split())
    name = where.removesuffix(".py").removesuffix("/__init__")
    assert "planted" in result.stdout or name in result.stdout
