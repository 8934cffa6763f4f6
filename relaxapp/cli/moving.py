"""To come."""

from typing import Any

VERBS: dict[str, Any] = {}


def add(verbs: Any) -> None:
    """Nothing yet."""
