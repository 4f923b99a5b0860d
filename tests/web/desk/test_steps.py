"""The steps of the procedure at the desk: each asked for on a page of its own and taken, or refused with its words."""

from __future__ import annotations

import re

import pytest

from egovframe.forms.procedure.statutory import STATUTORY
from egovframe.kernel.permissions import Actor
from egovframe.web import shown
from egovframe.web.desk.steps import GROUPS, STEPS, grouped, step_of
from tests.web.client import Browser
from tests.web.desk.hall import CONSOLE, SCRIPT, Hall
from tests.web.html import assert_sound

REFUSAL = {"reason": "도로가 아닙니다.", "basis": "도로법 제2조", "remedy": "60일 안에 이의신청"}


def path(receipt: str, action: str) -> str:
    """The address of a step."""
    return f"/desk/petitions/{receipt}/steps/{action}"


def taken(kim: Browser, receipt: str, action: str, entered: dict[str, str]) -> int:
    """Open a step's page, take the step, and give the status of the answer."""
    page = kim.get(path(receipt, action))
    assert page.status_code == 200, action
    assert_sound(page, language="en")
    return kim.send(page, path(receipt, action), entered).status_code


def objected(hall: Hall) -> str:
    """A petition that was refused and objected to; gives its receipt number."""
    with hall.office.work(by=Actor.visitor()) as work:
        given = work.petitions.submit("pothole", {"where": "하늘로 12", "phone": "010-1234-5678"})
    receipt = str(given.petition.receipt)
    with hall.office.work(by=CONSOLE) as work:
        work.petitions.refuse(receipt, REFUSAL["reason"], basis=REFUSAL["basis"], remedy=REFUSAL["remedy"])
    with hall.office.work(by=Actor.visitor()) as work:
        work.petitions.holder(receipt, given.key)
        work.petitions.file_objection(receipt, "도로입니다.")
    return receipt


def test_every_step_is_one_of_the_procedure() -> None:
    """Each page belongs to a move of the statutory procedure, has words and stands under a heading once."""
    moves = {move.action for move in STATUTORY.moves}
    names = [step.action for step in STEPS]
    assert set(names) <= moves
    assert len(set(names)) == len(names)
    assert [step.action for _, steps in grouped(names) for step in steps] == [
        step.action for group in GROUPS for step in STEPS if step.group == group
    ]
    assert step_of("nothing") is None
    assert grouped(()) == []


@pytest.mark.parametrize(
    ("action", "entered", "state", "fact"),
    [
        ("start", {}, "in_progress", "started"),
        ("ask_supplement", {"text": "사진을 보내 주세요.", "days": "10"}, "awaiting_supplement", "supplement_asked"),
        (
            "consult",
            {"body": "경찰서", "question": "통제?", "reply_by": "2026-09-23"},
            "consulting",
            "consulting",
        ),
        ("pause", {"reason": "inspection", "words": "시료 검사"}, "received", "paused"),
        ("extend", {"by": "3", "reason": "자재", "consent": ""}, "received", "extended"),
        ("transfer_out", {"body": "한국도로공사", "reason": "고속도로"}, "transferred", "transferred_out"),
        ("grant", {"text": "점용을 허가합니다."}, "granted", "granted"),
    ],
)
def test_taken(hall: Hall, action: str, entered: dict[str, str], state: str, fact: str) -> None:
    """What is possible stands on the case with a link; its page takes the step, which leaves state, course and fact."""
    receipt = hall.petition()
    kim = hall.officer("kim", "road-officer")
    assert path(receipt, action) in kim.get(f"/desk/petitions/{receipt}").text
    assert taken(kim, receipt, action, entered) == 303
    assert hall.state(receipt).state == state
    case = kim.get(f"/desk/petitions/{receipt}?done=step")
    assert "It is done, and stands in the history." in case.text
    assert_sound(case, language="en")
    assert len(hall.facts(f"petition.{fact}")) == 1


def test_the_clock_stands_and_runs(hall: Hall) -> None:
    """Paused and resumed, extended, and the second extension asked for: the due date moves and the ledger says why."""
    receipt = hall.petition()
    kim = hall.officer("kim", "road-officer")
    before = hall.state(receipt).due
    taken(kim, receipt, "pause", {"reason": "inspection", "words": "시료 검사"})
    assert path(receipt, "pause") not in kim.get(f"/desk/petitions/{receipt}").text
    hall.clock.forward(days=1)
    kim = hall.signed_in("kim")
    assert taken(kim, receipt, "resume", {}) == 303
    paused = hall.state(receipt).due
    assert paused > before
    assert taken(kim, receipt, "extend", {"by": "2", "reason": "자재가 늦습니다.", "consent": ""}) == 303
    assert hall.state(receipt).due > paused
    assert taken(kim, receipt, "ask_consent", {"by": "2", "reason": "다시 늦습니다."}) == 303
    assert "시료 검사" in kim.get(f"/desk/petitions/{receipt}").text
    without = kim.send(
        kim.get(path(receipt, "extend")), path(receipt, "extend"), {"by": "2", "reason": "x", "consent": ""}
    )
    assert without.status_code == 422
    assert 'href="#extend-consent"' in without.text


