"""What answers where, and who may: declared, checked at the start, open to inspection."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from egovframe.kernel.errors import DeclarationError, EgovError, NotFound

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response

Handler = Callable[["Page"], "Response"]
Failed = Callable[["Page", BaseException], "Response"]
Credentials = Literal["cookie", "bearer", "any"]
Spool = Literal["", "form", "body"]

_HOLE = re.compile(r"\{([a-z_]+)(:path)?\}")


class MethodNotAllowed(EgovError):
    """There is something at this address, but not for this kind of request."""

    code = "web.method_not_allowed"

    def __init__(self, allowed: Sequence[str]) -> None:
        super().__init__(
            "This address does not take that kind of request.", hint="Allowed: " + ", ".join(allowed) + "."
        )
        self.allowed = tuple(allowed)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One method on one path: the function that answers and who may call it.

    Exactly one of `public` (anyone), `signed_in` (anyone with an account) and `may` (holders of that permission, in
    some unit; the service asks again for the unit of the case) is set. `csrf=False` is only for what carries
    other proof. `files=True` takes forms with small files; with `spool="form"` forms with files go to the disk while
    they arrive, with `spool="body"` whatever arrives does. `fresh=True` asks whoever signed in long ago to prove who
    they are once more.
    """

    method: str
    path: str
    handler: Handler
    area: Routes
    public: bool = False
    signed_in: bool = False
    may: str | None = None
    csrf: bool = True
    max_body: int | None = None
    fresh: bool = False
    files: bool = False
    spool: Spool = ""

    def __post_init__(self) -> None:
        """Refuse an endpoint that does not say who may use it."""
        said = [self.public, self.signed_in, self.may is not None].count(True)
        if said != 1:
            name = f"{self.handler.__module__}.{self.handler.__qualname__}"
            what = "nothing" if said == 0 else "two things"
            raise DeclarationError(
                f"{self.method} {self.path} ({name}) says {what} about who may use it.",
                hint='Give exactly one of public=True, signed_in=True or may="component.verb".',
            )


@dataclass(frozen=True, eq=False)
class Routes:
    """The endpoints of one area, and what they share: prefix, proof of who asks, what an error looks like."""

    name: str
    prefix: str = ""
    credentials: Credentials = "cookie"
    failed: Failed | None = None
    endpoints: list[Endpoint] = field(default_factory=list, repr=False)

    def add(
        self,
        method: str,
        path: str,
        *,
        public: bool = False,
        signed_in: bool = False,
        may: str | None = None,
        csrf: bool = True,
        max_body: int | None = None,
        fresh: bool = False,
        files: bool = False,
        spool: Spool = "",
    ) -> Callable[[Handler], Handler]:
        """Declare that the decorated function answers `method` on `path` below the prefix of this area."""

        def declare(handler: Handler) -> Handler:
            self.endpoints.append(
                Endpoint(
                    method=method.upper(),
                    path=self.prefix + path,
                    handler=handler,
                    area=self,
                    public=public,
                    signed_in=signed_in,
                    may=may,
                    csrf=csrf,
                    max_body=max_body,
                    fresh=fresh,
                    files=files,
                    spool=spool,
                )
            )
            return handler

        return declare

    def get(
        self,
        path: str,
        *,
        public: bool = False,
        signed_in: bool = False,
        may: str | None = None,
        fresh: bool = False,
    ) -> Callable[[Handler], Handler]:
        """Declare a GET endpoint (HEAD comes with it). It must not change anything."""
        return self.add("GET", path, public=public, signed_in=signed_in, may=may, fresh=fresh)

    def post(
        self,
        path: str,
        *,
        public: bool = False,
        signed_in: bool = False,
        may: str | None = None,
        csrf: bool = True,
        max_body: int | None = None,
        fresh: bool = False,
        files: bool = False,
        spool: Spool = "",
    ) -> Callable[[Handler], Handler]:
        """Declare a POST endpoint; its CSRF field is checked before the function runs (cookie areas)."""
        return self.add(
            "POST",
            path,
            public=public,
            signed_in=signed_in,
            may=may,
            csrf=csrf,
            max_body=max_body,
            fresh=fresh,
            files=files,
            spool=spool,
        )


