"""Notices on Windows and macOS, through the library desktop-notifier.

The library speaks asyncio, which gets a thread with a loop of its own that sleeps until it is
handed something. What the person does is told there (Windows) or in the main thread (macOS), and is
carried into the thread of Qt's loop by a signal. A notice's identifier is its key's: on both
systems a notification takes the place of an older one with the same identifier.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import threading
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal

from relaxapp.adapters.notifier_calls import DEFAULT
from relaxapp.reminders.ports import Closed, Notice

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from relaxapp.reminders.ports import Listener

END_S = 0.5
"""Seconds at quit for the notices to go."""
_LONGEST = 60
"""Characters of an identifier; Windows takes 64."""

_log = logging.getLogger(__name__)


def _library() -> Any:
    import desktop_notifier

    return desktop_notifier


class DesktopNotices(QObject):
    """A `Notifier`; ``library`` returns the module of desktop-notifier.

    On macOS a button is known by its label alone (the system keeps sets of labels), so the same
    label should stand for the same id everywhere.
    """

    _word = Signal()

    def __init__(self, listener: Listener, library: Callable[[], Any] = _library) -> None:
        super().__init__()
        self._listener, self._library = listener, library
        self._words: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._word.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._up: dict[str, Notice] = {}
        self._keys: dict[str, str] = {}
        self._ended = False
        self.present = False
        self.buttons = False
        self._skilled = False
        # From here on the thread's own.
        self._dispatched: set[str] = set()
        self._module: Any = None
        self._shower: Any = None
        self._ready, self._left = asyncio.Event(), asyncio.Event()
        self._turn = asyncio.Lock()
        """One thing after another, as asked for: none overtakes a question to the person."""
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="notices", daemon=True)
        self._thread.start()

    # ------------------------------------------------------------------------ in Qt's thread

    def show(self, notice: Notice) -> None:
        if self._ended:
            return
        self._up[notice.key] = notice
        self._keys[identifier(notice.key)] = notice.key
        self._do(self._send(notice))

    def withdraw(self, key: str) -> None:
        if self._up.pop(key, None) is None:
            return
        self._do(self._clear(identifier(key)))
        self._say(lambda: self._withdrawn(key))

    def end(self) -> None:
        if self._ended:
            return
        self._ended = True
        shown, self._up = tuple(self._up), {}
        self._do(self._leave(tuple(identifier(key) for key in shown)))
        self._thread.join(END_S)  # what hangs is left behind; its thread keeps nobody from quitting

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(self._in_turn(work), self._loop)

    def _take(self) -> None:
        while True:
            try:
                call = self._words.get_nowait()
            except Empty:
                return
            if not self._ended:
                call()

    def _answer(self, key: str, notice: Notice, *, shown: bool, allowed: bool) -> None:
        self._be(present=allowed, buttons=allowed and self._skilled)
        if not shown and self._up.get(key) is notice:
            del self._up[key]
            self._listener.closed(key, Closed.LOST)

    def _begun(self, *, present: bool, buttons: bool) -> None:
        self._skilled = buttons
        self._be(present=present, buttons=buttons)

    def _be(self, *, present: bool, buttons: bool) -> None:
        if (present, buttons) != (self.present, self.buttons):
            self.present, self.buttons = present, buttons
            self._listener.changed()

    def _pressed(self, named: str, button: str) -> None:
        key = self._keys.get(named, "")
        if self._up.pop(key, None) is not None:
            self._do(self._clear(named))
            self._listener.pressed(key, button)

    def _dismissed(self, named: str) -> None:
        key = self._keys.get(named, "")
        if self._up.pop(key, None) is not None:
            self._listener.closed(key, Closed.DISMISSED)

    def _withdrawn(self, key: str) -> None:
        if key not in self._up:
            self._listener.closed(key, Closed.WITHDRAWN)

    # ---------------------------------------------------------------------- in the own thread

    def _say(self, call: Callable[[], None]) -> None:
        """Have it called in Qt's thread; from whatever thread."""
        self._words.put(call)
        self._word.emit()

    def _run(self) -> None:
        try:
            self._loop.run_until_complete(self._live())
        finally:
            self._loop.close()

    async def _live(self) -> None:
        await self._begin()
        self._ready.set()
        await self._left.wait()

    async def _in_turn(self, work: Coroutine[Any, Any, None]) -> None:
        await self._ready.wait()
        async with self._turn:
            await work

    async def _begin(self) -> None:
        try:
            self._module = library = self._library()
            shower = library.DesktopNotifier(app_name="relaxapp", app_icon=None)
            skills = await shower.get_capabilities()
        except Exception as error:  # noqa: BLE001 - whatever the system's own library answers
            _log.warning("no notices here: %s: %s", type(error).__name__, error)
            return
        shower.on_dispatched = self._dispatched.add
        shower.on_clicked = lambda named: self._say(lambda: self._pressed(named, DEFAULT))
        shower.on_dismissed = lambda named: self._say(lambda: self._dismissed(named))
        shower.on_button_pressed = lambda named, button: self._say(
            lambda: self._pressed(named, button)
        )
        self._shower = shower
        present = library.Capability.TITLE in skills
        buttons = present and library.Capability.BUTTONS in skills
        self._say(lambda: self._begun(present=present, buttons=buttons))

    async def _send(self, notice: Notice) -> None:
        shown = allowed = False
        named = identifier(notice.key)
        if self._up.get(notice.key) is not notice:  # withdrawn, or replaced by one that comes next
            return
        try:
            if self._shower is not None:
                # Asks the person on macOS, the first time; later it only tells what was said.
                allowed = bool(await self._shower.request_authorisation())
                self._dispatched.discard(named)
                if allowed and self._up.get(notice.key) is notice:
                    await self._shower.send_notification(self._told_of(notice, named))
                shown = named in self._dispatched  # the library logs what fails and goes on
        except Exception as error:  # noqa: BLE001 - as above
            _log.warning("a notice is not shown: %s: %s", type(error).__name__, error)
        self._say(lambda: self._answer(notice.key, notice, shown=shown, allowed=allowed))

    def _told_of(self, notice: Notice, named: str) -> Any:
        library = self._module
        return library.Notification(
            title=_readable(notice.title),
            message=_readable(notice.text),
            buttons=tuple(
                library.Button(title=_readable(button.label), identifier=button.id)
                for button in notice.buttons
            ),
            sound=library.DEFAULT_SOUND if notice.sound else None,
            identifier=named,
        )

    async def _clear(self, named: str) -> None:
        try:
            if self._shower is not None:
                await self._shower.clear(named)
        except Exception as error:  # noqa: BLE001 - as above
            _log.info("a notice could not be taken off: %s: %s", type(error).__name__, error)

    async def _leave(self, names: tuple[str, ...]) -> None:
        for named in names:
            await self._clear(named)
        self._left.set()


def identifier(key: str) -> str:
    """Return the name that a key has for the system: short, and the same at every time."""
    if len(key) <= _LONGEST and key.isascii():
        return key
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:_LONGEST]


def _readable(text: str) -> str:
    """Return the text without the characters that XML, in which Windows takes it, cannot hold."""
    kept = (c if c.isprintable() or c in "\n\t" else " " for c in text)
    return "".join(kept).encode("utf-8", "replace").decode("utf-8")
