"""The ASGI callable: from a connection to an endpoint and back."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Awaitable, Callable, Iterable, MutableMapping, Sequence
from functools import partial
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from time import perf_counter
from typing import Any

from structlog.contextvars import bound_contextvars

from egovframe.kernel.errors import EgovError, SettingsError
from egovframe.kernel.logging import get_logger
from egovframe.kernel.permissions import AssuranceNeeded, Forbidden
from egovframe.kernel.text import LANGUAGES, Text
from egovframe.web import csrf, errors, headers, language
from egovframe.web.endpoint import Endpoint, Routes, Table, known_permissions
from egovframe.web.gate import Gate
from egovframe.web.gateway import Office
from egovframe.web.page import Page, SignInNeeded, new_request_number
from egovframe.web.render import Renderer
from egovframe.web.response import Response
from egovframe.web.session import Jar
from egovframe.web.shown import open_hours
from egovframe.web.spool import BodyTooSlow, Spools, spools, too_large
from egovframe.web.static import Static
from egovframe.web.status import status_of

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

log = get_logger("egovframe.web")

PACK_FROM = 1024
"""Pages smaller than this (bytes) are not worth compressing."""
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Site:
    """What all requests share: the office, the templates, the theme, the cookies."""

    def __init__(self, office: Office, table: Table) -> None:
        settings = office.settings.web
        self.office = office
        self.table = table
        self.public_url: str = settings.public_url.rstrip("/")
        self.jar = Jar(https=self.public_url.startswith("https://") or settings.tls.certificate is not None)
        self.default_language: str = office.settings.language if office.settings.language in LANGUAGES else "ko"
        theme: Path | None = settings.theme
        self.static = Static([theme / "static"] if theme else [])
        name = Text.of(getattr(office, "title", office.name))
        self.renderer = Renderer(
            static=self.static,
            city={tag: name.in_(tag) for tag in LANGUAGES},
            has=table.has,
            calendar=office.jurisdiction.calendar,
            folders=[theme / "templates"] if theme else [],
            cache=Path(office.settings.data_dir) / "cache" / "templates",
            states=lambda: office.forms.procedures.states,
            procedure_law=office.jurisdiction.procedure_law,
            privacy_law=office.jurisdiction.privacy_law,
            hours=lambda tag: open_hours(office.forms.calendar, at=office.clock.now(), language=tag),
        )


class Application:
    """An ASGI application over one office. `.table` lists every endpoint and who may use it."""

    def __init__(self, office: Office, areas: Sequence[Routes]) -> None:
        settings = office.settings.web
        self.table = Table(areas)
        known_permissions(self.table, [permission.name for permission in office.permissions])
        self.site = Site(office, self.table)
        self.gate = Gate(workers=settings.workers, queue=settings.queue)
        self._proxies = _networks(settings.trusted_proxies)
        self._max_body: int = settings.max_body
        self._body_seconds: float = settings.request_seconds
        self.spools = Spools(
            Path(office.settings.data_dir) / "spool", most=settings.max_upload, seconds=settings.request_seconds
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection."""
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        elif scope["type"] == "http":
            file = self.site.static.by_address.get(scope["path"])
            if file is not None and scope["method"] in SAFE:
                await self._static(scope, send, file)
            else:
                await self._http(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1000})

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        """Start and stop with the server; stopping finishes what was taken in."""
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                await send({"type": "lifespan.startup.complete"})
            elif message["type"] == "lifespan.shutdown":
                await asyncio.to_thread(self.gate.close)
                await send({"type": "lifespan.shutdown.complete"})
                return

    async def _static(self, scope: Scope, send: Send, file: Any) -> None:
        """Send a theme file; its address carries its hash, so it never changes."""
        packed = file.packed is not None and b"gzip" in _header(scope, b"accept-encoding")
        body = file.packed if packed else file.plain
        sent = [
            (b"content-type", file.media.encode("ascii")),
            (b"cache-control", b"public, max-age=31536000, immutable"),
            (b"vary", b"accept-encoding"),
            (b"content-length", str(len(body)).encode("ascii")),
        ]
        if packed:
            sent.append((b"content-encoding", b"gzip"))
        await send(
            {"type": "http.response.start", "status": 200, "headers": headers.finish(sent, https=self.site.jar.https)}
        )
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Find the endpoint, take the body in, let a worker answer, send the answer, write the line."""
        client = scope.get("client")
        proxied = bool(self._proxies) and client is not None and self._trusted(str(client[0]))
        page = Page(self.site, scope, address=self._address(scope), number=new_request_number(), proxied=proxied)
        with bound_contextvars(trace_id=page.trace.trace):
            await self._answered(page, scope, receive, send)

    async def _answered(self, page: Page, scope: Scope, receive: Receive, send: Send) -> None:
        begun = perf_counter()
        try:
            try:
                page.endpoint, page.params = self.table.find(page.method, page.path)
                if spools(page):
                    page.spool = await self.spools.filled(scope, receive)
                elif page.method not in SAFE:
                    page.body = await self._body(scope, receive, page.endpoint.max_body or self._max_body)
            except EgovError as error:
                page.failed = error
            response = await self.gate.run(partial(self._answer, page))
        except EgovError as error:  # the gate is full: said without a worker
            page.failed = error
            page.session = None  # not looked up on the event loop
            response = self._fail(page, error)
        finally:
            if page.spool is not None:
                page.spool.close()
        await self._send(page, response, send)
        log.info(
            "request",
            method=page.method,
            path=page.endpoint.path if page.endpoint is not None else "(none)",
            status=response.status,
            ms=round((perf_counter() - begun) * 1000, 1),
            request=page.number,
            **({"code": page.failed.code} if isinstance(page.failed, EgovError) else {}),
        )

    # In a worker thread

    def _answer(self, page: Page) -> Response:
        """Let the endpoint answer, after asking who may and whether the form is ours."""
        try:
            if page.failed is not None:
                raise page.failed
            endpoint = page.endpoint
            assert endpoint is not None  # noqa: S101 - found, or failed is set
            self._permit(page, endpoint)
            response = endpoint.handler(page)
        except Exception as error:  # noqa: BLE001 - every error becomes a page, none becomes a trace
            page.failed = error
            response = self._fail(page, error)
        return self._finish(page, response)

    def _permit(self, page: Page, endpoint: Endpoint) -> None:
        """Raise SignInNeeded, Forbidden or CsrfFailed where this person may not use this endpoint this way."""
        if not endpoint.public and not page.signed_in:
            raise SignInNeeded("This needs an account.", hint="Sign in first.")
        if endpoint.csrf and endpoint.area.credentials == "cookie" and page.method not in SAFE:
            csrf.check(page.cookie(csrf.COOKIE), page.form.get(csrf.FIELD), site=page.header("sec-fetch-site"))
        if endpoint.fresh and page.session is not None and not page.office.auth.fresh(page.session):
            raise AssuranceNeeded(level=page.session.assurance, fresh=True)
        if endpoint.may is not None and not page.actor.may(endpoint.may):
            own = page.session if endpoint.area.credentials == "cookie" else None
            if own is not None and own.raised is not None and own.raised.may(endpoint.may):
                raise AssuranceNeeded(level=own.assurance + 1)
            with page.look(f"{endpoint.method} {endpoint.path}") as work:
                work.need(endpoint.may)  # raises, and leaves the fact that it was refused
            raise Forbidden(f"This needs the permission {endpoint.may}.", hint="Ask your administrator.")

    def _fail(self, page: Page, error: BaseException) -> Response:
        """Return the answer for an error, in the way of its area."""
        if status_of(error) >= 500 and not isinstance(error, EgovError):
            log.error("request failed", request=page.number, path=page.endpoint and page.endpoint.path, exc_info=error)
        area = page.endpoint.area if page.endpoint is not None else self.table.area(page.path)
        failed = area.failed if area is not None and area.failed is not None else errors.error_page
        try:
            try:
                return failed(page, error)
            except Exception:  # noqa: BLE001 - perhaps who it is cannot be asked now
                page.session = None
                return failed(page, error)
        except Exception as again:
            log.exception("error page failed", request=page.number, exc_info=again)
            return Response(f"500 {page.number}\n", status=500, media="text/plain; charset=utf-8")

    def _finish(self, page: Page, response: Response) -> Response:
        """Add cookies, compress, in the worker so that the event loop stays free."""
        if page.new_csrf is not None:
            self.site.jar.put(response, csrf.COOKIE, page.new_csrf)
        query = page.scope.get("query_string", b"")
        if b"lang=" in query and page.failed is None and page.query.get("lang") in LANGUAGES:
            self.site.jar.put(response, language.COOKIE, page.language, age=language.YEAR)
        body = response.body
        if isinstance(body, bytes) and len(body) >= PACK_FROM and response.get("content-encoding") is None:
            media = response.get("content-type") or ""
            if _packs(media):
                response.header("vary", "accept-encoding")
                if "gzip" in page.header("accept-encoding"):
                    response.body = gzip.compress(body, 4, mtime=0)
                    response.header("content-encoding", "gzip")
        return response

    # On the connection

    async def _body(self, scope: Scope, receive: Receive, most: int) -> bytes:
        """Return the body. Raises BodyTooLarge and BodyTooSlow; never holds more than `most` bytes."""
        length = _header(scope, b"content-length")
        if length and (not length.isdigit() or int(length) > most):
            raise too_large(most)
        parts: list[bytes] = []
        size = 0
        try:
            async with asyncio.timeout(self._body_seconds):
                while True:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        raise BodyTooSlow(
                            "The connection ended before the request was complete.", hint="Send it again."
                        )
                    part = message.get("body", b"")
                    size += len(part)
                    if size > most:
                        raise too_large(most)
                    parts.append(part)
                    if not message.get("more_body", False):
                        return parts[0] if len(parts) == 1 else b"".join(parts)
        except TimeoutError:
            raise BodyTooSlow(
                f"The request took longer than {self._body_seconds:g} seconds to arrive.", hint="Send it again."
            ) from None

    async def _send(self, page: Page, response: Response, send: Send) -> None:
        """Send the answer."""
        body = response.body
        sent = headers.finish(response.headers, https=self.site.jar.https)
        sent += [(b"x-request-id", page.number.encode()), (b"traceresponse", str(page.trace).encode())]
        if isinstance(body, bytes):
            sent.append((b"content-length", str(len(body)).encode("ascii")))
            await send({"type": "http.response.start", "status": response.status, "headers": sent})
            await send({"type": "http.response.body", "body": b"" if page.method == "HEAD" else body})
            return
        await send({"type": "http.response.start", "status": response.status, "headers": sent})
        if page.method != "HEAD":
            await self._stream(body, send)
        await send({"type": "http.response.body", "body": b""})

    async def _stream(self, body: Iterable[bytes], send: Send) -> None:
        """Send a body piece by piece; each piece is made in a worker thread."""
        pieces = iter(body)
        while (piece := await self.gate.run(lambda: next(pieces, None))) is not None:
            await send({"type": "http.response.body", "body": piece, "more_body": True})

    def _address(self, scope: Scope) -> str:
        """Return the address of the person: the connection's, or what a trusted proxy says (rightmost not trusted)."""
        client = scope.get("client")
        address = str(client[0]) if client else ""
        if not self._proxies or not self._trusted(address):
            return address
        # Some proxies write a line of their own below the one that the person sent: all of them are one list, in
        # their order (RFC 9110, 5.3), or the first line would be believed, which anybody writes.
        lines = [value.decode("latin-1") for name, value in scope["headers"] if name == b"x-forwarded-for"]
        forwarded = ",".join(lines).split(",")
        for hop in filter(None, map(str.strip, reversed(forwarded))):
            address = hop
            if not self._trusted(hop):
                break
        return address

    def _trusted(self, address: str) -> bool:
        """Whether the address is one of the city's proxies."""
        try:
            return any(ip_address(address) in network for network in self._proxies)
        except ValueError:
            return False


def _packs(media: str) -> bool:
    """Say whether content of that media type is text, which compresses: JSON of every kind too (RFC 6839, 3.1)."""
    return media.startswith(("text/", "image/svg")) or media.partition(";")[0].endswith(("/json", "+json"))


def _header(scope: Scope, name: bytes) -> bytes:
    """Return a request header, or nothing."""
    return next((value for key, value in scope["headers"] if key == name), b"")


def _networks(written: Sequence[str]) -> tuple[IPv4Network | IPv6Network, ...]:
    """Return the networks of the setting. Raises SettingsError for what is no network."""
    try:
        return tuple(ip_network(network) for network in written)
    except ValueError as error:
        raise SettingsError(
            f"The setting web.trusted_proxies does not hold: {error}.", hint="Write networks such as 10.0.0.0/8."
        ) from None
