"""Installing system packages where this person may, and the line to run where they may not."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tools.setup.host import Host

# Another apt at work (unattended upgrades, say) is waited for.
PATIENCE = ("-o", "DPkg::Lock::Timeout=120")


def is_here(host: Host) -> bool:
    """Say whether this system installs its packages by apt."""
    return host.platform.startswith("linux") and host.which("apt-get") is not None


def leave(host: Host) -> tuple[str, ...] | None:
    """Return what to put before a command to install by it; None if this person may not."""
    if host.is_root:
        return ()
    if host.ask(["sudo", "-n", "true"]) is not None:
        return ("sudo", "-n")
    return None


def refresh(host: Host, leave: Sequence[str]) -> None:
    """Fetch the package lists. Without a network the old ones have to do."""
    host.do([*leave, "apt-get", *PATIENCE, "-q", "-q", "update"])


def install(host: Host, leave: Sequence[str], packages: Sequence[str]) -> bool:
    """Install packages without asking anything back; say whether it went well."""
    host.say(f"Installing system packages: {' '.join(packages)}")
    quiet = ("-q", "-q", "-y", "--no-install-recommends", "-o", "Dpkg::Use-Pty=0")
    return host.do(
        [
            *leave,
            *("env", "DEBIAN_FRONTEND=noninteractive", "apt-get", *PATIENCE, "install", *quiet),
            *packages,
        ]
    )


def line(packages: Sequence[str]) -> str:
    """Return the command that a person with the right to do so would type."""
    return f"sudo apt-get install -y {' '.join(packages)}"
