"""The steps of a deed, found by watching it: each statement, commit, file and anchor call, to fail any one of them."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Literal

import sqlalchemy as sa

from egovframe.audit.builtin.folder import FolderAnchor
from egovframe.kernel.database import Database
from egovframe.kernel.storage import Storage, Stored

When = Literal["before", "after"]


class Fault(Exception):
    """The step that was to fail did."""


class Steps:
    """Counts the steps of a deed; the chosen one fails before it takes effect, or after it took effect."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._at = 0  # no step
        self._when: When = "before"
        self._deadly = False

    def fail(self, at: int, when: When, *, deadly: bool = False) -> None:
        """Count anew and let step number `at` fail; `deadly` ends the process at once instead (signal 9)."""
        self.names.clear()
        self._at, self._when, self._deadly = at, when, deadly

    def rest(self) -> None:
        """Let every further step pass."""
        self._at = 0

    def begin(self, name: str) -> None:
        """A step begins."""
        self.names.append(name)
        self._strike("before")

    def end(self) -> None:
        """The step that began last took effect."""
        self._strike("after")

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """A step that begins and ends in one block."""
        self.begin(name)
        yield
        self.end()

    def _strike(self, when: When) -> None:
        if len(self.names) != self._at or when != self._when:
            return
        if self._deadly:
            os.kill(os.getpid(), signal.SIGKILL)
        raise Fault(f"{when} {self.names[-1]}")

    def watch(self, database: Database) -> None:
        """Make steps of every statement and commit of a database, whoever sends them."""
        engine = database.engine

        @sa.event.listens_for(engine, "before_cursor_execute")
        def _before(_conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
            self.begin(_short(statement))

        @sa.event.listens_for(engine, "after_cursor_execute")
        def _after(*_: Any) -> None:
            self.end()

        commit = engine.dialect.do_commit

        def do_commit(connection: Any) -> None:
            with self.step("commit"):
                commit(connection)

        engine.dialect.do_commit = do_commit  # type: ignore[assignment,method-assign]


def _short(statement: str) -> str:
    """Return what a statement does and to which table: `INSERT checkpoints`."""
    verb = statement.split(None, 1)[0].upper()
    table = re.search(r"(?:\bINTO|\bFROM|^\s*UPDATE)\s+(\w+)", statement)
    return f"{verb} {table[1]}" if table else verb


class SteppedStorage(Storage):
    """A storage each of whose calls is a step."""

    def __init__(self, inner: Storage, steps: Steps) -> None:
        self._inner = inner
        self._steps = steps

    def put(self, path: str, content: bytes | Iterable[bytes]) -> Stored:
        """See `Storage.put`."""
        with self._steps.step("put"):
            return self._inner.put(path, content)

    def stream(self, path: str) -> Iterator[bytes]:
        """See `Storage.stream`."""
        with self._steps.step("stream"):
            yield from self._inner.stream(path)

    def exists(self, path: str) -> bool:
        """See `Storage.exists`."""
        with self._steps.step("exists"):
            return self._inner.exists(path)

    def delete(self, path: str) -> None:
        """See `Storage.delete`."""
        with self._steps.step("delete"):
            self._inner.delete(path)

    def list(self, prefix: str = "") -> Iterator[str]:
        """See `Storage.list`."""
        with self._steps.step("list"):
            yield from self._inner.list(prefix)


class SteppedAnchor(FolderAnchor):
    """An anchor each of whose calls is a step."""

    steps: Any

    def keep(self, checkpoint: str) -> None:
        """See `Anchor.keep`."""
        with self.steps.step("keep"):
            super().keep(checkpoint)

    def newest(self) -> str | None:
        """See `Anchor.newest`."""
        with self.steps.step("newest"):
            return super().newest()
