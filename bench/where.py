"""Where the time of one submission goes: the same request in this process, each part timed on its own."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy.engine.default import DefaultDialect

from bench.city import ANSWERS, Request, app, posted
from bench.load import load
from bench.submit import PATH, served
from egovframe.audit import entry
from egovframe.forms.validation import bind
from egovframe.kernel import crypto
from egovframe.kernel.facts import Note
from egovframe.kernel.permissions import Actor
from egovframe.kernel.prepared import Sql
from egovframe.testing import open_office

if TYPE_CHECKING:
    from egovframe.office import Office

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


class Stopwatch:
    """Adds up the time that is spent in one method of a class."""

    def __init__(self, owner: type, name: str) -> None:
        self._owner, self._name, self._was = owner, name, getattr(owner, name)
        self.microseconds = 0.0

    def __enter__(self) -> Self:
        """Begin to listen."""

        def timed(*given: Any, **named: Any) -> Any:
            begun = time.perf_counter()
            try:
                return self._was(*given, **named)
            finally:
                self.microseconds += (time.perf_counter() - begun) * 1e6

        setattr(self._owner, self._name, timed)
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the class as it was."""
        setattr(self._owner, self._name, self._was)


def parts() -> list[tuple[str, float]]:
    """Return the parts of one submission on SQLite with their microseconds; each sum stands below its parts."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        with open_office(app, folder / "inside") as office:
            inside = _inside(office)
        with served(folder, f"sqlite:///{folder / 'office.sqlite3'}") as server:
            load(server.url, PATH, posted(), connections=1, seconds=0.5)
            over_http = load(server.url, PATH, posted(), connections=1, seconds=2.0).percentile(0.5) * 1000
    whole = inside[-1][1]
    return [
        *inside,
        ("HTTP: read, protected, routed, answered; the sequencer and the outbox beside it", over_http - whole),
        ("one submission over HTTP, one connection", over_http),
    ]


def _inside(office: Office) -> list[tuple[str, float]]:
    form = bind(Request, ANSWERS)
    notes: list[Note] = []
    recorded = office.trail.record

    def kept(conn: Any, note: Note, keys: Any = None) -> str:
        notes.append(note)
        return recorded(conn, note, keys)

    office.trail.record = kept  # type: ignore[method-assign]

    def whole() -> None:
        with office.work(by=VISITOR, why="bench") as work:
            work.petitions.submit(form, channel="portal")

    total = _each(whole)
    with Stopwatch(Sql, "run") as statements, Stopwatch(DefaultDialect, "do_commit") as commit:
        for _ in range(TIMES):
            whole()
    key = crypto.new_key()
    parts = entry.owners_of(notes[-1])
    keys = dict.fromkeys(parts, key)
    found = [
        ("twelve answers checked", _each(lambda: bind(Request, ANSWERS))),
        ("personal answers sealed, data key wrapped", 2 * _each(lambda: crypto.seal(key, b"x" * 400, bound_to="b"))),
        ("the fact in its byte form", _each(lambda: entry.encode(notes[-1], parts, keys, notes[-1].writes))),
        ("eight statements, handed to the driver", statements.microseconds / TIMES),
        ("the durable commit", commit.microseconds / TIMES),
    ]
    rest = total - sum(microseconds for _, microseconds in found[1:])  # the answers are checked before
    return [
        *found,
        ("receipt, deadline, rows and their digests, notices, unit of work, connection", rest),
        ("one submission in the process", total + found[0][1]),
    ]
