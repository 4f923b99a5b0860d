"""Requests to a provider: by https, bounded in time and size, no redirects, no compression."""

from __future__ import annotations

import re
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal
from urllib.parse import urlsplit

from egovframe.auth.errors import SourceUnavailable
from egovframe.auth.oidc.strictly import object_of
from egovframe.kernel.addresses import is_loopback
from egovframe.kernel.errors import MissingExtra
from egovframe.kernel.logging import get_logger

LARGEST: Final = 512 * 1024
"""The largest answer in bytes: a set of keys with certificates is some tens of kibibytes."""
LONGEST: Final = 2_000
"""The longest address in characters."""
_JSON: Final = "application/json"
_JWT: Final = "application/jwt"
_HOST: Final = re.compile(r"[A-Za-z0-9.-]+(:\d+)?|\[[0-9A-Fa-f:]+\](:\d+)?")  # it comes into a header of ours

_EVENTS: Final = {"provider": "oidc_provider_unavailable", "issuer": "credential_issuer_unavailable"}

log = get_logger("egovframe.auth")


def address(url: object, *, issuer: str) -> str:
    """Return the URL when what is sent there cannot be read or changed on the way: https.

    Plain http counts for an issuer on this very machine alone, and on this machine alone. Raises ValueError.
    """
    if not isinstance(url, str) or not 0 < len(url) <= LONGEST or not url.isascii() or not url.isprintable():
        raise ValueError("is not an address")
    parts = urlsplit(url)  # a ValueError for a broken host
    host, _ = parts.hostname or "", parts.port
    if not host or not _HOST.fullmatch(parts.netloc) or parts.fragment or " " in url or "\\" in url:
        raise ValueError("is not an address, or carries a password or a fragment")
    ours = urlsplit(issuer)
    here = parts.scheme == ours.scheme == "http" and is_loopback(host) and is_loopback(ours.hostname or "")
    if parts.scheme != "https" and not here:
        raise ValueError("is not https")
    return url


@dataclass(frozen=True, slots=True)
class Answer:
    """A provider's answer: the status, the JSON object in it, None when it is none, and the whole `content`.

    `token` is what came as a JWT (`application/jwt`) instead: nothing in it is believed yet.
    """

    status: int
    document: dict[str, Any] | None
    token: str = field(default="", repr=False)
    content: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Wire:
    """Talks to one provider. Serves many threads; nothing stays open between requests.

    `seconds` bounds connecting, and reading the whole answer. `certificates` is a PEM file of authorities; the system's
    when it is empty. `called` is what errors and the log call the other side.
    """

    issuer: str
    seconds: float
    certificates: str = ""
    called: Literal["provider", "issuer"] = "provider"
    _context: list[ssl.SSLContext] = field(default_factory=list, init=False, repr=False, compare=False)

    def get(self, url: str, *, bearer: str = "", accept: str = _JSON) -> Answer:
        """Return what stands at an address; with a bearer token, claims of its owner. Raises SourceUnavailable."""
        headers = {"accept": accept}
        if bearer:
            headers = {"authorization": f"Bearer {bearer}", "accept": f"{_JSON}, {_JWT}"}
        return self._ask("GET", url, headers, None)

    def post(self, url: str, form: Mapping[str, str], *, headers: Mapping[str, str]) -> Answer:
        """Send a form; return the answer. Raises SourceUnavailable."""
        return self._ask("POST", url, headers, form)

    def unavailable(
        self, what: str, *, hint: str = "Try again later, or ask the provider's operators."
    ) -> SourceUnavailable:
        """Return the error that says what is the matter with the provider, written into the log for the operators."""
        log.warning(_EVENTS[self.called], issuer=self.issuer, reason=what)
        return SourceUnavailable(f"The {self.called} {self.issuer} {what}.", hint=hint)

    def _ask(self, method: str, url: str, headers: Mapping[str, str], form: Mapping[str, str] | None) -> Answer:
        httpx = _httpx()
        sent = {"accept": _JSON, "accept-encoding": "identity", **headers}
        end = time.monotonic() + self.seconds
        # The machine's own proxy is for what leaves the machine.
        outward = url.startswith("https:")
        try:
            with (
                httpx.Client(
                    timeout=self.seconds,
                    follow_redirects=False,
                    trust_env=outward,
                    verify=self._trusted() if outward else False,
                ) as client,
                client.stream(method, url, headers=sent, data=form) as answer,
            ):
                if 300 <= answer.status_code < 400:
                    raise self.unavailable(f"sends {_path(url)} elsewhere", hint="Set issuer to where it really is.")
                if answer.status_code >= 500:
                    raise self.unavailable(f"answers {answer.status_code} at {_path(url)}")
                if answer.headers.get("content-encoding", "identity") != "identity":
                    raise self.unavailable(f"compresses {_path(url)}, though it was asked not to")
                body = bytearray()
                for part in answer.iter_raw():
                    body += part
                    if len(body) > LARGEST:
                        raise self.unavailable(f"answers more than {LARGEST:,} bytes at {_path(url)}")
                    if time.monotonic() > end:
                        raise self.unavailable(f"takes longer than {self.seconds:g} seconds for {_path(url)}")
                return _answer(answer.status_code, bytes(body), str(answer.headers.get("content-type", "")))
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError) as error:
            # Its words may quote addresses; its kind says enough. The log has the provider's name beside it.
            raise self.unavailable(f"cannot be reached at {_path(url)} ({type(error).__name__})") from error

    def _trusted(self) -> ssl.SSLContext:
        if not self._context:  # two threads may each make one; either will do
            self._context.append(ssl.create_default_context(cafile=self.certificates or None))
        return self._context[0]


def _answer(status: int, body: bytes, media: str) -> Answer:
    if media.partition(";")[0].strip().lower() != _JWT:
        return Answer(status, object_of(body), content=body)
    return Answer(status, None, body.decode("ascii", "replace").strip(), body)


def _path(url: str) -> str:
    return urlsplit(url).path[:200] or "/"


def _httpx() -> Any:
    try:
        import httpx
    except ModuleNotFoundError as error:
        raise MissingExtra(
            "Signing in with a provider needs httpx, which is not installed.",
            hint="Run: pip install 'egovframe[oidc]', or 'egovframe[wallet]' for wallets",
        ) from error
    return httpx
