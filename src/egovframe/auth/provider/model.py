"""Clients of the provider and what they are given, as values; the rules that need no database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Literal
from urllib.parse import urlsplit

from egovframe.kernel.crypto import sha256_hex
from egovframe.kernel.errors import Fault, Invalid
from egovframe.kernel.text import Text

CODE_LASTS: Final = timedelta(seconds=60)
"""How long a code waits to be turned into tokens: ten minutes at most (RFC 6749, 4.1.2), a minute is enough."""
ACCESS_LASTS: Final = timedelta(minutes=10)
REFRESH_LASTS: Final = timedelta(days=30)
REFRESH_ENDS: Final = timedelta(days=90)
"""How long after the sign-in the last refresh token ends, however often it was exchanged: then people sign in again."""
SCOPES: Final = ("openid", "profile", "email", "offline_access")
"""What a client may ask for (OpenID Connect Core 1.0, 5.4 and 11)."""

_LONGEST_URI: Final = 2_000
_MOST_URIS: Final = 20
_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})

Kind = Literal["code", "access", "refresh"]
Claims = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Client:
    """Another system of the city. `redirect_uris` are compared as they stand, sign by sign (RFC 9700, 2.1).

    `scopes` is what it may ask for; more is not given. `consent` says that it is somebody else's: people are asked
    each time before anything is told to it.
    """

    id: str
    name: str
    redirect_uris: tuple[str, ...]
    created: datetime
    logout_uris: tuple[str, ...] = ()
    account: str = ""
    scopes: tuple[str, ...] = SCOPES
    consent: bool = False
    disabled: datetime | None = None

    @property
    def ref(self) -> str:
        """Return how facts name the client."""
        return f"client:{self.id}"


@dataclass(frozen=True, slots=True)
class NewClient:
    """A client in the only moment that its secret is known."""

    client: Client
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Grant:
    """What stands behind a code or a token: for whom, for which client, since which sign-in.

    `family` is what came of one sign-in: when a code or a refresh token is used twice, all of it ends.
    """

    kind: Kind
    family: str
    client: str
    account: str
    session: str
    scope: tuple[str, ...]
    auth_time: int
    assurance: int
    methods: tuple[str, ...]
    nonce: str = ""
    challenge: str = ""
    redirect_uri: str = ""

    @property
    def sid(self) -> str:
        """Return what names the session to the client without telling its id."""
        return sha256_hex(f"{self.client}\0{self.session}".encode())[:32]


def shown(claims: Claims, scope: tuple[str, ...]) -> dict[str, Any]:
    """Return the claims that a scope gives (OpenID Connect Core 1.0, 5.4)."""
    names = []
    if "profile" in scope:
        names += ["name", "preferred_username", "groups"]
    if "email" in scope:
        names += ["email"]
    return {name: claims[name] for name in names if claims.get(name)}


def refresh_lasts(auth_time: int, now: datetime) -> timedelta:
    """Return how long a refresh token given now lasts: never beyond `REFRESH_ENDS` after the sign-in."""
    return min(REFRESH_LASTS, datetime.fromtimestamp(auth_time, UTC) + REFRESH_ENDS - now)


def redirect_uri(text: str) -> str:
    """Return the address when a browser may be sent there; raises Invalid otherwise.

    https, or http on this machine; absolute, without a fragment (RFC 6749, 3.1.2) and without a user.
    """
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        raise _refused(text) from None
    safe = parts.scheme == "https" or (parts.scheme == "http" and host in _LOOPBACK)
    plain = text.isascii() and text.isprintable() and " " not in text and "\\" not in text
    if not safe or not host or parts.fragment or "#" in text or "@" in parts.netloc or not plain:
        raise _refused(text)
    if len(text) > _LONGEST_URI:
        raise _refused(text[:100])
    return text


def redirect_uris(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the addresses of a client, at least one. Raises Invalid."""
    if not 0 < len(texts) <= _MOST_URIS:
        raise Invalid(
            f"A client has 1 to {_MOST_URIS} redirect URIs, not {len(texts)}.",
            hint="Give each with --redirect-uri.",
            faults=[Fault("redirect_uris", Text(ko="리디렉션 주소를 적으세요.", en="Give a redirect URI."))],
        )
    return tuple(dict.fromkeys(redirect_uri(text) for text in texts))


def scopes(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return what a client may ask for, in our order and with openid; all there is for none. Raises Invalid."""
    if unknown := sorted(set(texts) - set(SCOPES)):
        words = Text(ko="없는 범위입니다.", en="There is no such scope.")
        raise Invalid(
            f"{unknown[0][:100]!r} is no scope.",
            hint=f"Choose among {', '.join(SCOPES)}.",
            faults=[Fault("scopes", words, code="scope_unknown")],
        )
    return tuple(each for each in SCOPES if not texts or each in texts or each == "openid")


def _refused(text: str) -> Invalid:
    words = Text(
        ko="https 주소(이 컴퓨터는 http도)를 조각(#) 없이 적으세요.",
        en="Write an https address (http only on this machine) without a fragment.",
    )
    return Invalid(
        f"{text!r} is no redirect URI.",
        hint="Write an https address (http only on this machine) without a fragment.",
        faults=[Fault("redirect_uris", words, code="redirect_uri_invalid")],
    )
