"""A credential from a wallet: OpenID4VP 1.0 with SD-JWT VCs (RFC 9901), to sign in with or as one more proof.

What it shows: that the person *has* the key that an issuer bound to them. How sure the issuer was of the person, and
where the key lives, the settings say: a credential alone is worth level 1 until they say more, and never 3: a request
can be shown to somebody by one in between (OpenID4VP 1.0, 14.1).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, ClassVar, Final, Literal, Self

from pydantic import Field, PrivateAttr, model_validator

from egovframe.auth.errors import ProofRefused
from egovframe.auth.evidence import Evidence, Factor, Person
from egovframe.auth.oidc import profiles
from egovframe.auth.wallet import request as asking
from egovframe.auth.wallet.client import Client, Prefix
from egovframe.auth.wallet.credential import ALGORITHMS, Expected, believed
from egovframe.auth.wallet.interfaces import Wallets
from egovframe.auth.wallet.issuers import Issuer
from egovframe.auth.wallet.reply import presentation_in
from egovframe.auth.wallet.status import Statuses
from egovframe.auth.wallet.visit import Kept
from egovframe.kernel.text import Text

Level = Annotated[int, Field(ge=1, le=2)]

NAMES: Final = ("name", "title", "email", "unique")
"""What is asked of claims beside the subject: a name for the account, what the person is called, mail, identifier."""
_LONGEST_SUBJECT: Final = 255


class Wallet(Wallets):
    """A credential that a wallet presents. Accounts are linked with issuer and subject, never by name or mail."""

    title: ClassVar[Text] = Text(ko="모바일 신분증 지갑", en="Digital wallet")
    method: ClassVar[str] = "pop"

    key: Path
    """A file with the private key that signs requests to wallets: PEM or a JWK, P-256 for ES256."""
    certificate: Path | None = None
    """A PEM file with the certificate of that key, and those above it. None: wallets know the office by `client_id`."""
    prefix: Prefix = "x509_hash"
    """How wallets are told who asks, where there is a certificate: by its hash, or by a DNS name in it."""
    client_id: str = Field(default="", max_length=500)
    """Without a certificate: what wallets know the office as. With `x509_san_dns`: which of the certificate's names."""
    issuers: Annotated[tuple[Issuer, ...], Field(min_length=1)]
    """Whose credentials are taken: `[[auth.authenticators.wallet.issuers]]`."""
    types: Annotated[tuple[str, ...], Field(min_length=1)]
    """Of which types credentials are taken (`vct`)."""
    subject: str = Field(default="sub", min_length=1, max_length=200)
    """The claim that says who it is: never given to anybody else by the issuer. A dot goes down one level."""
    claims: dict[str, str] = Field(default_factory=dict)
    """What further claims are called, each of which is asked for: `name`, `title`, `email`, `unique`."""
    algorithms: Annotated[tuple[Literal[ALGORITHMS], ...], Field(min_length=1)] = ("ES256", "ES384", "EdDSA")  # type: ignore[valid-type]
    """The algorithms with which issuers and wallets may sign."""
    level: Level = 1
    """What a credential is worth alone, 1 or 2: 2 where issuer and wallet unlock the key by a second factor."""
    factors_shown: Annotated[tuple[Factor, ...], Field(min_length=1)] = ("have",)
    """What presenting it shows: `have` the key, and `know` or `are` where the wallet asks for a PIN or a finger."""
    level_claim: str = ""
    """The claim with the issuer's own level, if any; it is asked for."""
    levels: dict[str, Level] = Field(default_factory=dict)
    """What each of the issuer's levels is worth here. One that is not listed is worth 1."""
    status: bool = False
    """Whether credentials without a status are refused. One with a status is always looked up."""
    encrypted: bool = True
    """Whether answers are encrypted for the office (`direct_post.jwt`), so that nobody on the way reads them."""
    other_device: bool = True
    """Whether the wallet may be on another device than the browser: then a number is typed from one into the other."""
    scheme: str = Field(default="openid4vp://", pattern=r"^[a-z][a-z0-9.+-]*:\S*$", max_length=500)
    """How addresses begin that open wallets: `openid4vp://`, `haip-vp://`, or an address of one wallet by https."""
    create: bool = False
    """Whether people who come for the first time get an account. Otherwise they link theirs on their own page first."""
    kind: Literal["citizen", "company", "officer"] = "citizen"
    """Of which kind these accounts are."""

    _client: Client = PrivateAttr()
    _statuses: Statuses = PrivateAttr(default_factory=Statuses)

    @model_validator(mode="after")
    def _find_out_now(self) -> Self:
        """Refuse at the start what could never work, or would not be safe."""
        unknown = sorted(set(self.claims) - set(NAMES))
        if unknown:
            raise ValueError(f"claims has {unknown[0]!r}; it may have {', '.join(NAMES)}")
        if len({each.issuer for each in self.issuers}) != len(self.issuers):
            raise ValueError("issuers names one of them twice")
        if "have" not in self.factors_shown:
            raise ValueError("factors_shown lacks have: the wallet proves that it holds the key")
        if self.scheme.startswith(("http:", "javascript:", "data:")):
            raise ValueError("scheme is no address that opens a wallet; write openid4vp:// or https://…")
        self._client = Client.read(self.key, self.certificate, id=self.client_id, prefix=self.prefix)
        return self

    @property
    def across(self) -> bool:
        """Whether the wallet may be on another device than the browser that signs in."""
        return self.other_device

    def evidence(self) -> Evidence:
        """Return what a credential shows at least; its issuer's own level may be worth more."""
        return Evidence(method=self.method, factors=frozenset(self.factors_shown), assurance=self.level)

    def begin(self) -> str:
        """Return what to keep of a new visit; see `Wallets.begin`."""
        return Kept.made(encrypted=self.encrypted).as_text()

    def link(self, request: str) -> str:
        """Return the address that opens a wallet; see `Wallets.link`."""
        return asking.link(self.scheme, self._client, request)

    def request(self, kept: str, *, reply: str, at: datetime) -> str:
        """Return the request object; see `Wallets.request`."""
        return asking.signed(self._client, self._wanted, Kept.from_text(kept), reply=reply, at=at)

    def answered(self, kept: str, answer: Mapping[str, str], *, at: datetime) -> Person | None:
        """Return who presented a credential; see `Wallets.answered`."""
        visit = Kept.from_text(kept)
        presentation = presentation_in(answer, visit)
        if presentation is None:
            return None
        expected = Expected(
            audience=self._client.id,
            nonce=visit.nonce,
            types=self.types,
            paths=self._wanted.paths,
            algorithms=self.algorithms,
            at=at,
            status=self.status,
        )
        taken = {each.issuer: each for each in self.issuers}
        return self._person(believed(presentation, expected, taken, self._statuses))

    @cached_property
    def _wanted(self) -> asking.Wanted:
        named = (self.subject, *(self.claims.get(name, "") for name in NAMES), self.level_claim)
        return asking.Wanted(self.types, tuple(dict.fromkeys(filter(None, named))), self.algorithms)

    def _person(self, claims: Mapping[str, Any]) -> Person:
        subject = profiles.text(claims, self.subject, longest=_LONGEST_SUBJECT)
        if not subject:
            raise ProofRefused(
                "The credential does not say who it is about, in 1 to 255 characters.",
                hint="Set subject to the claim that says it.",
            )
        tier = profiles.text(claims, self.level_claim)
        worth = max(self.level, self.levels.get(tier, 1) if tier else 1)
        evidence = Evidence(method=self.method, factors=frozenset(self.factors_shown), assurance=worth, tier=tier)
        return Person(
            issuer=str(claims["iss"]),
            subject=subject,
            evidence=evidence,
            name=profiles.text(claims, self.claims.get("name", "")),
            title=profiles.text(claims, self.claims.get("title", "")),
            email=profiles.text(claims, self.claims.get("email", "")),
            unique=profiles.unique(claims, self.claims.get("unique", "")),
        )
