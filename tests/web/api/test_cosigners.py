"""Co-signers by the API; every answer is held to the document."""

from __future__ import annotations

import re

from egovframe.kernel.permissions import Actor
from tests.web.api.room import City, fields


def test_the_holder_invites_and_the_office_sees_how_many_signed(each_city: City) -> None:
    """Officers see names masked; whoever has no key of this petition is not told that there is one."""
    city, filed = each_city, each_city.filed()
    holder = city.caller().but(x_petition_key=filed["key"])
    path = f"/petitions/{filed['receipt']}/cosigners"
    assert holder.get(path).json()["missing"] == 1
    made = holder.post(path, {"name": "옆집 사람", "email": "jang@example.com"})
    assert made.json()["cosigner"]["state"] == "invited"
    key = re.fullmatch(r"https?://[^/]+/cosign/(.+)", made.json()["address"])
    assert key is not None
    kim = city.caller("kim", "road-officer", unit="roads")
    (waiting,) = kim.get(path).json()["items"]
    assert (waiting["name"], waiting["email"]) == ("옆*람", "j***@example.com")
    with city.office.work(by=Actor.visitor()) as work:
        work.cosigners.sign(key[1], "장보고")
    listed = kim.get(path).json()
    assert (listed["least"], listed["most"], listed["signed"], listed["missing"]) == (1, 2, 1, 0)
    assert (listed["items"][0]["name"], listed["items"][0]["current"]) == ("장*고", True)
    assert holder.get(path).json()["items"][0]["name"] == "장보고"
    holder.post(f"/petitions/{filed['receipt']}/actions/amend", {"answers": {"where": "하늘로 13"}})
    listed = kim.get(path).json()
    assert (listed["earlier"], listed["items"][0]["current"]) == (1, False)


def test_links_are_the_holders_alone(city: City) -> None:
    """Neither officers nor the key of another petition make one or take one back; nor does anybody twice."""
    filed, kim = city.filed(), city.caller("kim", "road-officer", unit="roads")
    holder, other = (city.caller().but(x_petition_key=each["key"]) for each in (filed, city.filed()))
    path = f"/petitions/{filed['receipt']}/cosigners"
    made = holder.post(path, {})
    recall = f"{path}/{made.json()['cosigner']['cosigner']}/recall"
    assert [each.post(path, {}).status_code for each in (kim, other)] == [404, 404]
    assert [each.post(recall, {}).status_code for each in (kim, other)] == [404, 404]
    assert other.get(path).status_code == 404
    assert city.caller("oh", "park-officer", unit="parks").get(path).status_code == 404
    assert holder.post(recall, {}).json()["items"] == []
    assert holder.post(recall, {}).status_code == 409
    assert holder.post(f"{path}/nobody/recall", {}).status_code == 404


def test_what_is_wrong_is_named_by_its_field(city: City) -> None:
    """A name and an address that are none; more than the form takes; a form that takes none."""
    filed = city.filed()
    holder = city.caller().but(x_petition_key=filed["key"])
    path = f"/petitions/{filed['receipt']}/cosigners"
    assert fields(holder.post(path, {"name": "1234"})) == {"name"}
    assert fields(holder.post(path, {"email": "nobody"})) == {"email"}
    assert fields(holder.post(path, {"phone": "1"})) == {"phone"}
    assert [holder.post(path, {}).status_code for _ in range(3)] == [200, 200, 409]
    plain = city.caller().post("/forms/suggestion/petitions", {"answers": {"title": "나무"}}).json()
    by = city.caller().but(x_petition_key=plain["key"])
    path = f"/petitions/{plain['receipt']}/cosigners"
    assert (by.get(path).status_code, by.post(path, {}).status_code) == (404, 409)


def test_a_link_is_made_only_with_an_address_of_the_city(city: City) -> None:
    """Under another name it is 421, and nobody is invited."""
    filed = city.filed()
    holder = city.caller().but(x_petition_key=filed["key"])
    path = f"/petitions/{filed['receipt']}/cosigners"
    answer = holder.but(host="evil.example").post(path, {})
    assert (answer.status_code, answer.json()["code"]) == (421, "web.host_unknown")
    assert holder.get(path).json()["items"] == []
