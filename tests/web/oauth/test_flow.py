"""Signing in to another system: code, tokens, userinfo, refresh, and out again, as a strict relying party does it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from joserfc import jwk, jwt

from egovframe.auth.provider.model import NewClient
from egovframe.kernel.errors import Invalid
from egovframe.office import Office
from egovframe.testing import SetClock, open_office
from egovframe.web import build
from tests.web.account.people import PASSWORD, sign_in
from tests.web.client import Browser
from tests.web.portal.town import CONSOLE, town

CITY = "https://city.example"
BACK = "https://roads.example/back"
LEFT = "https://roads.example/left"
VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
"""The verifier and challenge of RFC 7636, Appendix B."""


@dataclass
class Party:
    """Another system and a browser with a person in it."""

    office: Office
    client: NewClient
    browser: Browser
    time: SetClock
    app: Any

    def anybody(self) -> Browser:
        """Somebody else's browser, or a program."""
        return Browser(self.app, base=CITY)

    def sent(self, page: str, path: str) -> Any:
        """Send the form on a page as the person does."""
        return self.browser.send(self.browser.get(page), path, {})

    def asks(self, **more: str) -> dict[str, str]:
        """The parameters of an authorization request that holds, changed by `more`; an empty one is left out."""
        asked = {
            "client_id": self.client.client.id,
            "redirect_uri": BACK,
            "response_type": "code",
            "scope": "openid profile",
            "state": "xyz",
            "nonce": "n-0S6_WzA2Mj",
            "code_challenge": CHALLENGE,
            "code_challenge_method": "S256",
            **more,
        }
        return {name: value for name, value in asked.items() if value}

    def authorize(self, **more: str) -> dict[str, str]:
        """Send the browser; gives the parameters that the other system is answered with."""
        answer = self.browser.get(f"/oauth/authorize?{urlencode(self.asks(**more))}")
        assert answer.status_code == 303, answer.text
        location = answer.headers["location"]
        assert location.startswith(f"{BACK}?"), location
        return {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}

    def token(self, secret: str = "", **asked: str) -> Any:
        """Ask for tokens by HTTP Basic."""
        word = base64.b64encode(f"{self.client.client.id}:{secret or self.client.secret}".encode()).decode()
        return self.anybody().post("/oauth/token", data=asked, headers={"authorization": f"Basic {word}"})

    def tokens(self, **more: str) -> dict[str, Any]:
        """Sign in to the other system; gives what it gets for the code."""
        code = self.authorize(**more)["code"]
        answer = self.token(grant_type="authorization_code", code=code, redirect_uri=BACK, code_verifier=VERIFIER)
        assert answer.status_code == 200, answer.text
        assert "no-store" in answer.headers["cache-control"]
        found: dict[str, Any] = answer.json()
        return found


@pytest.fixture
def party(tmp_path: Path) -> Iterator[Party]:
    """A city at https, kim signed in, and a client."""
    time = SetClock()
    with open_office(town(), tmp_path, clock=time, web={"public_url": CITY}) as office:
        with office.work(by=CONSOLE) as work:
            work.accounts.add("kim", password=PASSWORD)
            work.accounts.grant("kim", "road-officer", unit="roads")
            client = work.clients.add("Roads", redirect=(BACK,), after_logout=(LEFT,))
        app = build(office)
        browser = Browser(app, base=CITY)
        sign_in(browser, "kim")
        yield Party(office, client, browser, time, app)


def test_what_relying_parties_read_first(party: Party) -> None:
    """Discovery names addresses under the issuer; the keys are public ones."""
    found = party.browser.get("/.well-known/openid-configuration").json()
    assert found["issuer"] == CITY
    assert all(found[name].startswith(f"{CITY}/") for name in found if name.endswith(("_endpoint", "_uri")))
    (key,) = party.browser.get("/oauth/jwks").json()["keys"]
    assert key["kty"] == "RSA"
    assert not {"d", "p", "q", "dp", "dq", "qi"} & set(key)


