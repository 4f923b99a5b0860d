"""What is looked for in the audit log, as the page's form asks for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from egovframe.kernel.clock import instant
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.web.urlencoded import Fields

DOES: Final[Mapping[str, Text]] = {
    "change": Text(ko="변경", en="Changed something"),
    "read": Text(ko="열람", en="Looked at one"),
    "list": Text(ko="목록 열람", en="Looked at a list"),
    "download": Text(ko="내려받기", en="Downloaded"),
    "print": Text(ko="출력", en="Printed"),
    "export": Text(ko="내보내기", en="Handed over"),
    "sign-in": Text(ko="로그인과 로그아웃", en="Signed in or out"),
    "refusal": Text(ko="거부", en="Was refused"),
}
OUTCOMES: Final[Mapping[str, Text]] = {
    "done": Text(ko="처리됨", en="done"),
    "denied": Text(ko="거부됨", en="denied"),
    "failed": Text(ko="실패", en="failed"),
}
NO_DAY: Final = Text(ko="2026-03-01과 같은 날짜를 고르세요.", en="Choose a day such as 2026-03-01.")
NO_TRACE: Final = Text(ko="추적 번호는 16진수 32자리입니다.", en="A trace has 32 hexadecimal digits.")

_TYPED: Final = ("action", "actor", "object", "subject")
_LONGEST: Final = 200
_DIGITS: Final = 16
_TRACE: Final = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Asked:
    """The fields as they were sent. What is not offered is not asked for; a day or trace that is none: in `faults`."""

    action: str = ""
    actor: str = ""
    object: str = ""
    subject: str = ""
    does: str = ""
    outcome: str = ""
    since: str = ""
    until: str = ""
    trace: str = ""
    unexplained: bool = False
    before: int | None = None
    faults: Mapping[str, Text] = field(default_factory=dict)

    @classmethod
    def read(cls, query: Fields) -> Asked:
        """Return what a query asks for."""
        typed = {name: query.line(name, most=_LONGEST) for name in _TYPED}
        days = {name: query.get(name).strip()[:_LONGEST] for name in ("since", "until")}
        trace = query.get("trace").strip().lower()[:_LONGEST]
        before = query.get("before")
        faults = {name: NO_DAY for name, day in days.items() if day and _day(day) is None}
        if trace and not _TRACE.fullmatch(trace):
            faults["trace"] = NO_TRACE
        return cls(
            **typed,
            **days,
            trace=trace,
            does=query.get("does") if query.get("does") in DOES else "",
            outcome=query.get("outcome") if query.get("outcome") in OUTCOMES else "",
            unexplained=query.get("unexplained") == "1",
            before=int(before) if before.isascii() and before.isdecimal() and len(before) < _DIGITS else None,
            faults=faults,
        )

    @property
    def typed(self) -> dict[str, str]:
        """What was typed by a person: it may name somebody, so it is committed to and not published."""
        return {name: value for name in _TYPED if (value := getattr(self, name))}

    @property
    def more(self) -> bool:
        """Whether anything is asked for beyond who, what and of whom."""
        return any((self.does, self.outcome, self.since, self.until, self.trace, self.unexplained, self.object))

    def fields(self, zone: tzinfo) -> dict[str, Any]:
        """Return the fields of a search that need no look into the office; days are the office's own."""
        since, until = _day(self.since), _day(self.until)
        return {
            "does": self.does,
            "outcome": self.outcome,
            "since": _midnight(since, zone) if since else "",
            "until": _midnight(until + timedelta(days=1), zone) if until else "",
            "trace": self.trace,
            "unexplained": self.unexplained,
        }

    def address(self, path: str, **more: str | int) -> str:
        """Return the address that asks for the same, with some fields more."""
        names = ("does", "outcome", "since", "until", "trace")
        fields = {**self.typed, **{name: value for name in names if (value := getattr(self, name))}}
        if self.unexplained:
            fields["unexplained"] = "1"
        asked = urlencode({**fields, **more})
        return f"{path}?{asked}" if asked else path


def day_of(text: str) -> date | None:
    """Return a day as a form sends it, None for what is none."""
    return _day(text.strip())


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if date(1900, 1, 1) < found < date(9000, 1, 1) else None


def _midnight(day: date, zone: tzinfo) -> str:
    return instant(datetime.combine(day, time(), zone))
