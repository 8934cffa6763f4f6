"""``python3 -m tools.setup run|test [-- ARGUMENT ...]``: set up what is missing, then do it.

What ``make run`` and ``make test`` call. Needs nothing but a Python with its standard library,
and keeps to the syntax of Python 3.8 so that an old one gets to say that it is too old.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tools.setup import apt, checks, python, system
from tools.setup.host import Host, SetupProblem

if TYPE_CHECKING:
    from collections.abc import Sequence

USAGE = "usage: python3 -m tools.setup run|test [-- ARGUMENT ...]"


def main(arguments: Sequence[str], host: Host) -> int:
    """Set up, then run the app or the checks. Returns the exit status; 2 for a problem."""
    verb, *rest = arguments or [""]
    if verb not in ("run", "test"):
        host.say(USAGE)
        return 2
    if rest and rest[0] == "--":
        del rest[0]
    try:
        prepare(host, verb)
    except SetupProblem as problem:
        host.say(f"relaxapp: {problem}")
        return 2
    except KeyboardInterrupt:
        host.say("relaxapp: stopped; the same command goes on from here")
        return 130
    inside = str(python.venv_python(host))
    if verb == "test":
        return checks.run(host, inside, rest)
    return host.become([inside, "-m", "relaxapp", *rest])


def prepare(host: Host, verb: str) -> None:
    """Bring the system packages, the environment and the Python packages. Raises SetupProblem."""
    bring_system(host, verb)
    if not python.venv_is_sound(host):
        found = python.find(host)
        if found is None:
            raise too_old(host)
        python.make_venv(host, found)
    python.install(host, python.DEV_LOCK if verb == "test" else python.RUN_LOCK)


def bring_system(host: Host, verb: str) -> None:
    """See to everything that comes from the system's own packages. Raises SetupProblem."""
    if not host.platform.startswith("linux"):
        return  # the wheels for Windows and macOS bring all they need
    wanted = system.needs(verb, host.env)
    absent = system.missing(host, wanted.required + wanted.wished)
    required = [piece for piece in absent if piece in wanted.required]
    if not apt.is_here(host):
        tell_without_apt(absent, required, host)
        return
    leave = apt.leave(host)
    early = python_packages(host)
    if leave is not None and (absent or early):
        apt.refresh(host, leave)
        early = python_packages(host)  # fresh lists may offer a newer Python
        packages = [*early, *(system.package(host, piece) for piece in absent)]
        if apt.install(host, leave, packages):
            return
    packages = [*early, *(system.package(host, piece) for piece in absent)]
    if early or required:
        raise SetupProblem(f"some system packages are missing; please run: {apt.line(packages)}")
    if absent:
        host.say(f"relaxapp: goes on without, but is better with: {apt.line(packages)}")


def tell_without_apt(
    absent: Sequence[system.Piece], required: Sequence[system.Piece], host: Host
) -> None:
    """Name what is missing on a Linux without apt. Raises SetupProblem if it cannot be without."""
    if required:
        raise SetupProblem(
            "some system libraries are missing; please install what brings "
            + ", ".join(piece.probe for piece in required)
        )
    if absent:
        names = ", ".join(piece.probe for piece in absent)
        host.say(f"relaxapp: goes on without, but is better with {names}")


def python_packages(host: Host) -> list[str]:
    """Return the packages without which no environment can be made here; often none."""
    if python.venv_is_sound(host):
        return []
    found = python.find(host)
    if found is None:
        for version in python.NEWEST_FIRST:
            if system.on_offer(host, f"python{version}"):
                return [f"python{version}", f"python{version}-venv"]
        return []
    if python.can_make_venv(host, found):
        return []
    name = python.venv_package(host, found)
    return [name] if name else []


def too_old(host: Host) -> SetupProblem:
    """Return the line for a machine without a Python that is new enough."""
    have = ".".join(map(str, host.version))
    oldest = ".".join(map(str, python.OLDEST))
    return SetupProblem(
        f"this is Python {have} and relaxapp needs {oldest} or newer; "
        "install one and run: make PYTHON=/path/to/it run"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], Host()))
