"""Starting at login out of a Flatpak: the desktop's portal does it, and may ask the person.

``org.freedesktop.portal.Background`` (XDG Desktop Portal documentation): ``RequestBackground``
is answered by a signal ``Response`` whose results tell whether ``autostart`` was granted. The
portal cannot be asked what holds: its last answer is kept in a file.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final

from relaxapp.adapters.autostart_ways import AutostartState
from relaxapp.adapters.bus_watch import REPLY_S
from relaxapp.adapters.transfer_files import write_whole
from relaxapp.errors import RelaxappError

if TYPE_CHECKING:
    from pathlib import Path

    from relaxapp.adapters.autostart_ways import Command

PORTAL: Final = "org.freedesktop.portal.Desktop"
PATH: Final = "/org/freedesktop/portal/desktop"
INTERFACE: Final = "org.freedesktop.portal.Background"
REQUEST: Final = "org.freedesktop.portal.Request"
REASON: Final = "To remind you from the time you log in"
PATIENCE_S: Final = 30.0
"""Seconds the person gets to answer the desktop's question."""
_ON, _OFF = b"on\n", b"off\n"


class BackgroundPortal:
    """The portal, and a note of what it said last."""

    def __init__(self, command: Command, note: Path, patience_s: float = PATIENCE_S) -> None:
        """Nothing is asked or read yet."""
        self._command, self._note, self._patience_s = command, note, patience_s

    def state(self) -> AutostartState:
        try:
            return AutostartState(on=self._note.read_bytes() == _ON)
        except FileNotFoundError:
            return AutostartState(on=False)

    def write(self, *, on: bool) -> None:
        granted = self._request(on=on)
        write_whole(self._note, _ON if granted else _OFF)
        if on and not granted:
            raise RelaxappError("your desktop did not allow it.")

    def _request(self, *, on: bool) -> bool:
        """Return whether the portal starts us at login from now on."""
        from jeepney.io.blocking import open_dbus_connection
        from jeepney.wrappers import DBusErrorResponse

        try:
            with open_dbus_connection(bus="SESSION") as connection:
                return self._converse(connection, on=on)
        except TimeoutError as error:
            raise RelaxappError("your desktop did not answer.") from error
        except DBusErrorResponse as error:
            raise RelaxappError("your desktop has no way for it.") from error
        except (OSError, KeyError, ValueError) as error:
            raise RelaxappError("the desktop's message bus cannot be reached.") from error

    def _converse(self, connection: Any, *, on: bool) -> bool:
        from jeepney import DBusAddress, MatchRule, message_bus, new_method_call
        from jeepney.wrappers import unwrap_msg

        token = f"autostart{os.getpid()}"
        name = str(connection.unique_name).removeprefix(":").replace(".", "_")
        handle = {
            "interface": REQUEST,
            "member": "Response",
            "path": f"{PATH}/request/{name}/{token}",
        }
        # Before we ask: the answer may come at once.
        rule = MatchRule(type="signal", sender=PORTAL, **handle)
        unwrap_msg(connection.send_and_get_reply(message_bus.AddMatch(rule), timeout=REPLY_S))
        options = {
            "handle_token": ("s", token),
            "reason": ("s", REASON),
            "autostart": ("b", on),
            "commandline": ("as", list(self._command.words)),
            "dbus-activatable": ("b", False),
        }
        address = DBusAddress(PATH, PORTAL, INTERFACE)
        ask = new_method_call(address, "RequestBackground", "sa{sv}", ("", options))
        # Messages name their sender by its number: the bus has compared it.
        with connection.filter(MatchRule(type="signal", **handle)) as answers:
            unwrap_msg(connection.send_and_get_reply(ask, timeout=REPLY_S))
            answer = connection.recv_until_filtered(answers, timeout=self._patience_s)
        return granted(answer.body)


def granted(body: tuple[Any, ...]) -> bool:
    """Read a ``Response``: 0 and a vardict, where the person agreed to something."""
    match body:
        case (0, {"autostart": ("b", True)}):
            return True
    return False
