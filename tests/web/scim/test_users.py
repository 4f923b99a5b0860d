"""`/Users` and `/Me` over HTTP, with what Entra ID and Okta really send."""

from __future__ import annotations

from egovframe.auth.scim.schemas import ENTERPRISE_URN
from tests.web.api.room import CONSOLE
from tests.web.scim.room import PASSWORD, V2, Connector, Town, patch, user

BASE = f"http://127.0.0.1:8000{V2}"

ENTRA = {
    "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", ENTERPRISE_URN],
    "externalId": "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef",
    "userName": "Test_User_ab6490ee-1e48-479e-a20b",
    "active": True,
    "emails": [{"primary": True, "type": "work", "value": "Test_User_fd0ea19b@testuser.com"}],
    "meta": {"resourceType": "User"},
    "name": {"formatted": "givenName familyName", "familyName": "familyName", "givenName": "givenName"},
    "roles": [],
}
"""The request of Microsoft's own reference for a SCIM endpoint, "Create User"."""

OKTA = {
    "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
    "userName": "test.user@okta.local",
    "name": {"givenName": "Test", "familyName": "User"},
    "emails": [{"primary": True, "value": "test.user@okta.local", "type": "work"}],
    "displayName": "Test User",
    "locale": "en-US",
    "externalId": "00ujl29u0le5T6Aj10h7",
    "groups": [],
    "password": PASSWORD,
    "active": True,
}
"""The request of Okta's own reference for SCIM 2.0, "Create the User"; the password is one that may be used."""


def test_a_user_comes_and_goes(each_town: Town) -> None:
    """Create, read, find, replace, change, delete: statuses, headers and bodies of RFC 7644, 3.3 to 3.6."""
    connector = each_town.connector
    made = connector.post("/Users", user(displayName="김하늘", password=PASSWORD))
    assert made.status_code == 201
    kim = made.json()
    assert made.headers["location"] == kim["meta"]["location"] == f"{BASE}/Users/{kim['id']}"
    assert made.headers["etag"] == kim["meta"]["version"]
    assert "password" not in kim
    assert each_town.office.auth.sign_in("kim", PASSWORD)

    path = f"/Users/{kim['id']}"
    assert connector.get(path).json() == kim
    assert connector.get("/Users", filter='userName eq "KIM"').json()["Resources"] == [kim]
    replaced = connector.send("PUT", path, user("kim", locale="ko-KR"))
    assert (replaced.status_code, replaced.json()["locale"]) == (200, "ko-KR")
    assert replaced.headers["etag"] != kim["meta"]["version"]
    changed = connector.send("PATCH", path, patch({"op": "add", "path": "displayName", "value": "K"}))
    assert (changed.status_code, changed.json()["displayName"]) == (200, "K")
    gone = connector.send("DELETE", path)
    assert (gone.status_code, gone.content) == (204, b"")
    assert connector.get(path).status_code == 404
    assert connector.send("DELETE", path).status_code == 404
    assert connector.get("/Users").json()["totalResults"] == 0
    assert connector.post("/Users", user()).status_code == 201
    each_town.office.seal()
    assert each_town.office.verify().holds, "every write has its fact"


def test_refusals_have_the_words_of_the_rfc(connector: Connector) -> None:
    """A name that is taken ignoring case, a password that the rules refuse, values that do not hold."""
    connector.made("kim")
    taken = connector.post("/Users", user("KIM"))
    assert (taken.status_code, taken.json()["scimType"]) == (409, "uniqueness")
    lee = connector.made("lee")
    renamed = connector.send("PATCH", f"/Users/{lee['id']}", patch({"op": "replace", "value": {"userName": "Kim"}}))
    assert (renamed.status_code, renamed.json()["scimType"]) == (409, "uniqueness")
    for body in (
        user("park", password="password1234567"),
        user("park", password="short"),
        user("park", emails=[{"value": "nowhere"}]),
        user("p" * 65),
        user("a\u200bb"),
        {"schemas": user()["schemas"]},
    ):
        refused = connector.post("/Users", body)
        assert (refused.status_code, refused.json()["scimType"]) == (400, "invalidValue"), refused.text
    weak = connector.send("PATCH", f"/Users/{lee['id']}", patch({"op": "replace", "path": "password", "value": "x"}))
    assert (weak.status_code, weak.json()["scimType"]) == (400, "invalidValue")
    assert connector.get("/Users").json()["totalResults"] == 2
    filters = {'userName eq "': "invalidFilter", "password pr": "invalidFilter", "nonsense pr": "invalidFilter"}
    for text, word in filters.items():
        refused = connector.get("/Users", filter=text)
        assert (refused.status_code, refused.json()["scimType"]) == (400, word)


def test_versions_are_asked_for(connector: Connector) -> None:
    """RFC 7644, 3.14: 304 for what the program has, 412 for what moved on."""
    kim = connector.made()
    path, version = f"/Users/{kim['id']}", kim["meta"]["version"]
    known = connector.send("GET", path, headers={"if-none-match": version})
    assert (known.status_code, known.content, known.headers["etag"]) == (304, b"", version)
    body = patch({"op": "add", "path": "locale", "value": "ko-KR"})
    assert connector.send("PATCH", path, body, headers={"if-match": version}).status_code == 200
    for method, data in (("PATCH", body), ("PUT", user()), ("DELETE", None)):
        assert connector.send(method, path, data, headers={"if-match": version}).status_code == 412
    assert connector.send("GET", path, headers={"if-none-match": version}).status_code == 200
    assert connector.send("DELETE", path, headers={"if-match": "*"}).status_code == 204


