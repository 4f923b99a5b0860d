"""The holder's steps on the progress page: what is asked of them now, taken with the key, or refused with the words."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from egovframe.forms.procedure.statutory import STATUTORY
from egovframe.web.portal.steps import STEPS, asked_now, possible, step_of
from tests.web.html import assert_sound
from tests.web.portal.town import CONSOLE, POTHOLE, SCRIPT, Town


def sent(town: Town, receipt: str, known: str, action: str, entered: dict[str, str]) -> tuple[httpx.Response, Any]:
    """Open the progress page and take a step there; gives the answer and the page before."""
    browser = town.browser()
    page = browser.send(browser.get("/status?lang=en"), "/status", {"receipt": receipt, "known": known})
    given = {"receipt": receipt, "known": known, **entered}
    return browser.send(page, f"/status/steps/{action}", given), page


def made_ready(town: Town, receipt: str, action: str) -> None:
    """Bring a petition to where the holder can take a step."""
    with town.office.work(by=CONSOLE) as work:
        if action in ("supplement", "extend_supplement"):
            work.petitions.ask_supplement(receipt, "사진을 보내 주세요.", days=5)
        elif action in ("consent", "decline"):
            work.petitions.extend(receipt, "2d", "자재")
            work.petitions.ask_consent(receipt, "3d", "자재가 또 늦습니다.")
        elif action == "file_objection":
            work.petitions.refuse(receipt, "도로가 아닙니다.", basis="도로법 제2조", remedy="이의신청")
        elif action == "rate":
            work.petitions.answer(receipt, "메웠습니다.")
    if action == "remind":
        town.clock.forward(days=40)


TAKEN = [
    ("supplement", {"text": "사진은 우편으로"}, "in_progress", "supplemented"),
    ("extend_supplement", {"reason": "출장"}, "awaiting_supplement", "supplement_extended"),
    ("consent", {}, "received", "extended"),
    ("decline", {}, "received", "consent_declined"),
    ("file_objection", {"reason": "도로입니다."}, "objected", "objected"),
    ("remind", {}, "received", "reminded"),
    ("rate", {"score": "4", "words": "빨랐습니다."}, "answered", "rated"),
]


def test_every_step_is_one_of_the_procedure() -> None:
    """Each is a move that the law gives to the holder, and has a form of its own once."""
    moves = {move.action for move in STATUTORY.moves if "holder" in move.whose}
    assert {step.action for step in STEPS} <= moves
    assert [step.action for step in possible(["rate", "supplement", "close"])] == ["supplement", "rate"]
    assert step_of("close") is None
    assert asked_now((), ()) == {}


@pytest.mark.parametrize(("action", "entered", "state", "fact"), TAKEN)
def test_taken(town: Town, action: str, entered: dict[str, str], state: str, fact: str) -> None:
    """With the key and without an account: the step stands on the page, is taken, and leaves its state and its fact."""
    receipt, key = town.petition()
    made_ready(town, receipt, action)
    before = len(town.office.trail.search(action=f"petition.{fact}"))
    answer, page = sent(town, receipt, key, action, entered)
    assert f'action="/status/steps/{action}"' in page.text
    assert_sound(page, language="en")
    assert answer.status_code == 200
    assert_sound(answer, language="en")
    assert "It reached the office." in answer.text
    assert town.state(receipt).state == state
    assert len(town.office.trail.search(action=f"petition.{fact}")) == before + 1


def test_what_is_asked_is_said(town: Town) -> None:
    """What is missing and until when, and by how much the office wants to extend and why, stand at the top."""
    receipt, key = town.petition()
    made_ready(town, receipt, "supplement")
    _, page = sent(town, receipt, key, "rate", {})
    assert "사진을 보내 주세요." in page.text
    assert "Until " in page.text
    other, its_key = town.petition()
    made_ready(town, other, "consent")
    _, page = sent(town, other, its_key, "rate", {})
    assert "자재가 또 늦습니다." in page.text
    assert "By 3 working days" in page.text


@pytest.mark.parametrize(
    ("action", "entered", "field"),
    [
        ("supplement", {"text": " "}, "text"),
        ("file_objection", {"reason": ""}, "reason"),
        ("rate", {"score": "", "words": "좋음"}, "score"),
        ("rate", {"score": "six", "words": "좋음"}, "score"),
    ],
)
def test_faults(town: Town, action: str, entered: dict[str, str], field: str) -> None:
    """What is wrong stands beside its field and in the summary; what was typed is kept, and nothing was done."""
    receipt, key = town.petition()
    made_ready(town, receipt, action)
    state = town.state(receipt).state
    answer, _ = sent(town, receipt, key, action, entered)
    assert answer.status_code == 422
    assert_sound(answer, language="en")
    assert f'href="#{action}-{field}"' in answer.text
    assert entered.get("words", "") in answer.text
    assert town.state(receipt).state == state


@pytest.mark.parametrize(("action", "entered"), [(each[0], each[1]) for each in TAKEN])
def test_wrong_state(town: Town, action: str, entered: dict[str, str]) -> None:
    """A step that is not possible now: 409 with the petition as it stands and the own words, and nothing done."""
    receipt, key = town.petition()
    said = {name: text if name == "score" else f"{text} {SCRIPT}" for name, text in entered.items()}
    answer, page = sent(town, receipt, key, action, said)
    assert f'action="/status/steps/{action}"' not in page.text
    assert answer.status_code == 409
    assert "nothing was done" in answer.text
    assert SCRIPT not in answer.text
    assert town.state(receipt).state == "received"


@pytest.mark.parametrize("known", [POTHOLE["phone"][-4:], "9999", ""])
def test_only_the_key(town: Town, known: str) -> None:
    """Neither the phone number nor a wrong key takes a step."""
    receipt, _ = town.petition()
    made_ready(town, receipt, "supplement")
    answer, page = sent(town, receipt, known, "supplement", {"text": "사진"})
    assert "/status/steps/" not in page.text
    assert answer.status_code == 422
    assert town.state(receipt).state == "awaiting_supplement"


def test_no_such_step_and_no_forging(town: Town) -> None:
    """An unknown step has no address; without our hidden field nothing is taken."""
    receipt, key = town.petition()
    made_ready(town, receipt, "supplement")
    assert sent(town, receipt, key, "close", {})[0].status_code == 404
    given = {"receipt": receipt, "known": key, "text": "사진"}
    assert town.browser().post("/status/steps/supplement", given).status_code == 403
    assert town.state(receipt).state == "awaiting_supplement"