def test_supplement_and_reply_are_entered(hall: Hall) -> None:
    """What came by letter is entered by the officer, and the reply of who was asked."""
    receipt = hall.petition()
    kim = hall.officer("kim", "road-officer")
    taken(kim, receipt, "ask_supplement", {"text": "사진", "days": "5"})
    assert taken(kim, receipt, "supplement", {"text": "우편으로 받음"}) == 303
    assert hall.state(receipt).state == "in_progress"
    taken(kim, receipt, "consult", {"body": "경찰서", "question": "통제?", "reply_by": "2026-09-23"})
    assert taken(kim, receipt, "consulted", {"reply": "필요 없음"}) == 303
    assert hall.state(receipt).state == "in_progress"


def test_returned_after_two_requests(hall: Hall) -> None:
    """What was asked for twice and did not come is given back with reasons (영25①)."""
    receipt = hall.petition()
    kim = hall.officer("kim", "road-officer")
    for _ in range(2):
        taken(kim, receipt, "ask_supplement", {"text": "사진", "days": "1"})
        assert path(receipt, "give_back") not in kim.get(f"/desk/petitions/{receipt}").text
        hall.clock.forward(days=4)
        kim = hall.signed_in("kim")
    assert taken(kim, receipt, "give_back", {"reason": "보완하지 않음"}) == 303
    assert hall.state(receipt).state == "returned"


def test_passed_to_another_unit(hall: Hall) -> None:
    """It is with the other unit then; who does not read that unit's petitions is told so and sees it no more."""
    receipt = hall.petition()
    kim = hall.officer("kim", "road-officer")
    page = kim.get(path(receipt, "transfer"))
    answer = kim.send(page, path(receipt, "transfer"), {"unit": "parks", "reason": "공원 안입니다."})
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk?done=passed")
    assert "with another unit now" in kim.get("/desk?done=passed").text
    assert hall.state(receipt).unit == "parks"
    assert kim.get(f"/desk/petitions/{receipt}").status_code == 404


def test_closed_as_a_repeat(hall: Hall) -> None:
    """The earlier petitions are named by their numbers; fewer than two are refused beside the field (법23①)."""
    earlier = [hall.petition(), hall.petition()]
    kim = hall.officer("kim", "road-officer")
    for each in earlier:
        with hall.office.work(by=CONSOLE) as work:
            work.petitions.answer(each, "메웠습니다.")
    hall.office.run_due_tasks()
    receipt = hall.petition()
    page = kim.get(path(receipt, "close_repeat"))
    one = kim.send(page, path(receipt, "close_repeat"), {"reason": "같습니다.", "earlier": earlier[0]})
    assert one.status_code == 422
    assert 'href="#close_repeat-earlier"' in one.text
    assert taken(kim, receipt, "close_repeat", {"reason": "같습니다.", "earlier": ", ".join(earlier)}) == 303
    assert hall.state(receipt).outcome == "repeated"


@pytest.mark.parametrize(
    ("action", "entered", "state"),
    [
        ("grant_objection", {"reason": "인용합니다."}, "granted"),
        ("dismiss_objection", REFUSAL, "refused"),
        ("extend_objection", {"reason": "현장 조사"}, "objected"),
    ],
)
def test_objection(hall: Hall, action: str, entered: dict[str, str], state: str) -> None:
    """An objection is granted, dismissed with reasons, basis and remedies, or takes ten days more (법35②)."""
    receipt = objected(hall)
    kim = hall.officer("kim", "road-officer")
    assert taken(kim, receipt, action, entered) == 303
    assert hall.state(receipt).state == state


