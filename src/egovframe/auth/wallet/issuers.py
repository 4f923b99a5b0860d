"""Whose credentials are taken, and where their keys are pinned: nothing that a credential brings along is a key.

A file with the issuer's keys, its own metadata by https (JWT VC Issuer Metadata, SD-JWT VC section 4), or certificates
up to authorities that are pinned for this issuer (`x5c`).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any, Final, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, model_validator

from egovframe.auth import jose
from egovframe.auth.certificates.papers import from_files
from egovframe.auth.errors import ProofRefused, TokenInvalid
from egovframe.auth.oidc.keys import Published, keys_at
from egovframe.auth.oidc.wire import Wire, address
from egovframe.auth.wallet import papers

_LARGEST: Final = 512 * 1024
_X5C: Final = ("x5c",)
TIMEOUT: Final = timedelta(seconds=5)


class Issuer(BaseModel):
    """An issuer whose credentials are taken. Exactly one of `keys`, `metadata` and `authorities` says with which keys.

    `[[auth.authenticators.wallet.issuers]]`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    issuer: str
    """What the issuer calls itself in its credentials (`iss`), letter by letter: an address by https."""
    keys: Path | None = None
    """A file with its public keys, a JWK Set (RFC 7517)."""
    metadata: bool = False
    """Whether its keys are fetched from itself, at `/.well-known/jwt-vc-issuer`."""
    authorities: tuple[Path, ...] = ()
    """PEM files with the authorities whose certificates show its keys (`x5c`). The certificate names the issuer."""
    statuses: tuple[str, ...] = ()
    """How addresses begin from which its lists of withdrawn credentials are fetched; empty: its own site alone."""
    trusted: Path | None = None
    """A PEM file with the authorities that its web server's certificate may come from; the system's without one."""
    timeout: timedelta = Field(default=TIMEOUT, gt=timedelta(0), le=timedelta(seconds=30))
    """How long its server may take for each answer."""

    @model_validator(mode="after")
    def _find_out_now(self) -> Self:
        """Refuse at the start what could never work, or would not be safe."""
        for name, where in (("issuer", self.issuer), *(("statuses", each) for each in self.statuses)):
            try:
                address(where, issuer=self.issuer)
            except ValueError as error:
                raise ValueError(f"{name} {error}; http only for 127.0.0.1, ::1 or localhost") from error
        if [self.keys is not None, self.metadata, bool(self.authorities)].count(True) != 1:
            raise ValueError("set one of keys, metadata and authorities: which keys the issuer signs with")
        _ = self._pinned, self._anchors
        return self

    def claims(self, token: str, *, typ: str, algorithms: Collection[str], at: datetime) -> dict[str, Any]:
        """Return the claims of what this issuer signed: a token of the kind `typ`.

        Raises ProofRefused, TokenInvalid, SourceUnavailable when its keys must be fetched and cannot be.
        """
        if self._published is not None:
            return self._published.claims(token, algorithms=algorithms, typ=typ)
        if not self.authorities:
            return jose.claims_of(token, key=self._pinned, algorithms=algorithms, typ=typ)
        shown = jose.header_of(token, looked_at=_X5C).get("x5c")
        key = papers.issuer_key(shown, self._anchors, issuer=self.issuer, at=at)
        header = jose.header_of(token, looked_at=_X5C)
        named = {"kid": header["kid"]} if "kid" in header else {}
        return jose.claims_of(token, key={**key, **named}, algorithms=algorithms, typ=typ, looked_at=_X5C)

    def list_at(self, uri: str) -> bytes:
        """Return what stands at the address of a list of withdrawn credentials (Token Status List, 8.1).

        Raises ProofRefused for an address that is not among those of the settings, SourceUnavailable.
        """
        parts = urlsplit(self.issuer)
        begins = self.statuses or (f"{parts.scheme}://{parts.netloc}/",)
        try:
            address(uri, issuer=self.issuer)
        except ValueError as error:
            raise ProofRefused(f"The list of withdrawn credentials {error}.", hint="Ask the issuer.") from error
        if ".." in uri or not any(uri.startswith(each) for each in begins):
            raise ProofRefused(
                "The list of withdrawn credentials is at an address that is not taken.",
                hint="Add how it begins to statuses of this issuer, if it is right.",
            )
        answer = self.wire.get(uri, accept="application/statuslist+jwt")
        if answer.status != 200:
            raise self.wire.unavailable(f"has no list of withdrawn credentials ({answer.status})")
        return answer.content

    @cached_property
    def wire(self) -> Wire:
        """The way to the issuer's own server."""
        return Wire(self.issuer, self.timeout.total_seconds(), str(self.trusted or ""), called="issuer")

    @cached_property
    def _pinned(self) -> list[Any]:
        if self.keys is None:
            return []
        try:
            listed = jose.object_of(self.keys.read_bytes()[:_LARGEST], "set of keys").get("keys")
        except OSError as error:
            raise ValueError(f"keys cannot be read: {error.strerror or error}") from error
        except TokenInvalid as error:
            raise ValueError("keys is no JWK Set in JSON") from error
        if not isinstance(listed, list) or not listed or any(not _public(each) for each in listed):
            raise ValueError("keys holds no JWK Set of public keys alone")
        return listed

    @cached_property
    def _anchors(self) -> list[Any]:
        return from_files(self.authorities)

    @cached_property
    def _published(self) -> Published | None:
        return _Metadata(self) if self.metadata else None


class _Metadata(Published):
    """The keys in an issuer's own metadata (SD-JWT VC, JWT VC Issuer Metadata)."""

    def __init__(self, issuer: Issuer) -> None:
        super().__init__()
        self._issuer = issuer

    def listed(self) -> list[Any]:
        wire, parts = self._issuer.wire, urlsplit(self._issuer.issuer)
        # The path comes behind the well-known part: one host may serve several issuers.
        where = f"{parts.scheme}://{parts.netloc}/.well-known/jwt-vc-issuer{parts.path.rstrip('/')}"
        answer = wire.get(where)
        said = answer.document or {}
        if answer.status != 200 or said.get("issuer") != self._issuer.issuer:
            raise wire.unavailable(
                f"has no metadata of its own ({answer.status})", hint=f"It has to answer at {where}, by its own name."
            )
        if ("jwks" in said) == ("jwks_uri" in said):
            raise wire.unavailable("names both jwks and jwks_uri, or none")
        if "jwks" in said:
            listed = said["jwks"].get("keys") if isinstance(said["jwks"], dict) else None
            if not isinstance(listed, list):
                raise wire.unavailable("has no set of keys in its metadata")
            return listed
        try:
            at = address(said["jwks_uri"], issuer=self._issuer.issuer)
        except ValueError as error:
            raise wire.unavailable(f"names a jwks_uri that {error}") from error
        return keys_at(wire, at)


def _public(key: object) -> bool:
    return isinstance(key, dict) and key.get("kty") != "oct" and "d" not in key
