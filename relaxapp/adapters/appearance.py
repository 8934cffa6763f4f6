"""What the desktop's portal says of colour scheme and motion, for where Qt does not tell it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from relaxapp.adapters.bus_watch import REPLY_S, BusWatch

if TYPE_CHECKING:
    from collections.abc import Callable

SENDER = "org.freedesktop.portal.Desktop"
PATH = "/org/freedesktop/portal/desktop"
INTERFACE = "org.freedesktop.portal.Settings"
SIGNAL = "SettingChanged"
NAMESPACE = "org.freedesktop.appearance"
_DARK = 1
_REDUCED = 1


@dataclass(frozen=True, slots=True)
class Appearance:
    """What is preferred; None where nobody said."""

    dark: bool | None = None
    less_motion: bool | None = None


def changed(before: Appearance, key: str, value: object) -> Appearance:
    """Return the appearance with one of the portal's settings, as its specification counts."""
    if not isinstance(value, int):
        return before
    if key == "color-scheme":
        return replace(before, dark=value == _DARK if value else None)
    if key == "reduced-motion":
        return replace(before, less_motion=value == _REDUCED)
    return before


class AppearanceWatch(BusWatch):
    """Calls back, in its own thread, with what holds at the start and after each change."""

    def __init__(self, on_change: Callable[[Appearance], None]) -> None:
        """Nothing is watched before :meth:`start`."""
        super().__init__("appearance watch", "SESSION", _rule, self._heard, self._read)
        self._on_change = on_change
        self._now = Appearance()

    def _heard(self, message: Any) -> None:
        from jeepney import HeaderFields

        if message.header.fields.get(HeaderFields.member) == SIGNAL:
            namespace, key, (_, value) = message.body
            if namespace == NAMESPACE:
                self._tell(changed(self._now, key, value))

    def _read(self, connection: Any) -> None:
        from jeepney import DBusAddress, MessageType, new_method_call

        portal = DBusAddress(PATH, bus_name=SENDER, interface=INTERFACE)
        question = new_method_call(portal, "ReadAll", "as", ([NAMESPACE],))
        answer = connection.send_and_get_reply(question, timeout=REPLY_S)
        if answer.header.message_type is MessageType.error:
            return  # no portal here yet; it tells when it comes and something changes
        now = self._now
        for key, (_, value) in answer.body[0].get(NAMESPACE, {}).items():
            now = changed(now, key, value)
        self._tell(now)

    def _tell(self, now: Appearance) -> None:
        if now != self._now:
            self._now = now
            self._on_change(now)


def _rule() -> Any:
    from jeepney import MatchRule

    return MatchRule(type="signal", interface=INTERFACE, member=SIGNAL, path=PATH)
