"""The real application, started through its own composition root, with a hand on it.

`python -m benchmarks.driven --data DIR [--hold S --rest S --freeze S --seed N]` opens the window
as `relaxapp` does. On request, a helper thread holds the interpreter again and again and the
window's thread is frozen at random times. Commands come as lines on standard input, answers and
events go as lines of JSON to standard output.
"""

import argparse
import json
import os
import random
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QPoint, QSocketNotifier, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from relaxapp import app
from relaxapp.app import house

if TYPE_CHECKING:
    from collections.abc import Callable


class Holder:
    """Holds the interpreter by multiplying one huge number, which lets nobody else in."""

    def __init__(self, seconds: float, rest: float) -> None:
        self._seconds, self._rest = seconds, rest
        self.held: list[float] = []
        self._number = self._sized()

    def _sized(self) -> int:
        bits = 1 << 16
        while True:
            number = (1 << bits) - 3
            begun = time.perf_counter()
            _ = number * number
            took = time.perf_counter() - begun
            if took > self._seconds / 4:
                # Karatsuba: the work grows with the length to the power of log2(3).
                return (1 << int(bits * (self._seconds / took) ** (1 / 1.585))) - 3
            bits *= 2

    def proof(self) -> float:
        """The longest time that another thread was kept out by one multiplication, in seconds."""
        gaps, over = [0.0], threading.Event()

        def watch() -> None:
            last = time.perf_counter()
            while not over.is_set():
                now = time.perf_counter()
                gaps.append(now - last)
                last = now

        thread = threading.Thread(target=watch)
        thread.start()
        for _ in range(5):
            time.sleep(0.01)
            _ = self._number * self._number
        over.set()
        thread.join()
        return max(gaps)

    def start(self) -> None:
        threading.Thread(target=self._work, name="holder", daemon=True).start()

    def _work(self) -> None:
        while True:
            begun = time.perf_counter()
            _ = self._number * self._number
            self.held.append(time.perf_counter() - begun)
            if self._rest:
                time.sleep(self._rest)


class Driver(QObject):
    """Answers commands, freezes the window's thread, and writes down when captions are painted."""

    def __init__(self, window: QWidget, chosen: argparse.Namespace) -> None:
        super().__init__(window)
        self._window, self._chosen = window, chosen
        # The sequence is to be repeatable, not secret.
        self._random = random.Random(chosen.seed)  # noqa: S311
        self._watched: QWidget | None = None
        self._shown = ""
        self._holder: Holder | None = None
        self._painted = False
        window.installEventFilter(self)
        self._input = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._input.activated.connect(self._read)
        self._looking = QTimer(self)
        self._looking.timeout.connect(self._look)
        self._looking.start(200)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Paint:
            if watched is self._window and not self._painted:
                self._painted = True
                QTimer.singleShot(0, self, lambda: tell(event="painted"))
            elif watched is self._watched:
                # Told once the picture has gone to the screen, not when its painting begins.
                QTimer.singleShot(0, self, self._caption)
        return super().eventFilter(watched, event)

    def _caption(self) -> None:
        text = self._watched.text() if self._watched is not None else ""  # type: ignore[attr-defined] # a label
        if text != self._shown:
            self._shown = text
            tell(event="caption", text=text)

    def _look(self) -> None:
        """Find the caption of the player once there is one."""
        stage = getattr(self._page(), "stage", None)
        caption = getattr(stage, "caption", None)
        if caption is not self._watched:
            self._watched, self._shown = caption, ""
            if caption is not None:
                caption.installEventFilter(self)
                self._caption()

    def _page(self) -> QWidget | None:
        stack = getattr(self._window, "stack", None)
        return getattr(stack.currentWidget(), "view", None) if stack is not None else None

    def _read(self) -> None:
        for line in os.read(sys.stdin.fileno(), 4096).decode().splitlines():
            word, *rest = line.split()
            handlers: dict[str, Callable[..., None]] = {
                "where": self._where,
                "click": self._click,
                "key": self._key,
                "place": self._place,
                "trouble": self._trouble,
                "close": self._close,
            }
            handlers[word](*rest)

    def _widget(self, name: str, which: str = "") -> QWidget | None:
        page = self._page()
        if name == "tile":
            tiles = (w for w in self._window.findChildren(QWidget) if hasattr(w, "card"))
            return next((t for t in tiles if t.card.id == which and hasattr(t, "click")), None)
        return getattr(page, name, None)

    def _where(self, *names: str) -> None:
        """Tell the middle of a button on the screen, once it can be seen."""
        widget = self._widget(*names)
        if widget is None or not widget.isVisible():
            tell(answer=None)
            return
        above = widget.parentWidget()
        while above is not None:
            if isinstance(above, QScrollArea):
                above.ensureWidgetVisible(widget)
            above = above.parentWidget()
        middle = widget.mapToGlobal(QPoint(widget.width() // 2, widget.height() // 2))
        ratio = self._window.devicePixelRatio()
        tell(answer=[round(middle.x() * ratio), round(middle.y() * ratio)])

    def _click(self, *names: str) -> None:
        widget = self._widget(*names)
        tell(answer=widget is not None)
        if widget is not None:
            QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def _key(self, name: str) -> None:
        tell(answer=True)
        target = QApplication.focusWidget() or self._window
        QTest.keyClick(target, getattr(Qt.Key, f"Key_{name}"))

    def _place(self) -> None:
        """Tell the player's position in samples."""
        player: Any = getattr(self._page(), "_player", None)
        tell(answer=player.run.player.position if player is not None else None)

    def _trouble(self) -> None:
        """Begin to hold the interpreter and to freeze the window."""
        chosen = self._chosen
        proof = 0.0
        if chosen.hold:
            self._holder = Holder(chosen.hold, chosen.rest)
            proof = self._holder.proof()
            self._holder.start()
        if chosen.freeze:
            self._plan()
        tell(answer=proof)

    def _plan(self) -> None:
        QTimer.singleShot(round(self._random.uniform(2000, 9000)), self, self._freeze)

    def _freeze(self) -> None:
        begun = time.monotonic()
        time.sleep(self._chosen.freeze)
        tell(event="frozen", begun=begun)
        self._plan()

    def _close(self) -> None:
        held = sorted(self._holder.held) if self._holder else []
        tell(answer=held[len(held) // 2] if held else 0.0, holds=len(held))
        self._window.close()


def tell(**values: object) -> None:
    """Write one line, with the time at which it was written."""
    sys.stdout.write(json.dumps({"at": time.monotonic(), **values}) + "\n")
    sys.stdout.flush()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--hold", type=float, default=0.0)
    parser.add_argument("--rest", type=float, default=0.0)
    parser.add_argument("--freeze", type=float, default=0.0)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()

    class Driven(house.MainWindow):
        def __init__(self, *given: Any) -> None:
            super().__init__(*given)
            self.driver = Driver(self, chosen)

    house.MainWindow = Driven  # type: ignore[misc] # the one place where the window is made
    return app.run(chosen.data)


if __name__ == "__main__":
    sys.exit(main())
