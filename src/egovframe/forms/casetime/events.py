"""What happens to the days on which the office works."""

from __future__ import annotations

from typing import ClassVar

from egovframe.kernel.events import Event


class HolidayDeclared(Event):
    """The office entered a holiday; whatever is open is counted anew."""

    name: ClassVar[str] = "holiday.declared"
    day: str
    unit: str | None


class HolidayRevoked(Event):
    """A holiday was taken back; whatever is open is counted anew."""

    name: ClassVar[str] = "holiday.revoked"
    day: str
    unit: str | None


class HoursChanged(Event):
    """Office hours were entered or taken back; whatever is open is counted anew."""

    name: ClassVar[str] = "hours.changed"
    since: str
    unit: str | None
