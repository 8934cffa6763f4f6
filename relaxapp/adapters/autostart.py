"""Starting at login, as this system does it: switched, then read back, and failures told.

What is shown is always what the system holds: the person may have switched it off in their
desktop's own settings, or moved the program away.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from relaxapp.adapters.autostart_ways import AutostartState, Command
from relaxapp.adapters.paths import HOME_VARIABLE, PACKAGE
from relaxapp.errors import RelaxappError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from relaxapp.adapters.autostart_ways import Way

SANDBOX: Final = Path("/.flatpak-info")
"""Flatpak puts this file into every sandbox."""


class Autostart:
    """The switch for starting at login."""

    def __init__(self, way: Way) -> None:
        """See :func:`find` for the way of this system."""
        self._way = way

    def state(self) -> AutostartState:
        """Return what holds now; never raises."""
        try:
            return self._way.state()
        except (OSError, RelaxappError) as error:
            return AutostartState(
                on=False, problem=f"Whether relaxapp starts at login cannot be read: {_why(error)}"
            )

    def switch(self, *, on: bool) -> AutostartState:
        """Switch it, and return what holds then, which may be the other; never raises.

        In a Flatpak the desktop may ask the person, for as long as half a minute.
        """
        try:
            self._way.write(on=on)
        except (OSError, RelaxappError) as error:
            wish = "start at login" if on else "be kept from starting at login"
            problem = f"relaxapp could not {wish}: {_why(error)}"
            return AutostartState(self.state().on, problem)
        now = self.state()
        if now.on != on and not now.problem:
            wish = "starts" if on else "does not start"
            return AutostartState(
                now.on, f"The system took it, yet does not say that relaxapp {wish} at login."
            )
        return now


def find(
    data_dir: Path | None, config_dir: Path, env: Mapping[str, str], home: Path | None = None
) -> Autostart:
    """Return the switch of this system.

    ``data_dir`` is what ``--data-dir`` said; RELAXAPP_HOME in ``env`` stands in for it, as nobody
    sets that at login. ``config_dir`` is where the answer of a sandbox's desktop is kept.
    """
    home = home or Path.home()
    command = background(start_command(sys.argv, sys.executable), data_dir, env)
    way: Way
    if sys.platform == "win32":
        from relaxapp.adapters.autostart_windows import RunKey

        way = RunKey(command)
    elif sys.platform == "darwin":
        from relaxapp.adapters.autostart_macos import LaunchAgent

        way = LaunchAgent(command, home)
    elif SANDBOX.exists():
        from relaxapp.adapters.autostart_portal import BackgroundPortal

        # Outside, the sandbox's own paths mean nothing; the desktop knows how to start it.
        inside = background(Command(("relaxapp",)), data_dir, env)
        way = BackgroundPortal(inside, config_dir / "autostart")
    else:
        from relaxapp.adapters.autostart_linux import AutostartEntry

        way = AutostartEntry(command, env, home)
    return Autostart(way)


def start_command(arguments: Sequence[str], python: str, platform: str = sys.platform) -> Command:
    """Return what starts relaxapp as it was started now.

    ``arguments`` is ``sys.argv``, ``python`` is ``sys.executable``, which stays unresolved: a
    virtual environment is found by the link that lies in it.
    """
    started = Path(arguments[0] if arguments else "").absolute()
    if started.stem in {"relaxapp", "relaxapp-window"}:
        if platform == "win32":
            # pip's starters may be named without their suffix; the second opens no console.
            for name in ("relaxapp-window.exe", "relaxapp.exe"):
                if (starter := started.with_name(name)).is_file():
                    return Command((str(starter),))
        elif started.is_file():
            return Command((str(started),))
    home = str(PACKAGE.parent)
    if platform == "win32":
        windowed = Path(python).with_name("pythonw.exe")
        program = str(windowed) if windowed.is_file() else python
        if home not in sys.path[1:]:  # a checkout, which Windows cannot be told to start in
            code = (
                f"import sys; sys.path.insert(0, {home!r}); "
                "from relaxapp.__main__ import main; sys.exit(main())"
            )
            return Command((program, "-c", code))
        return Command((program, "-m", "relaxapp"))
    return Command((python, "-m", "relaxapp"), home)


def background(command: Command, data_dir: Path | None, env: Mapping[str, str]) -> Command:
    """Return the command as it is at login: without a window, with the same data folder."""
    words = (*command.words, "--background")
    if data_dir is None and (told := env.get(HOME_VARIABLE)):
        data_dir = Path(told)
    if data_dir is not None:
        words = (*words, "--data-dir", str(data_dir.expanduser().absolute()))
    return Command(words, command.folder)


def _why(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
