"""The areas of the site."""

from __future__ import annotations

from egovframe.web.areas import NAMES, areas
from egovframe.web.endpoint import Table


def test_areas_do_not_overlap() -> None:
    """Every area's routes are there, each with a name of its own, and no path is claimed twice."""
    found = areas()
    assert {"health", "desk-queue", "desk-case", "admin-users", "admin-audit"} <= {routes.name for routes in found}
    assert len({routes.name for routes in found}) == len(found)
    assert len(Table(found).endpoints) == sum(len(routes.endpoints) for routes in found)
    assert len(set(NAMES)) == len(NAMES)


def test_every_endpoint_says_who_may() -> None:
    """No address of the site is open by oversight: public ones are outside desk and administration."""
    for routes in areas():
        for endpoint in routes.endpoints:
            assert endpoint.public + endpoint.signed_in + (endpoint.may is not None) == 1
            if endpoint.path.startswith(("/desk", "/admin")):
                assert not endpoint.public, endpoint.path