@pytest.mark.asvs("V9.2.4")
def test_a_person_signs_in_to_another_system(party: Party) -> None:
    """The ID token holds by the published key and says who, for whom, when and how; userinfo says the same person."""
    answer = party.authorize()
    assert (answer["state"], answer["iss"]) == ("xyz", CITY)
    got = party.token(
        grant_type="authorization_code", code=answer["code"], redirect_uri=BACK, code_verifier=VERIFIER
    ).json()
    assert got["token_type"] == "Bearer"
    assert "refresh_token" not in got
    keys = jwk.KeySet.import_key_set(party.browser.get("/oauth/jwks").json())
    token = jwt.decode(got["id_token"], keys, algorithms=["RS256"])
    claims = token.claims
    now = int(party.time.now().timestamp())
    assert (claims["iss"], claims["aud"], claims["nonce"]) == (CITY, party.client.client.id, "n-0S6_WzA2Mj")
    assert (claims["iat"], claims["auth_time"], claims["acr"], claims["amr"]) == (now, now, "1", ["pwd"])
    assert claims["exp"] == now + 600
    assert claims["preferred_username"] == "kim"
    assert claims["groups"] == ["road-officer@roads"]
    half = hashlib.sha256(got["access_token"].encode()).digest()[:16]
    assert claims["at_hash"] == base64.urlsafe_b64encode(half).rstrip(b"=").decode()
    told = party.browser.get("/oauth/userinfo", headers={"authorization": f"Bearer {got['access_token']}"}).json()
    assert (told["sub"], told["preferred_username"]) == (claims["sub"], "kim")


@pytest.mark.asvs("V10.4.4", "V10.4.6", "V10.4.12", "V10.6.1")
@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_type": "code id_token"}, "unsupported_response_type"),
        ({"scope": "profile"}, "invalid_scope"),
        ({"code_challenge": ""}, "invalid_request"),
        ({"code_challenge": "short"}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"request": "eyJ"}, "request_not_supported"),
        ({"request_uri": "https://evil.example/r"}, "request_uri_not_supported"),
        ({"prompt": "none login"}, "invalid_request"),
        ({"max_age": "soon"}, "invalid_request"),
        ({"response_mode": "fragment"}, "invalid_request"),
        ({"state": "x" * 1001}, "invalid_request"),
    ],
)
def test_a_request_that_does_not_hold_is_answered_to_the_client(
    party: Party, changed: dict[str, str], error: str
) -> None:
    """With the error code of the protocol, and from whom it is."""
    answer = party.authorize(**changed)
    assert (answer["error"], answer["iss"]) == (error, CITY)
    assert "code" not in answer


@pytest.mark.asvs("V10.4.1")
@pytest.mark.parametrize(
    "changed",
    [
        {"client_id": "nobody"},
        {"redirect_uri": "https://evil.example/back"},
        {"redirect_uri": BACK + "/"},
        {"redirect_uri": BACK.upper()},
        {"redirect_uri": BACK + "?x=1"},
        {"redirect_uri": ""},
    ],
)
def test_the_browser_goes_nowhere_for_whom_nobody_knows(party: Party, changed: dict[str, str]) -> None:
    """An unknown client or address is told here, to the person."""
    answer = party.browser.get(f"/oauth/authorize?{urlencode(party.asks(**changed))}")
    assert answer.status_code == 400
    assert "location" not in answer.headers
    assert 'href="https://evil' not in answer.text
    assert "이곳으로 보낸 시스템을 알 수 없습니다" in answer.text


def test_a_parameter_that_comes_twice_is_refused(party: Party) -> None:
    """Nobody guesses which one was meant (RFC 6749, 3.1)."""
    query = urlencode([*party.asks().items(), ("redirect_uri", "https://evil.example/")])
    answer = party.browser.get(f"/oauth/authorize?{query}")
    assert answer.status_code == 400


def test_whoever_is_not_signed_in_does_so_first(party: Party) -> None:
    """And comes back to the very request; with prompt=none the client is told."""
    stranger = party.anybody()
    there = stranger.get(f"/oauth/authorize?{urlencode(party.asks())}")
    assert there.headers["location"].startswith("/sign-in?next=")
    assert "‘Roads’ 시스템으로 돌아가며" in stranger.get(there.headers["location"]).text
    assert "시스템으로 돌아가며" not in stranger.get("/sign-in?next=/oauth/authorize?client_id=nobody").text
    back = sign_in(stranger, "kim", onward=parse_qs(urlsplit(there.headers["location"]).query)["next"][0])
    answer = stranger.get(back.headers["location"])
    assert answer.headers["location"].startswith(f"{BACK}?code=")
    none = party.anybody().get(f"/oauth/authorize?{urlencode(party.asks(prompt='none'))}")
    assert "error=login_required" in none.headers["location"]


@pytest.mark.asvs("V7.6.1")
def test_a_sign_in_that_is_too_old_is_proved_again(party: Party) -> None:
    """max_age and prompt=login lead to a new proof, once."""
    party.time.forward(minutes=20)
    there = party.browser.get(f"/oauth/authorize?{urlencode(party.asks(max_age='60'))}")
    assert there.headers["location"].startswith("/sign-in/again?next=")
    assert (
        "error=interaction_required"
        in party.browser.get(f"/oauth/authorize?{urlencode(party.asks(max_age='60', prompt='none'))}").headers[
            "location"
        ]
    )


