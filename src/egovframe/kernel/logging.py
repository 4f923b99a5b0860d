"""Structured logs (structlog): one line an event, personal values masked before anything is written."""

from __future__ import annotations

import logging
import re
import sys
import traceback
from typing import TYPE_CHECKING, Any, Final, Literal

import structlog

if TYPE_CHECKING:
    from collections.abc import MutableMapping

_SECRET_NAMES: Final = re.compile(
    r"password|secret|token|key$|cookie|authorization|phone|mobile|e_?mail|resident|answers|personal|known|address_of",
    re.IGNORECASE,
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


class Log:
    """A logger whose tracebacks are lines of text.

    Where a program has not set up logging, structlog's own renderer would print the value of every variable with a
    traceback, and what a person wrote is one of them.
    """

    def __init__(self, part: str) -> None:
        self._log = structlog.get_logger(part=part)

    def debug(self, event: str, **values: Any) -> None:
        """Say something that only somebody who looks for a fault wants to know."""
        self._log.debug(event, **_as_text(values))

    def info(self, event: str, **values: Any) -> None:
        """Say what is going on."""
        self._log.info(event, **_as_text(values))

    def warning(self, event: str, **values: Any) -> None:
        """Say that something is not as it should be, though the work goes on."""
        self._log.warning(event, **_as_text(values))

    def error(self, event: str, **values: Any) -> None:
        """Say that something failed."""
        self._log.error(event, **_as_text(values))

    def exception(self, event: str, **values: Any) -> None:
        """Say that something failed, with the traceback of the error being handled."""
        self._log.error(event, **_as_text({"exc_info": True, **values}))


def _as_text(values: dict[str, Any]) -> dict[str, Any]:
    """Return the values with the traceback asked for by `exc_info` as text, without the values of variables."""
    asked = values.pop("exc_info", None)
    if asked:
        error = asked if isinstance(asked, BaseException) else sys.exception()
        values["exception"] = "".join(traceback.format_exception(error)).rstrip() if error else ""
    return values


def get_logger(name: str) -> Log:
    """Return the logger of a part of the library."""
    return Log(name)
