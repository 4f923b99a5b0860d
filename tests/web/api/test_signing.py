"""How an account signs in and where it is signed in, by the API."""

from __future__ import annotations

import pytest

from egovframe.auth import SignInFailed
from egovframe.auth.builtin.recovery import Recovery
from tests.web.api.room import CONSOLE, City

PASSWORD = "사과나무 아래 노란 우산 7"


def test_factors_are_taken_away(city: City) -> None:
    """For a reason, one or all; who may comes before what is wrong."""
    admin, kim = city.caller("root", "admin"), city.caller("kim")
    auth = city.office.auth
    auth.methods["recovery"] = Recovery()
    with city.office.look(by=CONSOLE) as work:
        account = work.accounts.get("kim").id
    for _ in range(2):
        with auth.changing_factors(account) as (work, owner):
            auth.factors.enrol_code(work, owner, "recovery")
        (factor,) = kim.get("/users/kim/factors").json()["items"]
        assert factor["authenticator"] == "recovery"
        path = "/users/kim/actions/reset_factors"
        assert kim.post(path, {}).status_code == 403
        assert admin.post("/users/nobody/actions/reset_factors", {}).status_code == 404
        assert admin.post(path, {"reason": " "}).status_code == 422
        assert admin.post(path, {"reason": "분실"}).json() == {"count": 1}
    assert admin.post(path, {"reason": "분실", "factor": factor["id"]}).status_code == 404
    assert admin.get("/users/kim/factors").json()["items"] == []


def test_sessions_and_history(city: City) -> None:
    """Seen by the owner and whoever manages accounts, ended by whoever may; a failure is told too."""
    admin, kim, lee = city.caller("root", "admin"), city.caller("kim"), city.caller("lee")
    with city.office.work(by=CONSOLE) as work:
        work.accounts.set_password("kim", PASSWORD)
    city.office.auth.sign_in("kim", PASSWORD)
    with pytest.raises(SignInFailed):
        city.office.auth.sign_in("kim", "wrong")
    for who in (kim, admin):
        assert len(who.get("/users/kim/sessions").json()["items"]) == 1
        signed = who.get("/users/kim/sign-ins").json()["items"]
        assert [each["what"] for each in signed] == ["failed", "succeeded"]
    assert len(admin.get("/users/kim/sign-ins", limit=1).json()["items"]) == 1
    assert admin.get("/users/kim/sign-ins", limit=0).status_code == 422
    for path in ("sessions", "sign-ins", "factors"):
        assert lee.get(f"/users/kim/{path}", limit=0).status_code == 403
    assert kim.post("/users/kim/actions/end_sessions").status_code == 403
    assert admin.post("/users/kim/actions/end_sessions").json() == {"count": 1}
    assert admin.get("/users/kim/sessions").json()["items"] == []
