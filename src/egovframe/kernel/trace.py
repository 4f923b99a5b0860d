"""Traces: the id that joins a request's trace, its lines in the log and its facts (W3C Trace Context).

Nothing here needs OpenTelemetry; where a program runs its SDK, the current span names the trace.
"""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from typing import Final, Self

_TRACEPARENT: Final = re.compile(
    r"(?P<version>[0-9a-f]{2})-(?P<trace>[0-9a-f]{32})-(?P<span>[0-9a-f]{16})-(?P<flags>[0-9a-f]{2})(?P<more>-.*)?",
    re.ASCII,
)
_KNOWN: Final = "00"
_FORBIDDEN: Final = "ff"
_SAMPLED: Final = 1


@dataclass(frozen=True, slots=True)
class TraceContext:
    """A place in a trace: the trace (32 hex digits), the span in it (16 hex digits), and whether it is sampled."""

    trace: str
    span: str
    sampled: bool = False

    @classmethod
    def new(cls) -> Self:
        """Return the beginning of a new trace."""
        return cls(_drawn(16), _drawn(8))

    @classmethod
    def read(cls, header: str) -> Self | None:
        """Return what a `traceparent` says (W3C Trace Context, section 3.2); None for one that does not hold.

        Its ids are lower case and not all zero. Of a version that is not known here only these parts are read.
        """
        found = _TRACEPARENT.fullmatch(header.strip(" \t"))
        if found is None or found["version"] == _FORBIDDEN or (found["version"] == _KNOWN and found["more"]):
            return None
        if not found["trace"].strip("0") or not found["span"].strip("0"):
            return None
        return cls(found["trace"], found["span"], bool(int(found["flags"], 16) & _SAMPLED))

    @classmethod
    def current(cls) -> Self | None:
        """Return the place of the program's current OpenTelemetry span; None where there is none."""
        module = sys.modules.get("opentelemetry.trace")  # a program without it pays nothing for it
        if module is None:
            return None
        context = module.get_current_span().get_span_context()
        if not context.is_valid:
            return None
        return cls(f"{context.trace_id:032x}", f"{context.span_id:016x}", bool(context.trace_flags & _SAMPLED))

    def child(self) -> Self:
        """Return a new span of the same trace."""
        return type(self)(self.trace, _drawn(8), self.sampled)

    def __str__(self) -> str:
        """Return it as `traceparent` and `traceresponse` have it."""
        return f"{_KNOWN}-{self.trace}-{self.span}-{int(self.sampled):02x}"


def _drawn(size: int) -> str:
    """Return so many random bytes in hex, not all zero."""
    return (int.from_bytes(os.urandom(size), "big") or 1).to_bytes(size, "big").hex()
