"""The SQL of reviews: counting the index, and the tables of reasons and of signed months; nowhere else.

Counts go through the month's part of the index once each, by the index on `at`; those who are not of the office are
counted together, so that the answers stay small however many citizens there are. At 1,000,000 facts in the month
(tests/audit/review/test_counting.py, heavy) all counts together take a few seconds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from egovframe.audit.facts import EXPLAINED, JUDGED
from egovframe.audit.tables import fact_index, fact_subjects, facts, reasons, reviews

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from egovframe.kernel.work import UnitOfWork

OF_THE_OFFICE: Final = ("officer", "service", "system")
"""The kinds of actor that handle other people's data."""

_index = fact_index.c
_ours = _index.actor_kind.in_(OF_THE_OFFICE)


def _within(bounds: tuple[str, str]) -> sa.ColumnElement[bool]:
    return sa.and_(_index.at >= bounds[0], _index.at < bounds[1])


# ------------------------------------------------------------------------------------------------ counting


def extent(conn: Connection, bounds: tuple[str, str]) -> tuple[int, int, int]:
    """Return how many facts there are, and the first and the last place in the log (-1: none)."""
    asked = sa.select(sa.func.count(), sa.func.min(_index.position), sa.func.max(_index.position))
    count, first, last = conn.execute(asked.where(_within(bounds))).one()
    return int(count), -1 if first is None else int(first), -1 if last is None else int(last)


def by_action(conn: Connection, bounds: tuple[str, str]) -> Sequence[Any]:
    """Return action, does, outcome, due and how many facts have them."""
    columns = (_index.action, _index.does, _index.outcome, _index.due)
    return conn.execute(sa.select(*columns, sa.func.count()).where(_within(bounds)).group_by(*columns)).all()


def by_actor(conn: Connection, bounds: tuple[str, str]) -> Sequence[Any]:
    """Return actor, kind, does, outcome and how many facts have them, of those who are of the office."""
    columns = (_index.actor, _index.actor_kind, _index.does, _index.outcome)
    return conn.execute(sa.select(*columns, sa.func.count()).where(_within(bounds), _ours).group_by(*columns)).all()


def in_hours(conn: Connection, hours: Sequence[tuple[str, str]]) -> dict[str, int]:
    """Return how many facts officers left within these stretches of time, by actor."""
    if not hours:
        return {}
    officers = _index.actor_kind == "officer"
    parts = [
        sa.select(_index.actor, sa.func.count().label("times")).where(_within(each), officers).group_by(_index.actor)
        for each in hours
    ]
    counted = sa.union_all(*parts).subquery()
    asked = sa.select(counted.c.actor, sa.func.sum(counted.c.times)).group_by(counted.c.actor)
    return {actor: int(times) for actor, times in conn.execute(asked)}


def _pairs(bounds: tuple[str, str]) -> sa.Select[Any]:
    """Select how often each actor of the office handled whose data; one's own account is not somebody's data.

    Signing in names one's own account alone, but a program that signs others out names theirs: it is left out.
    """
    subject, own = fact_subjects.c.subject, sa.literal("account:") + _index.actor
    joined = fact_index.join(fact_subjects, fact_subjects.c.n == _index.n)
    return (
        sa.select(_index.actor, subject, sa.func.count().label("times"))
        .select_from(joined)
        .where(_within(bounds), _ours, _index.does != "sign-in", subject != own)
        .group_by(_index.actor, subject)
    )


def handled(conn: Connection, bounds: tuple[str, str], *, most: int) -> tuple[dict[str, int], list[Any], int]:
    """Return of how many people each actor handled data, whose each handled most often, and how many people in all.

    The pairs of actor and person are the costly part; they are counted once for all three answers.
    """
    pairs = _pairs(bounds).cte("pairs")
    nobody, none = sa.literal(""), sa.literal(0)
    order = (pairs.c.times.desc(), pairs.c.actor, pairs.c.subject)
    often = sa.select(pairs).where(pairs.c.times > 1).order_by(*order).limit(most).subquery()
    parts = (
        sa.select(
            sa.literal("people").label("part"), pairs.c.actor, nobody.label("subject"), sa.func.count().label("n")
        ).group_by(pairs.c.actor),
        sa.select(sa.literal("often"), often.c.actor, often.c.subject, often.c.times),
        sa.select(
            sa.literal("all"), nobody, nobody, sa.func.coalesce(sa.func.count(sa.distinct(pairs.c.subject)), none)
        ),
    )
    people: dict[str, int] = {}
    top: list[tuple[str, str, int]] = []
    total = 0
    for part, actor, subject, number in conn.execute(sa.union_all(*parts)):
        if part == "people":
            people[actor] = int(number)
        elif part == "often":
            top.append((actor, subject, int(number)))
        else:
            total = int(number)
    return people, sorted(top, key=lambda each: (-each[2], each[0], each[1])), total


def failed_sign_ins(conn: Connection, bounds: tuple[str, str], *, limit: int) -> Sequence[Any]:
    """Return (n, id, entry, private) of the sign-ins that failed, the first ones first."""
    asked = sa.select(facts.c.n, facts.c.id, facts.c.entry, facts.c.private).join(fact_index, _index.n == facts.c.n)
    failed = (_within(bounds), _index.action == "sign-in.failed")
    return conn.execute(asked.where(*failed).order_by(_index.n).limit(limit)).all()


