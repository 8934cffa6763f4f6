"""Whether the person asked not to be disturbed, as each desktop keeps it.

KDE, XFCE, dunst and SwayNotificationCenter answer on the session bus. GNOME, Cinnamon and MATE
keep it in dconf: no service answers for it (the settings portal does not offer it), so the file
is read. Inside a sandbox, where that file is another, it cannot be seen.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from relaxapp.adapters.bus_ask import Question
from relaxapp.adapters.gvdb import read_truth
from relaxapp.reminders.ports import Hold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_SERVER = ("org.freedesktop.Notifications", "/org/freedesktop/Notifications")

QUESTIONS = (
    Question.of_property(*_SERVER, "org.freedesktop.Notifications", "Inhibited"),
    Question.of_property(*_SERVER, "org.dunstproject.cmd0", "paused"),
    Question(
        "org.xfce.Xfconf",
        "/org/xfce/Xfconf",
        "org.xfce.Xfconf",
        "GetProperty",
        ("xfce4-notifyd", "/do-not-disturb"),
    ),
    Question(
        "org.erikreider.swaync",
        "/org/erikreider/swaync/cc",
        "org.erikreider.swaync.cc",
        "GetDnd",
    ),
)
"""Where a plain yes means: do not disturb."""

SETTINGS = {
    "GNOME": ("/org/gnome/desktop/notifications/show-banners", False),
    "Budgie": ("/org/gnome/desktop/notifications/show-banners", False),
    "X-Cinnamon": ("/org/cinnamon/desktop/notifications/display-notifications", False),
    "MATE": ("/org/mate/notification-daemon/do-not-disturb", True),
}
"""By the name of the desktop: the setting, and its value that means do not disturb."""


def settings_say(env: Mapping[str, str]) -> Iterable[Hold]:
    """Read this desktop's setting; what was never set is as it came: one may disturb.

    OSError or ValueError where the settings cannot be read.
    """
    for desktop in env.get("XDG_CURRENT_DESKTOP", "").split(":"):
        if desktop in SETTINGS:
            key, meaning = SETTINGS[desktop]
            path = _folder(env) / "dconf" / "user"
            try:
                found = read_truth(path, key)
            except FileNotFoundError:
                return ()  # nobody has ever changed a setting
            return (Hold.DO_NOT_DISTURB,) if found is meaning else ()
    return ()


def _folder(env: Mapping[str, str]) -> Path:
    named = env.get("XDG_CONFIG_HOME", "")
    return Path(named) if named.startswith("/") else Path(env.get("HOME", "/")) / ".config"
