"""Where a browser comes from another system: back with a code, or signed in first; and out again."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from tests.web.account.people import PASSWORD, Hall, cookie_of, sign_in
from tests.web.client import Browser, hidden
from tests.web.html import assert_sound
from tests.web.portal.town import CONSOLE

BACK, LEFT = "https://roads.example/back", "https://roads.example/left"
CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


@pytest.fixture
def asked(hall: Hall) -> dict[str, str]:
    """A request of a client of the city."""
    with hall.office.work(by=CONSOLE) as work:
        client = work.clients.add("Roads", redirect=(BACK,), after_logout=(LEFT,)).client.id
    return {
        "client_id": client,
        "redirect_uri": BACK,
        "response_type": "code",
        "scope": "openid",
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
    }


def authorize(browser: Browser, asked: dict[str, str], **more: str) -> str:
    """Send the browser; gives where it is sent on to."""
    answer = browser.get(f"/oauth/authorize?{urlencode({**asked, **more})}")
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def test_every_page_on_the_way_back_lets_its_form_lead_to_the_client(hall: Hall, asked: dict[str, str]) -> None:
    """A browser asks the page's policy about redirects too: from password and from code, but nowhere else."""
    app = hall.app_of(hall.signed_in())
    browser = hall.browser()
    page = browser.get(authorize(browser, asked))
    assert "https://roads.example" in page.headers["content-security-policy"]
    sent = browser.send(page, "/sign-in", {"name": "kim", "password": PASSWORD})
    page = browser.get(sent.headers["location"])
    assert "https://roads.example" in page.headers["content-security-policy"]
    came = browser.send(page, "/sign-in/next", {"authenticator": "totp", "code": hall.shown(app)})
    assert browser.get(came.headers["location"]).headers["location"].startswith(f"{BACK}?code=")
    assert "roads" not in hall.browser().get("/sign-in").headers["content-security-policy"]
    assert "roads" not in hall.browser().get("/sign-in?next=/account").headers["content-security-policy"]


def test_a_request_by_form_is_the_same_request(hall: Hall, asked: dict[str, str]) -> None:
    """It changes nothing, so another site's form may send it (Core 3.1.2.1)."""
    browser = hall.signed_in()
    sent = browser.post("/oauth/authorize", asked)
    assert sent.headers["location"].startswith("/oauth/authorize?")
    assert browser.get(sent.headers["location"]).headers["location"].startswith(f"{BACK}?code=")


@pytest.mark.parametrize(
    ("more", "minutes", "leads"),
    [
        ({}, 20, f"{BACK}?code="),
        ({"max_age": "3600"}, 20, f"{BACK}?code="),
        ({"max_age": "60"}, 20, "/sign-in/again?"),
        ({"prompt": "login"}, 20, "/sign-in/again?"),
        ({"prompt": "select_account"}, 0, "/sign-in/again?"),
        ({"acr_values": "2"}, 0, "/sign-in/again?"),
        ({"prompt": "none"}, 20, f"{BACK}?code="),
        ({"prompt": "none", "acr_values": "2"}, 0, f"{BACK}?error=interaction_required"),
    ],
)
def test_how_new_and_how_sure_a_sign_in_must_be(
    hall: Hall, asked: dict[str, str], more: dict[str, str], minutes: int, leads: str
) -> None:
    """What the client asks for decides; nobody is asked twice."""
    browser = hall.signed_in("lee")
    hall.clock.forward(minutes=minutes)
    there = authorize(browser, asked, **more)
    assert there.startswith(leads)
    if leads.startswith("/"):
        browser.get(there)
        page = browser.get("/sign-in/next")
        came = browser.send(page, "/sign-in/password", {"password": PASSWORD})
        assert browser.get(came.headers["location"]).headers["location"].startswith(f"{BACK}?code=")


def test_signing_out_is_asked_and_leads_on(hall: Hall, asked: dict[str, str]) -> None:
    """The page's form may lead to the registered address; a stranger's link alone signs nobody out."""
    browser = hall.signed_in()
    query = urlencode({"client_id": asked["client_id"], "post_logout_redirect_uri": LEFT})
    page = browser.get(f"/oauth/sign-out?{query}")
    assert_sound(page)
    assert "https://roads.example" in page.headers["content-security-policy"]
    assert cookie_of(browser, "session") != ""
    assert browser.post("/oauth/sign-out", {"client_id": asked["client_id"]}).status_code == 403
    left = browser.send(page, "/oauth/sign-out", {})
    assert left.headers["location"] == LEFT
    assert cookie_of(browser, "session") == ""
    assert hall.browser().get(f"/oauth/sign-out?{query}").headers["location"] == LEFT
    evil = urlencode({"client_id": asked["client_id"], "post_logout_redirect_uri": "https://evil.example/"})
    page = sign_in_again(browser).get(f"/oauth/sign-out?{evil}")
    assert "evil" not in page.headers["content-security-policy"]
    assert "evil" in hidden(page)["post_logout_redirect_uri"], "sent back as it came, and then not followed"
    assert browser.send(page, "/oauth/sign-out", {}).headers["location"] == "/"


def sign_in_again(browser: Browser) -> Browser:
    """Sign kim in once more in the same browser."""
    assert sign_in(browser).status_code == 303
    return browser
