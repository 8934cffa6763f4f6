"""All that ``make test`` checks, one after the other; the tests last, so that they close it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tools.setup.host import Host


class Check(NamedTuple):
    """A check's name and the arguments that the environment's Python gets for it."""

    name: str
    arguments: tuple[str, ...]


# Modules and not the scripts in .venv/bin: those stop working when the folder is moved.
LINT = (
    Check("ruff check", ("-m", "ruff", "check", "--quiet")),
    Check("ruff format", ("-m", "ruff", "format", "--check", "--quiet")),
    Check("mypy", ("-m", "mypy", "--no-error-summary")),
    Check(
        "import contracts",
        (
            "-c",
            "from importlinter.cli import lint_imports_command as run; run()",
            "--no-logo",
        ),
    ),
)
TESTS = Check("pytest", ("-m", "pytest", "-q"))
# Of the whole only: a chosen few cover little, and are done before other processes have begun.
WHOLE = (
    *("--cov", "--cov-report=term"),
    *("--numprocesses=auto", "--maxprocesses=4", "--dist=worksteal"),
)


def environment(env: Mapping[str, str]) -> dict[str, str]:
    """Return the environment for the checks: no screen, no sound server, no bus of the person."""
    away = ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "PULSE_SERVER", "PYTHONPATH")
    kept = {name: value for name, value in env.items() if name not in away}
    return {**kept, "QT_QPA_PLATFORM": "offscreen", "SDL_AUDIODRIVER": "dummy"}


def run(host: Host, python: str, arguments: Sequence[str]) -> int:
    """Run every check, whatever came of those before; arguments go to pytest.

    Returns 0 if all went well, else 1.
    """
    env = environment(host.env)
    failed = []
    for check in LINT:
        status = host.check([python, *check.arguments], env)
        host.say(f"{check.name}: {'ok' if status == 0 else 'FAILED'}")
        if status:
            failed.append(check.name)
    if host.check([python, *TESTS.arguments, *(arguments or WHOLE)], env):
        failed.append(TESTS.name)
    if failed:
        host.say(f"make test failed: {', '.join(failed)}")
    return 1 if failed else 0
