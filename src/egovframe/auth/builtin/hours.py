"""The policy that ties roles to office hours: nobody signs in as an officer at night."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import ClassVar, Final, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import Field, field_validator, model_validator

from egovframe.auth.interfaces import Policy, SignIn
from egovframe.kernel.text import Text

Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

_DAYS: Final[tuple[Day, ...]] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Hours(Policy):
    """Lets an account with one of the named roles in at office hours only; the other roles come in at any hour.

    A day begins at `opens` and ends at `closes`, which is on the next day where it is not the later one: a night shift
    from 22:00 to 06:00 belongs to the day on which it begins. Sessions that are open go on.
    """

    title: ClassVar[Text] = Text(ko="역할별 접속 시간", en="Hours by role")

    roles: frozenset[str] = Field(min_length=1)
    """The roles that sign in at these hours only."""
    weekdays: frozenset[Day] = Field(default=frozenset(_DAYS[:5]), min_length=1)
    """The days of the week: `mon` to `sun`."""
    opens: time = time(9)
    """From when on, in the city's time."""
    closes: time = time(18)
    """Until when; at this very moment nobody is let in any more."""
    zone: str | None = None
    """Another time zone than the city's (IANA)."""
    without: frozenset[date] = frozenset()
    """Days on which nobody signs in, such as holidays."""

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, zone: str | None) -> str | None:
        try:
            ZoneInfo(zone or "UTC")
        except (KeyError, ValueError, OSError) as error:
            raise ValueError(f"there is no time zone {zone!r}; name one such as Asia/Seoul") from error
        return zone

    @model_validator(mode="after")
    def _some_time(self) -> Self:
        if self.opens == self.closes:
            raise ValueError("opens and closes are the same; name two times")
        if self.opens.tzinfo or self.closes.tzinfo:
            raise ValueError("opens and closes are in the city's time; leave out the offset")
        return self

    def objection(self, sign_in: SignIn) -> Text | None:
        """Return the role whose hours it is not; None within them."""
        bound = sorted(sign_in.roles & self.roles)
        local = sign_in.at.astimezone(ZoneInfo(self.zone)) if self.zone else sign_in.at
        if not bound or self._open(local.date(), local.time()):
            return None
        return Text(
            ko=f"역할 {bound[0]}의 접속 시간이 아닙니다.", en=f"It is outside the hours of the role {bound[0]}."
        )

    def _open(self, day: date, now: time) -> bool:
        """Say whether a day's hours are running at a local time: this day's, or last night's."""
        if self.opens < self.closes:
            return self._counts(day) and self.opens <= now < self.closes
        yesterday = day - timedelta(days=1)
        return (self._counts(day) and self.opens <= now) or (self._counts(yesterday) and now < self.closes)

    def _counts(self, day: date) -> bool:
        return _DAYS[day.weekday()] in self.weekdays and day not in self.without
