"""Signing in through the pages with a certified provider (npm: oidc-provider), from the button to signing out."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs, urljoin, urlsplit

import httpx
import pytest

from egovframe.auth import jose
from egovframe.auth.errors import ProofRefused
from egovframe.auth.interfaces import Visit
from egovframe.auth.settings import AuthSettings
from egovframe.testing import SetClock, open_office
from tests.support.provider import RealProvider, running_provider
from tests.web.account.people import PASSWORD, People, session_of, sign_in
from tests.web.client import Browser, hidden
from tests.web.html import assert_sound
from tests.web.portal.town import CONSOLE, town

CITY: Final = "http://127.0.0.1:8000"
BACK: Final = f"{CITY}/sign-in/from/city"
_FORM: Final = re.compile(r"<form[^>]*action=\"([^\"]*)\"[^>]*>(.*?)</form>", re.DOTALL)
_FIELD: Final = re.compile(r"<input[^>]*name=\"([^\"]*)\"[^>]*value=\"([^\"]*)\"")


@pytest.fixture(scope="module")
def provider() -> Iterator[RealProvider]:
    """The provider; clients of two tests have nothing in common."""
    with running_provider() as running:
        yield running


@dataclass
class Traveller:
    """A person with one browser: `city` is what it has open of the city, `there` of the provider."""

    city: Browser
    there: httpx.Client
    at: str = ""

    def follow(self, answer: httpx.Response) -> httpx.Response:
        """Go where the answer sends the browser, on either site, until there is a page."""
        for _ in range(20):
            if not 300 <= answer.status_code < 400:
                return answer
            self.at = urljoin(self.at, answer.headers["location"])
            parts = urlsplit(self.at)
            if self.at.startswith(CITY):
                answer = self.city.get(parts.path + (f"?{parts.query}" if parts.query else ""))
            else:
                answer = self.there.get(self.at)
        raise AssertionError(self.at)

    def leave_for(self, path: str, page: str = "/sign-in", **fields: str) -> httpx.Response:
        """Press a button of the city that leads to the provider."""
        self.at = CITY + page
        return self.follow(self.city.send(self.city.get(page), path, fields))

    def press(self, page: httpx.Response, fields: Mapping[str, str], number: int = 0) -> httpx.Response:
        """Send the provider's form on a page; its first one unless a number says which."""
        action, inside = _FORM.findall(page.text)[number]
        whole = {name: unescape(value) for name, value in _FIELD.findall(inside)}
        self.at = urljoin(str(page.url), unescape(action))
        return self.follow(self.there.post(self.at, data={**whole, **fields}))

    def sign_in(self, name: str, page: httpx.Response | None = None, **fields: str) -> httpx.Response:
        """The whole way: the button, name and password there, consent, and back."""
        page = page or self.leave_for("/sign-in/with/city")
        while self.at.startswith("http") and not self.at.startswith(CITY):
            page = self.press(page, {"login": name, "password": "any", **fields})
        return page

    def back(self, page: httpx.Response, name: str) -> str:
        """The address with which the provider sends the browser back, not followed."""
        self.city, city = Browser(_nothing), self.city
        try:
            self.sign_in(name, page)
            return self.at
        finally:
            self.city = city


