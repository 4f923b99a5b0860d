"""Names of a package that are loaded when they are first asked for: importing the package costs nearly nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def late(package: str, homes: Mapping[str, str]) -> Callable[[str], Any]:
    """Return the `__getattr__` of a package (PEP 562) that loads each name from the module that is its home.

    It stands behind `if not TYPE_CHECKING`: type checkers shall miss what is not there.
    """

    def load(name: str) -> Any:
        home = homes.get(name)
        if home is None:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = getattr(import_module(home), name)
        setattr(sys.modules[package], name, value)  # nobody asks a second time
        return value

    return load
