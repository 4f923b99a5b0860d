"""A provider's word that somebody signed out there ends the sessions here that it means, once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from egovframe.auth.settings import AuthSettings
from egovframe.testing import SetClock, open_office
from tests.auth.oidc.hostile import OTHER, SECRET, Hostile, query, standing
from tests.web.account.people import People
from tests.web.client import Browser
from tests.web.portal.town import town


@pytest.fixture
def hostile() -> Iterator[Hostile]:
    """A provider."""
    with standing() as provider:
        yield provider


@pytest.fixture
def people(hostile: Hostile, tmp_path: Path, clock: SetClock) -> Iterator[People]:
    """A town where whoever the provider vouches for gets an account."""
    city = {"issuer": hostile.issuer, "client_id": "city", "client_secret": SECRET, "create": True, "timeout": 3}
    with open_office(
        town(), tmp_path, clock=clock, auth=AuthSettings.quick(oidc={"city": city, "other": city})
    ) as office:
        yield People(office, clock)


def came(people: People, hostile: Hostile, provider: str = "city") -> Browser:
    """A browser in which somebody came in by the provider."""
    browser = people.browser()
    there = browser.send(browser.get("/sign-in"), f"/sign-in/with/{provider}", {}).headers["location"]
    asked = query(there)
    hostile.nonce = asked["nonce"]
    answer = {"code": "c", "state": asked["state"], "iss": hostile.issuer}
    assert browser.get(f"/sign-in/from/{provider}", params=answer).headers["location"] == "/account"
    return browser


def say(people: People, token: str, provider: str = "city") -> httpx.Response:
    """The provider's message, which no browser sends: no cookie, no hidden field."""
    return people.browser().post(f"/sign-out/by/{provider}", {"logout_token": token})


def inside(browser: Browser) -> bool:
    """Whether the browser is signed in."""
    return browser.get("/account").status_code == 200


def test_the_session_that_ended_there_ends_here(people: People, hostile: Hostile) -> None:
    """One of two sessions of the same person is meant; then all of them."""
    first = came(people, hostile)
    hostile.claims = {"sid": "there-2"}
    second = came(people, hostile)
    answer = say(people, hostile.logout_token())
    assert (answer.status_code, answer.content) == (200, b"")
    assert "no-store" in answer.headers["cache-control"]
    assert (inside(first), inside(second)) == (False, True)
    assert say(people, hostile.logout_token(jti="farewell-2", sid=None)).status_code == 200
    assert not inside(second)


def test_nobody_elses_session_ends(people: People, hostile: Hostile) -> None:
    """Neither another person's, nor a session that began at another provider, nor one by password."""
    mine = came(people, hostile)
    elsewhere = came(people, hostile, "other")
    hostile.claims = {"sub": "p2"}
    theirs = came(people, hostile)
    assert say(people, hostile.logout_token(sid=None)).status_code == 200
    assert (inside(mine), inside(theirs), inside(elsewhere)) == (False, True, True)
    assert say(people, hostile.logout_token(jti="farewell-2", sub="nobody", sid=None)).status_code == 200


def test_a_session_by_its_name_alone(people: People, hostile: Hostile) -> None:
    """A provider may name no person: then the session there decides."""
    mine = came(people, hostile)
    hostile.claims = {"sub": "p2", "sid": "there-2"}
    theirs = came(people, hostile)
    assert say(people, hostile.logout_token(sub=None)).status_code == 200
    assert (inside(mine), inside(theirs)) == (False, True)


def test_a_message_counts_once(people: People, hostile: Hostile) -> None:
    """Whoever picked one up ends nobody's next session with it."""
    token = hostile.logout_token()
    assert say(people, token).status_code == 200
    again = came(people, hostile)
    answer = say(people, token)
    assert (answer.status_code, answer.json()) == (400, {"error": "invalid_request"})
    assert inside(again)


def test_messages_that_are_none(people: People, hostile: Hostile) -> None:
    """No token, somebody else's, an ID token, an unknown provider: 400, no reason, and everybody stays."""
    browser = came(people, hostile)
    for token in ("", "a.b.c", hostile.logout_token(key=OTHER), hostile.id_token(), "x" * 70_000):
        answer = say(people, token)
        assert (answer.status_code, answer.json()) == (400, {"error": "invalid_request"})
    assert say(people, hostile.logout_token(), "nowhere").status_code == 400
    assert people.browser().get("/sign-out/by/city").status_code == 405
    assert inside(browser)


def test_a_provider_that_cannot_be_asked(people: People, hostile: Hostile) -> None:
    """Its keys cannot be fetched now: 503, so that it says so again later, and then it counts."""
    browser = came(people, hostile)
    hostile.raw["/jwks"] = (500, {}, b"")
    token = hostile.logout_token(header={"kid": "new"}, key=OTHER)
    assert say(people, token).status_code == 503
    assert inside(browser)
    hostile.raw.clear()
    hostile.jwks = [{**OTHER.as_dict(private=False), "kid": "new"}]
    assert say(people, token).status_code == 200
    assert not inside(browser)
