"""Where PulseAudio or PipeWire sends our sound, so that it never jumps to the speakers unseen."""

import contextlib
import os
import threading
from typing import Any


class OutputWatch:
    """Follows our own stream: which sink and port it goes to, and whether that vanished.

    Without the server or its client library it knows nothing, and says so by an empty route.
    """

    def __init__(self) -> None:
        self._changed = threading.Event()
        self._pulse: Any = None
        self._thread: threading.Thread | None = None
        self._stopping = False

    def start(self) -> None:
        # A thread whose server went away has ended by itself.
        if self._thread is None or not self._thread.is_alive():
            self._stopping = False
            self._thread = threading.Thread(target=self._listen, name="output-watch", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        self._stopping = True
        thread, self._thread = self._thread, None
        if thread is not None:
            pulse = self._pulse
            if pulse is not None:
                with contextlib.suppress(Exception):  # the server may be gone already
                    pulse.event_listen_stop()
            thread.join(timeout=1.0)

    def changed(self) -> bool:
        """Whether anything about outputs has changed since last asked."""
        if self._changed.is_set():
            self._changed.clear()
            return True
        return False

    def route(self) -> tuple[str, frozenset[str]]:
        """See `current_route`."""
        return current_route()

    def _listen(self) -> None:
        try:
            import pulsectl
        except (ImportError, OSError):
            return
        try:
            with pulsectl.Pulse("relaxapp-watch", connect=False) as pulse:
                pulse.connect(autospawn=False)
                self._pulse = pulse
                pulse.event_mask_set("sink", "sink_input", "card", "server")
                pulse.event_callback_set(self._on_event)
                while not self._stopping:
                    pulse.event_listen(timeout=0.5)
        except (pulsectl.PulseError, pulsectl.PulseDisconnected, OSError):
            pass  # the server is gone; the deck starts us again when it is back
        finally:
            self._pulse = None
            self._changed.set()

    def _on_event(self, _event: object) -> None:
        self._changed.set()


def current_route() -> tuple[str, frozenset[str]]:
    """The route of this process's stream and all routes that can be used now.

    A route is "sink/port". ("", empty) where there is no server, no stream or no library.
    """
    try:
        import pulsectl
    except (ImportError, OSError):
        return "", frozenset()
    try:
        with pulsectl.Pulse("relaxapp-route", connect=False) as pulse:
            pulse.connect(autospawn=False)
            sinks = {sink.index: sink for sink in pulse.sink_list()}
            streams = pulse.sink_input_list()
    except (pulsectl.PulseError, pulsectl.PulseDisconnected, OSError):
        return "", frozenset()
    usable = set()
    for sink in sinks.values():
        usable.add(_route(sink, None))
        for port in sink.port_list:
            if str(getattr(port.available_state, "_value", port.available_state)) != "no":
                usable.add(_route(sink, port))
    mine = str(os.getpid())
    for stream in streams:
        if stream.proplist.get("application.process.id") == mine and stream.sink in sinks:
            sink = sinks[stream.sink]
            return _route(sink, sink.port_active), frozenset(usable)
    return "", frozenset(usable)


def _route(sink: Any, port: Any) -> str:
    return f"{sink.name}/{port.name if port is not None else ''}"
