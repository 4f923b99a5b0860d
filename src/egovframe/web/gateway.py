"""What the pages need from an office. Web knows only this; `egovframe.office.Office` fits it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, Protocol

from egovframe.kernel.permissions import Actor
from egovframe.kernel.work import Origin


class Office(Protocol):
    """A running city: opens units of work, and has the facades of its components.

    The facades are typed loosely here because web may be used with any office that behaves like ours; what is called
    on them is the public interface of each component.
    """

    @property
    def name(self) -> Any:
        """The name of the city: a text or a Text."""

    @property
    def app(self) -> Any:
        """What the city declared."""

    @property
    def settings(self) -> Any:
        """The settings, frozen."""

    @property
    def clock(self) -> Any:
        """The clock of this office."""

    @property
    def database(self) -> Any:
        """The database."""

    @property
    def channels(self) -> Any:
        """Every channel by which notices can leave, the office's own first."""

    @property
    def storage(self) -> Any:
        """The storage of files."""

    @property
    def trail(self) -> Any:
        """The audit trail."""

    @property
    def acknowledgements(self) -> Any:
        """Who waits until facts are sealed or witnessed."""

    @property
    def witnesses(self) -> Any:
        """The witnesses that are asked, and the alarms that were raised."""

    @property
    def witness(self) -> Any:
        """The witness for other cities' logs, None where this office is none."""

    @property
    def auth(self) -> Any:
        """Accounts and sessions: sign_in, session, bearer, sign_out, sessions, end_session, end_others."""

    @property
    def forms(self) -> Any:
        """The catalogue of published forms."""

    @property
    def paying(self) -> Any:
        """What is said to the providers of payments: go, ask, come_back, refund."""

    @property
    def jurisdiction(self) -> Any:
        """Whose calendar, office hours and deadlines the city follows."""

    @property
    def records(self) -> Any:
        """The records centre: the declared classes and the vault."""

    @property
    def permissions(self) -> Any:
        """Every permission that a role may name."""

    def statement(
        self, whose: Any, *, by: Actor, why: str, origin: Origin = ..., reason: str = "", until: Any = None
    ) -> Any:
        """Return the statement of who saw the data of whoever `work.seen` says it is; that it was given is a fact."""

    def verified(self) -> Any:
        """Return what the last verification found, None before the first."""

    def log_state(self) -> Any:
        """Verify the office now; return whether it held and up to which checkpoint, as a review tells it."""

    def review_of(self, month: Any, look: Callable[[], AbstractContextManager[Any]]) -> Any:
        """Return a month verified and counted, ready to be signed; `look` opens a unit of work that reads."""

    def alarmed(self) -> int:
        """Return how much somebody should look at."""

    def measures(self) -> Any:
        """Return what a monitoring system should know."""

    def wake(self) -> None:
        """Have the worker look into the outbox now."""

    def work(self, *, by: Actor, why: str, origin: Origin = ..., until: Any = "durable") -> AbstractContextManager[Any]:
        """Open a unit of work that may write; `until` says how far it must have come when the block ends."""

    def look(self, *, by: Actor, why: str, origin: Origin = ...) -> AbstractContextManager[Any]:
        """Open a unit of work that only reads."""
