"""Plug-ins: a nominal base class and an entry point; only what settings name is imported.

A broken plug-in that is named fails the start, with its entry point, distribution and version; a broken one that is not
named harms nothing.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from egovframe.kernel.errors import PluginError

if TYPE_CHECKING:
    from collections.abc import Mapping


class Plugin(BaseModel):
    """A part that can be exchanged: a frozen model whose fields are its settings."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        arbitrary_types_allowed=True,
        hide_input_in_errors=True,  # passwords and secrets are among the settings, and errors go to logs
    )

    version: ClassVar[int] = 1
    """The version of the interface that the plug-in was written for."""


P = TypeVar("P", bound=Plugin)


@dataclass(frozen=True, slots=True)
class Found:
    """A plug-in on offer: known by its entry point, not imported yet."""

    group: str
    name: str
    entry_point: EntryPoint

    @property
    def distribution(self) -> str:
        """Return the package that brings it, with its version."""
        dist = self.entry_point.dist
        return f"{dist.name} {dist.version}" if dist else "an unknown package"

    def __str__(self) -> str:
        """Return entry point, distribution and version, as errors name them."""
        return f"{self.group}: {self.name} = {self.entry_point.value} ({self.distribution})"


class Plugins(Generic[P]):
    """The plug-ins of one group, such as `egovframe.records.vaults`."""

    def __init__(self, group: str, base: type[P]) -> None:
        self.group = group
        self.base = base

    def found(self) -> dict[str, Found]:
        """Return what is on offer, by name, without importing any of it."""
        return {point.name: Found(self.group, point.name, point) for point in _installed() if point.group == self.group}

    def names(self) -> list[str]:
        """Return the names on offer, sorted."""
        return sorted(self.found())

    def type_of(self, name: str) -> type[P]:
        """Import the plug-in and return its class.

        Raises PluginError when nothing has that name, the import fails, it is not a subclass of the group's base, still
        has abstract methods, or was written for another version of the interface.
        """
        found = self.found().get(name)
        if found is None:
            raise PluginError(
                f"There is no plug-in {name!r} in the group {self.group}.",
                hint=f"Installed are: {', '.join(self.names()) or 'none'}. Install the package that brings it.",
            )
        try:
            loaded = found.entry_point.load()
        except Exception as error:
            raise PluginError(
                f"The plug-in {found} cannot be imported: {type(error).__name__}: {error}.",
                hint="Update or remove that package, or name another plug-in in the settings.",
            ) from error
        if not (isinstance(loaded, type) and issubclass(loaded, self.base)):
            raise PluginError(
                f"The plug-in {found} is not a {self.base.__name__}.",
                hint=f"Derive it from {self.base.__module__}.{self.base.__qualname__}.",
            )
        missing = sorted(getattr(loaded, "__abstractmethods__", ()))
        if missing:
            raise PluginError(f"The plug-in {found} does not define {', '.join(missing)}.", hint="Ask its makers to.")
        if loaded.version != self.base.version:
            raise PluginError(
                f"The plug-in {found} is written for version {loaded.version} of {self.base.__name__}, "
                f"this is version {self.base.version}.",
                hint="Install a release of the plug-in that fits.",
            )
        return loaded

    def load(self, name: str, options: Mapping[str, Any] | None = None) -> P:
        """Return the plug-in, set up with `options`. Raises PluginError when it or its options do not hold."""
        kind = self.type_of(name)
        try:
            return kind(**dict(options or {}))
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            where = ".".join(map(str, first["loc"])) or "options"
            raise PluginError(
                f"The settings of the plug-in {self.found()[name]} do not hold: {where}: {first['msg']}.",
                hint=f"`egovframe plugins describe {name}` lists its settings.",
            ) from error


def _installed() -> tuple[EntryPoint, ...]:
    """Return the entry points of what is installed; read anew only after something was installed or removed."""
    return _read(tuple((place, _changed(place)) for place in sys.path))


@lru_cache(maxsize=4)
def _read(_places: tuple[tuple[str, int], ...]) -> tuple[EntryPoint, ...]:
    found = entry_points()
    return tuple(point for group in found.groups for point in found.select(group=group))


def _changed(place: str) -> int:
    """Return when a folder was changed last, in nanoseconds; 0 where there is none."""
    try:
        return Path(place or ".").stat().st_mtime_ns
    except OSError:
        return 0