@pytest.mark.asvs("V10.4.2")
def test_a_code_counts_once_and_twice_ends_all_that_came_of_it(party: Party) -> None:
    """The second use is refused, and the access token of the first counts no more (RFC 9700)."""
    code = party.authorize()["code"]
    asked = {"grant_type": "authorization_code", "code": code, "redirect_uri": BACK, "code_verifier": VERIFIER}
    access = party.token(**asked).json()["access_token"]
    assert party.token(**asked).json()["error"] == "invalid_grant"
    told = party.browser.get("/oauth/userinfo", headers={"authorization": f"Bearer {access}"})
    assert (told.status_code, told.json()["error"]) == (401, "invalid_token")
    assert 'error="invalid_token"' in told.headers["www-authenticate"]


@pytest.mark.asvs("V10.4.6")
@pytest.mark.parametrize(
    "changed",
    [
        {"code": "nonsense"},
        {"code": ""},
        {"redirect_uri": LEFT},
        {"redirect_uri": ""},
        {"code_verifier": VERIFIER[:-1] + "l"},
        {"code_verifier": ""},
    ],
)
def test_a_code_is_worth_nothing_without_what_it_was_given_for(party: Party, changed: dict[str, str]) -> None:
    """Another code, address or verifier."""
    asked = {
        "grant_type": "authorization_code",
        "code": party.authorize()["code"],
        "redirect_uri": BACK,
        "code_verifier": VERIFIER,
        **changed,
    }
    answer = party.token(**asked)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")


@pytest.mark.asvs("V10.4.3")
def test_a_code_ends_after_a_minute(party: Party) -> None:
    """Whoever comes later gets nothing."""
    code = party.authorize()["code"]
    party.time.forward(seconds=60)
    answer = party.token(grant_type="authorization_code", code=code, redirect_uri=BACK, code_verifier=VERIFIER)
    assert answer.json()["error"] == "invalid_grant"


def test_a_code_of_one_client_is_nothing_to_another(party: Party) -> None:
    """And trying does not use it up."""
    code = party.authorize()["code"]
    with party.office.work(by=CONSOLE) as work:
        other = work.clients.add("Parks", redirect=("https://parks.example/",))
    first, party.client = party.client, other
    asked = {"grant_type": "authorization_code", "code": code, "redirect_uri": BACK, "code_verifier": VERIFIER}
    assert party.token(**asked).json()["error"] == "invalid_grant"
    party.client = first
    assert party.token(**asked).status_code == 200


@pytest.mark.asvs("V10.4.10")
def test_a_wrong_secret_proves_no_client(party: Party) -> None:
    """401, with the challenge of HTTP Basic."""
    answer = party.token("wrong", grant_type="client_credentials")
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
    assert answer.headers["www-authenticate"].startswith("Basic ")


@pytest.mark.asvs("V10.4.5")
def test_refresh_tokens_rotate_and_a_used_one_ends_the_family(party: Party) -> None:
    """Each is used once; whoever uses one again has stolen it or was stolen from: all of it ends."""
    got = party.tokens(scope="openid offline_access")
    renewed = party.token(grant_type="refresh_token", refresh_token=got["refresh_token"]).json()
    assert renewed["refresh_token"] != got["refresh_token"]
    claims = jwt.decode(
        renewed["id_token"], jwk.KeySet.import_key_set(party.browser.get("/oauth/jwks").json()), algorithms=["RS256"]
    ).claims
    assert "nonce" not in claims
    assert party.token(grant_type="refresh_token", refresh_token=got["refresh_token"]).status_code == 400
    assert party.token(grant_type="refresh_token", refresh_token=renewed["refresh_token"]).status_code == 400
    with party.office.look(by=CONSOLE):
        assert party.office.trail.search(action="provider.token-reused")


@pytest.mark.asvs("V10.4.8")
def test_refresh_tokens_end_in_the_end_however_often_they_are_exchanged(party: Party) -> None:
    """Ninety days after the sign-in the person signs in again; nobody is asked for less by refreshing."""
    token = party.tokens(scope="openid offline_access")["refresh_token"]
    for _ in range(4):
        party.time.forward(days=20)
        renewed = party.token(grant_type="refresh_token", refresh_token=token)
        assert renewed.status_code == 200
        token = renewed.json()["refresh_token"]
    party.time.forward(days=10)
    assert party.token(grant_type="refresh_token", refresh_token=token).json()["error"] == "invalid_grant"