async def _nothing(_scope: Any, _receive: Any, send: Any) -> None:
    """An application that says nothing."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b""})


@contextmanager
def a_town(provider: RealProvider, folder: Path, **changes: Any) -> Iterator[People]:
    """A town at which the provider is known; `registered` and `settings` change the client, there and here."""
    registered = {
        "redirect_uris": [BACK],
        "post_logout_redirect_uris": [f"{CITY}/"],
        **changes.pop("registered", {}),
    }
    client = provider.register(**registered)
    city = {
        "title": {"ko": "하늘시 통합로그인", "en": "Haneul sign-in"},
        "issuer": provider.url,
        "client_id": client["client_id"],
        "client_secret": client.get("client_secret", ""),
        "create": True,
        "timeout": 20,
        **changes.pop("settings", {}),
    }
    clock = SetClock()
    settings = AuthSettings.quick(oidc={"city": city}, **changes)
    with open_office(town(), folder, clock=clock, auth=settings) as office:
        with office.work(by=CONSOLE) as work:
            work.accounts.add("kim", password=PASSWORD)
            work.accounts.grant("kim", "road-officer", unit="roads")
        yield People(office, clock)


@pytest.fixture
def people(provider: RealProvider, tmp_path: Path) -> Iterator[People]:
    """A town at which the provider is known, and where whoever comes from it gets an account."""
    with a_town(provider, tmp_path) as people:
        yield people


@contextmanager
def traveller(people: People) -> Iterator[Traveller]:
    """Lends a person with an empty browser."""
    with httpx.Client(timeout=20) as there:
        yield Traveller(people.browser(), there)


@pytest.fixture
def person(people: People) -> Iterator[Traveller]:
    """Somebody with an empty browser."""
    with traveller(people) as lent:
        yield lent


def who(people: People, browser: Browser) -> tuple[str, int, str]:
    """Whose session the browser holds: name, level, and the level as the provider calls it."""
    session = people.office.auth.session(session_of(browser))
    assert session is not None
    return session.actor.name, session.assurance, session.tier


def inside(browser: Browser) -> bool:
    """Whether the browser is signed in."""
    return browser.get("/account").status_code == 200


# ---------------------------------------------------------------------------------------------------- the whole way


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_page_offers_it(people: People, provider: RealProvider, language: str) -> None:
    """The button has its words in the language of the page, and the browser is told where the form may lead."""
    answer = people.browser().get(f"/sign-in?lang={language}")
    assert_sound(answer, language=language)
    assert {"ko": "하늘시 통합로그인", "en": "Haneul sign-in"}[language] in answer.text
    assert f"form-action 'self' {provider.url};" in answer.headers["content-security-policy"]


def test_the_whole_way_and_out_again(people: People, person: Traveller, provider: RealProvider) -> None:
    """A new person gets an account, finds it again, and signs out on both sites."""
    page = person.sign_in("hong")
    assert (page.status_code, urlsplit(person.at).path) == (200, "/account")
    assert who(people, person.city) == ("hong", 1, "")
    assert provider.url in person.city.get("/account").headers["content-security-policy"]
    out = person.leave_for("/sign-out", "/account")
    assert urlsplit(person.at).path == "/session/end"
    assert not inside(person.city)
    person.press(out, {"logout": "yes"})
    assert person.at == f"{CITY}/"
    assert urlsplit(_left(person)).path.startswith("/interaction/"), "there it is forgotten as well"
    assert person.sign_in("hong").status_code == 200
    with people.office.work(by=CONSOLE) as work:
        assert [each.name for each in work.accounts.list()] == ["hong", "kim"]


def _left(person: Traveller) -> str:
    person.leave_for("/sign-in/with/city")
    return person.at


def test_whoever_is_signed_in_there_is_not_asked_again(people: People, person: Traveller) -> None:
    """Single sign-on: the provider remembers the person; a new browser session here is a new session."""
    person.sign_in("hong")
    first = session_of(person.city)
    person.city = people.browser()
    person.leave_for("/sign-in/with/city")
    assert person.at == f"{CITY}/account"
    assert session_of(person.city) not in ("", first)


@pytest.mark.parametrize("algorithm", ["RS256", "ES256", "EdDSA"])
def test_a_key_in_the_place_of_a_secret(provider: RealProvider, tmp_path: Path, algorithm: str) -> None:
    """`private_key_jwt`, and ID tokens by each kind of key that the provider has."""
    key = jose.new_key("PS256")
    (tmp_path / "client.jwk").write_text(json.dumps(key))
    registered = {
        "token_endpoint_auth_method": "private_key_jwt",
        "token_endpoint_auth_signing_alg": "PS256",
        "jwks": {"keys": [jose.public_of(key)]},
        "id_token_signed_response_alg": algorithm,
    }
    settings = {"client_secret": "", "client_key": str(tmp_path / "client.jwk")}
    with a_town(provider, tmp_path, registered=registered, settings=settings) as people, traveller(people) as person:
        person.sign_in("hong")
        assert who(people, person.city) == ("hong", 1, "")


def test_tokens_by_a_shared_secret_are_refused(provider: RealProvider, tmp_path: Path) -> None:
    """The provider would sign with HS256 for this client; the office takes no such token."""
    registered = {"id_token_signed_response_alg": "HS256"}
    with a_town(provider, tmp_path, registered=registered) as people, traveller(people) as person:
        assert "로그인되지 않았습니다" in person.sign_in("hong").text
        assert not inside(person.city)


def test_claims_from_userinfo(provider: RealProvider, tmp_path: Path) -> None:
    """The profile of 정부통합인증: level and CI; what is kept of the CI is no CI."""
    with a_town(provider, tmp_path, settings={"profile": "any-id"}) as people, traveller(people) as person:
        person.sign_in("hong")
        assert who(people, person.city) == ("hong of Haneul", 2, "2")
        content = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
        assert b"CI-OF-hong" not in content


# ---------------------------------------------------------------------------------------------------- linking, levels


def test_an_account_is_linked_and_never_found_by_name(people: People, person: Traveller) -> None:
    """Somebody called kim there is not kim here, until kim links the two, proving it there anew."""
    person.sign_in("kim")
    assert who(people, person.city)[0].startswith("kim-")
    with traveller(people) as owner:
        sign_in(owner.city, "kim")
        page = owner.leave_for("/sign-in/link/city", "/account/factors")
        owner.sign_in("kim.there", page)
        assert owner.at == f"{CITY}/account/factors?done=linked"
    with traveller(people) as again:
        again.sign_in("kim.there")
        assert who(people, again.city)[0] == "kim"
        assert again.city.get("/desk").status_code == 200


def _stepped(people: People, person: Traveller, name: str, **fields: str) -> tuple[httpx.Response, str]:
    """Ask for the desk, and prove it at the provider; gives the last page and what the provider was asked for."""
    sent = person.city.get("/desk")
    assert sent.status_code == 303
    person.at = CITY
    page = person.follow(sent)
    assert_sound(page)
    there = person.follow(person.city.send(page, "/sign-in/again/city", {"next": "/desk"}))
    asked = unescape(re.findall(r'data-acr="([^"]*)"', there.text)[0])
    return person.sign_in(name, there, **fields), asked


def test_a_role_that_asks_for_more(provider: RealProvider, tmp_path: Path) -> None:
    """Step-up: the provider is asked for what is worth level 2, by a new proof; less, or somebody else, does not do."""
    more: dict[str, Any] = {"settings": {"levels": {"gold": 2}}, "assurance": {"road-officer": 2}}
    with a_town(provider, tmp_path, **more) as people, traveller(people) as person:
        sign_in(person.city, "kim")
        person.sign_in("kim.there", person.leave_for("/sign-in/link/city", "/account/factors"), acr="gold")
        person.city = people.browser()
        person.there.cookies.clear()
        person.sign_in("kim.there")
        assert who(people, person.city) == ("kim", 1, "")
        page, asked = _stepped(people, person, "kim.there", acr="silver")
        assert asked == "gold"
        assert "로그인되지 않았습니다" in page.text
        person.there.cookies.clear()
        page, _ = _stepped(people, person, "somebody.else", acr="gold")
        assert "로그인되지 않았습니다" in page.text
        assert who(people, person.city) == ("kim", 1, ""), "the session is still what it was"
        old = session_of(person.city)
        person.there.cookies.clear()
        page, _ = _stepped(people, person, "kim.there", acr="gold")
        assert (page.status_code, person.at) == (200, f"{CITY}/desk")
        assert who(people, person.city) == ("kim", 2, "gold")
        assert people.office.auth.session(old) is None


def test_groups_of_the_provider_are_roles_here(provider: RealProvider, tmp_path: Path) -> None:
    """Whoever is in the group there comes in with the role here, and the grant says on whose word."""
    roles = [{"group": "/streets/roads", "role": "road-officer", "unit": "roads"}]
    settings = {"profile": "keycloak", "kind": "officer", "roles": roles}
    with a_town(provider, tmp_path, settings=settings) as people, traveller(people) as person:
        person.sign_in("hong")
        assert person.at == f"{CITY}/desk"
        with people.office.work(by=CONSOLE) as work:
            (grant,) = work.accounts.grants("hong")
        assert (grant.role, grant.unit, grant.reason) == ("road-officer", "roads", "given by oidc:city")


# ---------------------------------------------------------------------------------------------------- what goes wrong


def test_somebody_who_does_not_want_to(people: People, person: Traveller) -> None:
    """Refused at the provider, before or after signing in there: a page that says so, and nobody is signed in."""
    page = person.leave_for("/sign-in/with/city")
    for _ in range(2):
        answer = person.press(page, {}, 1)
        assert answer.status_code == 401
        assert_sound(answer)
        assert "로그인되지 않았습니다" in answer.text
        assert "<b>" not in answer.text
        assert not inside(person.city)
        page = person.press(person.leave_for("/sign-in/with/city"), {"login": "hong", "password": "any"})


def test_claims_that_the_provider_signs(provider: RealProvider, tmp_path: Path) -> None:
    """Its UserInfo endpoint answers with a JWT where the client is registered so (Core 5.3.2)."""
    signed = {"userinfo_signed_response_alg": "RS256"}
    with (
        a_town(provider, tmp_path, registered=signed, settings={"userinfo": True}) as people,
        traveller(people) as person,
    ):
        person.sign_in("hong")
        assert inside(person.city)
        provider.rotate()
        person.city = people.browser()
        person.sign_in("hong", person.leave_for("/sign-in/with/city"))
        assert inside(person.city)


def test_new_keys_of_the_provider(people: People, person: Traveller, provider: RealProvider) -> None:
    """Rotation in the middle of the day is noticed by nobody."""
    person.sign_in("hong")
    provider.rotate()
    person.city = people.browser()
    person.sign_in("hong", person.leave_for("/sign-in/with/city"))
    assert inside(person.city)


def test_a_provider_that_is_down(tmp_path: Path) -> None:
    """Before the visit and in the middle of one: the page says so, and other ways in go on."""
    with ExitStack() as stack:
        own = stack.enter_context(running_provider())
        people = stack.enter_context(a_town(own, tmp_path, settings={"timeout": 5}))
        person = stack.enter_context(traveller(people))
        back = person.back(person.leave_for("/sign-in/with/city"), "hong")
        own.stop()
        answer = person.city.get(back.removeprefix(CITY))
        assert_sound(answer)
        assert "지금 연결할 수 없습니다" in answer.text
        assert not inside(person.city)
        other = people.browser()
        assert sign_in(other, "kim").status_code == 303


def test_a_provider_that_was_never_there(people: People, tmp_path: Path) -> None:
    """The button leads to a page that says so, in no time."""
    city = {"issuer": "http://127.0.0.1:9", "client_id": "city", "client_secret": "s", "timeout": 2}
    folder = tmp_path / "other"
    folder.mkdir()
    with open_office(town(), folder, clock=people.clock, auth=AuthSettings.quick(oidc={"city": city})) as office:
        browser = People(office, people.clock).browser()
        began = time.monotonic()
        answer = browser.send(browser.get("/sign-in"), "/sign-in/with/city", {})
        assert answer.status_code == 503
        assert_sound(answer)
        assert time.monotonic() - began < 20


# ---------------------------------------------------------------------------------------------------- attacks


def test_the_way_back_counts_once_and_in_one_browser(people: People, person: Traveller, provider: RealProvider) -> None:
    """A stolen address opens nothing elsewhere (login CSRF); the same address twice, or another state, neither."""
    back = person.back(person.leave_for("/sign-in/with/city"), "hong").removeprefix(CITY)
    assert f"iss={provider.url.replace(':', '%3A').replace('/', '%2F')}" in back
    for other in (people.browser(), people.signed_in("kim")):
        before = session_of(other)
        answer = other.get(back)
        assert answer.headers["location"] == "/sign-in?over=1"
        assert session_of(other) == before
    assert person.city.get(back).headers["location"] == "/account"
    mine = session_of(person.city)
    assert person.city.get(back).headers["location"] == "/sign-in?over=1"
    assert session_of(person.city) == mine
    person.there.cookies.clear()
    person.city = people.browser()
    back = person.back(person.leave_for("/sign-in/with/city"), "hong").removeprefix(CITY)
    assert person.city.get(back.replace("state=", "state=x")).headers["location"] == "/sign-in?over=1"
    assert not inside(person.city)


def test_the_provider_takes_a_code_once_and_with_the_verifier(people: People, person: Traveller) -> None:
    """A code that somebody else injects or replays is refused by the provider itself (PKCE, RFC 7636)."""
    plugin = people.office.auth.providers["city"]

    def gone() -> tuple[Visit, dict[str, str]]:
        visit = plugin.begin(BACK)
        person.there.cookies.clear()
        back = person.back(person.follow(httpx.Response(303, headers={"location": visit.url})), "hong")
        return visit, {name: values[0] for name, values in parse_qs(urlsplit(back).query).items()}

    _, injected = gone()
    with pytest.raises(ProofRefused, match="invalid_grant"):
        plugin.finish(plugin.begin(BACK).kept, injected, BACK)
    visit, answer = gone()
    assert plugin.finish(visit.kept, answer, BACK).subject == "hong"
    with pytest.raises(ProofRefused, match="invalid_grant"):
        plugin.finish(visit.kept, answer, BACK)


@pytest.mark.parametrize(
    ("onward", "leads_to"),
    [
        ("/account/sessions?x=1", "/account/sessions?x=1"),
        ("//evil.example/", "/account"),
        ("https://evil.example/", "/account"),
        ("/\\evil.example", "/account"),
    ],
)
def test_onward_leads_nowhere_else(people: People, person: Traveller, onward: str, leads_to: str) -> None:
    """Where somebody wanted to go is a page of this site, or their account."""
    page = person.leave_for("/sign-in/with/city", next=onward)
    person.sign_in("hong", page)
    assert person.at == CITY + leads_to


def test_only_a_page_of_the_city_begins_a_visit(people: People, person: Traveller) -> None:
    """Without the hidden field nobody is sent to a provider; an unknown one leads back."""
    for path in ("/sign-in/with/city", "/sign-in/link/city", "/sign-in/again/city"):
        assert 400 <= person.city.post(path, {}).status_code < 500 or "location" in person.city.post(path, {}).headers
        assert provider_of(person.city.post(path, {})) == ""
    page = person.city.get("/sign-in")
    assert person.city.post("/sign-in/with/nowhere", hidden(page)).headers["location"] == "/sign-in"


def provider_of(answer: httpx.Response) -> str:
    """The host that an answer leads to; empty for this site."""
    return str(urlsplit(answer.headers.get("location", "")).netloc)


# ---------------------------------------------------------------------------------------------------- word of farewells


@contextmanager
def a_post_box() -> Iterator[tuple[str, list[str]]]:
    """Lends an address that keeps what is posted to it, as the city's own would be behind a name."""
    kept: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            kept.append(self.rfile.read(int(self.headers["content-length"])).decode())
            self.send_response(200)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=partial(server.serve_forever, poll_interval=0.02), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/", kept
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=10)


def test_signing_out_there_ends_the_session_here(provider: RealProvider, tmp_path: Path) -> None:
    """Back-channel: the provider's own logout token ends the session of that browser there, once."""
    with ExitStack() as stack:
        url, posted = stack.enter_context(a_post_box())
        registered = {"backchannel_logout_uri": url, "backchannel_logout_session_required": True}
        people = stack.enter_context(a_town(provider, tmp_path, registered=registered))
        person, elsewhere = (stack.enter_context(traveller(people)) for _ in range(2))
        for each in (person, elsewhere):
            each.sign_in("hong")
        person.press(person.there.get(f"{provider.url}/session/end"), {"logout": "yes"})
        limit = time.monotonic() + 20
        while not posted and time.monotonic() < limit:
            time.sleep(0.05)
        assert len(posted) == 1
        said = {name: values[0] for name, values in parse_qs(posted[0]).items()}
        assert people.browser().post("/sign-out/by/city", said).status_code == 200
        assert not inside(person.city)
        assert inside(elsewhere.city)
        assert people.browser().post("/sign-out/by/city", said).status_code == 400
