"""The journal's file as the window sees it: copies, ways back from damage, and erasing it all."""

from __future__ import annotations

import logging
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from relaxapp.errors import RelaxappError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from relaxapp.services import Services

log = logging.getLogger(__name__)


class Keeping:
    """A `KeepingPort` over the services; what it replaces is open again when it returns."""

    def __init__(self, services: Services, forget: Callable[[], None] = lambda: None) -> None:
        """`forget` puts the settings that are in force back to the usual ones."""
        self._services = services
        self._forget = forget
        self._found_damaged = False
        self._copying: threading.Thread | None = None

    # ------------------------------------------------------------- damage

    def damaged(self) -> bool:
        services = self._services
        return self._found_damaged or (services.store is None and services.damage is not None)

    def newest_copy(self) -> datetime | None:
        from relaxapp.adapters.backups import find_backup

        found = find_backup(self._services.paths.database)
        return None if found is None else found.made.astimezone()

    def put_back(self) -> str:
        from relaxapp.adapters.backups import find_backup, restore_backup

        services = self._services
        found = find_backup(services.paths.database)
        if found is None:
            raise RelaxappError("There is no good copy of the journal any more.")
        with self._closed():
            kept = restore_backup(found.path, services.paths.database, services.clock)
        return str(kept or "")

    def begin_anew(self) -> str:
        from relaxapp.adapters.backups import begin_anew

        with self._closed():
            kept = begin_anew(self._services.paths.database, self._services.clock)
        return str(kept)

    # ------------------------------------------------------------- copies

    def back_up(self, target: str, passphrase: str) -> None:
        from relaxapp.adapters.restoring import back_up

        back_up(self._services.paths.database, Path(target), passphrase or None)

    def wants_passphrase(self, source: str) -> bool:
        from relaxapp.adapters.restoring import is_sealed

        return is_sealed(Path(source))

    def restore(self, source: str, passphrase: str) -> str:
        from relaxapp.adapters.restoring import restore

        services = self._services
        with self._closed():
            kept = restore(
                services.paths.database, Path(source), passphrase or None, services.clock
            )
        return str(kept or "")

    def copy_daily(self, found_damage: Callable[[], None]) -> None:
        """Make the day's copy in a thread, where there is none yet.

        `found_damage` is called in that thread when the journal turns out to be damaged.
        """
        if self._copying is not None and self._copying.is_alive():
            return

        def copy() -> None:
            from relaxapp.adapters.backups import daily_backup
            from relaxapp.adapters.database_errors import DamagedJournalError

            try:
                daily_backup(self._services.paths.database, self._services.clock)
            except DamagedJournalError as error:
                log.warning("no copy today: %s", error)
                self._found_damaged = True
                found_damage()
            except RelaxappError as error:  # a full disk is told when something is lost by it
                log.warning("no copy today: %s", error)

        self._copying = threading.Thread(target=copy, name="daily copy", daemon=True)
        self._copying.start()

    def settle(self) -> None:
        """Wait for a copy that is being made."""
        if self._copying is not None:
            self._copying.join()

    # ------------------------------------------------------------- erasing

    def erase_everything(self) -> None:
        from relaxapp.adapters.erasing import erase_own_files

        self.settle()
        store = self._services.store
        if store is not None:
            store.erase_everything()
        with self._closed():
            erase_own_files(self._services.paths)
        self._forget()
        self._services.problems.clear()

    # ------------------------------------------------------------- below

    def _closed(self) -> _Closed:
        self.settle()
        return _Closed(self._services, self._sound_again)

    def _sound_again(self) -> None:
        self._found_damaged = False


class _Closed:
    """While the journal's file is replaced nobody holds it open; afterwards it is open again."""

    def __init__(self, services: Services, done: Callable[[], None]) -> None:
        self._services = services
        self._done = done

    def __enter__(self) -> None:
        self._services.close_journal()

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._services.store  # noqa: B018 - opened here, or what is wrong is told here
        if kind is None:
            self._done()
