"""What a plug-in for signing in must do: ways to prove who one is, and rules for who may sign in when and from where.

Entry-point groups: `egovframe.auth.authenticators`, `egovframe.auth.policies`.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from egovframe.auth.model import Account
from egovframe.kernel.plugins import Plugin
from egovframe.kernel.text import Text

Pepper = Callable[[bytes], bytes]
"""Mixes a secret with a key of the office that is not in the database: the same bytes give the same 32 bytes."""


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What an authenticator is told when a person chooses a secret.

    `words` are the words of the moment that nobody should choose: the account's name, the office's name.
    """

    secret: str
    pepper: Pepper
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proof:
    """What an authenticator found. `stored`, when given, replaces what was kept (a stronger hash, a counter)."""

    accepted: bool
    stored: str | None = None


class Authenticator(Plugin):
    """A way to prove who one is with a secret that the person types.

    The office keeps one text per account and authenticator, which `enrol` returns and `verify` is handed again. It
    calls outside any transaction and bounds how many calls run at once. One instance serves many threads.
    """

    version: ClassVar[int] = 1
    method: ClassVar[str]
    """How the proof is called in sessions and facts: an Authentication Method Reference (RFC 8176), such as `pwd`."""
    assurance: ClassVar[int] = 1
    """The assurance level that this proof alone gives (NIST SP 800-63B-4): 1 to 3."""

    @abstractmethod
    def enrol(self, enrolment: Enrolment) -> str:
        """Return what to keep for the secret that a person chose.

        The secret cannot be worked out from it, two enrolments of one secret differ, and it is not longer than 4,096
        characters. Raises PasswordRefused with every reason when the secret cannot be used.
        """

    @abstractmethod
    def verify(self, stored: str, secret: str, *, pepper: Pepper) -> Proof:
        """Say whether the secret is the one enrolled as `stored`.

        Never raises for what a person typed, nor for a stored text that is broken: it then accepts nothing. Takes as
        long for a wrong secret as for a right one.
        """

    @abstractmethod
    def decoy(self) -> str:
        """Return a stored text that accepts no secret and costs `verify` the same as a real one.

        Unknown accounts are checked against it, so that nobody learns from the time who has an account.
        """


@dataclass(frozen=True, slots=True)
class SignIn:
    """A sign-in whose proof was right, before it is let in. `roles` are those in force at that moment."""

    account: Account
    roles: frozenset[str]
    method: str
    assurance: int
    address: str
    agent: str
    at: datetime


class Policy(Plugin):
    """A rule for who may sign in when and from where. Every policy that the settings name must agree."""

    version: ClassVar[int] = 1

    @abstractmethod
    def objection(self, sign_in: SignIn) -> Text | None:
        """Return why this sign-in is not let in, for the audit trail; None when there is nothing against it.

        The person gets the same answer as for a wrong password. Makes no calls over the network. When it raises,
        nobody is let in.
        """
