"""Structured logs (structlog): one line an event, personal values masked before anything is written."""

from __future__ import annotations

import logging
import re
import sys
from typing import TYPE_CHECKING, Any, Final, Literal

import structlog

if TYPE_CHECKING:
    from collections.abc import MutableMapping

_SECRET_NAMES: Final = re.compile(
    r"password|secret|token|key$|cookie|authorization|phone|mobile|e_?mail|resident|answers|personal|known|address_of", re.I
)
_PERSONAL_SHAPES: Final = (
    re.compile(r"\b\d{6}-?[1-8]\d{6}\b"),  # resident registration number
    re.compile(r"(?<![\d-])0\d{1,2}-?\d{3,4}-?\d{4}(?![\d-])"),  # telephone
    re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+"),  # e-mail
)
MASK: Final = "•••"


def mask_personal(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Mask values whose name or shape says that they are personal or secret."""
    for name, value in event.items():
        if _SECRET_NAMES.search(name) and name != "event":
            event[name] = MASK
        elif isinstance(value, str):
            for shape in _PERSONAL_SHAPES:
                value = shape.sub(MASK, value)  # noqa: PLW2901 - narrowed step by step
            event[name] = value
    return event


def configure(*, level: str = "INFO", form: Literal["console", "json"] = "console") -> None:
    """Set up logging for a process that the library runs (server, worker, command).

    A program that imports the library sets up its own: nothing here happens at import.
    """
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        mask_personal,
    ]
    last: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[*shared, last],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=False,
    )


def get_logger(name: str) -> Any:
    """Return the logger of a part of the library."""
    return structlog.get_logger(part=name)
