"""What a program reads when something did not work."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from egovframe.web.api.problem import TITLES
from tests.web.api.room import City
from tests.web.client import Browser


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/nowhere", "/api/v1/petitions/7K4-RM2-X9H/actions/dance"])
def test_what_is_not_there_is_a_problem_too(city: City, path: str) -> None:
    """Under /api nothing is HTML, not even the answer to a mistyped address."""
    answer = Browser(city.site).get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "egov.not_found"


def test_another_method_is_told_what_is_allowed(city: City) -> None:
    """405 names the methods that the address takes (RFC 9110, 15.5.6)."""
    answer = city.caller().send("DELETE", "/forms")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD"
    assert answer.json()["code"] == "web.method_not_allowed"


def test_titles_and_messages_are_in_the_language_asked_for(city: City) -> None:
    """Accept-Language decides; the code stays the same."""
    caller = city.caller()
    korean = caller.but(accept_language="ko-KR").post("/forms/pothole/petitions", {"answers": {}}).json()
    english = caller.but(accept_language="en").post("/forms/pothole/petitions", {"answers": {}}).json()
    assert (korean["title"], english["title"]) == (TITLES[422].in_("ko"), TITLES[422].in_("en"))
    assert korean["code"] == english["code"] == "forms.invalid"
    for ko, en in zip(korean["errors"], english["errors"], strict=True):
        assert ko["field"] == en["field"]
        assert any("가" <= sign <= "힣" for sign in ko["message"])
        assert en["message"].isascii()


def test_every_status_has_words_in_both_languages() -> None:
    """No title falls back to another language."""
    assert all({"ko", "en"} <= title.as_dict().keys() for title in TITLES.values())


def test_what_happened_is_said_in_korean_where_it_is_always_the_same(city: City) -> None:
    """Sentences of the API itself are in the catalogue; the English reader gets them as they are."""
    korean = city.caller().but(accept_language="ko").get("/petitions/7K4-RM2-X9H").json()
    english = city.caller().but(accept_language="en").get("/petitions/7K4-RM2-X9H").json()
    assert korean["detail"] == "토큰이나 민원의 열쇠가 필요합니다."
    assert english["detail"] == "This needs a token, or the petition's key."


def test_a_body_that_is_too_large_is_refused(city: City) -> None:
    """413, before anything of it is parsed."""
    answer = city.caller().send("POST", "/forms/pothole/petitions", content=b"x" * 2_000_001)
    assert answer.status_code == 413
    assert answer.json()["code"] == "web.body_too_large"


def test_more_requests_than_the_office_takes_are_told_when_to_come_back(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    """503 in the same form as every refusal, with Retry-After."""
    _ = city.document
    monkeypatch.setattr(city.site.gate, "_most", 0)
    answer = city.caller().get("/forms")
    assert (answer.status_code, answer.json()["code"]) == (503, "web.busy")
    assert int(answer.headers["retry-after"]) > 0


def test_a_request_that_breaks_off_is_none(city: City) -> None:
    """408: what did not arrive whole is not taken in part."""
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)

    path = "/api/v1/forms/pothole/petitions"
    scope: dict[str, Any] = {
        "type": "http",
        "method": "POST",
        "path": path,
        "query_string": b"",
        "headers": [],
        "client": None,
    }
    asyncio.run(city.site(scope, receive, send))
    assert sent[0]["status"] == 408
    assert json.loads(sent[1]["body"])["code"] == "web.body_too_slow"


def test_an_unknown_token_is_refused_even_where_none_is_needed(city: City) -> None:
    """Whoever shows a token means to be somebody: 401 with the scheme, never the answer for a visitor."""
    for authorization in ("Bearer nonsense", "Bearer", "Basic a2ltOmtpbQ=="):
        answer = city.caller().but(authorization=authorization).get("/forms")
        assert answer.status_code == 401, authorization
        assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.asvs("V16.5.1")
def test_a_failure_of_ours_says_nothing_of_the_inside(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    """500 has a number to ask about, and neither the trace nor the words of the error."""
    monkeypatch.setattr(city.office.forms, "current", lambda _name: 1 / 0)
    answer = city.caller().get("/forms/pothole")
    assert answer.status_code == 500
    assert "division" not in answer.text
    assert answer.json()["request"]


def test_a_query_that_nobody_can_read_is_the_senders_mistake(city: City) -> None:
    """Bytes that are no UTF-8 are 422, whichever field they stand in."""
    caller = city.caller("kim", "road-officer", unit="roads")
    answer = caller.send("GET", "/petitions?form=%ff")
    assert (answer.status_code, len(answer.json()["errors"])) == (422, 1)
    assert caller.send("GET", "/petitions?lang=%ff").status_code == 422
