"""Starting at login on Linux desktops: a desktop entry in the person's autostart folder.

After the Desktop Application Autostart Specification 0.5: ``$XDG_CONFIG_HOME/autostart``, and
``Hidden=true`` in a file there means that it is off. GNOME and others switch it off by
``X-GNOME-Autostart-enabled=false`` instead.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from relaxapp.adapters import desktop_entry
from relaxapp.adapters.autostart_ways import AutostartState, gone
from relaxapp.adapters.transfer_files import write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from relaxapp.adapters.autostart_ways import Command

FILE: Final = "relaxapp.desktop"
_MOST_BYTES: Final = 100_000


class AutostartEntry:
    """The file that starts relaxapp."""

    def __init__(self, command: Command, env: Mapping[str, str], home: Path) -> None:
        """Nothing is read or written yet. A relative XDG_CONFIG_HOME counts for nothing."""
        told = env.get("XDG_CONFIG_HOME", "")
        config = Path(told) if told.startswith("/") else home / ".config"
        self._command = command
        self.path = config / "autostart" / FILE

    def state(self) -> AutostartState:
        try:
            with self.path.open(encoding="utf-8", errors="replace") as file:
                entry = desktop_entry.read(file.read(_MOST_BYTES))
        except FileNotFoundError:
            return AutostartState(on=False)
        if (
            entry.get("Hidden", "").lower() == "true"
            or entry.get("X-GNOME-Autostart-enabled", "").lower() == "false"
        ):
            return AutostartState(on=False)
        problem = gone(desktop_entry.words_of(entry.get("Exec", "")), entry.get("Path", ""))
        return AutostartState(on=not problem, problem=problem)

    def write(self, *, on: bool) -> None:
        if not on:
            self.path.unlink(missing_ok=True)
            return
        entry = {
            "Type": "Application",
            "Version": "1.5",
            "Name": "relaxapp",
            "Comment": "Reminders that fit your day",
            "Exec": desktop_entry.command(self._command.words),
            **({"Path": self._command.folder} if self._command.folder else {}),
            "Icon": "relaxapp",
            "Terminal": "false",
            "X-GNOME-Autostart-enabled": "true",
        }
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # A path that is no UTF-8 comes out as the bytes that it is.
        write_whole(self.path, desktop_entry.write(entry).encode("utf-8", "surrogateescape"))
