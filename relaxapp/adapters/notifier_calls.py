"""The calls to a notification server, with every value in the type that its specification gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from relaxapp.adapters.bus_words import plain

if TYPE_CHECKING:
    from relaxapp.reminders.ports import Notice

NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
DEFAULT = "default"
_NORMAL = 1
_CATEGORY = "x-relaxapp.reminder"
_SOUND = "message-new-instant"
"""The name of the desktop's own sound for a message, from freedesktop's list of sound names."""


def notify(owner: str, notice: Notice, replaces: int, skills: frozenset[str], icon: str) -> Any:
    """Return the call that shows a notice; ``replaces`` is the number it takes over, or 0."""
    from jeepney import new_method_call

    text = plain(notice.text)
    if "body-markup" in skills:
        for sign, written in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
            text = text.replace(sign, written)
    actions: list[str] = []
    if "actions" in skills:
        for button in notice.buttons:
            actions += [button.id, plain(button.label)]
        # Last, as some servers show a button for it, too.
        actions += [DEFAULT, QCoreApplication.translate("Notifier", "Open")]
    hints: dict[str, tuple[str, Any]] = {
        "urgency": ("y", _NORMAL),
        "category": ("s", _CATEGORY),
        "desktop-entry": ("s", "relaxapp"),
        "suppress-sound": ("b", not notice.sound),
    }
    if notice.sound and "sound" in skills:
        hints["sound-name"] = ("s", _SOUND)
    body = ("relaxapp", replaces, icon, plain(notice.title), text, actions, hints, -1)
    return new_method_call(address(owner), "Notify", "susssasa{sv}i", body)


def skills_of(owner: str) -> Any:
    """Return the question what the server can do."""
    from jeepney import new_method_call

    return new_method_call(address(owner), "GetCapabilities")


def close(owner: str, number: int) -> Any:
    """Return the call that takes a notice off the screen."""
    from jeepney import new_method_call

    return new_method_call(address(owner), "CloseNotification", "u", (number,))


def address(owner: str) -> Any:
    """Return where the server is; ``owner`` may be a unique name or the well-known one."""
    from jeepney import DBusAddress

    return DBusAddress(PATH, bus_name=owner, interface=NAME)
