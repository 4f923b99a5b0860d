"""Co-signers on the portal: the holder makes links, whoever has one signs or declines, without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import pytest

from egovframe import App, Form, ask
from egovframe.forms import Phone, cosigners, working_days
from egovframe.forms.personal import PersonName
from egovframe.kernel.permissions import Actor
from egovframe.kernel.text import Text
from egovframe.office import Office
from egovframe.records import years
from egovframe.testing import SetClock, open_office
from egovframe.web import build
from tests.web.client import Browser
from tests.web.html import assert_sound

LINK = re.compile(r'value="https?://[^"/]+(/cosign/[^"]+)"')
ANSWERS = {"where": "하늘로 12", "why": "밤에 어둡습니다.", "name": "홍길동", "phone": "010-1234-5678"}


class Lamp(Form):
    """Ask for a street lamp."""

    where: str = ask("어디에 세울까요?", en="Where?", public=True)
    why: str = ask("왜 필요한가요?", en="Why?")
    name: PersonName = ask("이름", en="Name")
    phone: Phone = ask("전화번호", en="Phone")


class Hall:
    """The open office, its pages, and one petition of it."""

    def __init__(self, office: Office, clock: SetClock) -> None:
        self.office = office
        self.clock = clock
        self.app = build(office)
        with office.work(by=Actor.visitor()) as work:
            filed = work.petitions.submit("lamp", ANSWERS)
        self.receipt, self.key = filed.petition.receipt, filed.key
        self.holder = self.browser()
        self.others = self.browser()

    def browser(self) -> Browser:
        """A browser that has never been here."""
        return Browser(self.app)

    def own(self, path: str = "/status/cosigners", *, language: str = "en", **fields: str) -> httpx.Response:
        """Post a form as the holder does."""
        page = self.holder.get(f"/status?lang={language}")
        return self.holder.send(page, path, {"receipt": self.receipt, "known": self.key, **fields})

    def invited(self, **fields: str) -> str:
        """Make a link; gives its path."""
        return link_of(self.own("/status/cosigners/invite", **fields))

    def sign(self, link: str, name: str, **more: str) -> httpx.Response:
        """Sign as somebody does who follows a link."""
        page = self.others.get(f"{link}?lang=en")
        return self.others.send(page, "/cosign/sign", {"name": name, **more})

    def amend(self, **answers: Any) -> None:
        """Change the petition as its holder."""
        with self.office.work(by=Actor.visitor()) as work:
            work.petitions.holder(self.receipt, self.key)
            work.petitions.amend(self.receipt, answers)


def link_of(page: httpx.Response) -> str:
    """The path of the link that a page shows."""
    (found,) = LINK.findall(page.text)
    return unescape(found)


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    """The city."""
    app, clock = App(Text(ko="하늘시", en="Haneul City")), SetClock()
    app.unit("roads", title=Text(ko="도로과", en="Roads"))
    officer = app.role("road-officer", may={"petition.read", "petition.answer"})
    app.form(
        "lamp",
        title=Text(ko="가로등 설치", en="Street lamp"),
        by=officer,
        within=working_days(7),
        keep=years(5),
        unit="roads",
        cosigners=cosigners(at_least=2, at_most=3),
    )(Lamp)
    with open_office(app, tmp_path, clock=clock) as office:
        yield Hall(office, clock)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_page_of_it_is_sound_in_both_languages(hall: Hall, language: str) -> None:
    """The list, a new link, what a link opens, signed, changed since, declined, gone, and the progress page."""
    listed = hall.own(language=language)
    assert_sound(listed, language=language)
    made = hall.own("/status/cosigners/invite", language=language, name="옆집", email="jang@example.com")
    assert_sound(made, language=language)
    assert "mailto:jang%40example.com" in made.text
    link = link_of(made)
    opened = hall.others.get(f"{link}?lang={language}")
    assert_sound(opened, language=language)
    signed = hall.others.send(opened, "/cosign/sign", {"name": "장보고"})
    assert_sound(signed, language=language)
    hall.amend(why="낮에도 어둡습니다.")
    for page in (hall.own(language=language), hall.others.get(link), hall.own("/status", language=language)):
        assert_sound(page, language=language)
    other = hall.own("/status/cosigners/invite", language=language)
    declined = hall.others.send(hall.others.get(link_of(other)), "/cosign/decline", {})
    assert_sound(declined, language=language)
    gone = hall.others.get("/cosign/nothing")
    assert gone.status_code == 404
    assert_sound(gone, language=language)


def test_a_link_shows_what_is_signed_and_nothing_personal(hall: Hall) -> None:
    """The answers as they were written, whether public or not; of who filed it a masked name and no phone."""
    page = hall.others.get(f"{hall.invited()}?lang=en")
    assert all(words in page.text for words in ("하늘로 12", "밤에 어둡습니다.", "홍*동", "Roads"))
    assert all(words not in page.text for words in ("홍길동", "010", "5678", hall.receipt, hall.key))
    assert page.headers["referrer-policy"] in ("no-referrer", "same-origin")
    assert "no-store" in page.headers["cache-control"]


def test_opening_a_link_signs_nothing(hall: Hall) -> None:
    """Programs look at the links of mails; only the form's own button signs, and once."""
    link = hall.invited()
    for _ in range(3):
        assert "Not signed yet" in hall.others.get(f"{link}?lang=en").text
    assert "You have signed. Thank you." in hall.sign(link, "장보고").text
    page = hall.others.get(link)
    assert 'action="/cosign/sign"' not in page.text
    assert 'action="/cosign/retract"' in page.text
    listed = hall.own()
    assert "장보고" in listed.text
    assert "1 co-signer has signed" in listed.text
    assert "1 more is asked for" in listed.text


