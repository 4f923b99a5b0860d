"""A server of ours and a client of others: every check of scim2-tester, over a socket.

What it finds otherwise than it expects is named here with the reason; anything else fails.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from scim2_client import BaseSyncSCIMClient
from scim2_models import Resource
from scim2_tester import Status, check_server
from scim2_tester.checkers.patch_add import check_add_attribute
from scim2_tester.checkers.patch_remove import check_remove_attribute
from scim2_tester.checkers.patch_replace import check_replace_attribute
from scim2_tester.checkers.resource_get import object_query, object_query_without_id
from scim2_tester.checkers.resource_query_attributes import (
    object_list_with_attributes,
    object_query_with_attributes,
    search_with_attributes,
)
from scim2_tester.utils import CheckConfig, CheckContext, ResourceManager

from tests.support.serving import serving
from tests.web.scim.room import V2, Town

ROADS = "road-officer@roads"

DEVIATIONS = {
    # An account is open or shut, there is no third state: what takes `active` away is refused with `mutability`.
    ("User", "check_remove_attribute", "active"),
}
"""Where the server does otherwise on purpose: resource, check, what its reason names."""


class Client(BaseSyncSCIMClient):
    """scim2-client over httpx: the engine that it brings needs a package of another name."""

    def __init__(self, client: httpx.Client) -> None:
        super().__init__()
        self.client = client

    def _stays_under_base_url(self, endpoint: str) -> bool:
        url = self.client.build_request("GET", endpoint).url
        return str(url).startswith(str(self.client.base_url))

    def _parse_json(self, response: Any) -> Any:
        return response.json()

    def request(self, method: str, url: str, **more: Any) -> httpx.Response:
        """Send one request."""
        return self.client.request(method, url, **more)


@pytest.fixture
def client(town: Town) -> Iterator[Client]:
    """The other implementation's client, signed in with a token."""
    token = town.token("connector", "admin")
    with (
        serving(town.site) as url,
        httpx.Client(base_url=url + V2, headers={"authorization": f"Bearer {token}"}) as connection,
    ):
        yield Client(connection)


def test_every_check_on_users_and_on_what_the_server_says_of_itself(client: Client) -> None:
    """Configuration, types, schemas, create, read, list, search, attributes, replace, delete, and every PATCH."""
    results = check_server(client, resource_types=["User"])
    failed = [
        result
        for result in results
        if result.status not in (Status.SUCCESS, Status.COMPLIANT, Status.ACCEPTABLE)
        and not any(
            result.resource_type == kind and result.title == title and f"'{what}'" in (result.reason or "")
            for kind, title, what in DEVIATIONS
        )
    ]
    assert [f"{each.title}: {each.reason}" for each in failed] == []
    passed = [each for each in results if each.status is Status.SUCCESS]
    assert len(passed) >= 60, "the tester checks less than it did"
    assert {"object_creation", "object_deletion", "check_replace_attribute"} <= {each.title for each in passed}


def model_of(client: BaseSyncSCIMClient, name: str) -> type[Resource[Any]]:
    """The model of a resource type as the server described it."""
    (found,) = [each for each in client.provider.models if each.__name__ == name and issubclass(each, Resource)]
    return found


class DeclaredGroups(ResourceManager):
    """Gives the checks a group that the city declares, where they would make one: groups are never made."""

    def create_and_register(self, model: type[Resource[Any]], fill_all: bool = False) -> Resource[Any]:
        """Return a declared group, with a member where the check wants every attribute filled; Users are made."""
        if model.__name__ != "Group":
            return super().create_and_register(model, fill_all=fill_all)
        if fill_all:
            member = super().create_and_register(model_of(self.context.client, "User"))
            body = {
                "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
                "Operations": [{"op": "add", "path": "members", "value": [{"value": member.id}]}],
            }
            assert self.context.client.request("PATCH", f"/Groups/{ROADS}", json=body).status_code == 200
        found = self.context.client.query(model, ROADS)
        assert isinstance(found, Resource)
        return found


def test_every_check_on_groups_that_does_not_make_or_delete_one(client: Client) -> None:
    """Making and deleting is refused on purpose (test_groups.py); reading, searching and every PATCH hold."""
    check_server(client, include_tags={"discovery"})  # the client learns what the server publishes
    model = model_of(client, "Group")
    context = CheckContext(client, CheckConfig())
    context.resource_manager = DeclaredGroups(context)
    checks = (
        object_query,
        object_query_without_id,
        object_query_with_attributes,
        object_list_with_attributes,
        search_with_attributes,
        check_add_attribute,
        check_remove_attribute,
        check_replace_attribute,
    )
    results = [result for check in checks for result in check(context, model)]
    bad = [each for each in results if each.status not in (Status.SUCCESS, Status.SKIPPED)]
    # externalId: which role a provisioning system means is fixed by the role's own name; nothing else is kept of it.
    unexplained = [each for each in bad if "externalId" not in (each.reason or "")]
    assert [f"{each.title}: {each.reason}" for each in unexplained] == []
    assert sum(each.status is Status.SUCCESS for each in results) >= 6
