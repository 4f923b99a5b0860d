"""What is done to one resource: the same for an endpoint and in a bulk request."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from egovframe.auth.scim.schemas import GROUPS, USERS
from egovframe.web.endpoint import MethodNotAllowed
from egovframe.web.scim.deeds import Deed, perform
from tests.web.scim.room import PASSWORD, Connector, Town, patch, user
from tests.web.scim.room import USERS as USERS_PATH


def test_there_are_deeds_on_one_and_on_many() -> None:
    """A new resource has no id yet; what is changed has one."""
    page = cast("Any", SimpleNamespace())
    for deed in (Deed("POST", USERS, "7"), Deed("PUT", USERS), Deed("DELETE", GROUPS), Deed("GET", GROUPS, "7")):
        with pytest.raises(MethodNotAllowed):
            perform(page, deed)


def test_a_password_is_worked_on_only_for_whoever_may(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing costs the office something: neither an unknown user nor a stranger has it done."""
    hashed: list[str] = []
    real = town.office.auth.enrol

    def enrol(secret: str, **more: Any) -> Any:
        hashed.append(secret)
        return real(secret, **more)

    monkeypatch.setattr(town.office.auth, "enrol", enrol)
    connector = town.connector
    change = patch({"op": "replace", "path": "password", "value": PASSWORD})
    assert connector.send("PATCH", USERS_PATH + "/nobody", change).status_code == 404
    assert Connector(town, town.token("k", "keeper")).post("/Users", user(password=PASSWORD)).status_code == 403
    assert hashed == []
    kim = connector.made()
    assert connector.send("PATCH", f"/Users/{kim['id']}", change).status_code == 200
    assert hashed == [PASSWORD]
    assert town.office.auth.sign_in("kim", PASSWORD)


def test_a_password_is_not_the_name_of_its_account(connector: Connector) -> None:
    """The name is one of the words that the policy knows, also when only the password is changed."""
    name = "haneul-road-officer-kim"
    kim = connector.made(name)
    change = patch({"op": "replace", "path": "password", "value": name})
    assert connector.send("PATCH", f"/Users/{kim['id']}", change).status_code == 400
    assert (
        connector.post("/Users", user("haneul-road-officer-lee", password="haneul-road-officer-lee")).status_code == 400
    )
