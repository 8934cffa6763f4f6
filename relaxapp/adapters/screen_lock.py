"""Whether the screen is locked, and word of its unlocking.

logind keeps a hint for each session; the screen savers of the desktops say for themselves
whether they are in front. A locker that tells neither (some of X11's small ones) is not seen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from relaxapp.adapters.bus_ask import Question, ask_all, truths
from relaxapp.adapters.bus_watch import BusWatch

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from relaxapp.adapters.bus_ask import Once

LOGIN = "org.freedesktop.login1"
SESSION = "org.freedesktop.login1.Session"
SESSIONS = "/org/freedesktop/login1/session"
_CHANGED = "PropertiesChanged"
_PROPERTIES = "org.freedesktop.DBus.Properties"

SAVERS = (
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),
    ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
    ("org.xfce.ScreenSaver", "/org/xfce/ScreenSaver"),
    ("org.cinnamon.ScreenSaver", "/org/cinnamon/ScreenSaver"),
    ("org.mate.ScreenSaver", "/org/mate/ScreenSaver"),
)
"""Names (of the service and of its interface) and paths."""

QUESTIONS = tuple(Question(name, path, name, "GetActive") for name, path in SAVERS)
"""For the session bus; a yes means that nobody sees the desktop."""


def login_says(env: Mapping[str, str], monotonic: Callable[[], float], once: Once) -> bool:
    """Ask logind for the hint of this session; raises what jeepney does without a system bus."""
    hint = (SESSION, "LockedHint")
    # "auto" is the session of who asks or, for a service of the person's, the one on the screen.
    questions = [Question.of_property(LOGIN, f"{SESSIONS}/auto", *hint)]
    if number := env.get("XDG_SESSION_ID"):
        questions.append(Question.of_property(LOGIN, f"{SESSIONS}/{bus_label(number)}", *hint))
    return any(truths(ask_all("SYSTEM", questions, monotonic), once).values())


def bus_label(name: str) -> str:
    """Return a session's name as it stands in a path: its first digit and odd signs as _hex."""
    return "".join(
        sign
        if sign.isascii() and (sign.isalpha() or (sign.isdecimal() and at > 0))
        else "".join(f"_{byte:02x}" for byte in sign.encode())
        for at, sign in enumerate(name)
    )


class UnlockWatch:
    """Calls back, in threads of its own, when a screen was unlocked.

    Another person's unlocking on the same computer is told too: it costs a look, no more.
    """

    def __init__(self, unlocked: Callable[[], None]) -> None:
        """Nothing is watched before :meth:`start`."""

        def hear(message: Any) -> None:
            if is_unlocking(message):
                unlocked()

        self._watches = (
            BusWatch("unlock watch", "SYSTEM", _rule_of_login, hear, _more_of_login),
            BusWatch("saver watch", "SESSION", lambda: _rule_of(SAVERS[0][0]), hear, _more_savers),
        )

    def start(self) -> None:
        for watch in self._watches:
            watch.start()

    def stop(self) -> None:
        for watch in self._watches:
            watch.stop()

    def settle(self, seconds: float) -> bool:
        """Wait until both buses were asked to tell; False where that took longer."""
        return all(watch.settled.wait(seconds) for watch in self._watches)


def is_unlocking(message: Any) -> bool:
    """Tell whether a message says that a screen was unlocked, or its saver ended."""
    from jeepney import HeaderFields

    match message.header.fields.get(HeaderFields.member), message.body:
        case "Unlock", _:
            return True
        case "ActiveChanged", (False,):
            return True
        case "PropertiesChanged", (str(), {"LockedHint": (str(), False)}, *_):
            return True
    return False


def _rule_of_login() -> Any:
    from jeepney import MatchRule

    rule = MatchRule(
        type="signal",
        sender=LOGIN,
        interface=_PROPERTIES,
        member=_CHANGED,
        path_namespace=SESSIONS,
    )
    rule.add_arg_condition(0, SESSION)
    return rule


def _more_of_login(connection: Any) -> None:
    from jeepney import MatchRule, message_bus

    rule = MatchRule(
        type="signal", sender=LOGIN, interface=SESSION, member="Unlock", path_namespace=SESSIONS
    )
    connection.send(message_bus.AddMatch(rule))


def _rule_of(saver: str) -> Any:
    from jeepney import MatchRule

    return MatchRule(type="signal", sender=saver, interface=saver, member="ActiveChanged")


def _more_savers(connection: Any) -> None:
    from jeepney import message_bus

    for name, _ in SAVERS[1:]:
        connection.send(message_bus.AddMatch(_rule_of(name)))
