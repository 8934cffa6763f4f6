"""Word from the system that the computer goes to sleep or wakes up, so that nothing talks on.

Linux has it from logind's ``PrepareForSleep`` on the system bus. Elsewhere, or without a bus,
nothing is ever heard; there, the gap between the two counters of the clock shows a sleep after
it happened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from relaxapp.adapters.bus_watch import BusWatch

if TYPE_CHECKING:
    from collections.abc import Callable

SENDER = "org.freedesktop.login1"
PATH = "/org/freedesktop/login1"
INTERFACE = "org.freedesktop.login1.Manager"
SIGNAL = "PrepareForSleep"


class SleepWatch(BusWatch):
    """Calls back with True before the computer sleeps and with False after it woke.

    ``DBUS_SYSTEM_BUS_ADDRESS`` names another bus. The callback runs in the watch's own thread:
    hand over to yours, and soon, as the computer does not wait long.
    """

    def __init__(self, on_sleep: Callable[[bool], None]) -> None:
        """Nothing is watched before :meth:`start`."""

        def hear(message: Any) -> None:
            asleep = sleep_announced(message.header.fields, message.body)
            if asleep is not None:
                on_sleep(asleep)

        super().__init__("sleep watch", "SYSTEM", _rule, hear)


def _rule() -> Any:
    from jeepney import MatchRule

    return MatchRule(type="signal", sender=SENDER, interface=INTERFACE, member=SIGNAL, path=PATH)


def sleep_announced(fields: Any, body: tuple[Any, ...]) -> bool | None:
    """Return what a message says: True before sleep, False after it, None if it is another.

    ``fields`` maps header fields to values as jeepney reads them. The sender is not looked at:
    the bus passes on only what our rule asked for.
    """
    from jeepney import HeaderFields

    if fields.get(HeaderFields.interface) != INTERFACE or fields.get(HeaderFields.member) != SIGNAL:
        return None
    return body[0] if len(body) == 1 and isinstance(body[0], bool) else None
