"""Certificates of people (X.509): shown to a trusted proxy in the TLS handshake, or used to sign a text (CMS).

What a proof shows: that the person *has* the key. Where it lives nobody knows, save where the authority says so by a
policy under which it issues certificates for keys in hardware alone (`hardware_policies`). A certificate shown in the
handshake is worth nothing to somebody in between; a signed text can be fetched by one who asks for the text here and
has the person sign it there, which is why it never gives level 3 unless the settings say so (NIST SP 800-63B-4, 2.3.2).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, model_validator

from egovframe.auth.certificates.challenge import signed
from egovframe.auth.certificates.fetching import require_http
from egovframe.auth.certificates.lists import Lists
from egovframe.auth.certificates.papers import from_files, handed
from egovframe.auth.certificates.path import CLIENT_AUTH, Rules, path_of
from egovframe.auth.certificates.responders import Responders
from egovframe.auth.certificates.revocation import Demand, Revocation
from egovframe.auth.certificates.strength import check_key, key_of
from egovframe.auth.certificates.subjects import SUBJECTS, Subjects, issuer_of, paper_of
from egovframe.auth.errors import ProofRefused
from egovframe.auth.evidence import HAVE, Evidence, Person
from egovframe.auth.interfaces import Certificates
from egovframe.kernel.errors import MissingExtra
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from cryptography import x509

Oid = Annotated[str, Field(pattern=r"^[0-2](\.(0|[1-9][0-9]*))+$", max_length=128)]
Level = Annotated[int, Field(ge=1, le=3)]


class Certificate(Certificates):
    """A certificate from an authority that the city trusts."""

    title: ClassVar[Text] = Text(ko="인증서", en="Certificate")
    method: ClassVar[str] = "swk"

    anchors: Annotated[tuple[Path, ...], Field(min_length=1)]
    """PEM files with the authorities that the city trusts. Their names tell them apart: whoever is linked stays linked
    when an authority gets a new key under its old name."""
    intermediates: tuple[Path, ...] = ()
    """PEM files with authorities below them, for certificates that come without."""
    longest_path: int = Field(default=4, ge=0, le=8)
    """How many authorities may stand between a certificate and a trusted one."""
    purposes: tuple[Oid, ...] = (CLIENT_AUTH,)
    """What a certificate must be for: extended key usages, one of which it names."""
    purpose_required: bool = True
    """Whether certificates that name no extended key usage at all are refused. Korean ones name none."""
    policies: tuple[Oid, ...] = ()
    """The certificate policies of which one must hold all along the path; empty: any, or none."""
    hardware_policies: tuple[Oid, ...] = ()
    """The certificate policies under which keys live in hardware and are unlocked by their owner: level 3."""
    level: Literal[1, 2] = 2
    """The assurance level of every other certificate."""
    signing_level: Literal[1, 2, 3] = 2
    """The most that a signed text gives, because it can be asked for by somebody in between."""
    subject: str = "key"
    """The rule by which a certificate means a person, by entry point: `key`, `serial`, `name`, `gpki`, `npki`."""
    subject_options: dict[str, Any] = Field(default_factory=dict)
    """The settings of that rule."""

    revocation: Demand = "required"
    """Whether there must be word that a certificate is not revoked: `required`; `when_available` lets in whom nobody
    can tell about; `none` asks nobody."""
    crls: tuple[str, ...] = ()
    """Lists of revoked certificates: files (DER or PEM), or addresses, which are fetched once an hour."""
    distribution_points: bool = False
    """Whether lists are fetched from where certificates say they are (http and https; never LDAP)."""
    ocsp: str = Field(default="", pattern=r"^(certificate|https?://\S+)?$")
    """The responder that is asked first: an address, or `certificate` for the one that the certificate names."""
    ocsp_nonce: bool = True
    """Whether the responder's answer must be made for this question; false for those whose answers are ready-made."""
    timeout: Annotated[timedelta, Field(gt=timedelta(0), le=timedelta(seconds=30))] = timedelta(seconds=5)
    """How long lists and responders may take, each."""

    create: bool = False
    """Whether somebody whom no account is linked with gets a new one."""
    kind: Literal["citizen", "company", "officer"] = "citizen"
    """Of which kind such an account is."""

    @model_validator(mode="after")
    def _find_out_now(self) -> Self:
        """Refuse at the start what could never work: a package, a file or a rule that is missing."""
        _require_package()
        if self.distribution_points or self.ocsp or any(each.startswith("http") for each in self.crls):
            require_http()
        anchors = self._anchors
        for each in anchors:
            try:
                check_key(key_of(each))
            except ProofRefused as error:
                raise ValueError(f"the anchor {each.subject.rfc4514_string()} is too weak: {error.message}") from error
        if len({each.subject for each in anchors}) != len({each.subject.rfc4514_string() for each in anchors}):
            raise ValueError("two anchors have names that read the same")
        _ = self._intermediates, self._subjects
        return self

    # ------------------------------------------------------------------ who it is

    def shown(self, chain: str, *, at: datetime) -> Person:
        """Return whose certificate the proxy saw; see `Certificates.shown` and `papers.handed` for its forms."""
        leaf, *others = handed(chain)
        return self._person(leaf, others, at, shown=True)

    def signed(self, message: bytes, challenge: bytes, *, at: datetime) -> Person:
        """Return who signed the text; see `Certificates.signed`."""
        came = signed(message, challenge)
        return self._person(came.leaf, came.others, at, shown=False)

    def _person(
        self, leaf: x509.Certificate, others: Sequence[x509.Certificate], at: datetime, *, shown: bool
    ) -> Person:
        rules = Rules(
            purposes=frozenset(self.purposes),
            purpose_required=self.purpose_required,
            policies=frozenset(self.policies),
            longest=self.longest_path,
        )
        path = path_of(leaf, [*others, *self._intermediates], self._anchors, rules, at=at)
        meant = self._subjects.meant(paper_of(path))  # before anybody is asked: what no rule knows costs nothing
        self._revocation.check(path, at=at)
        return Person(
            issuer=issuer_of(path),
            subject=meant.subject,
            evidence=self._evidence(hardware=bool(path.policies & set(self.hardware_policies)), shown=shown),
            name=meant.name,
            title=", ".join(filter(None, (meant.name, meant.title))),
            email=meant.email,
        )

    def evidence(self) -> Evidence:
        """Return the least that a right certificate shows; each says itself what more it shows."""
        return self._evidence(hardware=False, shown=False)

    def _evidence(self, *, hardware: bool, shown: bool) -> Evidence:
        level = 3 if hardware else self.level
        return Evidence(
            method="hwk" if hardware else "swk",
            factors=HAVE,
            assurance=level if shown else min(level, self.signing_level),
            resists_phishing=shown,
        )

    # ------------------------------------------------------------------ what the settings name, read once

    @cached_property
    def _anchors(self) -> list[x509.Certificate]:
        return from_files(self.anchors)

    @cached_property
    def _intermediates(self) -> list[x509.Certificate]:
        return from_files(self.intermediates)

    @cached_property
    def _subjects(self) -> Subjects:
        return SUBJECTS.load(self.subject, self.subject_options)

    @cached_property
    def _revocation(self) -> Revocation:
        asked = Responders("" if self.ocsp == "certificate" else self.ocsp, nonce=self.ocsp_nonce, within=self.timeout)
        return Revocation(
            self.revocation,
            lists=Lists(self.crls, within=self.timeout),
            responders=asked if self.ocsp else None,
            distribution_points=self.distribution_points,
        )


def _require_package() -> None:
    """Import what the extra `certificates` brings. Raises MissingExtra."""
    try:
        import_module("asn1crypto")
    except ImportError as error:
        raise MissingExtra(
            "Signing in with certificates needs the package asn1crypto.", hint="pip install 'egovframe[certificates]'"
        ) from error
