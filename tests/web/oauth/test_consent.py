"""Asking people before anything is told to a system that is not the city's own, and taking it back."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from egovframe.kernel.errors import Invalid
from tests.web.html import assert_sound
from tests.web.oauth.test_flow import BACK, CITY, VERIFIER, Party, party
from tests.web.portal.town import CONSOLE

__all__ = ["party"]

SCOPE = "openid profile email offline_access"


def elsewhere(party: Party, **how: Any) -> None:
    """Have the client be one that is not the city's own."""
    with party.office.work(by=CONSOLE) as work:
        party.client = work.clients.add("Map Shop", redirect=(BACK,), **{"consent": True, **how})


def asks(party: Party, **more: str) -> Any:
    """The page on which the person is asked."""
    return party.browser.get(
        f"/oauth/authorize?{urlencode(party.asks(**{'scope': SCOPE, 'ui_locales': 'en', **more}))}"
    )


def told(answer: Any) -> dict[str, str]:
    """What the system is answered with."""
    assert answer.headers["location"].startswith(f"{BACK}?"), answer.headers["location"]
    return {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["location"]).query).items()}


def tokens(party: Party, code: str) -> Any:
    """The tokens for a code."""
    answer = party.token(grant_type="authorization_code", code=code, redirect_uri=BACK, code_verifier=VERIFIER)
    assert answer.status_code == 200
    return answer.json()


@pytest.mark.asvs("V10.7.1")
def test_people_are_asked_each_time(party: Party) -> None:
    """Nothing goes to the system before they agree, and the next time they are asked again."""
    elsewhere(party)
    for _ in range(2):
        page = asks(party)
        assert page.status_code == 200
        answer = told(party.browser.send(page, "/oauth/consent", {"consent-answer": "yes"}))
        assert (answer["state"], answer["iss"]) == ("xyz", CITY)
        assert "refresh_token" in tokens(party, answer["code"])
    assert [fact["details"]["consented"] for fact in party.office.trail.search(action="sign-in.passed-on")] == [
        True
    ] * 2


@pytest.mark.asvs("V10.7.1")
def test_no_is_no(party: Party) -> None:
    """The system is told so; a form that says neither is asked once more."""
    elsewhere(party)
    page = asks(party)
    assert told(party.browser.send(page, "/oauth/consent", {"consent-answer": "no"}))["error"] == "access_denied"
    for strange in ("", "maybe"):
        again = party.browser.send(page, "/oauth/consent", {"consent-answer": strange})
        assert again.status_code == 200
        assert "Map Shop" in again.text
    assert party.office.trail.search(action="sign-in.passed-on") == []


@pytest.mark.asvs("V10.7.2")
@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_page_says_who_asks_for_what_and_how_long(party: Party, language: str) -> None:
    """The system's name and address, each thing that it is told, until when, and where to take it back."""
    elsewhere(party)
    party.browser.cookies.set("__Host-egov-lang", language, domain="city.example")
    page = asks(party)
    assert_sound(page, language=language)
    words = {
        "ko": ("Map Shop", "roads.example", "이름과 맡은 역할", "전자우편 주소", "30일"),
        "en": ("Map Shop", "roads.example", "your name, and the roles", "your e-mail address", "30 days after"),
    }[language]
    assert [each for each in words if each not in page.text] == []
    less = asks(party, scope="openid").text
    assert [each for each in words[2:] if each in less] == []
    assert "https://roads.example" in page.headers["content-security-policy"]  # the form may lead there
    assert party.browser.get("/account/systems").status_code == 200


def test_the_answer_stands_for_the_request_that_was_shown(party: Party) -> None:
    """The form is looked at like the address: a client nobody knows, an address that is not registered, a session."""
    elsewhere(party)
    page = asks(party)
    for changed in ({"client_id": "nobody"}, {"redirect_uri": "https://evil.example/"}):
        assert party.browser.send(page, "/oauth/consent", {"consent-answer": "yes", **changed}).status_code == 400
    late = party.browser.send(page, "/oauth/consent", {"consent-answer": "yes", "scope": "openid profile"})
    assert tokens(party, told(late)["code"])["scope"] == "openid profile"
    out = party.browser.post("/oauth/consent", data={**party.asks(), "consent-answer": "yes"})
    assert out.status_code == 403  # without the hidden field
    party.time.forward(hours=13)
    gone = party.browser.send(page, "/oauth/consent", {"consent-answer": "yes"})
    assert gone.headers["location"].startswith("/sign-in?next=")


def test_the_citys_own_systems_ask_only_where_they_want_it(party: Party) -> None:
    """prompt=consent asks; prompt=none cannot be answered where people are to be asked."""
    assert "code" in told(asks(party))
    assert asks(party, prompt="consent").status_code == 200
    elsewhere(party)
    assert told(asks(party, prompt="none"))["error"] == "consent_required"


@pytest.mark.asvs("V10.4.9", "V10.7.3")
def test_what_was_agreed_to_is_seen_and_taken_back(party: Party) -> None:
    """A page lists each with what it is told; ending one ends its tokens, and a fact says so."""
    elsewhere(party)
    party.browser.cookies.set("__Host-egov-lang", "en", domain="city.example")
    agreed = told(party.browser.send(asks(party), "/oauth/consent", {"consent-answer": "yes"}))
    got = tokens(party, agreed["code"])
    page = party.browser.get("/account/systems")
    assert_sound(page, language="en")
    assert "Map Shop" in page.text
    assert "e-mail address" in page.text
    assert "/account/systems" in party.browser.get("/account").text
    ended = party.browser.send(page, "/account/systems/end", {}, follow=True)
    assert "You are signed in to no other system." in ended.text
    assert party.token(grant_type="refresh_token", refresh_token=got["refresh_token"]).status_code == 400
    headers = {"authorization": f"Bearer {got['access_token']}"}
    assert party.anybody().get("/oauth/userinfo", headers=headers).status_code == 401
    (fact,) = party.office.trail.search(action="sign-in.taken-back")
    assert fact["details"] == {"client": party.client.client.id}
    assert party.browser.send(page, "/account/systems/end", {}).status_code == 303  # it has ended already


@pytest.mark.asvs("V10.4.11", "V10.4.4")
def test_a_client_gets_only_what_it_is_registered_for(party: Party) -> None:
    """More is not given, whatever it asks for; without offline_access there is no refresh token."""
    elsewhere(party, consent=False, scope=("email",))
    got = tokens(party, told(asks(party))["code"])
    assert got["scope"] == "openid email"
    assert "refresh_token" not in got
    headers = {"authorization": f"Bearer {got['access_token']}"}
    assert "preferred_username" not in party.anybody().get("/oauth/userinfo", headers=headers).json()
    with party.office.work(by=CONSOLE) as work, pytest.raises(Invalid):
        work.clients.add("Odd", redirect=(BACK,), scope=("everything",))
