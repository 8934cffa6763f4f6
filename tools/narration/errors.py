"""The one exception of the pipeline, and the one place that imports its build-only packages."""

from __future__ import annotations

import importlib
from typing import Any


class NarrationError(Exception):
    """Something the person who runs the pipeline can act on; its text is a plain message."""


def build_package(name: str) -> Any:
    """Import a build-only package by name.

    They have no types and are not installed where only `check` runs, so they are neither imported
    at the top of a module nor known to the type checker. Raises NarrationError when missing.
    """
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise NarrationError(
            f"The package {name.partition('.')[0]} is missing. Building narration needs "
            "`pip install -r tools/narration/requirements.txt`."
        ) from error
