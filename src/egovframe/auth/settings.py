"""The settings of accounts and sign-in: the section `[auth]`."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any

from pydantic import Field

from egovframe.kernel.settings import Section

Options = dict[str, Any]
Span = Annotated[timedelta, Field(gt=timedelta(0))]


class AuthSettings(Section):
    """How people sign in, for how long, and how guessing is slowed down. Spans are seconds or ISO 8601 (`PT12H`)."""

    authenticators: dict[str, Options] = Field(default_factory=lambda: {"password": Options()})
    """The ways to sign in, by entry point, each with its own settings: `[auth.authenticators.password]`."""
    policies: dict[str, Options] = Field(default_factory=lambda: {"open": Options()})
    """The rules on who may sign in when and from where, by entry point, each with its own settings."""

    session_limit: Annotated[timedelta, Field(gt=timedelta(0), le=timedelta(days=30))] = timedelta(days=30)
    """When a session ends at the latest: at most 30 days at assurance level 1 (NIST SP 800-63B-4, 2.1.3)."""
    session_idle: Span = timedelta(hours=12)
    """When a session ends that nobody uses."""
    sessions_per_account: int = Field(default=20, ge=1, le=1000)
    """How many sessions one account has at once; the one unused longest ends first."""
    token_limit: Span = timedelta(days=365)
    """When a bearer token ends."""

    free_tries: int = Field(default=10, ge=1, le=50)
    """How often in a row signing in to one account may fail before the next try has to wait."""
    first_wait: Span = timedelta(seconds=2)
    """The first wait; it doubles with every failure after."""
    longest_wait: Span = timedelta(minutes=15)
    """The longest wait between two tries."""
    failures_limit: int = Field(default=100, ge=10, le=100)
    """After how many failures in a row the authenticator is shut: at most 100 (NIST SP 800-63B-4, 3.2.2)."""
    address_tries: int = Field(default=100, ge=1)
    """How many tries may fail from one network address within `window`."""
    office_tries: int = Field(default=3000, ge=1)
    """How many tries may fail in the whole office within `window`; devices known to an account are still let in."""
    window: Span = timedelta(minutes=10)
    """The span over which the tries of an address and of the office are counted."""

    hashing_at_once: int = Field(default=2, ge=1)
    """How many passwords are checked at once; each takes the authenticator's memory (64 MiB or less as built in)."""
    hashing_queue: int = Field(default=64, ge=0)
    """How many sign-ins wait for their turn before others are told that the office is busy."""
    hashing_wait: Span = timedelta(seconds=10)
    """How long a sign-in waits for its turn."""

    @classmethod
    def quick(cls, **changes: Any) -> AuthSettings:
        """Return settings for tests: passwords are hashed in a tenth of a millisecond. Never for an office."""
        cheap = {"password": {"memory_kib": 8, "passes": 1}}
        return cls(**{"authenticators": cheap, **changes})
