"""The settings file and the window's place, as the pages ask for them."""

from __future__ import annotations

import contextlib
import logging
from typing import TYPE_CHECKING

from relaxapp import __version__
from relaxapp.errors import RelaxappError

if TYPE_CHECKING:
    from relaxapp.services import Services
    from relaxapp.settings import Settings
    from relaxapp.ui.sound_ports import SoundsPort

log = logging.getLogger(__name__)


class KeptSettings:
    """A `SettingsPort` over the settings file and a small file for the window's place."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._now = services.settings()
        self._geometry = services.paths.config_dir / "window"

    def load(self) -> Settings:
        return self._now

    def save(self, settings: Settings) -> None:
        self._now = settings
        try:
            self._services.settings_file.save(settings)
        except RelaxappError as error:  # the choice still holds for now; the log says why
            log.warning("settings not kept: %s", error)

    def forget(self) -> None:
        """Go back to the usual settings, as the file of the others was erased."""
        from relaxapp.settings import Settings

        self._now = Settings()
        self._services.shelf.forget()
        self._services.lines.forget()

    @property
    def sounds(self) -> SoundsPort:
        return self._services.shelf

    def geometry(self) -> bytes:
        try:
            return bytes.fromhex(self._geometry.read_text("ascii"))
        except (OSError, ValueError):
            return b""

    def save_geometry(self, geometry: bytes) -> None:
        with contextlib.suppress(OSError):  # a window that forgets its place is no great harm
            self._geometry.write_text(geometry.hex(), "ascii")
            self._geometry.chmod(0o600)

    def devices(self) -> tuple[str, ...]:
        from relaxapp.adapters.mixer import device_names

        return device_names()

    def data_folder(self) -> str:
        return str(self._services.paths.data_dir)

    def licences(self) -> str:
        try:
            return (self._services.assets / "LICENSES.md").read_text("utf-8")
        except OSError:
            return ""

    def version(self) -> str:
        return __version__
