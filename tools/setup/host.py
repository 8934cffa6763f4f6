"""The one port of the set-up: everything it asks of, or does to, the machine it runs on."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROOT = Path(__file__).resolve().parent.parent.parent


class SetupProblem(Exception):  # noqa: N818 - shown to a person as its one line; no bug of ours
    """What stands in the way and what to run about it, in one line."""


class Host:
    """This machine. Commands run in the project's folder."""

    def __init__(self, root: Path = ROOT) -> None:
        self.root = root
        self.platform = sys.platform
        self.python = sys.executable
        self.version = (sys.version_info[0], sys.version_info[1])
        self.env: Mapping[str, str] = dict(os.environ)
        self.is_root = hasattr(os, "geteuid") and os.geteuid() == 0

    def say(self, message: str) -> None:
        """Tell the person something, on standard error: standard output is the app's."""
        print(message, file=sys.stderr, flush=True)

    def which(self, program: str) -> str | None:
        """Return the path of a program, or None."""
        return shutil.which(program)

    def real(self, program: str) -> str:
        """Return where a program really lies, all links followed."""
        return os.path.realpath(program)

    def ask(self, command: Sequence[str]) -> str | None:
        """Return what a command prints, in plain C locale; None if it fails or is not there."""
        try:
            done = subprocess.run(
                list(command),
                cwd=self.root,
                env={**self.env, "LC_ALL": "C"},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                encoding="utf-8",
                errors="replace",
                check=False,
            )
        except OSError:
            return None
        return done.stdout if done.returncode == 0 else None

    def do(self, command: Sequence[str]) -> bool:
        """Run a command; say whether it went well. Only a failure shows what it printed."""
        try:
            done = subprocess.run(
                list(command),
                cwd=self.root,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                errors="replace",
                check=False,
            )
        except OSError as problem:
            self.say(str(problem))
            return False
        if done.returncode:
            self.say(done.stdout.rstrip())
        return done.returncode == 0

    def check(self, command: Sequence[str], env: Mapping[str, str]) -> int:
        """Run a command with an environment of its own; return its exit status."""
        sys.stdout.flush()
        return subprocess.run(list(command), cwd=self.root, env=dict(env), check=False).returncode

    def become(self, command: Sequence[str]) -> int:
        """Turn into a command; where that cannot be, run it and return its exit status."""
        os.chdir(self.root)
        sys.stderr.flush()
        if self.platform != "win32":  # there, exec returns to the prompt at once
            os.execv(command[0], list(command))  # noqa: S606 - no shell is the point
        return subprocess.run(list(command), check=False).returncode
