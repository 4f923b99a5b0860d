"""`/Groups` over HTTP, as Entra ID and Okta use it."""

from __future__ import annotations

from tests.web.api.room import CONSOLE
from tests.web.scim.room import Connector, Town, group, patch

ROADS = "road-officer@roads"


def test_members_come_and_go(each_town: Town) -> None:
    """Found by name, asked about one member, let in, taken out: each grant and revocation with the reason "SCIM"."""
    connector = each_town.connector
    kim = connector.made()["id"]
    path = f"/Groups/{ROADS}"
    asked = {"filter": f'displayName eq "{ROADS}"', "excludedAttributes": "members"}
    (found,) = connector.get("/Groups", **asked).json()["Resources"]
    assert found["id"] == ROADS
    let_in = connector.send("PATCH", path, patch({"op": "Add", "path": "members", "value": [{"value": kim}]}))
    assert let_in.status_code == 200
    assert [each["value"] for each in let_in.json()["members"]] == [kim]
    assert connector.get("/Groups", filter=f'id eq "{ROADS}" and members eq "{kim}"').json()["totalResults"] == 1
    assert [each["value"] for each in connector.get(f"/Users/{kim}").json()["groups"]] == [ROADS]
    with each_town.office.look(by=CONSOLE, why="test") as work:
        assert [grant.reason for grant in work.accounts.grants("kim")] == ["SCIM"]
    out = connector.send("PATCH", path, patch({"op": "Remove", "path": "members", "value": [{"value": kim}]}))
    assert "members" not in out.json()
    assert connector.send("PUT", path, group(ROADS, kim)).json()["members"][0]["value"] == kim
    assert connector.send("PUT", path, group(ROADS)).status_code == 200
    assert "groups" not in connector.get(f"/Users/{kim}").json()


def test_what_okta_pushes_is_taken(connector: Connector) -> None:
    """A change without a path that names the group again."""
    same = patch({"op": "replace", "value": {"id": ROADS, "displayName": ROADS}})
    assert connector.send("PATCH", f"/Groups/{ROADS}", same).status_code == 200


def test_groups_are_neither_made_nor_deleted(connector: Connector) -> None:
    """Refused clearly: the city declares its roles."""
    unknown = connector.post("/Groups", group("kings"))
    assert (unknown.status_code, unknown.json()["scimType"]) == (400, "invalidValue")
    assert "road-officer" in unknown.json()["detail"]
    assert connector.post("/Groups", group(ROADS)).status_code == 409
    assert connector.send("DELETE", f"/Groups/{ROADS}").status_code == 403
    assert connector.send("DELETE", "/Groups/kings").status_code == 404
    assert connector.get("/Groups/kings").status_code == 404


def test_who_provisions_does_not_grant_by_that_alone(town: Town) -> None:
    """Somebody who may provision and not grant cannot make anybody an administrator."""
    app_role = "provisioner"
    token = town.token(app_role, "keeper")  # holds account.read, not account.provision
    refused = Connector(town, token).send("PATCH", "/Groups/admin", patch({"op": "remove", "path": "members"}))
    assert refused.status_code == 403
