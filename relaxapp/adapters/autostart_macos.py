"""Starting at login on macOS: a launch agent of the person's own.

After launchd.plist(5): a property list in ``~/Library/LaunchAgents`` whose ``RunAtLoad`` is true
is started at login. The list tells nothing of Login Items in the System Settings, where the
person can forbid it as well: that is not seen here. Written with care, not tried on a Mac.
"""

from __future__ import annotations

import plistlib
from typing import TYPE_CHECKING, Final

from relaxapp.adapters.autostart_ways import AutostartState, gone
from relaxapp.adapters.transfer_files import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from relaxapp.adapters.autostart_ways import Command

LABEL: Final = "relaxapp"


class LaunchAgent:
    """The property list that starts relaxapp."""

    def __init__(self, command: Command, home: Path) -> None:
        """Nothing is read or written yet."""
        self._command = command
        self.path = home / "Library" / "LaunchAgents" / f"{LABEL}.plist"

    def state(self) -> AutostartState:
        try:
            agent = plistlib.loads(self.path.read_bytes())
        except FileNotFoundError:
            return AutostartState(on=False)
        except Exception:  # noqa: BLE001 - plistlib lets through whatever its parsers raise
            agent = None
        if not isinstance(agent, dict):
            return AutostartState(
                on=False, problem=f"{self.path} is damaged. Switch it on again to mend that."
            )
        if agent.get("Disabled") is True or agent.get("RunAtLoad") is not True:
            return AutostartState(on=False)
        words = agent.get("ProgramArguments")
        words = [str(word) for word in words] if isinstance(words, list) else []
        problem = gone(words, str(agent.get("WorkingDirectory", "")))
        return AutostartState(on=not problem, problem=problem)

    def write(self, *, on: bool) -> None:
        if not on:
            self.path.unlink(missing_ok=True)
            return
        agent: dict[str, object] = {
            "Label": LABEL,
            "ProgramArguments": list(self._command.words),
            "RunAtLoad": True,
            "LimitLoadToSessionType": "Aqua",
            "ProcessType": "Interactive",
        }
        if self._command.folder:
            agent["WorkingDirectory"] = self._command.folder
        self.path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(self.path, plistlib.dumps(agent))