@pytest.mark.asvs("V7.6.1")
def test_tokens_end_with_the_session_and_the_account(party: Party) -> None:
    """Signed out here is signed out there; a disabled account keeps nothing, not even a refresh token."""
    got, offline = party.tokens(), party.tokens(scope="openid offline_access")
    bearer = {"authorization": f"Bearer {got['access_token']}"}
    assert party.browser.get("/oauth/userinfo", headers=bearer).status_code == 200
    party.sent("/account", "/sign-out")
    assert party.browser.get("/oauth/userinfo", headers=bearer).status_code == 401
    again = party.token(grant_type="refresh_token", refresh_token=offline["refresh_token"])
    assert again.status_code == 200
    with party.office.work(by=CONSOLE) as work:
        work.accounts.disable("kim")
    ended = party.token(grant_type="refresh_token", refresh_token=again.json()["refresh_token"])
    assert ended.json()["error"] == "invalid_grant"


def test_revoking_one_token_ends_what_came_of_the_sign_in(party: Party) -> None:
    """200 for a token that is there and for one that is not."""
    got = party.tokens(scope="openid offline_access")
    word = base64.b64encode(f"{party.client.client.id}:{party.client.secret}".encode()).decode()
    basic = {"authorization": f"Basic {word}"}
    other = party.anybody()
    for token in (got["refresh_token"], "nonsense"):
        assert other.post("/oauth/revoke", data={"token": token}, headers=basic).status_code == 200
    bearer = {"authorization": f"Bearer {got['access_token']}"}
    assert other.get("/oauth/userinfo", headers=bearer).status_code == 401


@pytest.mark.asvs("V10.6.2")
def test_signing_out_leads_on_only_to_a_registered_address(party: Party) -> None:
    """The person is asked; afterwards the browser goes where the client registered, and nowhere else."""
    got = party.tokens()
    asked = {"id_token_hint": got["id_token"], "post_logout_redirect_uri": LEFT, "state": "bye"}
    page = party.browser.get(f"/oauth/sign-out?{urlencode(asked)}")
    assert page.status_code == 200
    left = party.sent(f"/oauth/sign-out?{urlencode(asked)}", "/oauth/sign-out")
    assert left.headers["location"] == f"{LEFT}?state=bye"
    assert party.browser.get("/account").status_code == 303
    evil = {**asked, "post_logout_redirect_uri": "https://evil.example/"}
    assert party.browser.get(f"/oauth/sign-out?{urlencode(evil)}").headers["location"] == "/"


def test_a_client_that_is_shut_gets_nothing_more(party: Party) -> None:
    """Its tokens end, and nobody is sent to it."""
    got = party.tokens()
    with party.office.work(by=CONSOLE) as work:
        work.clients.disable(party.client.client.id)
    bearer = {"authorization": f"Bearer {got['access_token']}"}
    assert party.browser.get("/oauth/userinfo", headers=bearer).status_code == 401
    assert party.browser.get(f"/oauth/authorize?{urlencode(party.asks())}").status_code == 400


def test_keys_are_exchanged_and_old_signatures_still_hold_for_a_day(party: Party) -> None:
    """A rotated key is shown for a day; the new one signs."""
    before = party.tokens()["id_token"]
    party.office.auth.id_provider.keys.rotate(by=CONSOLE)
    after = party.tokens()["id_token"]
    keys = jwk.KeySet.import_key_set(party.browser.get("/oauth/jwks").json())
    assert (
        jwt.decode(before, keys, algorithms=["RS256"]).header["kid"]
        != jwt.decode(after, keys, algorithms=["RS256"]).header["kid"]
    )
    party.time.forward(days=1, seconds=1)
    assert len(party.browser.get("/oauth/jwks").json()["keys"]) == 1


@pytest.mark.asvs("V10.4.1")
@pytest.mark.parametrize(
    "uri",
    [
        "http://roads.example/",
        "https://roads.example/#x",
        "javascript:alert(1)",
        "//roads.example/",
        "https://",
        "https://a@roads.example/",
        "https://roads.example\\@evil.example/",
        "https://roads.example/ x",
        "custom:/x",
        "",
    ],
)
def test_what_is_no_redirect_uri_is_refused(party: Party, uri: str) -> None:
    """https, or http on this machine; absolute and without a fragment."""
    with pytest.raises(Invalid, match="redirect URI"), party.office.work(by=CONSOLE) as work:
        work.clients.add("Other", redirect=(uri,))