def first_moment(conn: Connection) -> str | None:
    """Return when the first fact in the index was written, None for an empty one."""
    return conn.execute(sa.select(sa.func.min(_index.at))).scalar_one_or_none()


# ------------------------------------------------------------------------------------------------ reasons


def missing(
    conn: Connection,
    *,
    bounds: tuple[str, str] | None = None,
    actor: str = "",
    id: str = "",  # noqa: A002 - the field's name in the trail
    unanswered: bool = False,
    limit: int = 1_000,
) -> Sequence[Any]:
    """Return the deeds without the reason that is due, oldest first, with what was said of each afterwards.

    Columns: id, at, action, does, actor, actor_kind, object, and those of `reasons` (None where nothing was said).
    """
    said = [column for column in reasons.c if column.name != "id"]
    columns = (_index.id, _index.at, _index.action, _index.does, _index.actor, _index.actor_kind, _index.object)
    asked = sa.select(*columns, *said).select_from(fact_index.outerjoin(reasons, reasons.c.id == _index.id))
    asked = asked.where(_index.due == sa.literal_column("0"))  # as the partial index says it
    if bounds is not None:
        asked = asked.where(_within(bounds))
    for column, value in ((_index.actor, actor), (_index.id, id)):
        if value:
            asked = asked.where(column == value)
    if unanswered:
        asked = asked.where(reasons.c.explained_at.is_(None), reasons.c.judged_at.is_(None))
    return conn.execute(asked.order_by(_index.n).limit(limit)).all()


def said_of(conn: Connection, objects: Sequence[str]) -> Sequence[Any]:
    """Return (n, id, entry, private) of the facts with which these objects were explained and judged, in order."""
    if not objects:
        return []
    asked = sa.select(facts.c.n, facts.c.id, facts.c.entry, facts.c.private).join(fact_index, _index.n == facts.c.n)
    said = (_index.object.in_(objects), _index.action.in_((EXPLAINED.action, JUDGED.action)))
    return conn.execute(asked.where(*said).order_by(_index.n)).all()


def missing_counts(conn: Connection, bounds: tuple[str, str]) -> tuple[int, int, int, int, int]:
    """Return of the deeds without a reason: all, explained, judged, judged unjustified, and neither of the first."""
    explained, judged = reasons.c.explained_at.is_not(None), reasons.c.judged_at.is_not(None)

    def count(what: sa.ColumnElement[bool]) -> Any:
        return sa.func.coalesce(sa.func.sum(sa.case((what, 1), else_=0)), 0)

    asked = sa.select(
        sa.func.count(),
        count(explained),
        count(judged),
        count(reasons.c.judgement == "unjustified"),
        count(sa.and_(reasons.c.explained_at.is_(None), reasons.c.judged_at.is_(None))),
    ).select_from(fact_index.outerjoin(reasons, reasons.c.id == _index.id))
    row = conn.execute(asked.where(_index.due == sa.literal_column("0"), _within(bounds))).one()
    return int(row[0]), int(row[1]), int(row[2]), int(row[3]), int(row[4])


def open_by_moment(conn: Connection) -> Sequence[str]:
    """Return when each deed happened whose reason is missing and neither explained nor judged."""
    joined = fact_index.outerjoin(reasons, reasons.c.id == _index.id)
    unanswered = (reasons.c.explained_at.is_(None), reasons.c.judged_at.is_(None))
    asked = sa.select(_index.at).select_from(joined).where(_index.due == sa.literal_column("0"), *unanswered)
    return list(conn.execute(asked).scalars())


def reason(conn: Connection, fact_id: str) -> Any:
    """Return what was said of a deed afterwards, whole; None when nothing was."""
    return conn.execute(sa.select(reasons).where(reasons.c.id == fact_id)).one_or_none()


def keep_reason(work: UnitOfWork, fact_id: str, before: Any, **said: str) -> None:
    """Keep what was said of a deed; the next note vouches for it. Raises Conflict when somebody said more meanwhile."""
    if before is not None:
        work.change(reasons, before, said)
    else:
        empty = dict.fromkeys(column.name for column in reasons.c)
        work.insert(reasons, {**empty, "id": fact_id, **said})


# ------------------------------------------------------------------------------------------------ signed months


def review(conn: Connection, month: str) -> Any:
    """Return the signed review of a month, None when there is none."""
    return conn.execute(sa.select(reviews).where(reviews.c.id == month)).one_or_none()


def signed(conn: Connection) -> Sequence[Any]:
    """Return id, at, by and digest of every signed month."""
    return conn.execute(sa.select(reviews.c.id, reviews.c.at, reviews.c.by, reviews.c.digest)).all()


def sign(work: UnitOfWork, row: Mapping[str, Any]) -> bool:
    """Keep a signed month; say whether it is the first of that month. The next note vouches for it."""
    try:
        work.insert(reviews, row)
    except sa.exc.IntegrityError:
        return False
    return True
