"""For tests of cities and plug-ins: an office in a folder of its own, a clock that a test sets, suites."""

from __future__ import annotations

from egovframe.testing.clock import SetClock
from egovframe.testing.office import open_office

__all__ = ["SetClock", "open_office"]
