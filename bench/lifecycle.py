"""The whole life of a petition on an empty database and on one with a million cases: what the many cost the one.

The million are copies of a few that went through the product: every row of theirs with keys of its own, spread over ten
years. Their facts are not copied: what a long trail costs is measured in `million`.
"""

from __future__ import annotations

import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import sqlalchemy as sa

from bench.city import ANSWERS, app
from bench.measure import Result
from egovframe.forms.notices.tables import papers
from egovframe.forms.procedure.tables import steps
from egovframe.forms.statistics.service import count_days
from egovframe.forms.tables import decisions, notices, petitions
from egovframe.kernel.cabinet import data_keys
from egovframe.kernel.database import Database, metadata
from egovframe.kernel.guard import take_pen, with_pen
from egovframe.kernel.ids import new_id
from egovframe.kernel.permissions import Actor
from egovframe.office import Office
from egovframe.testing import open_office
from tests.support.postgres import running_postgres

COUNT = int(os.environ.get("BENCH_CASES", "1000000"))
SAMPLES = 20
BATCH = 5_000
LIVES = 150
SEALED = 25
ROUNDS = 3
YEARS = range(2016, 2026)
THIS_YEAR = YEARS.stop
MILLISECONDS = 365 * 86_400_000
VISITOR, CONSOLE, WORKER = Actor.visitor(), Actor.system("console"), Actor.system("worker")
MOMENTS = ("received", "due", "assigned", "decided", "closed", "known")
CHILDREN = (steps, decisions, papers, notices)


def live(office: Office) -> None:
    """File a petition, take it, answer it, and let the office tell the applicant and close it."""
    with office.work(by=VISITOR) as work:
        receipt = work.petitions.submit("request", ANSWERS).petition.receipt
    with office.work(by=CONSOLE) as work:
        work.petitions.assign(receipt)
    with office.work(by=CONSOLE) as work:
        work.petitions.answer(receipt, "고쳤습니다.")
    office.run_due_tasks()


def grow(office: Office, many: int) -> None:
    """Copy what a few cases left, so many times in all."""
    for _ in range(SAMPLES):
        live(office)
    with office.database.read() as conn:
        lived = [dict(row) for row in conn.execute(sa.select(petitions)).mappings()]
        left = {
            table.name: [
                [dict(row) for row in conn.execute(sa.select(table).where(table.c.petition == case["id"])).mappings()]
                for case in lived
            ]
            for table in CHILDREN
        }
        keys = {row["owner"]: dict(row) for row in conn.execute(sa.select(data_keys)).mappings()}
    assert all(case["closed"] for case in lived)
    copies = _copies(lived, left, keys, many)
    while batch := list(islice(copies, BATCH)):
        _write(office.database, batch)


