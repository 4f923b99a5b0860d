"""Petitions of many applicants at the desk."""

from __future__ import annotations

import re

from egovframe.forms.similar.service import sketch_new
from tests.web.desk.hall import CONSOLE, Hall
from tests.web.html import assert_sound

TEXT = "하늘아파트 정문 앞 도로가 깊이 파여 있어 출퇴근 시간마다 차가 밀립니다"


def neighbours(hall: Hall, many: int = 5) -> list[str]:
    """Petitions of so many neighbours, one after the other."""
    receipts = []
    for person in range(many):
        receipts.append(hall.petition(where=TEXT, phone=f"010-1234-{person:04}"))
        hall.clock.forward(minutes=1)
    sketch_new(hall.office.database, hall.office.forms)
    return receipts


def test_decree_6_6_joined_answered_as_one_and_taken_out(hall: Hall) -> None:
    """What resembles it is proposed; joined, it is answered once with all, but for the one that was taken out."""
    first, *others = neighbours(hall, 6)
    kim = hall.officer("kim", "road-officer")
    path = f"/desk/petitions/{first}/joined"
    page = kim.get(path)
    assert_sound(page, language="en")
    assert page.text.count('name="other"') == 5
    few = kim.send(page, path, {"other": others[:2]})
    assert few.status_code == 422
    assert "from 5 applicants on" in few.text
    assert re.search(r'id="join-others"[^>]*aria-invalid="true"', few.text)
    assert few.text.count(" checked") == 2
    assert_sound(few, language="en")
    page = kim.send(page, path, {"other": others[:3], "others": ", ".join(others[3:])}, follow=True)
    assert "The petitions are handled together from now on." in page.text
    assert "6 applicants are behind these petitions" in page.text
    assert_sound(page, language="en")
    assert kim.get("/desk").text.count(", joined</span>") == 6
    assert kim.get("/desk/petitions").text.count(", joined</span>") == 6
    out = f"/desk/petitions/{others[0]}/joined"
    assert kim.send(kim.get(out), f"/desk/petitions/{others[0]}/take-out", {"reason": ""}).status_code == 422
    page = kim.send(kim.get(out), f"/desk/petitions/{others[0]}/take-out", {"reason": "다른 길"}, follow=True)
    assert "It is handled by itself." in page.text
    listed = len(hall.facts("petition.listed"))
    page = kim.get(f"/desk/petitions/{first}")
    assert "With the 4 joined petitions as well" in page.text
    assert "4 petitions are handled together with this one." in page.text
    views = [fact["details"]["view"] for fact in hall.facts("petition.listed")[:-listed]]
    assert "joined" not in views, "of the others nothing but their number is shown"
    said = {"text": "고쳤습니다.", "joined": "yes"}
    page = kim.send(page, f"/desk/petitions/{first}/answer", said, follow=True)
    assert "The same was done with 4 joined petitions." in page.text
    assert_sound(page, language="en")
    with hall.office.look(by=CONSOLE) as look:
        states = {receipt: look.petitions.get(receipt).outcome for receipt in (first, *others)}
    assert states == {first: "answered", others[0]: None, **dict.fromkeys(others[1:], "answered")}


def test_a_step_with_all_of_them(hall: Hall) -> None:
    """The page of a step offers it where the step is one that is taken together; what cannot take it is counted."""
    first, *others = neighbours(hall)
    kim = hall.officer("kim", "road-officer")
    path = f"/desk/petitions/{first}"
    kim.send(kim.get(f"{path}/joined"), f"{path}/joined", {"other": others})
    with hall.office.work(by=CONSOLE) as work:
        work.petitions.ask_supplement(others[0], "사진", days=5)
    assert 'name="joined"' not in kim.get(f"{path}/steps/ask_supplement").text
    page = kim.get(f"{path}/steps/extend")
    assert_sound(page, language="en")
    said = {"by": "2", "reason": "비", "consent": "", "joined": "yes"}
    page = kim.send(page, f"{path}/steps/extend", said, follow=True)
    assert "The same was done with 3 joined petitions." in page.text
    assert "1 was left as it was" in page.text


def test_another_goes_first(hall: Hall) -> None:
    """One of the others takes the place of the first one; what is overtaken says so."""
    first, *others = neighbours(hall)
    kim = hall.officer("kim", "road-officer")
    path = f"/desk/petitions/{others[0]}"
    kim.send(kim.get(f"/desk/petitions/{first}/joined"), f"/desk/petitions/{first}/joined", {"other": others})
    before = kim.get(f"{path}/joined")
    assert "Let this petition go first" in before.text
    page = kim.send(before, f"{path}/lead", {}, follow=True)
    assert "This petition goes first from now on." in page.text
    assert kim.send(before, f"{path}/lead", {}).status_code == 409
    assert "It is handled together with" in kim.get(f"/desk/petitions/{first}").text


def test_act_2_6_marked_as_one_of_many(hall: Hall) -> None:
    """Five persons and households; it shows on the queue and the case, with its duties, until the mark is taken off."""
    receipt = hall.petition()
    kim = hall.officer("kim", "road-officer")
    path = f"/desk/petitions/{receipt}"
    page = kim.get(f"{path}/joined")
    for wrong in ({"persons": "x", "households": ""}, {"persons": "4", "households": "5"}):
        again = kim.send(page, f"{path}/many", wrong)
        assert again.status_code == 422
        assert re.search(r'id="many-persons"[^>]*aria-invalid="true"', again.text)
        assert_sound(again, language="en")
    page = kim.send(page, f"{path}/many", {"persons": "12", "households": "7"}, follow=True)
    assert_sound(page, language="en")
    assert "has not come yet" in page.text
    assert "제26조" in page.text
    assert "of many applicants" in kim.get("/desk").text
    case = kim.get(path)
    assert_sound(case, language="en")
    assert "The original list of names has not come yet." in case.text
    page = kim.send(page, f"{path}/represent", {"names": "홍길동\n김영희", "by_office": "yes"}, follow=True)
    assert "The representatives are kept with the petition." in page.text
    assert kim.send(page, f"{path}/represent", {"names": " "}).status_code == 422
    page = kim.send(page, f"{path}/many-off", {"reason": "한 세대입니다."}, follow=True)
    assert "no longer marked" in page.text
    assert "of many applicants" not in kim.get("/desk").text


def test_who_may_only_read(hall: Hall) -> None:
    """Whoever may not answer it sees how it stands, and no forms."""
    receipt = hall.petition()
    lee = hall.officer("lee", "reader")
    page = lee.get(f"/desk/petitions/{receipt}/joined")
    assert page.status_code == 200
    assert f'action="/desk/petitions/{receipt}' not in page.text
    assert_sound(page, language="en")
