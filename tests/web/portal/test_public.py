"""Public petitions on the portal: found, read, signed by a link or an account, and withdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from egovframe.forms.public.folding import Folding
from egovframe.kernel.permissions import Actor
from tests.web.html import assert_sound
from tests.web.plaza import Plaza, open_plaza


@pytest.fixture
def plaza(tmp_path: Path) -> Iterator[Plaza]:
    """The city."""
    with open_plaza(tmp_path) as plaza:
        yield plaza


@pytest.mark.parametrize("language", ["ko", "en"])
def test_pages_are_sound(plaza: Plaza, language: str) -> None:
    """List and petition, in both languages, with the bar in words; what was typed is escaped."""
    browser = plaza.browser()
    assert_sound(browser.get(f"/petitions?lang={language}"), language=language)
    page = browser.get(f"{plaza.path()}?lang={language}")
    assert_sound(page, language=language)
    assert 'class="meter" role="img" aria-label=' in page.text
    assert "&lt;놀이터&gt;" in page.text
    assert "010-9876" not in page.text


def test_found_by_its_title(plaza: Plaza) -> None:
    """And what is not like it is said."""
    browser = plaza.browser()
    assert "은하동 놀이터" in browser.get("/petitions?q=놀이터&sort=most&open=yes").text
    assert "은하동 놀이터" not in browser.get("/petitions?q=수영장").text
    assert browser.get("/petitions?page=abc&sort=worst").status_code == 200
    assert 'href="/petitions"' in browser.get("/").text


def test_signed_by_a_link_and_withdrawn(plaza: Plaza, capsys: pytest.CaptureFixture[str]) -> None:
    """Asking keeps nothing, opening signs nothing, pressing signs, and the same link takes it back."""
    browser = plaza.browser()
    sent = plaza.ask(browser)
    assert_sound(sent, language="ko")
    path = plaza.link(capsys)
    opened = browser.get(path)
    assert_sound(opened, language="ko")
    assert "성춘향" in opened.text
    signed = browser.send(opened, "/signatures/confirm", {}, follow=True)
    assert_sound(signed, language="ko")
    assert "서명하셨습니다" in signed.text or "서명했습니다" in signed.text
    assert browser.send(opened, "/signatures/confirm", {}, follow=True).status_code == 200
    gone = browser.send(signed, "/signatures/withdraw", {}, follow=True)
    assert "철회" in gone.text
    assert browser.send(signed, "/signatures/withdraw", {}).status_code == 404


def test_what_is_wrong_is_said_beside_the_field(plaza: Plaza) -> None:
    """With the summary first, and what was entered kept."""
    answer = plaza.ask(plaza.browser(), name="", email="spring")
    assert answer.status_code == 422
    assert_sound(answer, language="ko")
    assert '<a href="#name">' in answer.text
    assert '<a href="#email">' in answer.text
    assert 'value="spring"' in answer.text


def test_an_account_signs_at_once(plaza: Plaza) -> None:
    """Once; the page says so, and lets it be withdrawn."""
    browser = plaza.resident()
    signed = browser.send(browser.get(plaza.path()), f"{plaza.path()}/sign", {}, follow=True)
    assert_sound(signed, language="ko")
    again = browser.send(signed, f"{plaza.path()}/sign", {}, follow=True)
    assert "done=before" in str(again.url)
    assert f"{plaza.path()}/withdraw" in again.text
    withdrawn = browser.send(again, f"{plaza.path()}/withdraw", {}, follow=True)
    assert f"{plaza.path()}/sign" in withdrawn.text


def test_a_surer_sign_in_is_asked_for(plaza: Plaza) -> None:
    """A password alone does not sign a petition that asks for two factors."""
    path = f"/petitions/{plaza.published('certified')}"
    browser = plaza.resident()
    assert f"/sign-in/again?next={path}" in browser.get(path).text
    answer = browser.send(browser.get(plaza.path()), f"{path}/sign", {})
    assert (answer.status_code, answer.headers["location"].startswith("/sign-in/again")) == (303, True)
    assert 'name="email"' not in plaza.browser().get(path).text


def test_too_many_at_once_wait(plaza: Plaza) -> None:
    """429 with the seconds to wait, as page and as header."""
    browser = plaza.browser()
    for _ in range(3):
        assert plaza.ask(browser).status_code == 200
    answer = plaza.ask(browser)
    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= 3_600


def test_a_link_is_sent_only_with_an_address_of_the_city(plaza: Plaza) -> None:
    """Nobody has a letter point at another host by asking under its name."""
    browser = plaza.browser()
    page = browser.get(plaza.path())
    form = {"name": "성춘향", "email": "spring@example.org"}
    answer = browser.send(page, f"{plaza.path()}/sign", form, headers={"host": "evil.example"})
    assert answer.status_code == 421


def test_what_is_over_is_said(plaza: Plaza, capsys: pytest.CaptureFixture[str]) -> None:
    """A link that is too old, one to a petition that is closed, one that is none, and a page that is none."""
    browser = plaza.browser()
    plaza.ask(browser)
    path = plaza.link(capsys)
    opened = browser.get(path)
    plaza.clock.forward(days=3)
    assert_sound(browser.get(path), language="ko")
    assert browser.send(opened, "/signatures/confirm", {}).status_code == 409
    plaza.clock.forward(days=60)
    assert browser.send(opened, "/signatures/confirm", {}).status_code == 409
    assert 'name="email"' not in browser.get(plaza.path()).text
    gone = browser.get("/signatures/nothing")
    assert gone.status_code == 404
    assert_sound(gone, language="ko")
    assert browser.get("/petitions/nothing").status_code == 404


def test_numbers_thresholds_and_dates(plaza: Plaza) -> None:
    """What the office folded stands on the page: the number, what was reached, by when the city answers."""
    for number in range(2):
        with plaza.office.work(by=Actor("citizen", f"c-{number}", "가나다", assurance=1)) as work:
            work.public.signing.sign(plaza.id)
    Folding(plaza.office)()
    page = plaza.browser().get(plaza.path() + "?lang=en").text
    assert "2 people signed" in page
    assert "Next threshold: 100" in page
    assert "The city answers by" in page


def test_whoever_files_one_is_told_that_it_becomes_public(plaza: Plaza) -> None:
    """On the first page of the form."""
    page = plaza.browser().get("/forms/playground?lang=en")
    assert_sound(page, language="en")
    assert "This is a public petition" in page.text


def test_the_number_taken_at_the_end_stays_when_somebody_withdraws(plaza: Plaza) -> None:
    """The signature goes, the number does not, and the page says so before it is pressed."""
    browser = plaza.resident()
    page = browser.get(plaza.path() + "?lang=en")
    assert "that your account signed stays in the audit log" in page.text
    browser.send(page, f"{plaza.path()}/sign", {}, follow=True)
    plaza.clock.forward(days=40)
    for _ in range(2):
        Folding(plaza.office)()
        plaza.clock.forward(minutes=5)
    browser = plaza.resident()
    page = browser.get(plaza.path() + "?lang=en")
    assert "The number that was taken at the end stays as it is" in page.text
    browser.send(page, f"{plaza.path()}/withdraw", {}, follow=True)
    Folding(plaza.office)()
    page = browser.get(plaza.path())
    assert "1 person signed" in page.text
    assert "You signed" not in page.text
