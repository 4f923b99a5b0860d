"""Days on the command line."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest

from egovframe.cli.days import begins, ends
from egovframe.kernel.errors import SettingsError

OFFICE = cast(
    "Any",
    SimpleNamespace(
        clock=SimpleNamespace(now=lambda: datetime(2026, 9, 21, 16, tzinfo=UTC)),
        jurisdiction=SimpleNamespace(calendar=SimpleNamespace(zone=ZoneInfo("Asia/Seoul"))),
    ),
)


def test_in_the_offices_own_time() -> None:
    """A day begins at its midnight and a period ends with its last day; today is now; nothing is nothing."""
    assert begins(OFFICE, "2026-09-23") == datetime(2026, 9, 22, 15, tzinfo=UTC)
    assert ends(OFFICE, "2026-09-22") == datetime(2026, 9, 22, 15, tzinfo=UTC)
    assert (begins(OFFICE, ""), ends(OFFICE, ""), begins(OFFICE, "2026-09-22")) == (None, None, None)


@pytest.mark.parametrize("day", ["soon", "2026-02-30", "0001-01-01", "9999-12-31"])
def test_what_is_no_day(day: str) -> None:
    """It is said, with an example."""
    for read in (begins, ends):
        with pytest.raises(SettingsError, match="no day"):
            read(OFFICE, day)
