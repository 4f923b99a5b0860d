"""What the holder of a petition does on the progress page, with the key alone and without JavaScript."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import httpx
import pytest

from egovframe.kernel.permissions import Actor
from tests.web.client import Browser
from tests.web.html import assert_sound
from tests.web.portal.town import CONSOLE, POTHOLE, Town


class Own:
    """A petition, its holder's browser, and the office on the other side."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.receipt, self.key = town.petition()
        self.browser: Browser = town.browser()

    def page(self, *, language: str = "en", known: str = "") -> httpx.Response:
        """The progress page."""
        start = self.browser.get(f"/status?lang={language}")
        return self.browser.send(start, "/status", {"receipt": self.receipt, "known": known or self.key})

    def step(self, name: str, known: str = "", **fields: str) -> httpx.Response:
        """Take a step from the progress page."""
        more = {"receipt": self.receipt, "known": known or self.key, **fields}
        return self.browser.send(self.page(known=known), f"/status/{name}", more)

    def office(self, verb: str, *said: Any, **more: Any) -> None:
        """Let the office do something with it."""
        with self.town.office.work(by=CONSOLE) as work:
            getattr(work.petitions, verb)(self.receipt, *said, **more)
        self.town.office.run_due_tasks()

    def state(self) -> Any:
        """The petition as the office has it."""
        return self.town.state(self.receipt)

    def facts(self, action: str) -> int:
        """How many facts of an action there are."""
        return len(self.town.office.trail.search(action=action))


@pytest.fixture
def own(town: Town) -> Own:
    """A petition that was just received."""
    return Own(town)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_supplement_is_asked_for_and_handed_in(own: Own, language: str) -> None:
    """The page begins with what is missing and by when; handing it in lets the clock run, and the due date moves."""
    before = own.state().due
    own.office("ask_supplement", "사진을 내 주세요.\n두 장이면 됩니다.", days=5)
    page = own.page(language=language)
    assert_sound(page, language=language)
    assert "사진을 내 주세요.<br>두 장이면 됩니다." in page.text
    assert 'action="/status/supplement"' in page.text
    own.town.clock.forward(days=2)
    empty = own.step("supplement", text=" ")
    assert empty.status_code == 422
    assert_sound(empty, language="en")
    assert 'href="#supplement-text"' in empty.text
    done = own.step("supplement", text="사진입니다.\r\n둘 다입니다.")
    assert done.status_code == 200
    assert "We have your supplement" in done.text
    assert 'action="/status/supplement"' not in done.text
    assert (own.state().state, own.state().due > before) == ("in_progress", True)
    assert own.facts("petition.supplemented") == 1


def test_more_time_twice_and_then_no_more(own: Own) -> None:
    """Each time as many days again; the third time is too late a wish, and the words are kept."""
    own.office("ask_supplement", "사진을 내 주세요.", days=5)
    texts = [own.step("more-time", reason="출장") for _ in range(2)]
    assert [answer.status_code for answer in texts] == [200, 200]
    dates = [re.findall(r"Hand it in by ([^<]+)\.</b>", answer.text) for answer in texts]
    assert dates[0]
    assert dates[0] != dates[1]
    assert 'action="/status/more-time"' not in texts[1].text
    late = own.step("more-time", reason="한 번 더 필요합니다")
    assert late.status_code == 409
    assert "한 번 더 필요합니다" in late.text
    assert own.facts("petition.supplement_extended") == 2


@pytest.mark.parametrize(("agree", "fact"), [("yes", "petition.extended"), ("no", "petition.consent_declined")])
def test_consent_to_a_second_extension(own: Own, agree: str, fact: str) -> None:
    """The holder reads by how much and why, and agrees or does not."""
    own.office("extend", "2d", "현장 확인")
    due, before = own.state().due, own.facts(fact)
    own.office("ask_consent", "3d", "장비가 고장 났습니다.")
    page = own.page()
    assert "장비가 고장 났습니다." in page.text
    assert "a second time" in page.text
    answer = own.step("consent", agree=agree)
    assert answer.status_code == 200
    assert own.facts(fact) == before + 1
    assert (own.state().due > due) is (agree == "yes")
    assert 'action="/status/consent"' not in answer.text


def test_an_objection_against_a_refusal(own: Own) -> None:
    """Under the refusal, with the reason kept where there is none; afterwards it is under review."""
    own.office("refuse", "사유지입니다.", basis="도로법 제2조", remedy="60일 안에 이의신청")
    assert own.step("object", reason="").status_code == 422
    answer = own.step("object", reason="사유지가 아닙니다.")
    assert answer.status_code == 200
    assert "We have your objection" in answer.text
    assert own.state().state == "objected"
    again = own.step("object", reason="한 번 더")
    assert (again.status_code, "한 번 더" in again.text) == (409, True)


def test_a_reminder_once_it_is_late(own: Own) -> None:
    """Before the day there is nothing to remind of; after it there is a button."""
    assert 'action="/status/remind"' not in own.page().text
    assert own.step("remind").status_code == 409
    own.town.clock.at = own.state().due + timedelta(hours=1)
    assert 'action="/status/remind"' in own.page().text
    assert own.step("remind").status_code == 200
    assert own.facts("petition.reminded") == 1


def test_how_it_was(own: Own) -> None:
    """Once it is closed: a score from one to five and words, once; nothing chosen is a fault beside the question."""
    assert 'action="/status/rate"' not in own.page().text
    own.office("answer", "고쳤습니다.")
    assert 'action="/status/rate"' in own.page().text
    for score in ("", "6", "x"):
        wrong = own.step("rate", score=score, words="빨랐습니다.")
        assert wrong.status_code == 422
        assert_sound(wrong, language="en")
        assert ">빨랐습니다.</textarea>" in wrong.text
    answer = own.step("rate", score="4", words="빨랐습니다.")
    assert (answer.status_code, "Thank you" in answer.text) == (200, True)
    assert own.step("rate", score="1").status_code == 409
    assert own.facts("petition.rated") == 1


@pytest.mark.parametrize("name", ["supplement", "more-time", "consent", "object", "remind", "rate"])
def test_four_digits_change_nothing(own: Own, name: str) -> None:
    """Who knows the phone number sees the page, has no buttons and can do nothing; a stranger sees nothing."""
    own.office("ask_supplement", "사진을 내 주세요.", days=5)
    digits = POTHOLE["phone"][-4:]
    assert 'action="/status/supplement"' not in own.page(known=digits).text
    assert own.step(name, known=digits, text="x", score="5", reason="x").status_code == 422
    with own.town.office.work(by=Actor.visitor()) as work:
        other = work.petitions.submit("pothole", POTHOLE).key
    assert own.step(name, known=other, text="x", score="5", reason="x").status_code == 422
    assert own.state().state == "awaiting_supplement"


def test_a_step_needs_the_page(own: Own) -> None:
    """A post from elsewhere is refused."""
    answer = own.browser.post("/status/remind", {"receipt": own.receipt, "known": own.key})
    assert answer.status_code == 403
