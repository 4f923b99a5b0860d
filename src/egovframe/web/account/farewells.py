"""What providers say by themselves: that somebody signed out there (OpenID Connect Back-Channel Logout 1.0)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from egovframe.auth.errors import AuthError, SourceUnavailable
from egovframe.kernel.logging import get_logger
from egovframe.web.endpoint import Routes
from egovframe.web.response import Response

if TYPE_CHECKING:
    from egovframe.web.page import Page

routes = Routes("farewells", prefix="/sign-out/by")

log = get_logger("egovframe.web")

_LARGEST = 131_072


@routes.post("/{provider}", public=True, csrf=False, max_body=_LARGEST)
def ended(page: Page) -> Response:
    """End the sessions that a provider's signed message is about; its signature is the proof of who sends it."""
    provider = page.params["provider"]
    try:
        page.office.auth.people.ended(provider, page.form.get("logout_token"), origin=page.origin)
    except SourceUnavailable as error:
        return _no(provider, error, status=503)
    except AuthError as error:
        return _no(provider, error, status=400)
    return Response(b"", media=None)


def _no(provider: str, error: AuthError, *, status: int) -> Response:
    """Answer as 2.8 has it: whoever sends it learns no reason, the log does."""
    log.warning("logout_token_refused", provider=provider[:60], reason=error.message)
    return Response('{"error": "invalid_request"}', status=status, media="application/json")
