"""The virtual environment: a Python that is new enough, and the locked packages in it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from tools.setup.host import SetupProblem

if TYPE_CHECKING:
    from pathlib import Path

    from tools.setup.host import Host

OLDEST = (3, 11)
NEWEST_FIRST = ("3.14", "3.13", "3.12", "3.11")

RUN_LOCK = "requirements.txt"
DEV_LOCK = "requirements-dev.txt"  # holds all of RUN_LOCK, at the same versions
STAMP = "relaxapp-locks"


def find(host: Host) -> str | None:
    """Return a Python that is new enough: the one that runs this, else the newest by name."""
    if host.version >= OLDEST:
        return host.python
    names = (host.which(f"python{version}") for version in NEWEST_FIRST)
    return next((path for path in names if path and host.ask([path, "-c", ""]) is not None), None)


def can_make_venv(host: Host, python: str) -> bool:
    """Say whether a Python has what makes environments: Debian splits it off."""
    return host.ask([python, "-c", "import ensurepip, venv"]) is not None


def venv_package(host: Host, python: str) -> str | None:
    """Return Debian's package that lets its Python make environments; None for other Pythons."""
    real = host.real(python)
    return f"{real[len('/usr/bin/') :]}-venv" if real.startswith("/usr/bin/python3.") else None


def venv_python(host: Host) -> Path:
    """Return the path of the environment's Python, there or not."""
    inside = ("Scripts", "python.exe") if host.platform == "win32" else ("bin", "python")
    return host.root.joinpath(".venv", *inside)


def venv_is_sound(host: Host) -> bool:
    """Say whether there is an environment that runs, is new enough and has pip."""
    test = (
        "import sys; from importlib.util import find_spec;"
        f"sys.exit(sys.version_info < {OLDEST} or find_spec('pip') is None)"
    )
    return host.ask([str(venv_python(host)), "-c", test]) is not None


def make_venv(host: Host, python: str) -> None:
    """Make the environment anew. Raises SetupProblem."""
    host.say("Making a virtual environment in .venv")
    if not host.do([python, "-m", "venv", "--clear", str(host.root / ".venv")]):
        raise SetupProblem(
            f"{python} could not make the virtual environment {host.root / '.venv'}; "
            "the lines above say why."
        )


def fingerprint(host: Host, lock: str) -> str:
    """Return one line that changes whenever a lock does."""
    return f"{lock} {hashlib.sha256((host.root / lock).read_bytes()).hexdigest()}"


def install(host: Host, lock: str) -> None:
    """Install a lock's packages, unless that has been done. Raises SetupProblem."""
    stamp = host.root / ".venv" / STAMP
    done = stamp.read_text(encoding="utf-8").splitlines() if stamp.exists() else []
    if fingerprint(host, lock) in done:
        return
    host.say(f"Installing the packages of {lock} (the first time takes a minute or two)")
    options = ["--quiet", "--disable-pip-version-check", "--no-input", "--require-hashes"]
    # The lock names everything. Left to look for itself, an older pip meets "coverage[toml]",
    # takes a newer release than the locked one for it, and refuses that for want of a hash.
    options.append("--no-deps")
    if not host.do([str(venv_python(host)), "-m", "pip", "install", *options, "-r", lock]):
        raise SetupProblem(
            f"The packages of {lock} could not be installed; the lines above say why. "
            "With a network connection, run the same command again."
        )
    locks = (RUN_LOCK, DEV_LOCK) if lock == DEV_LOCK else (lock,)
    lines = (fingerprint(host, each) for each in locks)
    stamp.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
