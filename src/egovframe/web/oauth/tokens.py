"""Where other systems turn codes into tokens and ask who somebody is; programs come here, no browsers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from egovframe.auth.provider.errors import ProviderError
from egovframe.web.endpoint import Routes
from egovframe.web.host import site_of
from egovframe.web.oauth.answers import document, once, refused
from egovframe.web.response import Response

if TYPE_CHECKING:
    from egovframe.web.page import Page

routes = Routes("oauth-tokens", prefix="/oauth", credentials="bearer", failed=refused)


@routes.post("/token", public=True, max_body=65_536)
def token(page: Page) -> Response:
    """Give tokens for a code, a refresh token or the client itself."""
    answer = page.office.auth.id_provider.token(
        once(page.form), page.header("authorization"), issuer=site_of(page), origin=page.origin
    )
    return document(answer)


@routes.get("/userinfo", public=True)
def userinfo(page: Page) -> Response:
    """Say who an access token stands for (Core 5.3); the token is the proof."""
    return document(page.office.auth.id_provider.userinfo(_bearer(page)))


@routes.post("/userinfo", public=True, max_body=65_536)
def userinfo_by_post(page: Page) -> Response:
    """Say the same to who asks by POST."""
    return userinfo(page)


@routes.post("/revoke", public=True, max_body=65_536)
def revoke(page: Page) -> Response:
    """End a token (RFC 7009): 200 whether or not there was one."""
    page.office.auth.id_provider.revoke(once(page.form), page.header("authorization"))
    return Response(b"", media=None)


def _bearer(page: Page) -> str:
    """Return the access token. Raises ProviderError when there is none."""
    scheme, _, value = page.header("authorization").partition(" ")
    if scheme.lower() != "bearer" or not value.strip():
        raise ProviderError("invalid_token", "There is no access token.", status=401)
    return value.strip()
