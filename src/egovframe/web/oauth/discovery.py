"""What relying parties read first: the provider's configuration and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from egovframe.web.endpoint import Routes
from egovframe.web.host import site_of
from egovframe.web.oauth.answers import document, refused

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("openid", credentials="bearer", failed=refused)


@routes.get("/.well-known/openid-configuration", public=True)
def configuration(page: Page) -> Response:
    """Tell the addresses and what is supported (OpenID Connect Discovery 1.0, 4)."""
    return document(page.office.auth.id_provider.configuration(site_of(page)), shared=True)


@routes.get("/.well-known/oauth-authorization-server", public=True)
def metadata(page: Page) -> Response:
    """Tell the same to who looks for it there (RFC 8414)."""
    return document(page.office.auth.id_provider.configuration(site_of(page)), shared=True)


@routes.get("/oauth/jwks", public=True)
def jwks(page: Page) -> Response:
    """Show the keys that signatures are checked with."""
    return document(page.office.auth.id_provider.jwks(), shared=True)
