"""A person files, sees what it costs, pays at the provider and comes back, all without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from egovframe.kernel.permissions import Actor
from egovframe.office import Office
from egovframe.testing import open_office
from egovframe.web import build
from tests.forms.fees.city import CARD, SETTINGS, city, fee_of, filed, gone, officer
from tests.web.client import Browser
from tests.web.html import assert_sound


class Person:
    """Somebody with a petition, and their browser."""

    def __init__(self, office: Office, **answers: Any) -> None:
        self.office = office
        self.submission = filed(office, **answers)
        self.receipt, self.key = self.submission.petition.receipt, self.submission.key
        self.browser = Browser(build(office))

    def page(self, *, language: str = "en", known: str = "") -> httpx.Response:
        """The progress page."""
        start = self.browser.get(f"/status?lang={language}")
        return self.browser.send(start, "/status", {"receipt": self.receipt, "known": known or self.key})

    def pay(self, *, known: str = "", provider: str = "card") -> httpx.Response:
        """Press the button with which one pays."""
        return self.browser.send(
            self.page(), "/status/pay", {"receipt": self.receipt, "known": known or self.key, "provider": provider}
        )

    def go(self) -> httpx.Response:
        """Press it, and follow the link to the provider."""
        return self.browser.get(urlsplit(link(self.pay())).path)

    def back(self, shown: httpx.Response, how: str = "paid") -> httpx.Response:
        """Press a button of the demo, and come back."""
        sent = self.browser.send(shown, shown.url.path, {"how": how})
        assert sent.status_code == 303
        return self.browser.get(sent.headers["location"])

    def state(self) -> str:
        """How the fee stands."""
        found = fee_of(self.office, self.submission)
        return found.state if found else ""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """The office."""
    with open_office(city(), tmp_path, **SETTINGS) as office:
        yield office


def link(page: httpx.Response) -> str:
    """The link to the provider on the page that shows the way."""
    found = re.search(r'class="btn main" href="([^"]+)" rel="noreferrer"', page.text)
    assert found, page.text
    return found[1]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_whole_way(office: Office, language: str) -> None:
    """What it costs stands before filing, on the receipt and on the progress page; every page is sound."""
    browser = Browser(build(office))
    form = browser.get(f"/forms/permit?lang={language}")
    check = browser.send(form, "/forms/permit", {"where": "중앙로 12"})
    said = {"ko": "5,000원", "en": "KRW 5,000"}[language]
    assert said in check.text
    sent = browser.send(check, "/forms/permit", {"form-step": "file"})
    receipt = browser.get(sent.headers["location"])
    assert_sound(receipt, language=language)
    assert said in receipt.text
    way = browser.send(receipt, "/status/pay", {"provider": "card"})
    assert way.status_code == 200
    assert_sound(way, language=language)
    assert "127.0.0.1" in way.text
    demo = browser.get(urlsplit(link(way)).path)
    assert_sound(demo, language=language)
    assert said in demo.text
    assert {"ko": "돈이 오가지 않습니다", "en": "No money moves"}[language] in demo.text
    done = browser.send(demo, demo.url.path, {"how": "paid"})
    back = browser.get(done.headers["location"])
    assert_sound(back, language=language)
    assert {"ko": "납부를 확인", "en": "was paid"}[language] in back.text
    (fact,) = office.trail.search(action="payment.paid")
    assert fact["details"]["provider"] == "card"


def test_who_comes_back_without_having_paid_has_not_paid(office: Office) -> None:
    """Whatever stands in the address: the office asks the provider itself."""
    person = Person(office)
    demo = person.go()
    ticket = office.paying.providers.ticket(fee_of(office, person.submission).id)  # type: ignore[union-attr]
    for query in ("", "?status=paid", "?state=paid&amount=1800"):
        early = person.browser.get(f"/payments/{ticket}{query}")
        assert "no word yet" in early.text
    assert person.state() == "pending"
    assert "was paid" in person.back(demo).text
    assert person.state() == "paid"
    assert 'action="/status/pay"' not in person.page().text


@pytest.mark.parametrize("how", ["failed", "expired"])
def test_what_failed_or_expired_is_paid_again(office: Office, how: str) -> None:
    """The page says so, and the button is there again."""
    person = Person(office)
    assert "was not paid" in person.back(person.go(), how).text
    assert person.state() == how
    assert 'action="/status/pay"' in person.page().text
    assert "was paid" in person.back(person.go()).text


def test_the_phone_number_shows_the_fee_and_does_not_pay_it(office: Office) -> None:
    """Only the key does, which others do not know."""
    person = Person(office)
    page = person.page(known="5678")
    assert "KRW 1,800" in page.text
    assert 'action="/status/pay"' not in page.text
    assert person.pay(known="5678").status_code == 422
    assert person.state() == "due"


def test_the_way_to_pay_is_one_of_the_offices(office: Office) -> None:
    """Another one is refused at its field."""
    wrong = Person(office).pay(provider="cash")
    assert wrong.status_code == 422
    assert_sound(wrong, language="en")
    assert 'href="#pay-provider"' in wrong.text


def test_a_provider_is_told_only_an_address_of_the_city(office: Office) -> None:
    """Nobody has a provider send people to another host by paying under its name; the fee is still to be begun."""
    person = Person(office)
    form = {"receipt": person.receipt, "known": person.key, "provider": "card"}
    answer = person.browser.send(person.page(), "/status/pay", form, headers={"host": "evil.example"})
    assert answer.status_code == 421
    assert person.state() == "due"


def test_where_nothing_is_to_be_paid_there_is_no_button(office: Office) -> None:
    """And pressing it all the same does nothing."""
    person = Person(office, reduction="veteran")
    assert 'action="/status/pay"' not in person.page().text
    assert person.browser.send(
        person.page(), "/status/pay", {"receipt": person.receipt, "known": person.key, "provider": "card"}
    ).status_code == 409  # fmt: skip


def test_a_ticket_of_nobody_shows_nothing(office: Office) -> None:
    """The id of a payment, which the public log names, opens no page."""
    person = Person(office)
    payment, _ = gone(office, person.submission)
    for bad in (payment.id, f"{payment.id}.x", "x"):
        assert person.browser.get(f"/payments/{bad}").status_code == 404


def test_the_page_that_one_comes_back_to_shows_the_number_alone(office: Office) -> None:
    """The provider knows its address: it opens no petition and names nobody."""
    person = Person(office)
    page = person.back(person.go())
    assert person.receipt in page.text
    assert person.key not in page.text
    assert "1234-5678" not in page.text


def test_a_silent_provider_is_said_and_holds_nothing_up(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """The petition is shown with what is wrong; coming back shows how it stood."""
    person = Person(office)
    demo: Any = office.payments.all["card"].plugin
    folder = demo.folder
    folder.write_text("no folder")
    silent = person.pay()
    assert silent.status_code == 503
    assert_sound(silent, language="en")
    assert "no answer just now" in silent.text
    folder.unlink()
    payment, _ = gone(office, person.submission)
    folder.rename(folder.with_name("away"))
    folder.write_text("no folder")
    ticket = office.paying.providers.ticket(payment.id)
    assert "no word yet" in person.browser.get(f"/payments/{ticket}").text


def test_a_disputed_fee_is_told_of_and_not_paid_again(office: Office) -> None:
    """The page says that somebody looks into it."""
    person = Person(office)
    payment, _ = gone(office, person.submission)
    from egovframe.forms.interfaces import Standing

    with office.work(by=Actor.system("payments")) as work:
        work.fees.settle(payment.id, Standing(state="paid", amount=1, currency="KRW"))
    page = person.page()
    assert "Another amount was paid" in page.text
    assert 'action="/status/pay"' not in page.text


def test_the_account_that_filed_pays_without_a_key(office: Office) -> None:
    """Who signed in holds the petition."""
    hong = officer(office, "hong", "cashier")
    assert hong.kind == "officer"
    with office.work(by=Actor.system("console")) as work:
        work.accounts.add("lee", password="사과나무 아래 노란 우산 7", kind="citizen")
    browser = Browser(build(office))
    page = browser.get("/sign-in?lang=en")
    browser.send(page, "/sign-in", {"name": "lee", "password": "사과나무 아래 노란 우산 7"})
    check = browser.send(browser.get("/forms/permit"), "/forms/permit", {"where": "중앙로 12"})
    sent = browser.send(check, "/forms/permit", {"form-step": "file"})
    receipt = sent.headers["location"].rpartition("/")[2]
    start = browser.get("/status")
    own = browser.send(start, "/status", {"receipt": receipt})
    assert 'action="/status/pay"' in own.text
    assert "Go on to pay" in browser.send(own, "/status/pay", {"receipt": receipt, "provider": "card"}).text


def test_several_ways_to_pay(tmp_path: Path) -> None:
    """Each is a button; where one is silent another does, and what was taken up goes on there."""
    two: dict[str, Any] = {
        "forms": {
            "payments": {
                **CARD,
                "bank": {
                    "plugin": "demo",
                    "title": {"ko": "계좌이체", "en": "Transfer"},
                    "options": {"folder": "bank"},
                },
            }
        }
    }
    with open_office(city(), tmp_path, **two) as office:
        person = Person(office)
        page = person.page()
        assert "Pay with Card" in page.text
        assert "Pay with Transfer" in page.text
        folder = office.settings.data_dir / "payments"
        folder.write_text("no folder")
        assert person.pay(provider="card").status_code == 503
        folder.unlink()
        assert "Pay with Transfer" in person.page().text
        assert "Transfer" in person.pay(provider="bank").text
        again = person.page()
        assert "Pay with Card" not in again.text
        assert "Pay with Transfer" in again.text
        payment = fee_of(office, person.submission)
        assert payment is not None
        assert payment.provider == "bank"
