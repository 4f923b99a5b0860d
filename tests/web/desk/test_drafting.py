"""The form of a draft: what is wrong is said at its field, and the direct way is closed where approval is needed."""

from __future__ import annotations

from pathlib import Path

import pytest

from egovframe.forms.settings import FormsSettings
from egovframe.testing import SetClock, open_office
from egovframe.web.desk.drafting import ROWS, Entered
from tests.web.desk.hall import CONSOLE, Hall, haneul
from tests.web.desk.test_approvals import drafted
from tests.web.html import assert_sound


def lead(hall: Hall) -> None:
    """Add who may approve."""
    with hall.office.work(by=CONSOLE) as work:
        work.access.roles.define("lead", may=["petition.read", "petition.answer", "petition.approve"], reason="결재")
    hall.officer("park", "lead")


def test_what_is_wrong_is_said_at_its_field(hall: Hall) -> None:
    """No reasons, nobody in the line, somebody who may not approve: everything typed stays."""
    lead(hall)
    receipt, kim = hall.petition(), hall.officer("kim", "road-officer")
    path = f"/desk/petitions/{receipt}/approvals"
    said = {"outcome": "refused", "text": "사유지 <1>", "basis": "도로법", "remedy": "이의신청", "line": "park"}
    for wrong, field in (
        ({"text": ""}, "text"),
        ({"line": ""}, "line"),
        ({"line": "nobody"}, "line"),
        ({"outcome": "eaten"}, "outcome"),
    ):
        answer = kim.send(kim.get(path), path, {**said, **wrong})
        assert answer.status_code == 422
        assert_sound(answer, language="en")
        assert f'href="#draft-{field}"' in answer.text
        assert f'id="draft-{field}-fault"' in answer.text
        assert "이의신청" in answer.text
    assert kim.send(kim.get(path), path, said).status_code == 303
    assert kim.send(kim.get(f"/desk/petitions/{receipt}"), path, said).status_code == 409
    assert "Send the draft along" not in kim.get(path).text


def test_one_draft_for_all_that_are_joined(hall: Hall) -> None:
    """The box stands where others are joined; the draft names them, and one signature decides all."""
    lead(hall)
    receipts = [hall.petition(where="하늘로 12", phone=f"010-1234-000{person}") for person in range(6)]
    kim, park = hall.officer("kim", "road-officer"), hall.signed_in("park")
    path = f"/desk/petitions/{receipts[0]}/approvals"
    assert 'name="joined"' not in kim.get(path).text
    with hall.office.work(by=CONSOLE) as work:
        work.joined.join(receipts[0], receipts[1:5])
    page = kim.get(path)
    assert "For the 4 joined petitions as well" in page.text
    assert_sound(page, language="en")
    said = {"outcome": "answered", "text": "고쳤습니다.", "line": "park", "joined": "yes"}
    alone = f"/desk/petitions/{receipts[5]}/approvals"
    wrong = kim.send(kim.get(alone), alone, said)
    assert wrong.status_code == 422
    assert 'href="#draft-joined"' in wrong.text
    assert_sound(wrong, language="en")
    draft = kim.send(page, path, said).headers["location"].partition("?")[0]
    shown = park.get(draft)
    assert "It covers 4 joined petitions as well" in shown.text
    assert all(receipt in shown.text for receipt in receipts[1:5])
    assert_sound(shown, language="en")
    assert park.send(shown, f"{draft}/approve", {"note": ""}).status_code == 303
    assert [hall.state(receipt).outcome for receipt in receipts] == ["answered"] * 5 + [None]
    done = park.get(draft)
    assert "left as it was" not in done.text
    assert_sound(done, language="en")


@pytest.mark.parametrize(("approval", "answers"), [(("pothole",), False), (("*:refused",), True)])
def test_where_approval_is_needed_the_direct_way_is_closed(
    tmp_path: Path, approval: tuple[str, ...], *, answers: bool
) -> None:
    """The case page says so and leads to the draft; a decision sent past it is refused."""
    with open_office(haneul(), tmp_path, forms=FormsSettings(approval=approval)) as office:
        hall = Hall(office, SetClock())
        lead(hall)
        receipt, kim = hall.petition(), hall.officer("kim", "road-officer")
        case = f"/desk/petitions/{receipt}"
        page = kim.get(case)
        assert_sound(page, language="en")
        assert (f'action="{case}/answer"' in page.text) is answers
        assert f'action="{case}/refuse"' not in page.text
        assert f'href="{case}/approvals"' in page.text
        past = {"reason": "없음", "basis": "도로법", "remedy": "이의신청"}
        assert kim.send(page, f"{case}/refuse", past).status_code == 409
        one = drafted(kim, receipt, line=["park"], part=["approve"], turn=[""])
        park = hall.signed_in("park")
        assert park.send(park.get(one), f"{one}/approve", {"note": ""}).status_code == 303
        assert hall.state(receipt).state == "refused"


def test_turns_are_read_as_they_are_meant() -> None:
    """Without a number one comes after another; equal numbers sign side by side."""
    rows = (
        ("lee", "review", "1"),
        ("", "review", "9"),
        ("oh", "agree", "1"),
        ("park", "approve", "x"),
        ("jung", "eat", ""),
    )
    entered = Entered(rows=rows)
    assert [(each.name, each.part, each.turn) for each in entered.line] == [
        ("lee", "review", 1), ("oh", "agree", 1), ("park", "approve", 2), ("jung", "approve", 3),
    ]  # fmt: skip
    assert len(entered.shown) == ROWS + 1
    assert Entered().shown[0] == ("", "review", "")