def test_as_much_is_shown_as_is_asked_for(connector: Connector) -> None:
    """On every answer that has a resource (RFC 7644, 3.9)."""
    made = connector.send("POST", "/Users", user(displayName="K"), params={"attributes": "userName"})
    assert set(made.json()) == {"schemas", "id", "userName"}
    path = f"/Users/{made.json()['id']}"
    assert set(connector.get(path, attributes="displayName").json()) == {"schemas", "id", "displayName"}
    assert "displayName" not in connector.get(path, excludedAttributes="displayName").json()
    both = connector.get(path, attributes="a", excludedAttributes="b")
    assert (both.status_code, both.json()["scimType"]) == (400, "invalidValue")
    bad = connector.send("PUT", path, user(locale="x"), params={"attributes": "a", "excludedAttributes": "b"})
    assert bad.status_code == 400
    assert "locale" not in connector.get(path).json(), "what is wrong with the query is said before anything is written"


def test_me_is_the_account_of_the_token(town: Town) -> None:
    """Of an officer as of a program (RFC 7644, 3.11)."""
    assert town.connector.get("/Me").json()["userName"] == "connector"
    officer = Connector(town, town.token("root", "admin", kind="officer"))
    me = officer.get("/Me").json()
    assert me["userName"] == "root"
    assert officer.get(f"/Users/{me['id']}").json() == me


def test_a_shut_account_is_out(town: Town) -> None:
    """Its sessions end with `active: false`."""
    connector = town.connector
    kim = connector.made(password=PASSWORD)
    token, _session = town.office.auth.sign_in("kim", PASSWORD)
    assert connector.send(
        "PATCH", f"/Users/{kim['id']}", patch({"op": "replace", "value": {"active": False}})
    ).is_success
    assert town.office.auth.session(token) is None
    assert connector.get(f"/Users/{kim['id']}").json()["active"] is False


def test_the_life_of_a_user_of_entra_id(connector: Connector) -> None:
    """Looked for, made, found by its address, changed, shut, deleted: the requests of Microsoft's reference."""
    assert connector.get("/Users", filter=f'userName eq "{ENTRA["userName"]}"').json()["totalResults"] == 0
    made = connector.post("/Users", ENTRA)
    assert made.status_code == 201
    path = f"/Users/{made.json()['id']}"
    asked = 'emails[type eq "work"].value eq "test_user_fd0ea19b@testuser.com"'
    assert connector.get("/Users", filter=asked).json()["Resources"][0]["id"] == made.json()["id"]
    assert connector.get("/Users", filter=f'externalId eq "{ENTRA["externalId"]}"').json()["totalResults"] == 1
    changes = patch(
        {"op": "Replace", "path": 'emails[type eq "work"].value', "value": "updatedEmail@microsoft.com"},
        {"op": "Replace", "path": "name.familyName", "value": "updatedFamilyName"},
        {"op": "Add", "path": f"{ENTERPRISE_URN}:employeeNumber", "value": "701984"},
        {"op": "Add", "path": 'addresses[type eq "work"].country', "value": "KR"},
    )
    after = connector.send("PATCH", path, changes).json()
    assert after["emails"][0]["value"] == "updatedEmail@microsoft.com"
    assert after["name"]["familyName"] == "updatedFamilyName"
    assert after[ENTERPRISE_URN] == {"employeeNumber": "701984"}
    shut = connector.send("PATCH", path, patch({"op": "Replace", "path": "active", "value": "False"}))
    assert shut.json()["active"] is False
    assert connector.send("DELETE", path).status_code == 204


def test_the_life_of_a_user_of_okta(connector: Connector) -> None:
    """Looked for, made with a password, replaced as a whole, shut without a path: the requests of Okta's reference."""
    asked = {"filter": f'userName eq "{OKTA["userName"]}"', "startIndex": "1", "count": "100"}
    assert connector.get("/Users", **asked).json()["Resources"] == []
    made = connector.post("/Users", OKTA)
    assert made.status_code == 201
    path = f"/Users/{made.json()['id']}"
    whole = {**made.json(), "name": {"givenName": "Another", "familyName": "User"}}
    assert connector.send("PUT", path, whole).json()["name"]["givenName"] == "Another"
    shut = connector.send("PATCH", path, patch({"op": "replace", "value": {"active": False}}))
    assert shut.json()["active"] is False


def test_every_change_and_look_is_in_the_trail(town: Town) -> None:
    """With the account of the token as the actor, and whose data it was."""
    connector = town.connector
    kim = connector.made(displayName="K")
    connector.get(f"/Users/{kim['id']}")
    connector.get("/Users")
    connector.send("DELETE", f"/Users/{kim['id']}")
    actions = (
        "account.added",
        "profile.changed",
        "profile.read",
        "profile.listed",
        "account.disabled",
        "account.retired",
    )
    for action in actions:
        facts = town.office.trail.search(action=action)
        found = [fact for fact in facts if f"account:{kim['id']}" in fact["subjects"]]
        assert found, action
    with town.office.look(by=CONSOLE, why="test") as work:
        assert work.accounts.get("kim").disabled is not None


def test_addresses_are_those_that_people_use(connector: Connector) -> None:
    """The server names itself as the program reached it, or as `public_url` says."""
    assert connector.get("/ServiceProviderConfig").json()["meta"]["location"] == f"{BASE}/ServiceProviderConfig"
