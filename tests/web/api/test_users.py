"""Accounts by the API."""

from __future__ import annotations

import pytest

from egovframe.auth.errors import MoreNeeded
from tests.web.api.room import Caller, City, fields


@pytest.fixture
def admin(city: City) -> Caller:
    """An administrator."""
    return city.caller("root", "admin")


def test_an_account_is_added_given_a_role_and_a_token(each_city: City) -> None:
    """From nothing to a program that reads petitions, without the command line."""
    admin = each_city.caller("root", "admin")
    added = admin.post("/users", {"name": "kim", "password": "사과나무 아래 노란 우산 7"})
    assert (added.status_code, added.headers["location"]) == (201, "/api/v1/users/kim")
    assert admin.post("/users/kim/actions/grant", {"role": "road-officer", "unit": "roads"}).status_code == 200
    token = admin.post("/users/kim/actions/token").json()["token"]
    kim = Caller(each_city, {"authorization": f"Bearer {token}"})
    assert kim.get("/petitions").status_code == 200
    assert kim.get("/users/kim").json()["kind"] == "officer"  # one's own
    assert kim.get("/users/kim/roles").json()["items"][0]["role"] == "road-officer"
    assert kim.get("/users/root").status_code == 403
    with pytest.raises(MoreNeeded):  # a first password: its owner chooses another one
        each_city.office.auth.sign_in("kim", "사과나무 아래 노란 우산 7")
    assert admin.post("/users/kim/actions/revoke", {"role": "road-officer", "unit": "roads"}).json()["items"] == []
    assert kim.get("/petitions").status_code == 403


def test_tokens_end(city: City, admin: Caller) -> None:
    """All of an account at once, and with the account."""
    kim = city.caller("kim", "road-officer")
    assert kim.get("/petitions").status_code == 200
    assert admin.post("/users/kim/actions/revoke_tokens").status_code == 200
    assert kim.get("/petitions").status_code == 401
    assert admin.post("/users/kim/actions/disable").json()["disabled"] is not None
    refused = admin.post("/users/kim/actions/token")
    assert (refused.status_code, refused.json()["code"]) == (409, "egov.conflict")
    assert admin.post("/users/kim/actions/enable").json()["disabled"] is None
    assert admin.post("/users/kim/actions/token").status_code == 201


@pytest.mark.asvs("V6.4.6")
def test_a_password_goes_through_the_policy(city: City, admin: Caller) -> None:
    """A weak one is refused; a good one leads to the choice of another, which whoever set it does not know."""
    city.caller("kim")
    assert admin.post("/users/kim/actions/set_password", {"password": "1234"}).status_code == 422
    assert admin.post("/users/kim/actions/set_password", {"password": "가을비 내리는 노란 버스 7"}).status_code == 200
    with pytest.raises(MoreNeeded) as more:
        city.office.auth.sign_in("kim", "가을비 내리는 노란 버스 7")
    assert city.office.auth.entrance.ways(more.value.step)[0].purpose == "new-password"


def test_ones_own_and_what_a_program_hands_on_are_no_first_passwords(city: City, admin: Caller) -> None:
    """A program hands on what its owner chose elsewhere; one's own one chose oneself."""
    city.caller("kim")
    program = city.caller("hr", "admin", kind="service")
    assert program.post("/users/kim/actions/set_password", {"password": "가을비 내리는 노란 버스 7"}).status_code == 200
    assert city.office.auth.sign_in("kim", "가을비 내리는 노란 버스 7")
    assert admin.post("/users/root/actions/set_password", {"password": "겨울눈 내리는 파란 기차 8"}).status_code == 200
    assert city.office.auth.sign_in("root", "겨울눈 내리는 파란 기차 8")


def test_accounts_are_paged_by_name(city: City, admin: Caller) -> None:
    """Each once."""
    for name in ("가람", "kim", "oh"):
        city.caller(name)
    first = admin.get("/users", limit=2).json()
    rest = admin.get("/users", limit=2, cursor=first["next"]).json()
    assert sorted(item["name"] for item in first["items"] + rest["items"]) == ["kim", "oh", "root", "가람"]
    assert rest["next"] is None


def test_what_does_not_hold_is_refused(city: City, admin: Caller) -> None:
    """A name that is taken is 409, one that cannot be 422, what there is not 404."""
    assert admin.post("/users", {"name": "ROOT"}).status_code == 409
    assert fields(admin.post("/users", {"name": " "})) == {"name"}
    assert fields(admin.post("/users", {"name": "kim", "kind": "king"})) == {"kind"}
    assert admin.get("/users/nobody").status_code == 404
    assert admin.post("/users/root/actions/grant", {"role": "nothing"}).json()["code"] == "auth.role_unknown"
    assert admin.post("/users/root/actions/grant", {"role": "clerk", "unit": "x"}).json()["code"] == "auth.unit_unknown"
    assert admin.post("/users/root/actions/revoke", {"role": "clerk"}).json()["code"] == "auth.not_granted"
    for until in ("2020-01-01T00:00:00Z", "2030-01-01T00:00:00", "9999-12-31T23:59:59-23:59", 1_900_000_000, "soon"):
        answer = admin.post("/users/root/actions/grant", {"role": "clerk", "until": until})
        assert (answer.status_code, fields(answer)) == (422, {"until"}), until


def test_an_officer_manages_nobody(city: City) -> None:
    """Every verb on accounts is refused before what was sent is looked at."""
    kim = city.caller("kim", "road-officer")
    for path in ("/users", *(f"/users/kim/actions/{verb}" for verb in ("grant", "token", "disable", "set_password"))):
        assert kim.send("POST", path, content=b"nonsense").status_code == 403
    assert kim.get("/users").status_code == 403


def test_a_permission_on_accounts_counts_for_the_whole_office_only(city: City) -> None:
    """An administrator of one unit manages no accounts, and is told so before what is wrong."""
    local = city.caller("local", "admin", unit="roads")
    assert local.send("POST", "/users", content=b"nonsense").status_code == 403
    assert local.send("POST", "/users/local/actions/token", content=b"nonsense").status_code == 403


def test_a_role_narrowed_and_for_a_period(city: City, admin: Caller) -> None:
    """For a form and own cases, from a moment to another; it is taken back by the same words."""
    city.caller("kim")
    scope = {"role": "road-officer", "unit": "roads", "form": "pothole", "own": True}
    period = {"since": "2999-01-01T00:00:00+09:00", "until": "2999-02-01T00:00:00+09:00", "reason": "대행"}
    given = admin.post("/users/kim/actions/grant", {**scope, **period}).json()
    assert (given["form"], given["own"], given["since"][:10]) == ("pothole", True, "2998-12-31")
    assert admin.get("/users/kim/roles").json()["items"] == []
    past = admin.post("/users/kim/actions/grant", {**scope, "since": "2020-01-01T00:00:00+09:00"})
    assert (past.status_code, past.json()["errors"][0]["field"]) == (422, "since")
    assert admin.post("/users/kim/actions/revoke", {"role": "road-officer", "unit": "roads"}).status_code in (404, 409)
    assert admin.post("/users/kim/actions/revoke", scope).status_code == 200


def test_nobody_grants_a_role_to_themself(city: City, admin: Caller) -> None:
    """403 with the code of separated duties; a colleague's is fine."""
    city.caller("kim")
    refused = admin.post("/users/root/actions/grant", {"role": "road-officer", "unit": "roads"})
    assert (refused.status_code, refused.json()["code"]) == (403, "egov.same_person")
    assert admin.post("/users/kim/actions/grant", {"role": "road-officer", "unit": "roads"}).status_code == 200
