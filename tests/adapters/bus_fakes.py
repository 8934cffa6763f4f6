"""A message bus of the tests' own, and services on it that answer what they are told to."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

WAIT_S = 10.0
WAIT_MS = 10_000
"""The longest a test waits for what should come at once."""

CONFIG = """
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={socket}</listen>
<servicedir>{services}</servicedir>
<policy context="default">
<allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/><allow user="*"/>
</policy></busconfig>
"""


class Daemon:
    """A dbus-daemon that can be killed and started again at the same address."""

    def __init__(self, folder: Path) -> None:
        program = shutil.which("dbus-daemon")
        if sys.platform != "linux" or program is None:
            pytest.skip("needs dbus-daemon")
        self._program = program
        self._socket, self._config = folder / "bus", folder / "bus.conf"
        self.services = folder / "services"
        self.services.mkdir()
        self.address = f"unix:path={self._socket}"
        self._config.write_text(CONFIG.format(socket=self._socket, services=self.services))
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        self._socket.unlink(missing_ok=True)
        self._process = subprocess.Popen(
            [self._program, f"--config-file={self._config}", "--nofork", "--print-address"],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline().startswith("unix:")

    def kill(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()


@contextlib.contextmanager
def running_daemon(folder: Path) -> Iterator[Daemon]:
    daemon = Daemon(folder)
    daemon.start()
    try:
        yield daemon
    finally:
        daemon.kill()


class Service:
    """A program on the bus that owns a name; every method call is kept and answered in a thread.

    ``answers`` maps a method to what answers it: a signature and a body, an Exception for an
    error of that text, or None for no answer at all. ``before`` is called before each reply, in
    the service's thread; ``last`` is the message that was called with.
    """

    def __init__(self, address: str, name: str, path: str, interface: str) -> None:
        self._address, self.name = address, name
        self._path, self._interface = path, interface
        self.answers: dict[str, Callable[..., Any]] = {}
        self.calls: list[tuple[str, tuple[Any, ...], int]] = []
        self.before: Callable[[str, Any], None] = lambda _member, _answer: None
        self._named = threading.Event()
        self.last: Any = None
        self._connection: Any = None
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        from jeepney import message_bus
        from jeepney.io.blocking import open_dbus_connection

        self._connection = open_dbus_connection(bus=self._address)
        self._named.clear()
        self._thread = threading.Thread(target=self._serve, name=self.name, daemon=True)
        self._thread.start()
        # What had it started may come before the name's own reply.
        self._connection.send(message_bus.RequestName(self.name))
        assert self._named.wait(WAIT_S)

    def kill(self) -> None:
        thread, self._thread = self._thread, None
        if thread is not None:
            with contextlib.suppress(OSError):
                self._connection.sock.shutdown(socket.SHUT_RDWR)
            thread.join(WAIT_S)
            self._connection.close()

    def emit(self, member: str, kind: str, *body: Any, to: str | None = None) -> None:
        from jeepney import DBusAddress, HeaderFields, new_signal

        message = new_signal(DBusAddress(self._path, interface=self._interface), member, kind, body)
        if to is not None:
            message.header.fields[HeaderFields.destination] = to
        self._connection.send(message)

    def of(self, member: str) -> list[tuple[Any, ...]]:
        """Return the bodies of the calls of a method, in their order."""
        return [body for found, body, _ in tuple(self.calls) if found == member]

    def reply(self, message: Any, answer: Any) -> None:
        from jeepney import new_error, new_method_return

        if isinstance(answer, Exception):
            name = "org.example.Error"
            self._connection.send(new_error(message, name, "s", (str(answer),)))
        elif answer is not None:
            self._connection.send(new_method_return(message, *answer))

    def _serve(self) -> None:
        from jeepney import HeaderFields, MessageType

        with contextlib.suppress(OSError):
            while True:
                message = self._connection.receive()
                if message.header.message_type is MessageType.method_return:
                    self._named.set()
                if message.header.message_type is not MessageType.method_call:
                    continue
                member = message.header.fields[HeaderFields.member]
                self.last = message
                self.calls.append((member, message.body, int(message.header.flags)))
                answer = self.answers.get(member, lambda *_: ("", ()))(*message.body)
                self.before(member, answer)
                self.reply(message, answer)


class NoticeServer(Service):
    """A notification server as its specification has it; ``up`` maps numbers to what they show."""

    def __init__(self, address: str, *skills: str) -> None:
        name = "org.freedesktop.Notifications"
        super().__init__(address, name, "/org/freedesktop/Notifications", name)
        self.up: dict[int, tuple[Any, ...]] = {}
        self.most = 0
        self.next = 1
        self.answers = {
            "GetCapabilities": lambda: ("as", (list(skills),)),
            "Notify": self._notify,
            "CloseNotification": self._close,
        }

    def press(self, number: int, action: str) -> None:
        self.emit("ActivationToken", "us", number, "token")
        self.emit("ActionInvoked", "us", number, action)

    def close(self, number: int, reason: int) -> None:
        self.up.pop(number, None)
        self.emit("NotificationClosed", "uu", number, reason)

    def _notify(self, *body: Any) -> Any:
        number = body[1] if body[1] in self.up else self.next
        self.next = max(self.next, number + 1)
        self.up[number] = body
        self.most = max(self.most, len(self.up))
        return ("u", (number,))

    def _close(self, number: int) -> Any:
        if number not in self.up:
            return ValueError("not there")
        self.close(number, 3)
        return ("", ())


class Heard:
    """A `Listener` that keeps what it is told, in order."""

    def __init__(self) -> None:
        self.told: list[tuple[str, ...]] = []
        self.changes = 0
        self.on_press: Callable[[str, str], None] = lambda _key, _button: None

    def pressed(self, key: str, button: str) -> None:
        self.told.append(("pressed", key, button))
        self.on_press(key, button)

    def closed(self, key: str, how: Any) -> None:
        self.told.append(("closed", key, str(how)))

    def changed(self) -> None:
        self.changes += 1
