"""Many changes in one request (RFC 7644, 3.7)."""

from __future__ import annotations

from typing import Any

import pytest

from egovframe.auth.scim.documents import MAX_OPERATIONS, MAX_PAYLOAD
from egovframe.web.scim.bulk import REQUEST_URN, RESPONSE_URN
from tests.web.scim.room import USERS, V2, Connector, Town, patch, user

ROADS = "road-officer@roads"
BASE = f"http://127.0.0.1:8000{V2}"


def bulk(*operations: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A bulk request."""
    return {"schemas": [REQUEST_URN], "Operations": list(operations), **more}


def post(bulk_id: str, name: str, **more: Any) -> dict[str, Any]:
    """An operation that makes a User."""
    return {"method": "POST", "path": "/Users", "bulkId": bulk_id, "data": user(name, **more)}


def let_in(*references: str) -> dict[str, Any]:
    """An operation that lets members into a group."""
    members = [{"value": each} for each in references]
    data = patch({"op": "add", "path": "members", "value": members})
    return {"method": "PATCH", "path": f"/Groups/{ROADS}", "data": data}


def test_every_operation_has_its_answer(each_town: Town) -> None:
    """Made, changed and deleted in one go: RFC 7644, 3.7.3, its statuses, places and versions."""
    connector = each_town.connector
    kim, lee = connector.made("kim"), connector.made("lee")
    answer = connector.post(
        "/Bulk",
        bulk(
            post("qwerty", "alice", password="사과나무 아래 노란 우산 7"),
            {"method": "PUT", "path": f"/Users/{kim['id']}", "data": user("kim", locale="ko-KR")},
            {
                "method": "PATCH",
                "path": f"/Users/{kim['id']}",
                "data": patch({"op": "add", "path": "displayName", "value": "K"}),
            },
            {"method": "DELETE", "path": f"/Users/{lee['id']}", "version": lee["meta"]["version"]},
        ),
    )
    assert answer.status_code == 200
    assert answer.json()["schemas"] == [RESPONSE_URN]
    said = answer.json()["Operations"]
    assert [each["status"] for each in said] == ["201", "200", "200", "204"]
    assert said[0]["bulkId"] == "qwerty"
    assert said[0]["location"].startswith(f"{BASE}/Users/")
    assert said[1]["version"] != kim["meta"]["version"]
    assert said[3]["location"] == f"{BASE}/Users/{lee['id']}"
    assert each_town.office.auth.sign_in("alice", "사과나무 아래 노란 우산 7")
    assert connector.get("/Users", sortBy="userName").json()["totalResults"] == 2


def test_operations_refer_to_what_others_made(connector: Connector) -> None:
    """By bulkId, in values and in paths; also to what comes later in the request (RFC 7644, 3.7.2)."""
    said = connector.post(
        "/Bulk",
        bulk(
            let_in("bulkId:a", "bulkId:b"),
            post("a", "alice"),
            post("b", "bob"),
            {"method": "DELETE", "path": f"{USERS}/bulkId:b"},
        ),
    ).json()["Operations"]
    assert [each["status"] for each in said] == ["200", "201", "201", "204"]
    (alice,) = connector.get("/Users").json()["Resources"]
    assert [each["value"] for each in connector.get(f"/Groups/{ROADS}").json()["members"]] == [alice["id"]]


def test_what_refers_to_nothing_is_refused(connector: Connector) -> None:
    """To what failed, to what nobody makes, in a circle: 409, the rest goes on."""
    circle = post("c", "carol", displayName="bulkId:d"), post("d", "dave", displayName="bulkId:c")
    said = connector.post(
        "/Bulk", bulk(post("a", "x" * 65), let_in("bulkId:a"), let_in("bulkId:nobody"), post("b", "bob"), *circle)
    ).json()["Operations"]
    assert [each["status"] for each in said] == ["400", "409", "409", "201", "409", "409"]
    assert said[0]["response"]["scimType"] == "invalidValue"
    assert "location" not in said[0]
    assert said[1]["location"] == f"{BASE}/Groups/{ROADS}"
    assert [each["userName"] for each in connector.get("/Users").json()["Resources"]] == ["bob"]


def test_it_stops_after_so_many_errors(connector: Connector) -> None:
    """FailOnErrors (RFC 7644, 3.7): what was done stays done, the rest is not tried and not answered."""
    said = connector.post(
        "/Bulk", bulk(post("a", "alice"), post("b", "ALICE"), post("c", "carol"), failOnErrors=1)
    ).json()["Operations"]
    assert [each["status"] for each in said] == ["201", "409"]
    assert connector.get("/Users").json()["totalResults"] == 1
    said = connector.post("/Bulk", bulk(post("b", "ALICE"), post("c", "carol"))).json()["Operations"]
    assert [each["status"] for each in said] == ["409", "201"]


@pytest.mark.parametrize(
    ("operation", "status"),
    [
        ({"method": "POST", "path": "/Nothing", "bulkId": "a", "data": {}}, "404"),
        ({"method": "DELETE", "path": "/Users"}, "405"),
        ({"method": "POST", "path": f"{USERS}/x", "bulkId": "a", "data": {}}, "405"),
        ({"method": "DELETE", "path": f"{USERS}/nobody"}, "404"),
        ({"method": "PATCH", "path": "/Groups/kings", "data": patch({"op": "remove", "path": "members"})}, "404"),
        ({"method": "POST", "path": "/Groups", "bulkId": "a", "data": "x"}, "400"),
        ({"method": "POST", "path": "/Users", "bulkId": "a"}, "400"),
    ],
)
def test_an_operation_that_does_not_hold_fails_alone(
    connector: Connector, operation: dict[str, Any], status: str
) -> None:
    """The next one is done all the same."""
    said = connector.post("/Bulk", bulk(operation, post("z", "zoe"))).json()["Operations"]
    assert [each["status"] for each in said] == [status, "201"]


@pytest.mark.parametrize(
    "body",
    [
        [],
        {},
        {"schemas": [REQUEST_URN]},
        bulk(failOnErrors=0),
        bulk(failOnErrors=True),
        bulk("x"),  # type: ignore[arg-type]
        bulk({"method": "GET", "path": "/Users"}),
        bulk({"method": "POST", "path": "/Users", "data": {}}),
        bulk({"method": ["POST"], "path": "/Users", "bulkId": "a"}),
        bulk(post("a", "alice"), post("a", "bob")),
        bulk({"method": "PATCH", "path": f"{USERS}/x", "data": [[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]}),
    ],
)
def test_what_is_no_bulk_request_does_nothing(connector: Connector, body: Any) -> None:
    """Said of the whole request, before anything is done."""
    assert connector.post("/Bulk", body).status_code == 400
    assert connector.get("/Users").json()["totalResults"] == 0


def test_requests_are_bounded(connector: Connector) -> None:
    """In operations and in bytes, as the configuration says: 413."""
    many = bulk(*[post(str(n), f"user{n}") for n in range(MAX_OPERATIONS + 1)])
    assert connector.post("/Bulk", many).status_code == 413
    large = bulk(post("a", "alice", displayName="x" * MAX_PAYLOAD))
    assert connector.post("/Bulk", large).status_code == 413
    assert connector.get("/Users").json()["totalResults"] == 0
