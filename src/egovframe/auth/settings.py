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

    oidc: dict[str, Options] = Field(default_factory=dict)
    """The OpenID Connect providers where people sign in, each with its own settings: `[auth.oidc.city]`."""
    assurance: dict[str, Annotated[int, Field(ge=1, le=3)]] = Field(default_factory=dict)
    """The assurance level of sign-in that a role asks for: `admin = 2`. Below it the role gives nothing."""

    session_limit: Annotated[timedelta, Field(gt=timedelta(0), le=timedelta(days=30))] = timedelta(days=30)
    """When a session ends at the latest: at most 30 days at assurance level 1 (NIST SP 800-63B-4, 2.1.3)."""
    session_idle: Span = timedelta(hours=12)
    """When a session ends that nobody uses."""
    session_limit_2: Annotated[timedelta, Field(gt=timedelta(0), le=timedelta(hours=24))] = timedelta(hours=24)
    """The same limit at assurance level 2: at most 24 hours (2.2.3)."""
    session_idle_2: Annotated[timedelta, Field(gt=timedelta(0), le=timedelta(hours=1))] = timedelta(hours=1)
    """When an unused session of level 2 ends: at most an hour (2.2.3)."""
    session_limit_3: Annotated[timedelta, Field(gt=timedelta(0), le=timedelta(hours=12))] = timedelta(hours=12)
    """The same limit at assurance level 3: at most 12 hours (2.3.3)."""
    session_idle_3: Annotated[timedelta, Field(gt=timedelta(0), le=timedelta(minutes=15))] = timedelta(minutes=15)
    """When an unused session of level 3 ends: at most 15 minutes (2.3.3)."""
    fresh: Span = timedelta(minutes=15)
    """How new a sign-in must be for changing how one signs in; an older one is proved again."""
    first_password: Span = timedelta(days=7)
    """How long a first password counts that an administrator gave out; its owner replaces it at the first sign-in."""
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
    address_steps: int = Field(default=1000, ge=1)
    """How many ways in may be begun from one network address within `window` by people who have proved nothing yet."""
    office_steps: int = Field(default=20_000, ge=1)
    """How many of them in the whole office."""
    window: Span = timedelta(minutes=10)
    """The span over which the tries of an address and of the office are counted."""

    tidy_every: Span = timedelta(hours=1)
    """How often a running office forgets sessions that ended a week ago, old counts of failures and spent codes."""

    hashing_at_once: int = Field(default=2, ge=1)
    """How many passwords are checked at once; each takes the authenticator's memory (64 MiB or less as built in)."""
    hashing_queue: int = Field(default=64, ge=0)
    """How many sign-ins wait for their turn before others are told that the office is busy."""
    hashing_wait: Span = timedelta(seconds=10)
    """How long a sign-in waits for its turn."""
    sources_at_once: int = Field(default=3, ge=1)
    """How many sign-ins ask a directory at once; with those that wait, fewer than `web.workers`, or a slow directory
    keeps everybody else waiting."""
    sources_queue: int = Field(default=2, ge=0)
    """How many sign-ins wait for their turn at a directory before others are told to try again."""
    sources_wait: Span = timedelta(seconds=2)
    """How long a sign-in waits for its turn at a directory."""

    sources_every: Span = timedelta(minutes=5)
    """How often a running office asks directories who left: the sessions of whom they no longer know end. Somebody who
    fails to sign in hurries it, to once a minute at most."""

    def limits(self, assurance: int) -> tuple[timedelta, timedelta]:
        """Return after how long a session of that level ends at the latest, and when nobody uses it."""
        if assurance >= 3:
            return self.session_limit_3, self.session_idle_3
        if assurance == 2:
            return self.session_limit_2, self.session_idle_2
        return self.session_limit, self.session_idle

    def subject_rules(self) -> frozenset[str]:
        """Return the rules by which certificates mean people, by entry point; none where no certificates are taken."""
        chosen = self.authenticators.get("certificate")
        return frozenset() if chosen is None else frozenset({str(chosen.get("subject", "key"))})

    @classmethod
    def quick(cls, **changes: Any) -> AuthSettings:
        """Return settings for tests: passwords are hashed in a tenth of a millisecond. Never for an office."""
        cheap = {"password": {"memory_kib": 8, "passes": 1}}
        return cls(**{"authenticators": cheap, **changes})
