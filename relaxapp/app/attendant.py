"""What goes on around a session on the desktop: the screen stays on, media keys steer it.

Made with the first session, so that no start waits for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relaxapp.adapters.keep_awake import KeepAwake

if TYPE_CHECKING:
    from collections.abc import Callable

    from relaxapp.adapters.mpris import MediaPlayer, Playing
    from relaxapp.app.hall import Hall
    from relaxapp.ui.flow import SessionFlow
    from relaxapp.ui.player_page import PlayerPage
    from relaxapp.ui.window import MainWindow

_MOVING = ("playing", "opening")


class Attendant:
    """Attends one session after another, from its beginning until the flow says it is over."""

    def __init__(self, root: Hall, flow: SessionFlow, window: MainWindow) -> None:
        self._settings, self._window = root.settings, window
        self._awake = KeepAwake()
        self._page: PlayerPage | None = None
        self._media: MediaPlayer | None = None
        if root.bus is not None:
            from relaxapp.adapters.mpris import MediaPlayer

            self._media = MediaPlayer(root.bus, root.services.clock.monotonic)
        flow.over.connect(self._over)

    def attend(self, page: PlayerPage) -> None:
        """Attend this session from now on."""
        self._page = page
        page.moved.connect(self._moved)
        if self._media is not None:
            self._media.open(Wheel(page, self._window.raise_up), self._playing(page))
        self._moved()

    def end(self) -> None:
        """Let go of everything."""
        self._over()
        self._awake.end()

    def _moved(self) -> None:
        page = self._page
        if page is None or page.frame is None:
            return
        # Who falls asleep with a session wants the screen to go dark.
        self._awake.switch(on=page.frame.state in _MOVING and not page.playing.night)
        if self._media is not None:
            self._media.show(self._playing(page))

    def _over(self) -> None:
        self._page = None
        self._awake.switch(on=False)
        if self._media is not None:
            self._media.close()

    def _playing(self, page: PlayerPage) -> Playing:
        from relaxapp.adapters.mpris import Playing

        frame = page.frame
        # Everybody on the bus can read it, and panels show it.
        title = "relaxapp" if self._settings.load().discreet else page.playing.title
        if frame is None:
            return Playing(title, 0.0, 0.0, "Paused")
        status = "Playing" if frame.state in _MOVING else "Paused"
        return Playing(title, frame.length, frame.position, status)


class Wheel:
    """A `Steering` over the player's page, which shows at once what came of it."""

    def __init__(self, page: PlayerPage, come_up: Callable[[], None]) -> None:
        self._page = page
        self.come_up = come_up

    def toggle(self) -> None:
        self._page.playing.toggle()
        self._page.step()

    def stop(self) -> None:
        self._page.stop()

    def next_step(self) -> None:
        self._page.playing.next_step()
        self._page.step()

    def previous_step(self) -> None:
        self._page.playing.previous_step()
        self._page.step()

    def seek_by(self, seconds: float) -> None:
        self._page.playing.seek_by(seconds)
        self._page.step()

    def seek_to(self, seconds: float) -> None:
        self._page.playing.seek_to(seconds)
        self._page.step()
