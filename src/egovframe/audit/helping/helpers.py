"""Helpers: processes of our own that read pieces of the log beside this one, so that every core reads.

A helper only saves time. What it finds in order (`clean`) is taken; a piece in which it finds anything amiss is read
again here, and only that counts. A piece is whatever the function takes that reads one; the helper makes its own such
function from what it is told.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, Final, Generic, Protocol, TypeVar

from egovframe.kernel.logging import get_logger

if TYPE_CHECKING:
    from egovframe.kernel.cabinet import Cabinet
    from egovframe.kernel.database import Database

log = get_logger("egovframe.audit")

AHEAD: Final = 4
"""So many pieces a process may be ahead of the one that is needed next: what bounds the memory."""
HANDED: Final = 2
"""So many pieces a helper has before it at once."""
WORTH_IT: Final = 150_000
"""A helper takes about a second to start; half as many facts are read before it is there."""


class Clean(Protocol):
    """What came of reading a piece."""

    @property
    def clean(self) -> bool:
        """Whether everything in it is as the office left it."""


P = TypeVar("P")
R = TypeVar("R", bound=Clean)


@dataclass(frozen=True, slots=True)
class Task:
    """All that a helper is told: which database, the keys that reading a fact needs, and what makes its reader.

    `reader` names it as `module:function`: a context manager that is given the connection, a cabinet of the lent keys
    and `told`, and lends the function that reads a piece.
    """

    url: str
    schema: str | None
    keys: dict[str, bytes]
    reader: str
    told: tuple[Any, ...] = ()


def task_for(database: Database, cabinet: Cabinet, reader: str, *told: Any, purposes: Sequence[str]) -> Task | None:
    """Return what a helper for this database is told; None for one that no other process can open.

    It is lent the derived keys of these `purposes`, and no others.
    """
    url = database.engine.url
    if database.dialect == "sqlite" and url.database in (None, "", ":memory:"):
        return None
    keys = {purpose: cabinet.derived(purpose) for purpose in purposes}
    return Task(url.render_as_string(hide_password=False), database.schema, keys, reader, told)


class Helpers(Generic[P, R]):
    """Some helper processes, each with a thread here that hands it one piece after the other."""

    def __init__(self, task: Task, count: int) -> None:
        self._task = task
        self._count = count

    def read(self, pieces: Iterable[P], read: Callable[[P], R]) -> Generator[R]:
        """Yield what came of each piece, in order; `read` reads here what the helpers have not got to."""
        shared: _Shared[P, R] = _Shared(list(pieces), ahead=AHEAD * (self._count + 1))
        processes = [_started() for _ in range(self._count)]
        threads = [threading.Thread(target=_serve, args=(each, self._task, shared)) for each in processes]
        for thread in threads:
            thread.start()
        try:
            for place, piece in enumerate(shared.pieces):
                chunk = shared.wait_for(place, read)
                yield read(piece) if chunk is None else chunk
        finally:
            shared.stop()
            for process in processes:
                process.terminate()
                process.wait()
            for thread in threads:
                thread.join()


class _Shared(Generic[P, R]):
    """Which pieces are taken, and what came of them."""

    def __init__(self, pieces: list[P], *, ahead: int) -> None:
        self.pieces = pieces
        self._ahead = ahead
        self._changed = threading.Condition()  # owns all that follows
        self._next = 0  # the first piece that nobody took
        self._needed = 0
        self._done: dict[int, R | None] = {}
        self._stopped = False

    def take(self, *, wait: bool) -> int | None:
        """Return a piece for a helper to read; None when there is nothing more to do.

        Where there is no room for one, `wait` for it; whoever has another piece to hand in must not, and gets None.
        """
        with self._changed:
            while not self._stopped and self._next < len(self.pieces) and self._next > self._needed + self._ahead:
                if not wait:
                    return None
                self._changed.wait()
            return self._taken()

    def _taken(self) -> int | None:
        if self._stopped or self._next >= len(self.pieces):
            return None
        self._next += 1
        return self._next - 1

    def put(self, place: int, chunk: R | None) -> None:
        """Hand in what was read; None for what is to be read here."""
        with self._changed:
            self._done[place] = chunk
            self._changed.notify_all()

    def wait_for(self, place: int, read: Callable[[P], R]) -> R | None:
        """Return the chunk of a piece, reading others meanwhile; None when it is to be read here."""
        while True:
            with self._changed:
                self._needed = place
                self._changed.notify_all()
                if place in self._done:
                    return self._done.pop(place)
                mine = self._taken() if self._next <= place + self._ahead else None
                if mine is None:
                    self._changed.wait()
                    continue
            self.put(mine, read(self.pieces[mine]))

    @property
    def stopped(self) -> bool:
        """Say whether nobody may take another piece."""
        with self._changed:
            return self._stopped

    def stop(self) -> None:
        """Let nobody take another piece."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()


def _started() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "egovframe.audit.helping.helper"]
    path = os.pathsep.join(part for part in sys.path if part)
    return subprocess.Popen(  # noqa: S603 - our own module, by the interpreter that runs
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # whatever it fails at is done here again, and told
        env={**os.environ, "PYTHONPATH": path},
    )


def _serve(process: subprocess.Popen[bytes], task: Task, shared: _Shared[Any, Any]) -> None:
    """Hand a helper its pieces until there are none; a helper that fails leaves the rest to the others.

    It is handed the next piece while it reads one: it would wait for this thread's turn otherwise.
    """
    places: deque[int] = deque()
    assert process.stdin is not None and process.stdout is not None  # noqa: S101, PT018 - both are pipes
    with process.stdin as asked, process.stdout as told:
        try:
            send(asked, task)
            pickle.load(told)  # noqa: S301 - it is there; before, a piece that it takes would only be waited for
            while True:
                while len(places) < HANDED and (place := shared.take(wait=not places)) is not None:
                    places.append(place)
                    send(asked, shared.pieces[place])
                if not places:
                    return
                chunk = pickle.load(told)  # noqa: S301 - from the process that we started
                shared.put(places.popleft(), chunk if chunk.clean else None)
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            if not shared.stopped:  # otherwise it was not needed any more
                log.warning("A helper ended; the others go on.", error=type(error).__name__)
        finally:
            for place in places:
                shared.put(place, None)
            with suppress(OSError):
                asked.close()


def send(stream: IO[bytes], value: Any) -> None:
    """Write one value to the other end of a pipe."""
    pickle.dump(value, stream, protocol=pickle.HIGHEST_PROTOCOL)
    stream.flush()
