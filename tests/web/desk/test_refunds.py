"""The fee on the case page, and giving it back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from egovframe.office import Office
from egovframe.testing import open_office
from egovframe.web import build
from tests.forms.fees.city import CONSOLE, PASSWORD, SETTINGS, city, ended, fee_of, filed, folder, gone
from tests.forms.fees.provider import Strange
from tests.web.client import Browser
from tests.web.html import assert_sound


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office that takes fees."""
    with open_office(city(), tmp_path, **SETTINGS) as office:
        yield office


def signed_in(office: Office, name: str, role: str, *, language: str = "en") -> Browser:
    """The browser of an officer of the counter."""
    with office.work(by=CONSOLE) as work:
        work.accounts.add(name, password=PASSWORD)
        work.accounts.grant(name, role, unit="counter")
    browser = Browser(build(office))
    page = browser.get(f"/sign-in?lang={language}")
    assert browser.send(page, "/sign-in", {"name": name, "password": PASSWORD}).status_code == 303
    return browser


def paid(office: Office) -> str:
    """A petition whose fee was paid; gives its number."""
    submission = filed(office)
    payment, _ = gone(office, submission)
    ended(office, payment)
    office.paying.ask(payment.id)
    return str(submission.petition.receipt)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_case_tells_of_its_fee_and_a_cashier_gives_it_back(office: Office, language: str) -> None:
    """Amount, state and provider; a reason is asked for, and then it is done once."""
    receipt, browser = paid(office), signed_in(office, "kim", "cashier", language=language)
    at = f"/desk/petitions/{receipt}"
    page = browser.get(at)
    assert_sound(page, language=language)
    assert {"ko": "1,800원", "en": "KRW 1,800"}[language] in page.text
    nothing = browser.send(page, f"{at}/refund", {"reason": " "})
    assert nothing.status_code == 422
    assert_sound(nothing, language=language)
    assert 'href="#refund-reason"' in nothing.text
    assert browser.send(page, f"{at}/refund", {"reason": "두 번 냄"}).headers["location"] == f"{at}?done=refunded"
    done = browser.get(f"{at}?done=refunded")
    assert {"ko": "환불했습니다", "en": "was given back"}[language] in done.text
    assert f'action="{at}/refund"' not in done.text
    again = browser.send(done, f"{at}/refund", {"reason": "두 번 냄"})
    assert again.status_code == 409


@pytest.mark.parametrize("language", ["ko", "en"])
def test_what_was_paid_over_another_amount_is_given_back(office: Office, language: str) -> None:
    """The page says what is the matter; given back, the fee is to be paid again."""
    submission = filed(office)
    payment, _ = gone(office, submission)
    (file,) = folder(office).glob("*.json")
    file.write_text(json.dumps({**json.loads(file.read_text()), "amount": 3_600, "state": "paid"}), encoding="utf-8")
    assert office.paying.ask(payment.id).state == "disputed"
    browser, at = (
        signed_in(office, "kim", "cashier", language=language),
        f"/desk/petitions/{submission.petition.receipt}",
    )
    page = browser.get(at)
    assert_sound(page, language=language)
    assert {"ko": "수수료와 다른 금액", "en": "Another amount was paid than the fee"}[language] in page.text
    done = browser.send(page, f"{at}/refund", {"reason": "두 번 냄"})
    assert done.headers["location"] == f"{at}?done=refunded"
    assert {"ko": "납부 전", "en": "to be paid"}[language] in browser.get(at).text
    stands = fee_of(office, submission)
    assert stands is not None
    assert stands.payable


def test_who_answers_petitions_gives_nothing_back(office: Office) -> None:
    """There is no button, and the address is closed."""
    receipt, browser = paid(office), signed_in(office, "lee", "officer")
    at = f"/desk/petitions/{receipt}"
    page = browser.get(at)
    assert "KRW 1,800" in page.text
    assert f'action="{at}/refund"' not in page.text
    assert browser.send(page, f"{at}/refund", {"reason": "두 번 냄"}).status_code == 403


def test_a_case_without_a_fee_says_nothing_of_one(office: Office) -> None:
    """Nor one that is free."""
    receipt = filed(office, reduction="veteran").petition.receipt
    assert "s-fee" not in signed_in(office, "kim", "cashier").get(f"/desk/petitions/{receipt}").text


def test_a_provider_that_gives_nothing_back_is_said(office: Office) -> None:
    """Silent for now, or for good: the reason that was typed stays, and the fee stays paid."""
    receipt, browser = paid(office), signed_in(office, "kim", "cashier")
    demo: Any = office.payments.all["card"].plugin
    at, away = f"/desk/petitions/{receipt}", demo.folder.with_name("away")
    page = browser.get(at)
    demo.folder.rename(away)
    never = browser.send(page, f"{at}/refund", {"reason": "두 번 냄"})
    assert (never.status_code, "Ask the provider" in never.text, "두 번 냄" in never.text) == (409, True, True)
    demo.folder.write_text("no folder")
    silent = browser.send(page, f"{at}/refund", {"reason": "두 번 냄"})
    assert (silent.status_code, "Try again later" in silent.text) == (503, True)
    demo.folder.unlink()
    away.rename(demo.folder)
    assert browser.send(page, f"{at}/refund", {"reason": "두 번 냄"}).status_code == 303


SOMEBODY = "Somebody else was faster"


def test_what_was_given_back_before_is_said_to_be(office: Office) -> None:
    """An old page is told why nothing is done; the reason that was typed is shown, and nobody is said to be faster."""
    receipt, browser = paid(office), signed_in(office, "kim", "cashier")
    at = f"/desk/petitions/{receipt}"
    page = browser.get(at)
    browser.send(page, f"{at}/refund", {"reason": "두 번 냄"})
    again = browser.send(page, f"{at}/refund", {"reason": "한 번 더"})
    assert again.status_code == 409
    assert_sound(again, language="en")
    assert "nothing was paid, or it was given back already" in again.text
    assert "한 번 더" in again.text
    assert SOMEBODY not in again.text


def through(office: Office, strange: Strange) -> None:
    """From now on the provider of the office does what the test wants."""
    card = office.payments.all["card"]
    office.payments.all = {"card": replace(card, plugin=strange)}


def test_a_provider_that_only_says_so_gave_nothing_back(office: Office) -> None:
    """It answers that the payment stands as it did: that is said, the reason stays typed, and the fee stays paid."""
    receipt, browser = paid(office), signed_in(office, "kim", "cashier")
    through(office, Strange(state="paid"))
    at = f"/desk/petitions/{receipt}"
    kept = browser.send(browser.get(at), f"{at}/refund", {"reason": "두 번 냄"})
    assert kept.status_code == 409
    assert "Ask the provider" in kept.text
    assert 'value="두 번 냄"' in kept.text
    assert SOMEBODY not in kept.text


def test_who_is_slower_than_a_colleague_is_told_so(office: Office) -> None:
    """While the provider was asked, another officer gave the fee back."""
    receipt = paid(office)
    browser, other = signed_in(office, "kim", "cashier"), signed_in(office, "lee", "cashier")
    strange = Strange(state="refunded")
    through(office, strange)
    at = f"/desk/petitions/{receipt}"
    mine, theirs = browser.get(at), other.get(at)

    def meanwhile() -> None:
        strange.before = None
        assert other.send(theirs, f"{at}/refund", {"reason": "먼저"}).status_code == 303

    strange.before = meanwhile
    late = browser.send(mine, f"{at}/refund", {"reason": "두 번 냄"})
    assert late.status_code == 409
    assert SOMEBODY in late.text
