"""Starting at login on Windows: a value in the person's Run key of the registry.

"Run and RunOnce Registry Keys" (Microsoft Learn): a value of the key is a command line of at most
260 characters. The Task Manager and the Settings switch one off by a binary value of the same
name below ``StartupApproved``. It is not documented; as observed, an even first byte (02, 06)
means on and an odd one (03) off. Written with care, tried with a stand-in for the registry.
"""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, Any, Final

from relaxapp.adapters.autostart_ways import AutostartState, gone
from relaxapp.errors import RelaxappError

if TYPE_CHECKING:
    from relaxapp.adapters.autostart_ways import Command

RUN: Final = r"Software\Microsoft\Windows\CurrentVersion\Run"
APPROVED: Final = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
NAME: Final = "relaxapp"
_LONGEST: Final = 260


class RunKey:
    """The value that starts relaxapp."""

    def __init__(self, command: Command, registry: Any = None) -> None:
        """``registry`` stands in for the module winreg, which other systems lack."""
        if registry is None:
            import winreg as registry
        self._command, self._registry = command, registry

    def state(self) -> AutostartState:
        line = self._read(RUN)
        if not isinstance(line, str) or not line:
            return AutostartState(on=False)
        approved = self._read(APPROVED)
        if isinstance(approved, bytes) and approved and approved[0] % 2:
            return AutostartState(on=False)
        problem = gone([program_of(line)])
        return AutostartState(on=not problem, problem=problem)

    def write(self, *, on: bool) -> None:
        line = subprocess.list2cmdline(self._command.words)
        if on and len(line) > _LONGEST:
            raise RelaxappError(
                f"Windows takes a command of {_LONGEST} characters, and this one has {len(line)}. "
                "A folder with a shorter name would help."
            )
        self._delete(APPROVED)  # what was forbidden there, too: the person asks for it now
        if not on:
            self._delete(RUN)
            return
        with self._registry.CreateKeyEx(
            self._registry.HKEY_CURRENT_USER, RUN, 0, self._registry.KEY_SET_VALUE
        ) as key:
            self._registry.SetValueEx(key, NAME, 0, self._registry.REG_SZ, line)

    def _read(self, path: str) -> object:
        """Return our value of a key; None where there is none."""
        try:
            with self._registry.OpenKey(
                self._registry.HKEY_CURRENT_USER, path, 0, self._registry.KEY_QUERY_VALUE
            ) as key:
                value: object = self._registry.QueryValueEx(key, NAME)[0]
                return value
        except FileNotFoundError:
            return None

    def _delete(self, path: str) -> None:
        try:
            with self._registry.OpenKey(
                self._registry.HKEY_CURRENT_USER, path, 0, self._registry.KEY_SET_VALUE
            ) as key:
                self._registry.DeleteValue(key, NAME)
        except FileNotFoundError:
            pass


def program_of(line: str) -> str:
    """Return the program of a command line, as ``list2cmdline`` wrote it."""
    line = line.strip()
    if line.startswith('"'):
        return line[1:].partition('"')[0]
    return line.partition(" ")[0]
