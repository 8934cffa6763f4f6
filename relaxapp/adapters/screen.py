"""Whether there is a screen to open a window on; asked before anything heavy is loaded."""

import sys
from collections.abc import Mapping


def has_display(env: Mapping[str, str]) -> bool:
    """Return whether a window can be opened, by what the environment names."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return any(env.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
