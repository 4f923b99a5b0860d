"""Measures for a monitoring system (`/metrics`, Prometheus): off unless the settings say who may read them."""

from __future__ import annotations

from hmac import compare_digest
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING

from egovframe.kernel.errors import NotFound
from egovframe.kernel.measures import MEDIA, exposition
from egovframe.web.endpoint import Routes
from egovframe.web.log.published import refused
from egovframe.web.page import SignInNeeded
from egovframe.web.response import Response

if TYPE_CHECKING:
    from egovframe.kernel.settings import MetricsSettings
    from egovframe.web.page import Page

routes = Routes("metrics", prefix="/metrics", credentials="bearer", failed=refused)
areas = (routes,)


@routes.get("", public=True)
def show(page: Page) -> Response:
    """Return the measures to whoever the settings let read them; to all others there is nothing here."""
    _permit(page, page.office.settings.web.metrics)
    return Response(exposition(page.office.measures()), media=MEDIA, headers={"cache-control": "no-store"})


def _permit(page: Page, chosen: MetricsSettings) -> None:
    """Raise NotFound where it is off or the address is another, SignInNeeded without the token."""
    token = chosen.token.get_secret_value()
    off = not token and not chosen.allow
    if off or (chosen.allow and not _among(page.address, chosen.allow)):
        raise NotFound("There is no page at this address.")
    scheme, _, given = page.header("authorization").partition(" ")
    if token and not (scheme.lower() == "bearer" and compare_digest(given.strip().encode(), token.encode())):
        raise SignInNeeded("This needs the token of web.metrics.", hint="Send Authorization: Bearer …")


def _among(address: str, networks: tuple[str, ...]) -> bool:
    try:
        return any(ip_address(address) in ip_network(network) for network in networks)
    except ValueError:
        return False
