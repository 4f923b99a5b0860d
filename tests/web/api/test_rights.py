"""What an account may do, by the API."""

from __future__ import annotations

from tests.web.api.room import City


def test_what_an_account_may(city: City) -> None:
    """Every permission with the reason; one's own without a permission, others' not."""
    admin, kim = city.caller("root", "admin"), city.caller("kim", "road-officer")
    for who in (admin, kim):
        found = {each["permission"]: each for each in who.get("/users/kim/permissions").json()["items"]}
        assert found["petition.answer"]["allowed"]
        assert found["petition.answer"]["scopes"] == [{"units": None, "form": None, "own": False}]
        assert not found["account.manage"]["allowed"]
        assert found["account.manage"]["reason"]
    assert kim.get("/users/root/permissions").status_code == 403
    assert admin.get("/users/nobody/permissions").status_code == 404
