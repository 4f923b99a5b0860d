"""One request as an endpoint sees it."""

from __future__ import annotations

import json
import os
from contextlib import AbstractContextManager
from functools import cached_property
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import urlencode

from egovframe.kernel.errors import EgovError, Invalid
from egovframe.kernel.permissions import Actor
from egovframe.kernel.trace import TraceContext
from egovframe.kernel.work import Origin
from egovframe.web import csrf, language, multipart, session
from egovframe.web.response import Response, redirect
from egovframe.web.tls import shown_in
from egovframe.web.urlencoded import Fields

if TYPE_CHECKING:
    from collections.abc import Mapping

    from egovframe.audit.acknowledging import Until
    from egovframe.web.application import Site
    from egovframe.web.endpoint import Endpoint
    from egovframe.web.gateway import Office
    from egovframe.web.multipart import Part, Upload

_SAYABLE = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


class SignInNeeded(EgovError):
    """This needs an account: sign in first."""

    code = "egov.unauthenticated"


class WrongMedia(EgovError):
    """The body is in a format that this address does not take."""

    code = "web.media_type"


def new_request_number() -> str:
    """Return a number by which a person can ask about one request on the phone, such as 4XTQ-8KDM."""
    text = "".join(_SAYABLE[byte % len(_SAYABLE)] for byte in os.urandom(8))
    return f"{text[:4]}-{text[4:]}"


