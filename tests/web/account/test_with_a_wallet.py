"""The whole way with a wallet of other people (OpenWallet Foundation, on Node.js), and what wallets must not do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest

from egovframe.auth.settings import AuthSettings
from egovframe.testing import SetClock, open_office
from tests.auth.wallet.purse import office as office_files
from tests.support.serving import serving
from tests.support.wallet import RealWallet, running_wallet
from tests.web.account.people import PASSWORD, People
from tests.web.client import hidden
from tests.web.html import assert_sound
from tests.web.portal.town import CONSOLE, town

TYPE: Final = "https://id.example/types/resident"
CHEAP: Final = {"memory_kib": 8, "passes": 1}


@pytest.fixture(scope="module")
def wallet() -> Iterator[RealWallet]:
    """The wallet and the issuer of its credentials; each test has another person in it."""
    with running_wallet() as running:
        yield running


@dataclass
class City:
    """A city behind a real server, and the wallet that it takes credentials from."""

    url: str
    people: People
    wallet: RealWallet

    def browser(self) -> httpx.Client:
        """An empty browser that follows where it is sent."""
        return httpx.Client(base_url=self.url, follow_redirects=True, timeout=20)

    def who(self, browser: httpx.Client) -> tuple[str, int, str]:
        """Whose session the browser holds: name, level, and the level as the issuer calls it; nothing when none."""
        token = next((each.value or "" for each in browser.cookies.jar if each.name == "egov-session"), "")
        session = self.people.office.auth.session(token)
        return ("", 0, "") if session is None else (session.actor.name, session.assurance, session.tier)


@pytest.fixture
def city(wallet: RealWallet, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[City]:
    """A town that takes the issuer's credentials; a test may change the settings."""
    key, certificate = office_files(tmp_path / "wallet", "localhost")
    settings: dict[str, Any] = {
        "key": str(key),
        "certificate": str(certificate),
        "issuers": [{"issuer": wallet.url, "metadata": True, "timeout": 20}],
        "types": [TYPE],
        "claims": {"title": "full_name", "unique": "national_id"},
        "level_claim": "loa",
        "levels": {"high": 2},
        "create": True,
        **getattr(request, "param", {}),
    }
    auth = AuthSettings.quick(
        authenticators={"password": CHEAP, "wallet": settings}, assurance={"road-officer": 2}, free_tries=3
    )
    clock = SetClock(datetime.now(UTC))
    with open_office(town(), tmp_path / "data", clock=clock, auth=auth) as office:
        with office.work(by=CONSOLE) as work:
            work.accounts.add("kim", password=PASSWORD)
            work.accounts.grant("kim", "road-officer", unit="roads")
        people = People(office, clock)
        with serving(people.app) as url:
            yield City(url.replace("127.0.0.1", "localhost"), people, wallet)


def claims(subject: str, **more: Any) -> dict[str, Any]:
    """What the issuer says of somebody."""
    now = int(datetime.now(UTC).timestamp())
    whole = {"sub": subject, "full_name": "김하늘", "birthdate": "1990-01-01", "national_id": f"ID-OF-{subject}"}
    return {"vct": TYPE, "exp": now + 3_600, "loa": "low", **whole, **more}


HIDDEN: Final = ("sub", "full_name", "birthdate", "national_id")


def begin(browser: httpx.Client, path: str = "/sign-in", **fields: str) -> httpx.Response:
    """Press the wallet's button on a page."""
    page = browser.get(path)
    action = {"/account/factors": "/account/factors/wallet/wallet"}.get(path, "/sign-in/wallet/with/wallet")
    assert f'action="{action}"' in page.text, page.text
    shown = browser.post(action, data={**hidden(page), **fields})
    assert (shown.status_code, shown.url.path) == (200, "/sign-in/wallet"), shown.text
    return shown


def link_of(page: httpx.Response) -> str:
    """What the page's button opens; the picture says the same."""
    found = re.search(r'href="(openid4vp:[^"]+)"', page.text)
    assert found is not None, page.text
    return unescape(found[1])


def sign_in(browser: httpx.Client) -> httpx.Response:
    """Sign in with name and password."""
    page = browser.get("/sign-in")
    return browser.post("/sign-in", data={**hidden(page), "name": "kim", "password": PASSWORD})


# ---------------------------------------------------------------------------------------------------- the whole way


@pytest.mark.parametrize("city", [{}, {"encrypted": False}, {"prefix": "x509_san_dns"}], indirect=True, ids=str)
def test_the_whole_way_on_one_device(city: City) -> None:
    """The wallet fetches the request, checks who signed it, presents, and brings the browser back: signed in."""
    city.wallet.issue(claims("p1"), HIDDEN)
    with city.browser() as browser:
        page = begin(browser)
        assert_sound(page)
        came = city.wallet.scan(link_of(page))
        assert came["status"] == 200
        assert came["request"]["response_mode"] in ("direct_post.jwt", "direct_post")
        back = browser.get(came["answer"]["redirect_uri"])
        assert (back.status_code, back.url.path) == (200, "/account")
        assert city.who(browser) == ("김하늘", 1, "low")
    with city.browser() as again:
        came = city.wallet.scan(link_of(begin(again)))
        again.get(came["answer"]["redirect_uri"])
        assert city.who(again)[0] == "김하늘", "found again, by issuer and subject"
    with city.people.office.work(by=CONSOLE) as work:
        assert [each.name for each in work.accounts.list()] == ["kim", "김하늘"]
    files = [path for path in Path(str(city.people.office.settings.data_dir)).rglob("*") if path.is_file()]
    assert b"ID-OF-p1" not in b"".join(path.read_bytes() for path in files), "the identifier is kept as a digest"


