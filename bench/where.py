"""Where the time of one submission goes: the same request in this process, each part timed on its own."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from bench.city import ANSWERS, Request, app
from egovframe.kernel.facts import Note
from egovframe.kernel.permissions import Actor
from egovframe.testing import open_office

TIMES = 300
VISITOR = Actor.visitor()


def _each(deed: Callable[[], object]) -> float:
    """Return the median microseconds of the deed."""
    seen = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        deed()
        seen.append((time.perf_counter() - begun) * 1e6)
    return median(seen)


def parts() -> list[tuple[str, float]]:
    """Return the parts of one submission with their microseconds; the last line is the whole."""
    from egovframe.audit import entry
    from egovframe.forms.validation import bind
    from egovframe.kernel import crypto

    with tempfile.TemporaryDirectory(prefix="bench-") as name, open_office(app, Path(name)) as office:
        form = bind(Request, ANSWERS)
        notes: list[Note] = []
        recorded = office.trail.record

        def kept(conn: Any, note: Note) -> str:
            notes.append(note)
            return recorded(conn, note)

        office.trail.record = kept  # type: ignore[method-assign]

        def whole() -> None:
            with office.work(by=VISITOR, why="bench") as work:
                work.petitions.submit(form, channel="portal")

        def commit() -> None:
            with office.database.write() as conn:
                conn.exec_driver_sql("UPDATE counters SET last = last WHERE series = 'x'")
                conn.exec_driver_sql("INSERT OR REPLACE INTO counters (series, last) VALUES ('bench', 1)")

        total = _each(whole)
        note = notes[-1]
        key = crypto.new_key()
        return [
            ("twelve answers checked", _each(lambda: bind(Request, ANSWERS))),
            (
                "personal answers sealed, data key wrapped",
                2 * _each(lambda: crypto.seal(key, b"x" * 400, bound_to="b")),
            ),
            ("the fact in its byte form", _each(lambda: entry.encode(note))),
            ("an empty durable commit", _each(commit)),
            ("the whole submission without HTTP", total),
        ]