class Page:
    """One request: what was asked, by whom, in which language, and how to answer it.

    Owned by one worker thread at a time. Everything that costs something is read when it is first looked at.
    """

    def __init__(
        self, site: Site, scope: Mapping[str, Any], *, address: str, number: str, proxied: bool = False
    ) -> None:
        self.site = site
        self.proxied = proxied
        self.scope = scope
        self.method: str = scope["method"]
        self.path: str = scope["path"]
        self.number = number
        self.address = address
        self.body = b""
        self.spool: IO[bytes] | None = None
        self.params: dict[str, str] = {}
        self.endpoint: Endpoint | None = None
        self.failed: BaseException | None = None
        self.new_csrf: str | None = None
        self._headers: dict[bytes, bytes] = dict(scope["headers"])
        self.trace = TraceContext.current() or self._asked_trace() or TraceContext.new()

    def _asked_trace(self) -> TraceContext | None:
        """Return our place in the trace that the request names; what does not hold, or comes twice, is passed over."""
        given = [value for name, value in self.scope["headers"] if name == b"traceparent"]
        found = TraceContext.read(given[0].decode("latin-1")) if len(given) == 1 else None
        return None if found is None else found.child()

    # What was asked

    def header(self, name: str, default: str = "") -> str:
        """Return a request header."""
        value = self._headers.get(name.lower().encode("latin-1"))
        return default if value is None else value.decode("latin-1")

    @cached_property
    def query(self) -> Fields:
        """The fields of the query string."""
        return Fields.read(self.scope.get("query_string", b""))

    @cached_property
    def form(self) -> Fields:
        """The fields of a posted form. Raises WrongMedia when the body is something else."""
        if self._on_disk is not None:
            return self._on_disk[0]
        if self._has_files:
            return self._parts[0]
        media = self.header("content-type").partition(";")[0].strip().lower()
        if self.body and media != "application/x-www-form-urlencoded":
            raise WrongMedia(
                f"The body is {media or 'of no stated type'}, not a form.",
                hint="Send application/x-www-form-urlencoded.",
            )
        return Fields.read(self.body)

    @property
    def files(self) -> dict[str, Upload]:
        """The files of a posted form by the names of their fields, at an endpoint that takes files."""
        return self._parts[1] if self._has_files else {}

    @property
    def parts(self) -> list[Part]:
        """The files of a posted form that lies on the disk, at an endpoint that says `spool="form"`."""
        return self._on_disk[1] if self._on_disk is not None else []

    @cached_property
    def _on_disk(self) -> tuple[Fields, list[Part]] | None:
        if self.spool is None or self.endpoint is None or self.endpoint.spool != "form":
            return None
        return multipart.spooled(self.spool, self.header("content-type"))

    @property
    def _has_files(self) -> bool:
        media = self.header("content-type").partition(";")[0].strip().lower()
        return self.endpoint is not None and self.endpoint.files and media == "multipart/form-data"

    @cached_property
    def _parts(self) -> tuple[Fields, dict[str, Upload]]:
        return multipart.read(self.body, self.header("content-type"))

    def json(self) -> Any:
        """Return the JSON body. Raises WrongMedia, or Invalid when it is not JSON."""
        media = self.header("content-type").partition(";")[0].strip().lower()
        if media != "application/json":
            raise WrongMedia(f"The body is {media or 'of no stated type'}.", hint="Send application/json.")
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            raise Invalid("The body is not JSON.", hint="Send one JSON document in UTF-8.") from None

    @cached_property
    def cookies(self) -> dict[str, str]:
        """All cookies the browser sent, under their full names."""
        return session.parse(self.header("cookie"))

    def cookie(self, name: str, *, path: str = "/") -> str:
        """Return one of our cookies, or an empty string."""
        return self.cookies.get(self.site.jar.name(name, path=path), "")

    @property
    def certificate(self) -> str:
        """The client certificate that a trusted proxy saw, as it wrote it; empty when none did. See `[web]`.

        One that is there twice is none: the person may have sent one beside the proxy's own. `client-cert` (RFC 9440)
        brings the certificates of `client-cert-chain` along. Without a proxy between, it is what the office saw itself,
        in PEM; a certificate that a proxy shows is the proxy's own and nobody's.
        """
        if not self.proxied:
            return shown_in(self.scope)
        name = self.site.office.settings.web.certificate_header.lower()
        if not name:
            return ""
        found = self._all(name)
        if len(found) != 1:
            return ""
        return ", ".join([*found, *(self._all("client-cert-chain") if name == "client-cert" else ())])

    def _all(self, name: str) -> list[str]:
        wanted = name.encode("latin-1")
        return [value.decode("latin-1") for key, value in self.scope["headers"] if key == wanted]

    # By whom, in which language

    @property
    def office(self) -> Office:
        """The office behind the site."""
        return self.site.office

    @cached_property
    def language(self) -> str:
        """The language of the answer: `ko` or `en`."""
        query = self.scope.get("query_string", b"")
        try:
            asked = self.query.get("lang") if b"lang=" in query else ""
        except Invalid:  # a query that nobody can read; what is wrong with it is said in some language
            asked = ""
        return language.choose(
            asked=asked,
            kept=self.cookie(language.COOKIE),
            accepts=self.header("accept-language"),
            default=self.site.default_language,
        )

    @cached_property
    def session(self) -> Any | None:
        """The session of the person's cookie, or None."""
        token = self.cookie(session.SESSION)
        return self.office.auth.session(token) if token else None

    @cached_property
    def actor(self) -> Actor:
        """Who asks: by bearer token or cookie, as the area allows; a visitor when neither is there."""
        how = self.endpoint.area.credentials if self.endpoint is not None else "cookie"
        if how in ("bearer", "any"):
            scheme, _, token = self.header("authorization").partition(" ")
            if scheme.lower() == "bearer" or (scheme and how == "bearer"):
                known: Actor | None = self.office.auth.bearer(token.strip()) if scheme.lower() == "bearer" else None
                if known is None:
                    raise SignInNeeded("The bearer token is not known.", hint="Ask for a new token.")
                return known
        if how in ("cookie", "any") and self.session is not None:
            actor: Actor = self.session.actor
            return actor
        return Actor.visitor()

    @property
    def signed_in(self) -> bool:
        """Whether the person signed in (or a token named them)."""
        if self.endpoint is not None and self.endpoint.area.credentials != "cookie":
            asked = bool(self.header("authorization"))
            return asked or (self.endpoint.area.credentials == "any" and self.session is not None)
        return self.session is not None

    @property
    def origin(self) -> Origin:
        """Where the request came from, for the facts it leaves."""
        return Origin(
            address=self.address,
            session=str(self.session.id) if self.cookie(session.SESSION) and self.session is not None else "",
            request=self.number,
            agent=self.header("user-agent")[:200],
            trace=self.trace.trace,
        )

    # Units of work

    def work(self, why: str, *, until: Until = "durable") -> AbstractContextManager[Any]:
        """Open a unit of work of this person that may write; `until` says how far it must come, see `Office.work`."""
        return self.office.work(by=self.actor, why=why, origin=self.origin, until=until)

    def look(self, why: str) -> AbstractContextManager[Any]:
        """Open a unit of work of this person that only reads."""
        return self.office.look(by=self.actor, why=why, origin=self.origin)

    # Answers

    def csrf(self) -> str:
        """Return the value of the hidden field; gives the browser its secret when it has none yet."""
        secret = self.cookie(csrf.COOKIE)
        if not csrf.valid(secret):
            if self.new_csrf is None:
                self.new_csrf = csrf.new_secret()
            secret = self.new_csrf
        return csrf.mask(secret)

    def render(self, template: str, *, status: int = 200, **context: object) -> Response:
        """Return the page of that template in this person's language."""
        return Response(self.site.renderer.render(self, template, context), status=status)

    def redirect(self, path: str) -> Response:
        """Send the browser to another page of this site, with GET."""
        return redirect(path)

    def in_language(self, tag: str) -> str:
        """Return the address of this page in another language, with all it was asked."""
        pairs = [(name, value) for name in self.query if name != "lang" for value in self.query.all(name)]
        return f"{self.path}?{urlencode([*pairs, ('lang', tag)])}"

    def url(self, path: str) -> str:
        """Return the absolute address of a path, under public_url or, without one, as the browser reached us."""
        if self.site.public_url:
            return self.site.public_url + path
        host = self.header("host") or "127.0.0.1"
        return f"{self.scope.get('scheme', 'http')}://{host}{path}"


def safe_next(path: str, default: str = "/account") -> str:
    """Return the path when it is a plain path of this site, else the default: nobody is sent elsewhere."""
    plain = path.startswith("/") and not path.startswith(("//", "/\\"))
    if not plain or any(ord(letter) < 0x21 or letter == "\\" for letter in path) or len(path) > 2000:
        return default
    return path