def _copies(
    lived: list[dict[str, Any]], left: dict[str, list[list[dict[str, Any]]]], keys: dict[str, dict[str, Any]], many: int
) -> Iterator[dict[str, list[dict[str, Any]]]]:
    """Yield the rows of one more case, by table."""
    draw = random.Random(1)
    for number in range(many):
        at, year = number % len(lived), YEARS[number * len(YEARS) // many]
        case, case_id = lived[at], _id_of(year)
        moved = {name: f"{year}{case[name][4:]}" for name in MOMENTS if case[name]}
        copy = {
            **case,
            **moved,
            "id": case_id,
            "receipt": f"{draw.getrandbits(60):015X}",
            "registered_year": year,
            "registered_no": number + 1,
            "once": None,
            "source_key": None,
        }
        rows = {petitions.name: [copy]}
        ids = {case["id"]: case_id}
        for table in CHILDREN:
            rows[table.name] = [_again(row, ids, year) for row in left[table.name][at]]
        key = next((row for owner, row in keys.items() if case["id"] in owner), None)
        if key is not None:
            rows[data_keys.name] = [{**key, "owner": key["owner"].replace(case["id"], case_id)}]
        yield rows


def _id_of(year: int) -> str:
    """Return an id as it was made in a year: ids begin with the time (RFC 9562, UUIDv7)."""
    made = new_id()
    then = int(made[:8] + made[9:13], 16) - (THIS_YEAR - year) * MILLISECONDS
    return f"{then >> 16:08x}-{then & 0xFFFF:04x}{made[13:]}"


def _again(row: dict[str, Any], ids: dict[str, str], year: int) -> dict[str, Any]:
    """Return a row of a case as one of another: under an id of its own, and pointing to that case's rows."""
    for name in ("id", "task"):
        if row.get(name):
            ids.setdefault(row[name], _id_of(year))
    moved = {name: ids.get(value, value) for name, value in row.items() if isinstance(value, str)}
    return {**row, **moved, "at": f"{year}{row['at'][4:]}"}


def _write(database: Database, batch: list[dict[str, list[dict[str, Any]]]]) -> None:
    """Write rows as a unit of work does, without its facts: a database that is only measured."""
    with database.write() as conn:
        take_pen(conn)
        for name in batch[0]:
            rows = [row for rows in batch for row in rows[name]]
            if rows:
                conn.execute(with_pen(metadata.tables[name].insert()), rows)


def measured(url: Callable[[ExitStack, Path], str], name: str) -> list[Result]:
    """Return the lines of one kind of database."""
    with ExitStack() as stack:
        folders = [Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-"))) for _ in range(2)]
        empty, full = (
            stack.enter_context(open_office(app, folder, url=url(stack, folder), forms=_quiet(folder)))
            for folder in folders
        )
        begun = time.perf_counter()
        grow(full, COUNT)
        grew = time.perf_counter() - begun
        rates: tuple[list[float], list[float]] = ([], [])
        for round_ in range(ROUNDS + 1):
            for side, office in zip(rates, (empty, full), strict=True):
                begun = time.perf_counter()
                for number in range(LIVES):
                    live(office)
                    if not number % SEALED:
                        office.seal()  # as the sequencer does all the while
                if round_:
                    side.append(LIVES / (time.perf_counter() - begun))
        with full.look(by=CONSOLE) as work:
            pages = [_seconds(work.petitions.list) for _ in range(50)]
            queues = [_seconds(work.petitions.queue) for _ in range(50)]
        begun = time.perf_counter()
        days = count_days(full.database, calendar=full.jurisdiction.calendar, now=full.clock.now())
        counted = time.perf_counter() - begun
        with full.look(by=CONSOLE) as work:
            shown = [_seconds(work.statistics.figures) for _ in range(5)]
    many = f"{COUNT:,} cases"
    slow, fast = median(rates[1]), median(rates[0])
    note = f"from filing to closing, in the process; the cases were made in {grew:,.0f} s"
    return [
        Result(f"whole life of a petition, {many}, {name}", slow, fast, "lives/s", "≥ 0.8×", note=note),
        Result(f"list of petitions, {many}, {name}", _p95(pages), None, "ms, p95", "–", higher=False),
        Result(f"queue of a desk, {many}, {name}", _p95(queues), None, "ms, p95", "–", higher=False),
        Result(f"days counted, {many}, {name}", COUNT / counted, None, "cases/s", "–", note=f"{days:,} days"),
        Result(f"statistics of a year, {many}, {name}", median(shown) * 1000, None, "ms", "–", higher=False),
    ]


def _quiet(folder: Path) -> dict[str, Any]:
    """Return the settings by which notices go to files."""
    return {"channel": "file", "options": {"folder": str(folder / "notices")}}


def _seconds(deed: Callable[[], object]) -> float:
    begun = time.perf_counter()
    deed()
    return time.perf_counter() - begun


def _p95(seconds: list[float]) -> float:
    return quantiles(seconds, n=20)[-1] * 1000


def sqlite() -> list[Result]:
    """On SQLite."""
    return measured(lambda _stack, folder: f"sqlite:///{folder / 'office.sqlite3'}", "SQLite")


def postgresql() -> list[Result]:
    """On PostgreSQL, every commit flushed."""
    with running_postgres(durable=True) as server:
        return measured(lambda stack, _folder: stack.enter_context(server.empty_database()), "PostgreSQL")


ALL = (sqlite, postgresql)
