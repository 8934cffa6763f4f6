"""Buses for the adapters that listen on one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.buses import message_bus

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def own_session_bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Run a session bus of our own; it can be killed."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path / 'session.bus'}")
    with message_bus("session", tmp_path) as process:
        yield process


@pytest.fixture
def own_system_bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Run a system bus of our own; it can be killed."""
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={tmp_path / 'system.bus'}")
    with message_bus("system", tmp_path) as process:
        yield process
