"""Bodies, answers and refusals in the protocol's own form."""

from __future__ import annotations

import pytest

from egovframe.auth.scim.documents import ERROR_URN
from egovframe.kernel.errors import Busy, Conflict, NotFound
from egovframe.web import scim
from egovframe.web.scim.exchange import MAY, refusal
from tests.web.scim.room import MEDIA, Connector, Town, user


def test_every_endpoint_needs_the_permission(town: Town) -> None:
    """Whoever may not provision gets nowhere: with another role, without a token, with a wrong one."""
    endpoints = [endpoint for routes in scim.areas for endpoint in routes.endpoints]
    assert len(endpoints) == 22
    clerk = Connector(town, town.token("clerk", "clerk"))
    for endpoint in endpoints:
        assert endpoint.may == MAY, endpoint.path
        path = endpoint.path.removeprefix("/scim/v2").replace("{id}", "x")
        for caller, status in ((clerk, 403), (Connector(town), 401), (Connector(town, "wrong"), 401)):
            answer = caller.send(endpoint.method, path, {} if endpoint.method in ("POST", "PUT", "PATCH") else None)
            assert answer.status_code == status, (endpoint.method, path)
            assert answer.json()["schemas"] == [ERROR_URN]
            assert answer.json()["status"] == str(status)
    assert Connector(town).get("/Users").headers["www-authenticate"] == "Bearer"


def test_with_the_permission_each_gets_further(connector: Connector) -> None:
    """No endpoint answers 401 or 403 to whoever may; what it refuses then, it refuses for another reason."""
    for endpoint in (endpoint for routes in scim.areas for endpoint in routes.endpoints):
        path = endpoint.path.removeprefix("/scim/v2").replace("{id}", "x")
        answer = connector.send(endpoint.method, path, {} if endpoint.method in ("POST", "PUT", "PATCH") else None)
        assert answer.status_code not in (401, 403), (endpoint.method, path, answer.text)
        assert answer.status_code < 500, answer.text


def test_bodies_are_json_in_one_of_two_media_types(connector: Connector) -> None:
    """RFC 7644, 3.1: application/scim+json, and application/json as well; what is none is said to be none."""
    for media in (MEDIA, "application/json", "application/scim+json; charset=utf-8"):
        answer = connector.send("POST", "/Users", user(media[:16] + media[-3:]), headers={"content-type": media})
        assert answer.status_code == 201, answer.text
    wrong = connector.send("POST", "/Users", content=b"<user/>", headers={"content-type": "application/xml"})
    assert wrong.status_code == 415
    for content in (b"", b"{", b'{"a": NaN}', b"\xff", b"[" * 100_000, b'{"a": ' + b"9" * 5_000 + b"}"):
        answer = connector.send("POST", "/Users", content=content, headers={"content-type": MEDIA})
        assert (answer.status_code, answer.json()["scimType"]) == (400, "invalidSyntax"), content[:20]


def test_nobody_learns_what_went_wrong_on_our_side() -> None:
    """Statuses as everywhere; an error of ours says nothing of itself."""
    secret = "postgresql://admin:hunter2@db"
    status, said = refusal(ZeroDivisionError(secret), "en")
    assert (status, said["detail"]) == (500, "Something went wrong on our side")
    assert secret not in str(said)
    assert refusal(Busy("Full.", hint="Wait."), "en") == (
        503,
        {"schemas": [ERROR_URN], "status": "503", "detail": "Full. Wait."},
    )
    assert refusal(NotFound("Nothing."), "ko")[0] == 404
    assert refusal(Conflict("Too late."), "ko")[0] == 409


def test_what_is_not_there_is_said_in_the_protocols_form(connector: Connector) -> None:
    """An unknown address, and a method that an address does not take."""
    answer = connector.get("/Nothing")
    assert (answer.status_code, answer.json()["schemas"]) == (404, [ERROR_URN])
    answer = connector.send("DELETE", "/Users")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD, POST"


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_refusal_speaks_the_language_of_the_program(connector: Connector, language: str) -> None:
    """Where the office has words for it in both."""
    answer = connector.send("POST", "/Users", user(password="짧다"), headers={"accept-language": language})
    assert answer.status_code == 400
    assert answer.headers["content-language"] == language
    assert any("가" <= sign <= "힣" for sign in answer.json()["detail"]) is (language == "ko")
    assert ("Use at least" in answer.json()["detail"]) is (language == "en")
