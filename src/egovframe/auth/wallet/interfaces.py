"""What a plug-in must do that takes credentials from wallets."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from egovframe.auth.evidence import HAVE, Factor, Person
from egovframe.auth.interfaces import Method


class Wallets(Method):
    """Credentials that an app on somebody's phone holds and presents: a wallet fetches what is asked for, and posts it.

    The office knows which browser asked and which answer belongs to it; each request is answered once. The plug-in
    keeps nothing: `kept` is handed to it again, sealed meanwhile.
    """

    factors: ClassVar[frozenset[Factor]] = HAVE

    @abstractmethod
    def begin(self) -> str:
        """Return what to keep of a new visit. Two are never alike."""

    @abstractmethod
    def link(self, request: str) -> str:
        """Return the address that opens a wallet; `request` is where the wallet fetches what it is asked for."""

    @abstractmethod
    def request(self, kept: str, *, reply: str, at: datetime) -> str:
        """Return what the wallet is asked for, signed; `reply` is where it posts its answer.

        Raises ProofRefused where nothing can be asked of that visit any more.
        """

    @abstractmethod
    def answered(self, kept: str, answer: Mapping[str, str], *, at: datetime) -> Person | None:
        """Return who presented a credential with these parameters; None when the person refused to.

        Raises ProofRefused with the reason for the trail, SourceUnavailable when an issuer must be asked and cannot be.
        """

    @property
    @abstractmethod
    def across(self) -> bool:
        """Whether the wallet may be on another device than the browser that signs in."""