def test_the_whole_way_on_two_devices(city: City) -> None:
    """The phone shows a number, which is typed where the sign-in began; it counts once."""
    city.wallet.issue(claims("p2", loa="high"), HIDDEN)
    with city.browser() as browser, city.browser() as phone:
        page = begin(browser)
        assert '<svg class="qr"' in page.text
        early = browser.post("/sign-in/wallet", data={**hidden(page), "number": "000000"})
        assert early.status_code == 422, "nothing has come yet"
        came = city.wallet.scan(link_of(page))
        shown = phone.get(came["answer"]["redirect_uri"])
        assert_sound(shown)
        number = "".join(re.findall(r'<code class="secret">([0-9 ]+)</code>', shown.text)).replace(" ", "")
        assert len(number) == 6
        assert city.who(phone) == ("", 0, "")
        page = browser.get("/sign-in/wallet")
        assert_sound(page)
        assert "openid4vp:" not in page.text
        wrong = browser.post("/sign-in/wallet", data={**hidden(page), "number": f"{(int(number) + 1) % 10**6:06}"})
        assert_sound(wrong)
        assert wrong.status_code == 401
        assert city.who(browser) == ("", 0, "")
        done = browser.post("/sign-in/wallet", data={**hidden(page), "number": f" {number[:3]} {number[3:]} "})
        assert (done.status_code, done.url.path) == (200, "/account")
        assert city.who(browser) == ("김하늘", 2, "high")
        assert phone.get(came["answer"]["redirect_uri"]).url.path == "/sign-in", "what counted is gone"


def test_a_number_is_typed_three_times_at_most(city: City) -> None:
    """Then the answer is gone, and the right number counts no more."""
    city.wallet.issue(claims("p3"), HIDDEN)
    with city.browser() as browser, city.browser() as phone:
        page = begin(browser)
        came = city.wallet.scan(link_of(page))
        shown = phone.get(came["answer"]["redirect_uri"])
        number = re.findall(r'<code class="secret">([0-9 ]+)</code>', shown.text)[0].replace(" ", "")
        for tries in range(1, 4):
            wrong = f"{(int(number) + tries) % 10**6:06}"
            assert browser.post("/sign-in/wallet", data={**hidden(page), "number": wrong}).status_code == 401
        browser.post("/sign-in/wallet", data={**hidden(page), "number": number})
        assert city.who(browser) == ("", 0, "")


@pytest.mark.asvs("V6.6.2")
def test_whoever_lures_somebody_into_answering_gets_nothing(city: City) -> None:
    """Session fixation (OpenID4VP 1.0, 14.2): the link of one browser, opened by somebody else's wallet.

    The answer brings the somebody else's browser back, which did not ask: it shows a number with a warning. The
    browser that asked has neither the code nor the number.
    """
    city.wallet.issue(claims("victim"), HIDDEN)
    with city.browser() as attacker, city.browser() as victim:
        page = begin(attacker)
        came = city.wallet.scan(link_of(page))
        shown = victim.get(came["answer"]["redirect_uri"])
        assert "알려 주지 마세요" in shown.text
        visit = urlsplit(came["answer"]["redirect_uri"]).path.rpartition("/")[2]
        for code in ("", "guess", visit):
            attacker.get(f"/sign-in/wallet/back/{visit}", params={"code": code})
            assert city.who(attacker) == ("", 0, "")
        assert city.who(victim) == ("", 0, "")


@pytest.mark.parametrize("city", [{"other_device": False}], indirect=True, ids=str)
def test_another_device_can_be_refused(city: City) -> None:
    """Then there is no picture and no number, and only the browser that asked goes on."""
    city.wallet.issue(claims("p4"), HIDDEN)
    with city.browser() as browser, city.browser() as other:
        page = begin(browser)
        assert_sound(page)
        assert '<svg class="qr"' not in page.text
        came = city.wallet.scan(link_of(page))
        assert other.get(came["answer"]["redirect_uri"]).url.path == "/sign-in"
        fields = {**hidden(browser.get("/sign-in")), "number": "000000"}
        assert browser.post("/sign-in/wallet", data=fields).url.path == "/sign-in"
        assert city.who(browser) == ("", 0, "")


def test_each_request_is_answered_once(city: City) -> None:
    """The same link again, and the same answer again: refused, while the first answer still counts."""
    city.wallet.issue(claims("p5"), HIDDEN)
    with city.browser() as browser:
        link = link_of(begin(browser))
        came = city.wallet.scan(link)
        assert httpx.post(f"{city.wallet.url}/control/scan", json={"link": link}, timeout=20).status_code == 400
        reply = came["request"]["response_uri"]
        assert httpx.post(reply, data={"vp_token": "{}", "state": came["request"]["state"]}).status_code == 400
        browser.get(came["answer"]["redirect_uri"])
        assert city.who(browser)[0] == "김하늘"


