"""How long facts are kept, and what holds them: holds by the names that people know, disposal, and what may go when."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from egovframe.audit.facts import HOLDS_LISTED
from egovframe.audit.retention.holds import Over
from egovframe.auth.directory import WHOLE_OFFICE
from egovframe.kernel.clock import instant
from egovframe.kernel.errors import Fault, Invalid
from egovframe.kernel.text import Text
from egovframe.office.subjects import account_of, subjects_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from egovframe.audit.retention.holds import Hold
    from egovframe.audit.retention.rules import Outcome
    from egovframe.audit.retention.service import Disposal
    from egovframe.office.work import Work

NOBODY = Text(
    ko="이런 계정이나 접수번호가 없습니다. 이름을 확인하거나 petition:…, account:…처럼 적으세요.",
    en="There is no such account or receipt number. Check it, or write petition:… or account:….",
)


class Holding:
    """The retention of facts as the person at work may see and change it (`work.holding`)."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._retention = work.office.trail.retention

    def months(self) -> list[Outcome]:
        """Return what becomes of every month that has values sealed beside its facts, and why."""
        self._work.need("audit.read", unit=WHOLE_OFFICE)
        return self._retention.months(self._work.conn, at=self._work.at)

    def holds(self, *, lifted: bool = False) -> list[Hold]:
        """Return the legal holds, the oldest first, with their reasons: looking is a fact that names whom they name."""
        self._work.need("audit.read", unit=WHOLE_OFFICE)
        found = self._retention.holds(self._work.conn, lifted=lifted)
        if found:
            named = dict.fromkeys(subject for hold in found for subject in hold.over.subjects)
            self._work.note(HOLDS_LISTED, subjects=tuple(named), details={"count": len(found)})
        return found

    def place(
        self,
        *,
        reason: str,
        basis: str = "",
        actions: Iterable[str] = (),
        subjects: Iterable[str] = (),
        actors: Iterable[str] = (),
        about: str = "",
        since: date | None = None,
        until: date | None = None,
    ) -> Hold:
        """Place a legal hold. Raises Invalid, naming each fault.

        `subjects` are receipt numbers, account names or subjects as facts name them, `actors` names of accounts or ids,
        `about` an object (`petition:…`); `since` and `until` the first and the last day, in the office's own time.
        """
        self._work.need("audit.hold", unit=WHOLE_OFFICE)
        over = Over(
            actions=_each(actions),
            subjects=tuple(dict.fromkeys(named for word in _each(subjects) for named in self._subject(word))),
            actors=tuple(dict.fromkeys(self._actor(word) for word in _each(actors))),
            object=about.strip(),
            since=self._midnight(since) if since else "",
            until=self._midnight(until + timedelta(days=1)) if until else "",
        )
        return self._retention.place(self._work, over, reason=reason, basis=basis)

    def lift(self, hold_id: str, *, reason: str) -> Hold:
        """Lift a hold, for a reason. Raises NotFound, Conflict when it was lifted before, Invalid without a reason."""
        return self._retention.lift(self._work, hold_id, reason=reason)

    def plan(self, *, until: str | None = None) -> Disposal:
        """Return what `dispose` would dispose of now. Raises StillKept as it does."""
        self._work.need("audit.dispose", unit=WHOLE_OFFICE)
        return self._retention.plan(self._work.conn, until=until, at=self._work.at)

    def dispose(self, *, until: str | None = None) -> Disposal:
        """Destroy what is beyond its floor and under no hold; see `Retention.dispose`."""
        return self._retention.dispose(self._work, until=until)

    def _subject(self, word: str) -> tuple[str, ...]:
        found = (word,) if ":" in word else subjects_of(self._work, word)
        if not found:
            raise Invalid(f"Nobody is called {word}.", faults=[Fault("subjects", NOBODY)])
        return found

    def _actor(self, word: str) -> str:
        if word == "visitor" or word.startswith("system:"):
            return word
        found = account_of(self._work, word)
        if found is None and word.startswith("account:"):
            return word.removeprefix("account:")  # by its id, as facts know it
        if found is None:
            raise Invalid(f"Nobody is called {word}.", faults=[Fault("actors", NOBODY)])
        return found

    def _midnight(self, day: date) -> str:
        zone = self._work.office.jurisdiction.calendar.zone
        return instant(datetime.combine(day, time(), zone))


def _each(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.strip() for word in words if word.strip()))
