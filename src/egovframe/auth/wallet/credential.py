"""Whether a presented credential is to be believed (SD-JWT VC, RFC 9901 section 7.3, OpenID4VP 1.0 section 8.6)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from egovframe.auth import jose
from egovframe.auth.errors import TokenInvalid
from egovframe.auth.wallet.binding import LEEWAY, check_binding
from egovframe.auth.wallet.disclosures import Disclosed, Parts, Path, processed, refused
from egovframe.auth.wallet.issuers import Issuer
from egovframe.auth.wallet.request import FORMAT
from egovframe.auth.wallet.status import Statuses

ALGORITHMS: Final = ("ES256", "ES384", "ES512", "EdDSA", "PS256", "PS384", "PS512", "RS256")
"""The algorithms that can be listed: with a public key."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What a presentation is held to. `paths` are the claims that were asked for: all of them, and none beside."""

    audience: str
    nonce: str
    types: Collection[str]
    paths: Sequence[Sequence[str]]
    algorithms: Collection[str]
    at: datetime
    status: bool = False


def believed(
    presentation: str, expected: Expected, issuers: Mapping[str, Issuer], statuses: Statuses
) -> Mapping[str, Any]:
    """Return the claims of a presentation that holds, with those that were disclosed.

    Issuer, type, times, key and status are what the issuer signed in the clear: an issuer never leaves them to the
    wallet to disclose (SD-JWT VC, 2.2.2.2). Raises ProofRefused with the reason for the trail, SourceUnavailable where
    the issuer must be asked and cannot be.
    """
    parts = Parts.of(presentation)
    issuer = _issuer_of(parts.signed, issuers)
    try:
        signed = issuer.claims(parts.signed, typ=FORMAT, algorithms=expected.algorithms, at=expected.at)
        jose.check_times(signed, at=expected.at, leeway=LEEWAY)
    except TokenInvalid as error:
        raise refused(error.message.rstrip(".")) from error
    if not isinstance(signed.get("vct"), str) or signed["vct"] not in expected.types:
        raise refused("it is of another type (vct)")
    if "exp" not in signed and "status" not in signed:
        raise refused("it neither expires nor has a status: nobody could withdraw it")
    # The holder's key is checked before the costly rest, and before anybody's server is asked.
    check_binding(
        parts,
        signed,
        audience=expected.audience,
        nonce=expected.nonce,
        algorithms=expected.algorithms,
        at=expected.at,
    )
    disclosed = processed(parts, signed)
    _check_disclosed(disclosed, expected.paths)
    statuses.check(signed, issuer, algorithms=expected.algorithms, at=expected.at, required=expected.status)
    return disclosed.claims


def _issuer_of(signed: str, issuers: Mapping[str, Issuer]) -> Issuer:
    """Return the issuer that a credential names, which is not believed yet: it says whose keys are to be tried."""
    try:
        pieces = signed.split(".")
        named = jose.object_of(jose.decoded(pieces[1]), "payload").get("iss") if len(pieces) == 3 else None
    except TokenInvalid as error:
        raise refused(error.message.rstrip(".")) from error
    if not isinstance(named, str) or named not in issuers:
        raise refused("its issuer is not one of those that are taken")
    return issuers[named]


def _check_disclosed(disclosed: Disclosed, wanted: Sequence[Sequence[str]]) -> None:
    """Raise ProofRefused where less was disclosed than asked for, or more: what is not needed is not to come here."""
    for path in wanted:
        if not _there(disclosed.claims, path):
            raise refused(f"the claim {'.'.join(path)} was asked for and is not there")
    for each in disclosed.paths:
        if not any(_on_the_way(each, path) for path in wanted):
            raise refused("the wallet disclosed more than was asked for")


def _there(claims: Any, path: Sequence[str]) -> bool:
    found: Any = claims
    for name in path:
        if not isinstance(found, dict) or name not in found:
            return False
        found = found[name]
    return True


def _on_the_way(disclosed: Path, wanted: Sequence[str]) -> bool:
    """Say whether a disclosed claim is one that was asked for, within it, or above it."""
    both = min(len(disclosed), len(wanted))
    return list(disclosed[:both]) == list(wanted[:both])