def test_the_request_is_what_the_standard_has(city: City) -> None:
    """RFC 9101, 5.2.3: its media type; it is not cached, and gone for whoever has no such visit."""
    with city.browser() as browser:
        where = dict(parse_qsl(urlsplit(link_of(begin(browser))).query))["request_uri"]
        answer = httpx.get(where)
        assert answer.headers["content-type"] == "application/oauth-authz-req+jwt"
        assert "no-store" in answer.headers["cache-control"]
        assert httpx.get(where + "x").status_code == 404


# ---------------------------------------------------------------------------------------------------- what is refused


def refused_page(browser: httpx.Client) -> str:
    """Where the browser stands after its wallet was refused."""
    page = browser.get("/sign-in/wallet")
    assert_sound(page)
    assert page.status_code == 401
    return page.text


def test_whoever_refuses_in_the_wallet(city: City) -> None:
    """The wallet says `access_denied`: the city takes note, and the page says so."""
    with city.browser() as browser:
        came = city.wallet.scan(link_of(begin(browser)), deny=True)
        assert came["status"] == 200
        assert "로그인되지 않았습니다" in refused_page(browser)


def test_more_than_was_asked_for(city: City) -> None:
    """A wallet that discloses the birthday too is refused: what is not needed is not to come here."""
    city.wallet.issue(claims("p6"), HIDDEN)
    with city.browser() as browser:
        more = dict.fromkeys(HIDDEN, True)
        came = city.wallet.scan(link_of(begin(browser)), show=more)
        assert (came["status"], came["answer"]) == (400, {"error": "invalid_request"})
        assert "로그인되지 않았습니다" in refused_page(browser)


def test_what_the_issuer_withdrew(city: City) -> None:
    """By its list of statuses, made by the OpenWallet Foundation's own package."""
    index = city.wallet.issue(claims("p7"), HIDDEN)
    with city.browser() as browser:
        assert city.wallet.scan(link_of(begin(browser)))["status"] == 200
        city.wallet.tell("withdraw", index=index)
        assert city.wallet.scan(link_of(begin(browser)))["status"] == 400


@pytest.mark.parametrize("city", [{"create": False}], indirect=True, ids=str)
def test_an_account_is_linked_and_then_asked_once_more(city: City) -> None:
    """Linked on one's own page, then as the second proof after the password, and removed there."""
    city.wallet.issue(claims("kim.there", full_name="김도로"), HIDDEN)
    with city.browser() as stranger:
        came = city.wallet.scan(link_of(begin(stranger)))
        refused = stranger.get(came["answer"]["redirect_uri"])
        assert refused.status_code == 401
        assert "연결된 계정이 없" in refused.text or "로그인되지 않았습니다" in refused.text
    with city.browser() as browser:
        sign_in(browser)
        assert city.who(browser)[:2] == ("kim", 1)
        page = begin(browser, "/account/factors")
        came = city.wallet.scan(link_of(page))
        with city.browser() as other:
            other.get(came["answer"]["redirect_uri"])
        linked = browser.get(came["answer"]["redirect_uri"])
        assert (linked.url.path, linked.status_code) == ("/account/factors", 200)
        assert "김도로" in linked.text
        asked = browser.get("/sign-in/again", params={"next": "/desk"})
        assert_sound(asked)
        shown = browser.post("/sign-in/wallet/with/wallet", data={**hidden(asked), "step": "1"})
        came = city.wallet.scan(link_of(shown))
        desk = browser.get(came["answer"]["redirect_uri"])
        assert desk.url.path == "/desk"
        assert city.who(browser) == ("kim", 2, "low"), "what one knows and what one has"
        page = browser.get("/account/factors")
        factor = re.findall(r'name="factor" value="([^"]+)"', page.text)[0]
        browser.post("/account/factors/remove", data={**hidden(page), "factor": factor})
    with city.browser() as again:
        came = city.wallet.scan(link_of(begin(again)))
        assert again.get(came["answer"]["redirect_uri"]).status_code == 401


def test_somebody_elses_credential_is_no_second_proof(city: City) -> None:
    """On the way of kim: whoever the credential is about, it is not kim."""
    city.wallet.issue(claims("kim.here"), HIDDEN)
    with city.browser() as browser:
        sign_in(browser)
        came = city.wallet.scan(link_of(begin(browser, "/account/factors")))
        browser.get(came["answer"]["redirect_uri"])
        city.wallet.issue(claims("somebody.else"), HIDDEN)
        asked = browser.get("/sign-in/again", params={"next": "/desk"})
        shown = browser.post("/sign-in/wallet/with/wallet", data={**hidden(asked), "step": "1"})
        came = city.wallet.scan(link_of(shown))
        answer = browser.get(came["answer"]["redirect_uri"])
        assert_sound(answer)
        assert answer.status_code == 401
        assert city.who(browser)[:2] == ("kim", 1)
