"""SD-JWTs in the compact form: their parts, and the claims that were disclosed (RFC 9901, sections 4 and 7.1).

Digests are compared and claims put in their places by the `sd-jwt` library; what it leaves to its caller is checked
here: each disclosure well-formed, of the right kind, used once, and none that nothing refers to.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from egovframe.auth import jose
from egovframe.auth.errors import ProofRefused, TokenInvalid
from egovframe.kernel.errors import MissingExtra

Path = tuple[str | int, ...]

LONGEST: Final = 65_536
"""The longest presentation in characters."""
MOST: Final = 100
"""How many disclosures one presentation has."""
HASH: Final = "sha-256"
"""The algorithm of digests that is taken; it is the usual one, too (RFC 9901, 4.1.1)."""
_DEEPEST: Final = 20
_LISTED: Final = "..."
_RESERVED: Final = frozenset({"_sd", _LISTED})


@dataclass(frozen=True, slots=True)
class Parts:
    """A presentation taken apart: what the issuer signed, the disclosures, and the key binding JWT."""

    signed: str
    disclosures: tuple[str, ...]
    binding: str

    @classmethod
    def of(cls, presentation: str) -> Parts:
        """Return the parts. Raises ProofRefused for another form, or without a key binding JWT (RFC 9901, 4)."""
        if len(presentation) > LONGEST or not presentation.isascii():
            raise refused("it is longer than 65,536 characters, or no ASCII")
        signed, *disclosures = presentation.split("~")
        if not signed or not disclosures:
            raise refused("it is no SD-JWT")
        *disclosures, binding = disclosures
        if not binding:
            raise refused("it has no key binding JWT: anybody could present it")
        if len(disclosures) > MOST:
            raise refused("it has more than 100 disclosures")
        return cls(signed, tuple(disclosures), binding)

    @property
    def bound(self) -> str:
        """Return the hash of what the key binding JWT is about (RFC 9901, 4.3.1)."""
        return _digest("~".join((self.signed, *self.disclosures, "")))


@dataclass(frozen=True, slots=True)
class Disclosed:
    """The claims of a credential with what was disclosed in its place, and where each disclosed one stands."""

    claims: Mapping[str, Any]
    paths: tuple[Path, ...]


def processed(parts: Parts, claims: Mapping[str, Any]) -> Disclosed:
    """Return the claims with what was disclosed; `claims` are the issuer's, whose signature was checked.

    Raises ProofRefused where RFC 9901, 7.1 has the SD-JWT refused.
    """
    if claims.get("_sd_alg", HASH) != HASH:
        raise refused("its digests are made with another hash than sha-256")
    walk = _Walk({_digest(each): _read(each) for each in parts.disclosures})
    walk.through(dict(claims), ())
    if len(walk.paths) != len(parts.disclosures):
        raise refused("a disclosure is there that nothing refers to, or twice")
    return Disclosed(_unpacked(parts, claims), tuple(walk.paths))


def refused(reason: str) -> ProofRefused:
    """Return the error that says for the trail why a credential was not believed."""
    return ProofRefused(f"The credential is not to be believed: {reason}.", hint="Begin again, or take another way.")


class _Walk:
    """Finds every digest from the issuer's claims down, and holds what is disclosed under it to the rules."""

    def __init__(self, disclosed: Mapping[str, list[Any]]) -> None:
        self._disclosed = disclosed
        self._seen: set[str] = set()
        self.paths: list[Path] = []

    def through(self, node: Any, path: Path) -> None:
        if len(path) > _DEEPEST:
            raise refused("its claims are nested too deep")
        if isinstance(node, list):
            for number, element in enumerate(node):
                self._element(element, (*path, number))
        elif isinstance(node, dict):
            if _LISTED in node or ("_sd_alg" in node and path):
                raise refused("a name that is reserved stands in a wrong place")
            for name, value in node.items():
                if name != "_sd":
                    self.through(value, (*path, name))
            for digest in _listed(node):
                self._member(digest, node, path)

    def _element(self, element: Any, path: Path) -> None:
        if not isinstance(element, dict) or _LISTED not in element:
            self.through(element, path)
            return
        if len(element) != 1:
            raise refused("a name that is reserved stands in a wrong place")
        found = self._found(element[_LISTED])
        if found is not None:
            if len(found) != 2:
                raise refused("a disclosure of a member stands for an element of a list")
            self.paths.append(path)
            self.through(found[1], path)

    def _member(self, digest: Any, node: Mapping[str, Any], path: Path) -> None:
        found = self._found(digest)
        if found is None:
            return
        if len(found) != 3 or not isinstance(found[1], str) or found[1] in _RESERVED:
            raise refused("a disclosure has no name, or one that is reserved")
        if found[1] in node or (*path, found[1]) in self.paths:
            raise refused("a disclosed claim is there already")
        self.paths.append((*path, found[1]))
        self.through(found[2], (*path, found[1]))

    def _found(self, digest: Any) -> list[Any] | None:
        if not isinstance(digest, str):
            raise refused("a digest is no text")
        if digest in self._seen:
            raise refused("a digest is there twice")
        self._seen.add(digest)
        return self._disclosed.get(digest)


def _listed(node: Mapping[str, Any]) -> Iterator[Any]:
    digests = node.get("_sd", [])
    if not isinstance(digests, list):
        raise refused("its digests are no list")
    yield from digests


def _read(disclosure: str) -> list[Any]:
    """Return a disclosure: salt, name and value, or salt and value (RFC 9901, 4.2)."""
    try:
        # As a member of an object it is read as strictly as everything that is signed.
        found = jose.object_of(b'{"_":' + jose.decoded(disclosure) + b"}", "disclosure")["_"]
    except (TokenInvalid, KeyError) as error:
        raise refused("a disclosure cannot be read") from error
    if not isinstance(found, list) or len(found) not in (2, 3) or not isinstance(found[0], str):
        raise refused("a disclosure is not made of a salt, a name and a value")
    return found


def _digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()


def _unpacked(parts: Parts, claims: Mapping[str, Any]) -> Mapping[str, Any]:
    try:
        from sd_jwt.verifier import SDJWTVerifier
    except ModuleNotFoundError as error:
        raise MissingExtra(
            "Credentials from wallets need a package that is not installed.",
            hint="Run: pip install 'egovframe[wallet]'",
        ) from error

    class Checked(SDJWTVerifier):  # type: ignore[misc]  # the library has no types
        """The library's verifier over claims whose signature was checked: it would itself take any algorithm."""

        def _verify_sd_jwt(self, cb_get_issuer_key: Any, sign_alg: Any = None) -> None:
            self._sd_jwt_payload = json.loads(json.dumps(claims))

    try:
        whole = Checked("~".join((parts.signed, *parts.disclosures, "")), lambda *_: "").get_verified_payload()
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise refused("its disclosures do not fit together") from error
    found: Mapping[str, Any] = whole
    return found
