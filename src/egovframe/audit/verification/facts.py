"""One fact after the other: is it what was written, and does everything beside it say the same?"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from egovframe.audit import entry as entries
from egovframe.audit.entry import FACT_MAC
from egovframe.audit.errors import TrailBroken
from egovframe.audit.report import RESTORE, shown
from egovframe.audit.verification.dates import seconds_between
from egovframe.audit.verification.notebook import Line, text_bytes
from egovframe.audit.verification.stamps import Stamps
from egovframe.audit.verification.store import INDEXED, SEPARATOR
from egovframe.kernel.crypto import same
from egovframe.kernel.errors import CryptoError
from egovframe.kernel.messages import N_
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from egovframe.audit.report import Report, Value
    from egovframe.audit.verification.stamps import Seen
    from egovframe.kernel.cabinet import Cabinet


LONGEST_WORK: Final = 3_600
"""So many seconds a unit of work may last, or the clocks of two machines differ, before a fact counts as backdated."""
_WRONG_CLOCK: Final = N_(
    "The clock of the office was wrong, or somebody wrote a fact for another day. Find out which; the time of who saw "
    "the log stands."
)
_EXPLAIN: Final = N_("Where a wrong clock was put right, write down when and by whom. Otherwise find out who set it.")
_EDITED: Final = N_("The column {column} of the fact {key} was edited.")
_SET_BACK: Final = N_("The fact {key} is dated {at}, but follows one of {before}: a clock was set back by {jump}.")
_SET_BACK_UNSEEN: Final = N_(
    "The fact {key} is dated {at}, but follows one of {before}: a clock was set back by {jump}, though {by} saw the "
    "log without it at {seen}."
)


class FactReader:
    """Reads facts in the order of the log; what they say about rows and files is in `lines`, for the notebook."""

    def __init__(
        self, cabinet: Cabinet, report: Report, *, conn: Any, deep: bool, stamps: Stamps | None = None
    ) -> None:
        self._cabinet = cabinet
        self._report = report
        self.lines: list[Line] = []
        self._conn = conn
        self._last = ""  # the date of the fact before
        self._deep = deep
        self._keys: dict[str, bytes | None] = {}
        self._stamps = stamps or Stamps()
        self._named: set[Seen] = set()

    def taken(self) -> list[Line]:
        """Return what the facts read since the last time left, and forget it."""
        lines, self.lines = self.lines, []
        return lines

    def vouched(self, row: Any) -> bool:
        """Say whether the office wrote this entry."""
        entry, mac = row.entry, row.mac
        return isinstance(entry, bytes) and isinstance(mac, bytes) and same(mac, self._cabinet.mac(FACT_MAC, entry))

    def all_vouched(self, rows: Sequence[Any]) -> bool:
        """Say whether the office wrote every one of these entries, in half the time of one after the other."""
        return self._cabinet.all_vouched(FACT_MAC, [row.entry for row in rows], [row.mac for row in rows])

    def read(self, row: Any, position: int, *, vouched: bool = False) -> dict[str, Any] | None:
        """Compare what stands beside an entry with it, take in what it says; None when it is no entry.

        `position` is its place among all facts: what it left comes after what earlier ones did. `vouched` says that the
        office is known to have written it.
        """
        _, row_id, entry, _, private, _ = row
        try:
            fact = entries.decode(entry if isinstance(entry, bytes) else b"")
        except TrailBroken:
            key = shown(row_id)
            self._add("edited", key, N_("The fact {key} is no entry of a log."))
            return None
        key = fact["id"]
        if row_id != key:
            key = shown(row_id)
            said = N_("The column {column} of the fact {key} was edited: it is not what the fact says.")
            self._add("edited", key, said, column="id")
        if not vouched and not self.vouched(row):
            self._add("edited", key, _EDITED, column="mac")
        if private is not None or "private" in fact:
            self._private(row, fact, key)
        if "writes" in fact:
            for table, row_key, before, after in fact["writes"]:
                self.lines.append((table, text_bytes(row_key), position, before, after, key))
        return fact

    def follows(self, fact: Mapping[str, Any] | None, position: int) -> None:
        """Compare the date of a fact with that of the one before, and with when the log was seen outside.

        Facts stand in the order in which they were committed and bear the time at which their work began. A clock that
        was set back is named where it was: as a remark, because a wrong clock has to be put right, unless somebody
        outside saw the log in between. A date after the moment at which somebody saw the fact is a finding.
        """
        if fact is None:
            return
        at, before = fact["at"], self._last
        self._last = at
        seen = self._stamps.covering(position)
        if seen is not None and at > seen.latest and seen not in self._named:
            self._named.add(seen)
            self._add(
                "backdated",
                fact["id"],
                N_("The fact {key} is dated {at}, but the log that holds it was seen by {by} at {seen}."),
                _WRONG_CLOCK,
                at=at,
                by=seen.by,
                seen=seen.at,
            )
        if at < before and (jump := seconds_between(at, before)) > LONGEST_WORK:
            self._set_back(fact["id"], at, before, jump=jump, seen=self._stamps.before(position))

    def _set_back(self, key: str, at: str, before: str, *, jump: float, seen: Seen | None) -> None:
        """Name a clock that was set back: a finding where the log was seen outside before, later than the new date."""
        told: dict[str, Value] = {"at": at, "before": before, "jump": _in_words(timedelta(seconds=round(jump)))}
        if seen is not None and seconds_between(at, seen.earliest) > LONGEST_WORK:
            self._add("backdated", key, _SET_BACK_UNSEEN, _WRONG_CLOCK, **told, by=seen.by, seen=seen.at)
        else:
            self._report.remark("backdated", "facts", key, _SET_BACK, _EXPLAIN, key=key, **told)

    def indexed(self, row: Any, fact: dict[str, Any], position: int, subjects: list[Any]) -> None:
        """Compare a fact with its row of the index, which must be there, and with the subjects that the index has."""
        told = fact.get("subjects", ())
        if (subjects or told) and (len(subjects) != 1 or tuple(told) != tuple(subjects)):
            self._subjects(row.n, set(told), set(subjects))
        if row.place is None:
            said = N_("The index lacks the fact {key}.")
            self._report.add("deleted", "fact_index", str(row.n), said, key=fact["id"])
            return
        columns = [fact["id"], fact["at"], fact["action"], fact.get("does", "change"), fact["actor"]["id"]]
        columns += [fact["actor"].get("kind", ""), fact["object"], fact["outcome"]]
        columns += [str(int(fact["due"])) if "due" in fact else "-", fact.get("trace", "-"), str(position)]
        if row.place == SEPARATOR.join(columns):
            return
        there = str(row.place).split(SEPARATOR)
        wrong = [name for name, one, other in zip(INDEXED, columns, there, strict=False) if one != other]
        for name in wrong or ["place"]:
            self._report.add(
                "edited",
                "fact_index",
                str(row.n),
                N_("The column {column} of the index of the fact {key} was edited: it is not what the fact says."),
                N_("Make the index anew with `egovframe audit reindex`, and find out who has access to the database."),
                column=name,
                key=fact["id"],
            )

    def _subjects(self, n: Any, told: set[Any], there: set[Any]) -> None:
        for subject in sorted(map(str, there - told)):
            said = N_("The index names a subject that the fact {number} does not.")
            self._report.add("inserted", "fact_subjects", f"{subject}/{n}", said, number=str(n))
        for subject in sorted(map(str, told - there)):
            said = N_("The index lacks a subject that the fact {number} names.")
            self._report.add("deleted", "fact_subjects", f"{subject}/{n}", said, number=str(n))

    def _private(self, row: Any, fact: dict[str, Any], key: str) -> None:
        if row.private is None:  # erasing destroys the key that opens it; it never empties the column
            self._add("edited", key, N_("The column private of the fact {key} was emptied."))
            return
        sealed = row.private if isinstance(row.private, bytes) else b""
        if fact["v"] == 1:
            intact = self._intact_v1(fact, sealed, key)
        else:
            intact = entries.is_intact(fact, sealed) and (not self._deep or self._opens(fact, sealed, key))
        if not intact:
            self._add("edited", key, _EDITED, column="private")

    def _intact_v1(self, fact: dict[str, Any], sealed: bytes, key: str) -> bool:
        try:
            return entries.commits_v1(fact, self._cabinet.office_open(f"fact:{key}", sealed))
        except CryptoError:
            return False

    def _opens(self, fact: dict[str, Any], sealed: bytes, key: str) -> bool:
        """Say whether every private value that was not erased is what the entry commits to."""
        try:
            blobs = entries.blobs_of(sealed)
            for (owner, _names, committed), blob in zip(fact["private"]["parts"], blobs, strict=True):
                plain = self._cabinet.open_part(self._conn, owner, f"fact:{key}", blob, at_hand=self._keys)
                if plain is not None and entries.Opened.parse(owner, plain).commitment != committed:
                    return False
        except ValueError:
            return False
        return True

    def _add(self, kind: str, key: str, said: str, then: str = RESTORE, **values: Value) -> None:
        self._report.add(kind, "facts", key, said, then, key=key, **values)


def _in_words(time: timedelta) -> Text:
    """Return a time as `2 days, 1:30:00`."""
    days, rest = time.days, timedelta(seconds=time.seconds)
    return Text(ko=f"{days}일 {rest}" if days else str(rest), en=str(time))
