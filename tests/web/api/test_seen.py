"""Who saw my data, for programs: one's own, a petition's by its key, and for officers who may read the trail."""

from __future__ import annotations

from typing import Any

import pytest

from egovframe.audit import Statement
from tests.web.api.room import POTHOLE, City, fields


def mine(city: City, name: str) -> tuple[Any, str]:
    """A citizen with a token who filed a petition; gives the program and the receipt number."""
    caller = city.caller(name, kind="citizen")
    filed = caller.post("/forms/pothole/petitions", {"answers": POTHOLE})
    return caller, filed.json()["receipt"]


def test_two_citizens_see_their_own(each_city: City) -> None:
    """Each the facts of the own account and petition, and nothing of the other."""
    (lee, of_lee), (park, of_park) = mine(each_city, "lee"), mine(each_city, "park")
    chief = each_city.caller("chief", "chief", unit="roads")
    for receipt, reason in ((of_lee, "about lee"), (of_park, "about park")):
        assert chief.post(f"/petitions/{receipt}/actions/reveal", {"reason": reason}).is_success
    for caller, receipt, own, other in ((lee, of_lee, "about lee", "park"), (park, of_park, "about park", "lee")):
        items = caller.get("/account/seen").json()["items"]
        (revealed,) = [item for item in items if item["action"] == "petition.revealed"]
        assert (revealed["reason"], revealed["receipt"], revealed["you"]) == (own, receipt, False)
        assert {item["receipt"] for item in items} <= {"", receipt}
        assert f"about {other}" not in str(items)
        theirs = of_park if receipt == of_lee else of_lee
        assert caller.get(f"/petitions/{theirs}/seen").status_code == 404
        assert caller.post(f"/petitions/{theirs}/statement", {}).status_code == 404
        statement = Statement.parse(caller.send("POST", "/account/statement").content)
        statement.verify(each_city.office.trail.vkey)
        assert f"about {other}" not in str(statement)


def test_the_key_opens_the_list_and_the_statement(city: City) -> None:
    """Without an account; a wrong key and the four digits of a phone open nothing."""
    filed = city.filed()
    receipt = filed["receipt"]
    holder = city.caller().but(x_petition_key=filed["key"])
    assert [item["action"] for item in holder.get(f"/petitions/{receipt}/seen").json()["items"]] == [
        "petition.submitted"
    ]
    statement = holder.post(f"/petitions/{receipt}/statement", {})
    assert statement.headers["content-type"] == "application/json"
    Statement.parse(statement.content).verify(city.office.trail.vkey)
    for known in ("wrong", str(POTHOLE["phone"])[-4:]):
        assert city.caller().but(x_petition_key=known).get(f"/petitions/{receipt}/seen").status_code == 404
    assert city.caller().get(f"/petitions/{receipt}/seen").status_code == 401


def test_an_officer_needs_to_read_the_trail_and_to_say_why(city: City) -> None:
    """Who may comes first; the reason is due and stands in the fact that the holder sees."""
    filed = city.filed()
    path = f"/petitions/{filed['receipt']}"
    assert city.caller("kim", "road-officer", unit="roads").get(f"{path}/seen", limit="x").status_code == 403
    assert city.caller("cho", "park-officer", unit="parks").get(f"{path}/seen").status_code == 404
    head = city.caller("head", "chief", "auditor", unit="roads")
    assert fields(head.get(f"{path}/seen", limit="x")) == {"limit"}
    assert head.get(f"{path}/seen").json()["items"][0]["action"] == "petition.submitted"
    assert fields(head.post(f"{path}/statement", {})) == {"reason"}
    assert head.post(f"{path}/statement", {"reason": "She came to the counter."}).is_success
    items = city.caller().but(x_petition_key=filed["key"]).get(f"{path}/seen", kind="taken").json()["items"]
    assert [(item["action"], item["reason"]) for item in items] == [("statement.handed", "She came to the counter.")]


def test_page_by_page(city: City) -> None:
    """`next` is the cursor of the page after it, as everywhere."""
    lee, receipt = mine(city, "lee")
    for _ in range(4):
        lee.get(f"/petitions/{receipt}/seen")
    found, cursor = [], None
    while True:
        page = lee.get("/account/seen", limit=2, **({"cursor": cursor} if cursor else {})).json()
        found += [item["id"] for item in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert len(found) == len({*found}) == len(lee.get("/account/seen").json()["items"]) >= 6


@pytest.mark.parametrize("path", ["/account/seen", "/petitions/AAA-AAA-AAA/seen"])
def test_nobody_sees_anything(city: City, path: str) -> None:
    """Without a token and without a key there is nobody whose data it could be."""
    assert city.caller().get(path).status_code == 401