def test_a_fault_stands_at_its_field_and_nothing_is_lost(hall: Hall) -> None:
    """Of the signer and of the holder; the link is still good."""
    link = hall.invited()
    empty = hall.sign(link, " ")
    assert empty.status_code == 422
    assert 'href="#sign-name"' in empty.text
    assert_sound(empty, language="en")
    again = hall.sign(link, "홍길동")
    assert again.status_code == 422
    assert 'value="홍길동"' in again.text
    wrong = hall.own("/status/cosigners/invite", name="옆집", email="nobody")
    assert wrong.status_code == 422
    assert 'href="#invite-email"' in wrong.text
    assert 'value="옆집"' in wrong.text
    assert_sound(wrong, language="en")
    assert hall.sign(link, "장보고").status_code == 200


def test_a_changed_petition_is_signed_anew(hall: Hall) -> None:
    """Both pages say so; a form that was open since before the change signs nothing."""
    first, second = hall.invited(), hall.invited()
    hall.sign(first, "장보고")
    stale = hall.others.get(f"{second}?lang=en")
    hall.amend(why="낮에도 어둡습니다.")
    refused = hall.others.send(stale, "/cosign/sign", {"name": "이순신"})
    assert refused.status_code == 409
    assert "낮에도 어둡습니다." in refused.text
    assert "changed meanwhile" in refused.text
    assert "1 of them an earlier text" in hall.own().text
    page = hall.others.get(first)
    assert "You signed an earlier text" in page.text
    renewed = hall.others.send(page, "/cosign/sign", {})
    assert "You have signed this" in renewed.text
    assert "earlier text" not in hall.own().text


def test_a_signature_is_withdrawn_by_its_link(hall: Hall) -> None:
    """The answers are shown no more, and the holder sees that it was withdrawn."""
    link = hall.invited(name="옆집")
    hall.sign(link, "장보고")
    done = hall.others.send(hall.others.get(link), "/cosign/retract", {})
    assert "Your signature was withdrawn" in done.text
    assert "하늘로" not in done.text
    assert "하늘로" not in hall.others.get(link).text
    listed = hall.own().text
    assert "장보고" not in listed
    assert "Signature withdrawn" in listed


def test_the_holder_takes_a_link_back(hall: Hall) -> None:
    """It opens nothing then; one that was used is not taken back."""
    link = hall.invited(name="옆집")
    listed = hall.own()
    done = hall.holder.send(listed, "/status/cosigners/recall", {})
    assert "opens nothing any more" in done.text
    assert hall.others.get(link).status_code == 404
    assert hall.sign(link, "장보고").status_code in (403, 404)
    other = hall.invited()
    listed = hall.own()
    hall.sign(other, "장보고")
    late = hall.holder.send(listed, "/status/cosigners/recall", {})
    assert late.status_code == 409
    assert hall.others.get(other).status_code == 200


def test_four_digits_of_a_phone_show_how_many_and_open_nothing(hall: Hall) -> None:
    """Others may know them: the progress page tells the number; neither names nor links."""
    hall.sign(hall.invited(), "장보고")
    page = hall.own("/status", known="5678")
    assert "1 co-signer has signed" in page.text
    assert 'action="/status/cosigners"' not in page.text
    for path in ("/status/cosigners", "/status/cosigners/invite"):
        refused = hall.own(path, known="5678")
        assert refused.status_code == 422
        assert "장보고" not in refused.text
    assert hall.holder.get("/status/cosigners").headers["location"] == "/status"


def test_the_receipt_leads_there(hall: Hall) -> None:
    """Whoever just filed has the way to the co-signers before their eyes, and is received whoever signs."""
    browser = hall.browser()
    form = browser.get("/forms/lamp?lang=en")
    check = browser.send(form, "/forms/lamp", {**ANSWERS, "form-step": "check"})
    receipt = browser.send(check, "/forms/lamp", {**ANSWERS, "form-step": "file"}, follow=True)
    assert "Your petition was received" in receipt.text
    assert 'action="/status/cosigners"' in receipt.text


def test_whoever_tries_keys_has_to_wait(hall: Hall) -> None:
    """The answer is the same for every key that opens nothing."""
    answers = [hall.others.get(f"/cosign/{number}").status_code for number in range(11)]
    assert answers == [404] * 10 + [429]


def test_a_link_is_made_only_with_an_address_of_the_city(hall: Hall) -> None:
    """Asked for under another name there is none, and nobody is invited."""
    page = hall.holder.get("/status?lang=en")
    form = {"receipt": hall.receipt, "known": hall.key, "name": "옆집"}
    answer = hall.holder.send(page, "/status/cosigners/invite", form, headers={"host": "evil.example"})
    assert answer.status_code == 421
    assert "evil" not in answer.text
    assert "옆집" not in hall.own().text


def test_a_deed_by_a_link_takes_one_unit_of_work(hall: Hall) -> None:
    """What is shown after signing is what was signed: it is read once, by following the link."""
    assert hall.sign(hall.invited(), "장보고").status_code == 200
    hall.office.seal()
    assert [len(hall.office.trail.search(action=f"cosigner.{each}")) for each in ("opened", "signed")] == [1, 1]
