"""The journal as a verb opens it: only when there is something to read, or something to write."""

import contextlib
from collections.abc import Iterator
from datetime import date, datetime

from relaxapp.adapters import paths
from relaxapp.adapters.settings_file import SettingsFile
from relaxapp.clock import LocalZone, day_lived, local_zone
from relaxapp.journal.store import Store
from relaxapp.journal.transfer_reading import Here
from relaxapp.services import Services


@contextlib.contextmanager
def written(services: Services) -> Iterator[Store]:
    """The journal to write in, made where there is none; errors are plain ones."""
    from relaxapp.adapters.database import open_database

    database = open_database(services.paths.database, services.clock)
    try:
        yield Store(database)
    finally:
        database.close()


@contextlib.contextmanager
def read(services: Services) -> Iterator[Store | None]:
    """The journal to read; None where there is none yet, as reading is to leave no trace."""
    if not paths.locate(services.data_dir, services.env).database.exists():
        yield None
        return
    with written(services) as store:
        yield store


def here(services: Services) -> Here:
    """The zone and the day boundary that times are meant in."""
    # The zone is looked for once: an import asks about each of its times.
    name = local_zone(services.clock.now(), services.env).name
    env = {"TZ": name} if name else services.env

    def zone_at(at: datetime) -> LocalZone:
        return local_zone(at, env)

    # Read without making folders.
    place = paths.locate(services.data_dir, services.env).settings
    return Here(zone_at, SettingsFile(place).load()[0].day_boundary)


def today(services: Services, around: Here) -> date:
    """The day the person is living."""
    now = services.clock.now()
    return day_lived(now, around.zone_at(now).offset_minutes, around.boundary)
