"""Counting a month: what the index says of it, put together into one report."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from egovframe.audit.index.indexer import readable
from egovframe.audit.reading import opened_parts
from egovframe.audit.review import store
from egovframe.audit.review.report import COPIES, Deeds, Failures, Handled, LogState, Outside, Reasons, Report, Worker
from egovframe.kernel.outside import outside_between

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from egovframe.kernel.cabinet import Cabinet
    from egovframe.kernel.calendar import Calendar
    from egovframe.kernel.month import Month

MOST_WORKERS: Final = 100
"""So many of those who acted are named, those first who handled the data of the most people."""

MOST_HANDLED: Final = 20
"""So many pairs of actor and person are named, the most frequent first."""

MOST_FAILURES: Final = 2_000
"""So many sign-ins that failed are opened, to see whose account was tried."""


def count(
    conn: Connection, month: Month, *, calendar: Calendar, cabinet: Cabinet, log: LogState | None = None
) -> Report:
    """Return the month in numbers, as the index has it now. A fixed number of statements, whatever is in it."""
    bounds = month.bounds(calendar.zone)
    facts, first, last = store.extent(conn, bounds)
    actions = store.by_action(conn, bounds)
    people, often, subjects = store.handled(conn, bounds, most=MOST_HANDLED)
    in_hours = store.in_hours(conn, list(month.worked(calendar)))
    workers = _workers(store.by_actor(conn, bounds), people, in_hours)
    outcomes: Counter[str] = Counter()
    for _action, _does, outcome, _due, number in actions:
        outcomes[outcome] += number
    missing, explained, judged, unjustified, unanswered = store.missing_counts(conn, bounds)
    return Report(
        month=str(month),
        zone=str(calendar.zone),
        facts=facts,
        first=first,
        last=last,
        outcomes=tuple(sorted(outcomes.items())),
        deeds=_deeds(actions),
        people=facts - sum(worker.facts for worker in workers),
        subjects=subjects,
        workers=tuple(workers[:MOST_WORKERS]),
        more=max(0, len(workers) - MOST_WORKERS),
        handled=tuple(Handled(actor=actor, subject=subject, times=times) for actor, subject, times in often),
        failures=_failures(conn, bounds, cabinet),
        reasons=Reasons(missing=missing, explained=explained, judged=judged, unjustified=unjustified, open=unanswered),
        outside=tuple(
            Outside(table=table, op=op, times=int(times)) for table, op, times in outside_between(conn, *bounds)
        ),
        log=log,
    )


def _deeds(rows: Iterable[Any]) -> tuple[Deeds, ...]:
    """Return how many facts there are of each action, and of how many the reason that was due is there."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    for action, does, _outcome, due, number in rows:
        counted = counts.setdefault((action, does), Counter())
        counted["facts"] += number
        if due is not None:
            counted["explained" if due else "missing"] += number
    return tuple(
        Deeds(action=action, does=does, facts=n["facts"], explained=n["explained"], missing=n["missing"])
        for (action, does), n in sorted(counts.items())
    )


def _workers(rows: Iterable[Any], people: dict[str, int], in_hours: dict[str, int]) -> list[Worker]:
    """Return what each actor of the office did, those first who handled the data of the most people."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    for actor, kind, does, outcome, number in rows:
        counted = counts.setdefault((actor, kind), Counter())
        counted["facts"] += number
        counted["copies" if does in COPIES else does] += number
        if outcome == "denied" or does == "refusal":
            counted["refused"] += number
        elif outcome == "failed":
            counted["failed"] += number
    workers = [
        Worker(
            actor=actor,
            kind=kind,
            facts=n["facts"],
            reads=n["read"],
            lists=n["list"],
            copies=n["copies"],
            changes=n["change"],
            subjects=people.get(actor, 0),
            outside=n["facts"] - in_hours.get(actor, 0) if kind == "officer" else 0,
            refused=n["refused"],
            failed=n["failed"],
        )
        for (actor, kind), n in counts.items()
    ]
    return sorted(workers, key=lambda worker: (-worker.subjects, -worker.facts, worker.actor, worker.kind))


def _failures(conn: Connection, bounds: tuple[str, str], cabinet: Cabinet) -> tuple[Failures, ...]:
    """Return whose accounts were tried in vain how often. Who was meant is sealed: the log must not tell it."""
    tried: Counter[str] = Counter()
    for row in store.failed_sign_ins(conn, bounds, limit=MOST_FAILURES):
        tried[_tried(conn, row, cabinet)] += 1
    return tuple(
        Failures(account=account, times=times)
        for account, times in sorted(tried.items(), key=lambda each: (-each[1], each[0]))
    )


def _tried(conn: Connection, row: Any, cabinet: Cabinet) -> str:
    """Return the id of the account that was meant, empty where there is none or the key is gone."""
    decoded = readable(row)
    if decoded is None or row.private is None or "private" not in decoded:
        return ""
    if decoded["v"] == 1:  # sealed in another way, and older than any month that is still to be signed
        return ""
    for _owner, opened in opened_parts(conn, cabinet, bytes(row.private), decoded):
        for name, _salt, value in () if opened is None else opened.values:
            if name == "account":
                return str(value).removeprefix("account:")
    return ""


def names_in(reports: Sequence[Report]) -> set[str]:
    """Return the ids of every actor and account that these reports name."""
    found: set[str] = set()
    for report in reports:
        found |= {worker.actor for worker in report.workers}
        found |= {pair.actor for pair in report.handled}
        found |= {failure.account for failure in report.failures if failure.account}
    return found
