"""Keeps PySide from reading the source of everything that is imported after it.

PySide looks into the source of each module for its own name, to know where its optional
``__feature__`` import could hold. Nothing here uses that, and what was read stays in memory:
five megabytes and a tenth of a second by the time the tray stands. Without this, or with a PySide
that does it otherwise, all works the same, only slower.
"""

from __future__ import annotations

import contextlib
from typing import Any


def leave_sources_alone() -> None:
    """Have each module noted as one without features, unread. Call it once PySide is loaded."""
    with contextlib.suppress(ImportError, AttributeError):
        from shibokensupport import feature

        noted = feature.pyside_feature_dict

        def feature_imported(module: Any) -> None:
            name = getattr(module, "__name__", None)
            if name is not None:
                noted.setdefault(name, 0)

        feature.feature_imported  # noqa: B018 - where it is called otherwise, it is left alone
        feature.feature_imported = feature_imported
