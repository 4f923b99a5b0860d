"""A city small enough to read: what the pages need of an office, in plain Python."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from egovframe.forms.builtin.kr import Korea
from egovframe.kernel.permissions import EVERYWHERE, Actor, Forbidden
from egovframe.kernel.settings import WebSettings
from egovframe.kernel.work import Origin
from egovframe.office.permissions import PERMISSIONS


def officer(*permissions: str) -> Actor:
    """An officer who holds these permissions everywhere."""
    return Actor(kind="officer", id="o1", name="홍길동", holds=dict.fromkeys(permissions, EVERYWHERE))


class FixedClock:
    """A clock that stands still."""

    def now(self) -> datetime:
        """Monday morning."""
        return datetime(2026, 9, 21, 1, 12, tzinfo=UTC)


@dataclass
class FakeAuth:
    """Knows the sessions it was given."""

    known: dict[str, Any] = field(default_factory=dict)

    def session(self, token: str) -> Any | None:
        """Return the session of a token."""
        return self.known.get(token)

    def bearer(self, token: str) -> Actor | None:
        """Return who a bearer token names."""
        found = self.known.get(token)
        return found.actor if found else None


@dataclass
class FakeWork:
    """Asks for permissions, remembers what was refused."""

    actor: Actor
    why: str
    origin: Origin
    refused: list[str]

    def need(self, permission: str, unit: str | None = None) -> None:
        """Raise Forbidden where the actor lacks the permission."""
        if not self.actor.may(permission, unit=unit):
            self.refused.append(permission)
            raise Forbidden(f"This needs {permission}.", permission=permission)


class FakeOffice:
    """Haneul City without a database."""

    name: Any = "하늘시"
    app: Any = None
    database: Any = None
    storage: Any = None
    trail: Any = None
    witness: Any = None
    witnesses: Any = None
    acknowledgements: Any = None
    paying: Any = None
    forms: Any = SimpleNamespace(calendar=Korea().calendar)
    channels: Any = ()
    jurisdiction: Any = Korea()
    records: Any = None
    permissions: Any = PERMISSIONS

    def __init__(self, data: Path, *, web: Mapping[str, Any] | None = None) -> None:
        self.settings: Any = SimpleNamespace(web=WebSettings(**(web or {})), language="ko", data_dir=data)
        self.clock: Any = FixedClock()
        self.auth: Any = FakeAuth()
        self.refused: list[str] = []

    @contextmanager
    def work(self, *, by: Actor, why: str, origin: Origin | None = None, until: str = "durable") -> Iterator[Any]:
        """Open a unit of work."""
        assert until == "durable", "nothing is sealed here"
        yield FakeWork(by, why, origin or Origin(), self.refused)

    look = work

    def statement(self, whose: Any, **how: Any) -> Any:
        """Nobody has seen anything."""

    def verified(self) -> Any:
        """Nothing was verified."""

    def log_state(self) -> Any:
        """Nobody reviews."""
        raise NotImplementedError

    def review_of(self, month: Any, look: Any) -> Any:
        """Nobody reviews."""
        raise NotImplementedError

    def alarmed(self) -> int:
        """Nothing is wrong."""
        return 0

    def measures(self) -> list[Any]:
        """Nothing is measured."""
        return []

    def wake(self) -> None:
        """Nobody waits for it."""

    def sign_in(self, token: str, actor: Actor) -> None:
        """Make a session for the token."""
        self.auth.known[token] = SimpleNamespace(id="s1", account=actor.id, actor=actor, raised=None)
