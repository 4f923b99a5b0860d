"""The areas of the site, each a package with its own `areas`."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from egovframe.web.endpoint import Routes

NAMES = ("health", "metrics", "portal", "account", "desk", "admin", "api", "scim", "oauth", "log")
"""Order matters only for reading: paths never overlap (the table refuses that)."""


def areas() -> tuple[Routes, ...]:
    """Return the routes of every area that is installed."""
    found: list[Routes] = []
    for name in NAMES:
        module = f"{__package__}.{name}"
        if find_spec(module) is not None:
            found.extend(import_module(module).areas)
    return tuple(found)
