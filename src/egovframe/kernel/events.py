"""What happened, told to whoever declared an interest: typed, past tense, without personal values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict

from egovframe.kernel.canonical import canonical_text
from egovframe.kernel.errors import DeclarationError

if TYPE_CHECKING:
    from egovframe.kernel.outbox import Task
    from egovframe.kernel.work import UnitOfWork

Observer = Callable[[Any, Any], None]
Follower = Callable[["Task"], None]


class Event(BaseModel):
    """Something happened. Fields are ids and plain values: an event may wait in the outbox, readable."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: ClassVar[str] = ""

    def as_text(self) -> str:
        """Return the event as canonical JSON."""
        return canonical_text(self.model_dump(mode="json"))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the event written by `as_text`."""
        return cls.model_validate_json(text)


class Observers:
    """Who hears of which event: at once in the same transaction, or later through the outbox."""

    def __init__(self) -> None:
        self._now: dict[type[Event], list[tuple[str, Observer]]] = defaultdict(list)
        self._later: dict[type[Event], dict[str, Follower]] = defaultdict(dict)
        self._types: dict[str, type[Event]] = {}
        self._may: dict[tuple[str, str], frozenset[str]] = {}

    def on(self, event: type[Event], observer: Observer, *, name: str = "") -> None:
        """Call `observer(event, work)` within the transaction that emits the event."""
        self._now[self._known(event)].append((name or getattr(observer, "__qualname__", repr(observer)), observer))

    def later(self, event: type[Event], name: str, follower: Follower, *, may: Collection[str] | None = None) -> None:
        """Call `follower(task)` after the commit, at least once, through the outbox; `name` is kept with the task.

        `may` are the permissions that its deeds need: the worker acts with these and no others. See `undeclared`.
        """
        followers = self._later[self._known(event)]
        if name in followers:
            raise DeclarationError(
                f"Two followers of {event.name} are both called {name!r}.", hint="Give each follower a name of its own."
            )
        followers[name] = follower
        if may is not None:
            self._may[event.name, name] = frozenset(may)

    def _known(self, event: type[Event]) -> type[Event]:
        if not event.name:
            raise DeclarationError(
                f"The event {event.__name__} has no name.",
                hint='Give it one: name: ClassVar[str] = "petition.submitted".',
            )
        if self._types.setdefault(event.name, event) is not event:
            raise DeclarationError(
                f"Two events are called {event.name!r}.", hint="Rename one; names are kept in the outbox."
            )
        return event

    def observers_of(self, event: Event) -> list[tuple[str, Callable[[Event, UnitOfWork], None]]]:
        """Return those who hear of the event in its transaction, in the order they were declared."""
        return self._now.get(type(event), [])

    def followers_of(self, event: Event) -> dict[str, Follower]:
        """Return those who hear of the event after the commit, by name."""
        return self._later.get(type(event), {})

    @property
    def followers(self) -> tuple[tuple[str, str], ...]:
        """Return every follower: the event that it hears of, and its name."""
        return tuple((event.name, name) for event, found in self._later.items() for name in found)

    @property
    def observers(self) -> tuple[tuple[str, str], ...]:
        """Return everybody who hears of an event in its transaction: the event, and the observer's name."""
        return tuple((event.name, name) for event, found in self._now.items() for name, _ in found)

    def may(self, event_name: str, name: str) -> frozenset[str] | None:
        """Return the permissions that a follower declares, None where it declares nothing."""
        return self._may.get((event_name, name))

    def check(self) -> None:
        """Raise DeclarationError for a follower that does not say what its deeds may."""
        for event_name, name in self.followers:
            if self.may(event_name, name) is None:
                raise DeclarationError(
                    f"The follower {name} of {event_name} does not say what it may do.",
                    hint='Say may=("petition.answer", …) where it is declared, or may=() when it needs no permission.',
                )

    def follower(self, event_name: str, name: str) -> tuple[type[Event], Follower] | None:
        """Return the type of the event and the follower that an outbox row names; None when nobody answers to it."""
        event = self._types.get(event_name)
        follower = self._later.get(event, {}).get(name) if event else None
        return (event, follower) if event and follower else None
