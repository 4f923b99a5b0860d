"""Cookies and the session behind them."""

from __future__ import annotations

from dataclasses import dataclass

from egovframe.web.response import Response, SameSite

SESSION = "session"


def parse(header: str) -> dict[str, str]:
    """Return the cookies of a Cookie header (RFC 6265, 4.2); the first of a name counts."""
    cookies: dict[str, str] = {}
    for part in header.split(";"):
        name, equals, value = part.strip().partition("=")
        if equals and name not in cookies:
            cookies[name] = value.strip('"')
    return cookies


@dataclass(frozen=True, slots=True)
class Jar:
    """Names and sets our cookies: `__Host-` and Secure when the city is seen by https, plain names otherwise.

    `__Host-` cookies cannot be planted by a neighbour under the same domain (RFC 6265bis, 4.1.3.2).
    """

    https: bool

    def name(self, name: str, *, path: str = "/") -> str:
        """Return the full name of a cookie of ours."""
        if not self.https:
            return f"egov-{name}"
        return f"__Host-egov-{name}" if path == "/" else f"__Secure-egov-{name}"

    def put(
        self,
        response: Response,
        name: str,
        value: str,
        *,
        path: str = "/",
        age: int | None = None,
        same_site: SameSite = "Lax",
    ) -> None:
        """Set one of our cookies; always HttpOnly."""
        response.set_cookie(
            self.name(name, path=path), value, secure=self.https, path=path, age=age, same_site=same_site
        )

    def drop(self, response: Response, name: str, *, path: str = "/") -> None:
        """Remove one of our cookies."""
        self.put(response, name, "", path=path, age=0)
