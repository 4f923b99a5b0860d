"""Dates as they stand in the trail, compared even where another tool left something else."""

from __future__ import annotations

from typing import Any

from egovframe.kernel.clock import moment


def seconds_between(earlier: Any, later: Any) -> float:
    """Return the seconds from one moment to another; 0 where one of them is no moment that the office writes."""
    try:
        return (moment(later) - moment(earlier)).total_seconds()
    except (ValueError, TypeError, AttributeError):
        return 0.0
