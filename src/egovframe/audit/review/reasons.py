"""Reasons that are missing: who owes them, what was said afterwards, what the reviewer thinks of it.

The fact of a deed never changes. What is said of it afterwards is a fact of its own (`download.explained`,
`download.judged`); a watched row keeps where it stands, the words stay sealed beside those facts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from egovframe.audit.errors import MonthSigned
from egovframe.audit.facts import EXPLAINED, JUDGED
from egovframe.audit.index.indexer import readable
from egovframe.audit.review import store
from egovframe.kernel.clock import instant, moment
from egovframe.kernel.errors import Conflict, Fault, Invalid, NotFound
from egovframe.kernel.month import Month
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from egovframe.audit.reading import Reader
    from egovframe.kernel.calendar import Calendar
    from egovframe.kernel.work import UnitOfWork

Judgement = Literal["justified", "unjustified"]
JUDGEMENTS: Final[tuple[Judgement, ...]] = get_args(Judgement)

LONGEST: Final = 1_000
"""So many characters a reason or a remark may have."""

_GONE: Final = Text(ko="사유를 적으세요.", en="Write the reason.")
_LONG: Final = Text(ko="1,000자 이내로 줄이세요.", en="Shorten it to 1,000 characters.")
_REMARK: Final = Text(
    ko="사유가 없거나 정당하지 않으면 무엇을 확인했는지 적으세요.",
    en="Where there is no reason, or none that justifies it, write what you found out.",
)
_CHOOSE: Final = Text(ko="정당한지 아닌지 고르세요.", en="Say whether it was justified.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A deed without the reason that was due, and what was said of it afterwards.

    `id` is that of its fact. `reason` and `remark` are what was written; both are empty where nothing was, and within
    the second that it takes to seal it. `asked` says that the reviewer wrote the reason down.
    """

    id: str
    at: datetime
    action: str
    title: Text
    actor: str
    actor_kind: str
    object: str
    explained_at: datetime | None = None
    explained_by: str = ""
    reason: str = ""
    judged_at: datetime | None = None
    judged_by: str = ""
    judgement: str = ""
    remark: str = ""

    @property
    def open(self) -> bool:
        """Whether nobody explained or judged it."""
        return self.explained_at is None and self.judged_at is None

    @property
    def asked(self) -> bool:
        """Whether somebody else than the actor wrote the reason down."""
        return self.explained_at is not None and self.explained_by != self.actor


class Queue:
    """The deeds without a reason, on a unit of work that may already look at them."""

    def __init__(
        self, work: UnitOfWork, *, reader: Reader, title_of: Callable[[str], Text], calendar: Calendar
    ) -> None:
        self._work = work
        self._reader = reader
        self._title_of = title_of
        self._calendar = calendar

    def of(self, month: Month, *, limit: int = 1_000) -> list[Missing]:
        """Return those of a month, the oldest first."""
        return self._told(store.missing(self._work.conn, bounds=month.bounds(self._calendar.zone), limit=limit))

    def by(self, actor: str, *, limit: int = 1_000) -> list[Missing]:
        """Return those of one actor that are still open, the oldest first."""
        found = store.missing(self._work.conn, actor=actor, unanswered=True, limit=limit)
        return self._told(found)

    def one(self, fact_id: str) -> Missing:
        """Return one of them. Raises NotFound where no reason is missing."""
        found = self._told(store.missing(self._work.conn, id=fact_id, limit=1)) if fact_id else []
        if not found:
            raise not_missing(fact_id)
        return found[0]

    def explain(self, missing: Missing, reason: str) -> str:
        """Keep the reason, given afterwards; return the id of the fact. Raises Invalid, Conflict, MonthSigned."""
        reason = _text("reason", reason, needed=_GONE)
        before = self._open(missing)
        if before is not None and before.explained_at is not None:
            raise Conflict("This was explained already.", hint="Look again.")
        work = self._work
        store.keep_reason(work, missing.id, before, explained_at=instant(work.at), explained_by=work.actor.id)
        return work.note(
            EXPLAINED,
            object=f"fact:{missing.id}",
            details={"asked": work.actor.id != missing.actor},
            private={"reason": reason},
        )

    def judge(self, missing: Missing, judgement: str, remark: str) -> str:
        """Keep what the reviewer thinks of it; return the id of the fact. Raises Invalid, Conflict, MonthSigned."""
        if judgement not in JUDGEMENTS:
            raise Invalid("A judgement is missing.", faults=[Fault("judgement", _CHOOSE)])
        before = self._open(missing)
        explained = before is not None and before.explained_at is not None
        needed = None if explained and judgement == "justified" else _REMARK
        remark = _text("remark", remark, needed=needed)
        work = self._work
        store.keep_reason(
            work, missing.id, before, judged_at=instant(work.at), judged_by=work.actor.id, judgement=judgement
        )
        return work.note(
            JUDGED,
            object=f"fact:{missing.id}",
            details={"judgement": judgement},
            private={"remark": remark} if remark else {},
        )

    def _open(self, missing: Missing) -> Any:
        """Return what was said of it so far. Raises MonthSigned when its month is closed."""
        month = Month.of(missing.at, self._calendar.zone)
        if store.review(self._work.conn, str(month)) is not None:
            raise MonthSigned(f"The month {month} was signed; nothing is added to it.", hint="Look at the review.")
        return store.reason(self._work.conn, missing.id)

    def _told(self, rows: Sequence[Any]) -> list[Missing]:
        """Return the rows with the words that were written, which facts keep sealed: all are looked up at once."""
        said = [row.id for row in rows if row.explained_at or row.judged_at]
        reasons: dict[str, str] = {}
        remarks: dict[str, str] = {}
        for row in store.said_of(self._work.conn, [f"fact:{fact_id}" for fact_id in said]):
            decoded = readable(row)
            if decoded is None:
                continue
            fact = self._reader.fact(self._work.conn, row, decoded)
            about = fact.object.removeprefix("fact:")
            if fact.action == EXPLAINED.action:
                reasons[about] = str(fact.private.get("reason", ""))
            else:  # the last judgement counts
                remarks[about] = str(fact.private.get("remark", ""))
        return [
            Missing(
                id=row.id,
                at=moment(row.at),
                action=row.action,
                title=self._title_of(row.action),
                actor=row.actor,
                actor_kind=row.actor_kind,
                object=row.object,
                explained_at=moment(row.explained_at) if row.explained_at else None,
                explained_by=row.explained_by or "",
                reason=reasons.get(row.id, ""),
                judged_at=moment(row.judged_at) if row.judged_at else None,
                judged_by=row.judged_by or "",
                judgement=row.judgement or "",
                remark=remarks.get(row.id, ""),
            )
            for row in rows
        ]


def not_missing(fact_id: str) -> NotFound:
    """Return the error for a fact whose reason is not missing, or not missing to whoever asks."""
    return NotFound(
        f"No reason is missing for the fact {fact_id[:40]!r}.",
        hint="What happened within the last second is not in the index yet; try again.",
    )


def _text(field: str, text: str, *, needed: Text | None) -> str:
    """Return what was written, without blanks around it. Raises Invalid where it is missing or too long."""
    text = text.replace("\r\n", "\n").strip()
    if needed is not None and not text:
        raise Invalid(f"The {field} is missing.", faults=[Fault(field, needed, code="missing")])
    if len(text) > LONGEST:
        raise Invalid(f"The {field} is too long.", faults=[Fault(field, _LONG, code="too_long")])
    return text
