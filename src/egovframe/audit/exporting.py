"""Exporting: facts in the form that a plug-in writes, in pieces of a size that files and connections like."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from egovframe.audit.interfaces import EXPORTERS, Exporter
from egovframe.kernel.plugins import Plugins

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Mapping

    from egovframe.audit.interfaces import Product
    from egovframe.audit.model import Fact

FORMATS: Final[Plugins[Exporter]] = Plugins(EXPORTERS, Exporter)  # type: ignore[type-abstract]
"""The exporters that are installed."""
PIECE: Final = 64 * 1024
"""The bytes of a piece, about: what comes in smaller pieces is gathered."""


def exported(
    facts: Iterable[Fact],
    plugin: str,
    *,
    product: Product,
    options: Mapping[str, Any] | None = None,
) -> Generator[bytes]:
    """Return the facts in the form of the exporter with that name, such as `csv`, in pieces of about 64 KiB.

    Nothing is taken from `facts` before the first piece is asked for; the memory needed does not grow with their
    number. Closing it cleans up. Raises PluginError at once when there is no such exporter or its options do not hold.
    """
    return _gathered(FORMATS.load(plugin, options).export(facts, product=product))


def _gathered(pieces: Iterator[bytes]) -> Generator[bytes]:
    waiting: list[bytes] = []
    size = 0
    try:
        for piece in pieces:
            waiting.append(piece)
            size += len(piece)
            if size >= PIECE:
                yield b"".join(waiting)
                waiting, size = [], 0
        if waiting:
            yield b"".join(waiting)
    finally:
        close = getattr(pieces, "close", None)  # a generator's files go now, not when it is collected
        if close is not None:
            close()
