"""Message buses of a test's own, and services on them that answer as the test says."""

from __future__ import annotations

import os
import selectors
import shutil
import subprocess
import sys
import threading
from contextlib import contextmanager
from queue import Queue
from typing import TYPE_CHECKING, Any, Self

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

WAIT_S = 10.0
"""The longest a test waits for what should come at once."""

CONFIG = """
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>{kind}</type><listen>unix:path={socket}</listen>
<policy context="default">
<allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/><allow user="*"/>
</policy></busconfig>
"""


@contextmanager
def message_bus(kind: str, folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Run a bus, "session" or "system", at ``folder/<kind>.bus``."""
    program = shutil.which("dbus-daemon")
    if program is None or sys.platform != "linux":
        pytest.skip("needs dbus-daemon")
    config = folder / f"{kind}.conf"
    config.write_text(CONFIG.format(kind=kind, socket=folder / f"{kind}.bus"))
    with subprocess.Popen(
        [program, f"--config-file={config}", "--nofork", "--nopidfile", "--print-address"],
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("unix:")
        yield process
        process.kill()


class FakeService:
    """Owns a name and answers calls in a thread of its own.

    ``answers`` maps members to (signature, body); a property is asked for by its name. Asked for
    anything else it answers an error, and for what is mapped to None it does not answer at all.
    ``calls`` holds what was asked: (member, body).
    """

    def __init__(
        self,
        name: str,
        answers: dict[str, tuple[str, tuple[Any, ...]] | None],
        bus: str = "SESSION",
    ) -> None:
        self.name, self.answers, self._bus = name, answers, bus
        self.calls: Queue[tuple[str, Any]] = Queue()

    def __enter__(self) -> Self:
        from jeepney import message_bus as bus
        from jeepney.io.blocking import open_dbus_connection

        self._connection = open_dbus_connection(bus=self._bus)
        self._connection.send_and_get_reply(bus.RequestName(self.name), timeout=WAIT_S)
        self._reading, self._writing = os.pipe()
        self._thread = threading.Thread(target=self._serve, name=self.name)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._writing)
        self._thread.join(WAIT_S)
        os.close(self._reading)
        self._connection.close()

    def emit(
        self, path: str, interface: str, member: str, signature: str | None, body: tuple[Any, ...]
    ) -> None:
        """Send a signal to all."""
        from jeepney import DBusAddress, new_signal

        self._connection.send(
            new_signal(DBusAddress(path, interface=interface), member, signature, body)
        )

    def asked(self, member: str) -> Any:
        """Wait until it is asked for a member; returns the arguments."""
        while True:
            name, body = self.calls.get(timeout=WAIT_S)
            if name == member:
                return body

    def _serve(self) -> None:
        with selectors.DefaultSelector() as waiting:
            waiting.register(self._connection.sock, selectors.EVENT_READ)
            stopping = waiting.register(self._reading, selectors.EVENT_READ)
            # A call may have come in one piece with the answer that gave us the name.
            while self._answer_all() and stopping not in (key for key, _ in waiting.select()):
                pass

    def _answer_all(self) -> bool:
        """Answer what has arrived; False when the bus has gone."""
        while True:
            try:
                message = self._connection.receive(timeout=0)
            except TimeoutError:
                return True
            except ConnectionError:
                return False
            self._answer(message)

    def _answer(self, message: Any) -> None:
        from jeepney import HeaderFields, MessageType, new_error, new_method_return

        if message.header.message_type is not MessageType.method_call:
            return
        member = message.header.fields[HeaderFields.member]
        if member == "Get":
            member = message.body[1]
        self.calls.put((member, message.body))
        if member not in self.answers:
            self._connection.send(new_error(message, "org.freedesktop.DBus.Error.UnknownMethod"))
        elif (answer := self.answers[member]) is not None:
            self._connection.send(new_method_return(message, *answer))


def wait_for(condition: Callable[[], bool], qtbot: Any) -> None:
    """Run Qt's loop until something holds."""
    qtbot.waitUntil(condition, timeout=int(WAIT_S * 1000))