class Table:
    """All endpoints of the site; finds the one for a request.

    Paths without holes are one dictionary look-up; paths with holes are tried in the order of their first segment.
    """

    def __init__(self, areas: Sequence[Routes]) -> None:
        self.areas = tuple(areas)
        self.endpoints: tuple[Endpoint, ...] = tuple(e for area in areas for e in area.endpoints)
        self._plain: dict[str, dict[str, Endpoint]] = {}
        self._holes: dict[str, list[tuple[re.Pattern[str], dict[str, Endpoint]]]] = {}
        patterns: dict[str, dict[str, Endpoint]] = {}
        for endpoint in self.endpoints:
            if _HOLE.search(endpoint.path):
                methods = patterns.get(endpoint.path)
                if methods is None:
                    methods = patterns[endpoint.path] = {}
                    first = endpoint.path.split("/", 2)[1]
                    self._holes.setdefault(first, []).append((_pattern(endpoint.path), methods))
            else:
                methods = self._plain.setdefault(endpoint.path, {})
            if endpoint.method in methods:
                raise DeclarationError(
                    f"{endpoint.method} {endpoint.path} is declared twice.", hint="Change one of the two paths."
                )
            methods[endpoint.method] = endpoint

    def find(self, method: str, path: str) -> tuple[Endpoint, dict[str, str]]:
        """Return the endpoint and what stood in its holes. Raises NotFound or MethodNotAllowed."""
        wanted = "GET" if method == "HEAD" else method
        methods = self._plain.get(path)
        if methods is not None:
            return _choose(methods, wanted), {}
        for pattern, candidates in self._holes.get(path.split("/", 2)[1] if path.startswith("/") else "", ()):
            found = pattern.fullmatch(path)
            if found is not None:
                return _choose(candidates, wanted), found.groupdict()
        raise NotFound("There is no page at this address.", hint="Check the address, or start from the first page.")

    def has(self, path: str) -> bool:
        """Whether a page without holes answers GET at this path; menus show only what is there."""
        return "GET" in self._plain.get(path, ())

    def area(self, path: str) -> Routes | None:
        """Return the area a path belongs to, so that even 'not found' is said in that area's way."""
        best = None
        for area in self.areas:
            under = area.prefix and (path == area.prefix or path.startswith(area.prefix + "/"))
            if under and (best is None or len(area.prefix) > len(best.prefix)):
                best = area
        return best


def known_permissions(table: Table, names: Collection[str]) -> None:
    """Raise DeclarationError for an endpoint that asks for a permission which there is not: nobody could hold it."""
    for endpoint in table.endpoints:
        if endpoint.may is not None and endpoint.may not in names:
            raise DeclarationError(
                f"{endpoint.method} {endpoint.path} asks for {endpoint.may!r}, which is no permission.",
                hint="The permissions are declared beside each component; `permissions.md` lists them.",
            )


def _choose(methods: dict[str, Endpoint], method: str) -> Endpoint:
    """Return the endpoint for this method."""
    try:
        return methods[method]
    except KeyError:
        allowed = sorted({*methods, *(["HEAD"] if "GET" in methods else [])})
        raise MethodNotAllowed(allowed) from None


def _pattern(path: str) -> re.Pattern[str]:
    """Return the expression of a path: `{name}` is one segment, `{name:path}` the whole rest."""
    parts, at = [], 0
    for hole in _HOLE.finditer(path):
        parts += [re.escape(path[at : hole.start()]), f"(?P<{hole[1]}>{'.+' if hole[2] else '[^/]+'})"]
        at = hole.end()
    return re.compile("".join([*parts, re.escape(path[at:])]))