@pytest.mark.parametrize(
    ("action", "entered", "field"),
    [
        ("ask_supplement", {"text": "", "days": "5"}, "text"),
        ("ask_supplement", {"text": "사진", "days": "다섯"}, "days"),
        ("ask_supplement", {"text": "사진", "days": "999"}, "days"),
        ("consult", {"body": "경찰서", "question": "?", "reply_by": "내일"}, "reply_by"),
        ("consult", {"body": "경찰서", "question": "?", "reply_by": "2027-01-01"}, "reply_by"),
        ("pause", {"reason": "weather", "words": "비"}, "reason"),
        ("extend", {"by": "3w", "reason": "x", "consent": ""}, "by"),
        ("extend", {"by": "99", "reason": "x", "consent": ""}, "by"),
        ("transfer", {"unit": "moon", "reason": "x"}, "unit"),
        ("transfer_out", {"body": "", "reason": "x"}, "body"),
        ("grant", {"text": " "}, "text"),
        ("close_repeat", {"reason": "x", "earlier": ""}, "earlier"),
    ],
)
def test_faults(hall: Hall, action: str, entered: dict[str, str], field: str) -> None:
    """What is wrong comes back beside its field with all that was typed, and nothing was done."""
    receipt = hall.petition()
    kim = hall.officer("kim", "road-officer")
    back = kim.send(kim.get(path(receipt, action)), path(receipt, action), entered)
    assert back.status_code == 422
    assert_sound(back, language="en")
    assert f'href="#{action}-{field}"' in back.text
    assert hall.state(receipt).state == "received"


def test_wrong_state_keeps_the_words(hall: Hall) -> None:
    """A step that is not possible any more: 409 with the case as it stands and the own words."""
    receipt = hall.petition()
    kim = hall.officer("kim", "road-officer")
    page = kim.get(path(receipt, "ask_supplement"))
    with hall.office.work(by=CONSOLE) as work:
        work.petitions.answer(receipt, "메웠습니다.")
    late = kim.send(page, path(receipt, "ask_supplement"), {"text": f"사진 {SCRIPT}", "days": "5"})
    assert late.status_code == 409
    assert "사진 &lt;script&gt;" in late.text
    assert kim.get(path(receipt, "ask_supplement")).status_code == 409


@pytest.mark.parametrize("action", [step.action for step in STEPS])
def test_who_may(hall: Hall, action: str) -> None:
    """Reading alone takes no step, another unit's petition is not there, and without our hidden field: 403."""
    receipt, theirs = hall.petition(), hall.petition("suggestion", title="나무")
    kim, reader = hall.officer("kim", "road-officer"), hall.officer("reader", "reader")
    seen = reader.get(f"/desk/petitions/{receipt}")
    assert path(receipt, action) not in seen.text
    entered = {field.name: "1" for field in STEPS[0].fields}
    assert reader.get(path(receipt, action)).status_code == 403
    mine = kim.get(f"/desk/petitions/{receipt}")
    assert kim.send(mine, path(theirs, action), entered).status_code == 404
    forged = kim.post(path(receipt, action), entered)
    assert (forged.status_code, "web.csrf" in forged.text) == (403, True)
    assert hall.state(receipt).state == "received"


def test_no_such_step(hall: Hall) -> None:
    """A step that there is not has no page."""
    receipt = hall.petition()
    assert hall.officer("kim", "road-officer").get(path(receipt, "nothing")).status_code == 404


def test_an_extension_shows_the_date_that_follows_before_it_is_made(hall: Hall) -> None:
    """Each length with its due date; the one chosen is what the case gets. Consent is asked for only later."""
    receipt = hall.petition()
    kim = hall.officer("kim", "road-officer")
    page = kim.get(path(receipt, "extend"))
    options = dict(re.findall(r'<option value="([0-9]+d)">(?:[^<]*→ due )([^<]+)</option>', page.text))
    assert list(options) == [f"{n}d" for n in range(1, 8)]
    assert 'name="consent"' not in page.text
    assert kim.send(page, path(receipt, "extend"), {"by": "3d", "reason": "자재"}).status_code == 303
    due = hall.office.jurisdiction.calendar.local(hall.state(receipt).due)
    assert options["3d"] == shown.when(due, language="en")
    again = kim.get(path(receipt, "extend"))
    assert 'name="consent"' in again.text
    entered = {"by": "2d", "reason": "", "consent": "전화"}
    wrong = kim.send(again, path(receipt, "extend"), entered)
    assert wrong.status_code == 422
    assert 'value="2d" selected' in wrong.text
    assert kim.send(wrong, path(receipt, "extend"), {**entered, "reason": "자재"}).status_code == 303
    assert kim.get(path(receipt, "extend")).status_code == 409


def test_what_cannot_be_done_now_is_said_with_its_reason(hall: Hall) -> None:
    """A condition of the procedure that is not met stands on the case as a sentence, with the article of the step."""
    receipt = hall.petition()
    kim = hall.officer("kim", "road-officer")
    case = kim.get(f"/desk/petitions/{receipt}").text
    assert "The first extension needs no consent." in case
    assert "What cannot be done now, and why" in case
    assert "The limit was extended twice already." not in case
    taken(kim, receipt, "extend", {"by": "3", "reason": "자재"})
    taken(kim, receipt, "extend", {"by": "2", "reason": "자재", "consent": "전화"})
    case = kim.get(f"/desk/petitions/{receipt}").text
    assert "The limit was extended twice already." in case
    assert "The first extension needs no consent." not in case
