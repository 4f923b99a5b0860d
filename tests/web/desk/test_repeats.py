"""Similar and repeated petitions on the page of a case."""

from __future__ import annotations

import re

from egovframe.forms.similar.service import sketch_new
from tests.web.desk.hall import CONSOLE, Hall
from tests.web.html import assert_sound

TEXT = "하늘로 12번지 앞 도로가 깊이 파여 있어 자전거가 넘어졌습니다"


def answered(hall: Hall) -> str:
    """A petition whose result was told."""
    receipt = hall.petition(where=TEXT, phone="010-1234-5678")
    with hall.office.work(by=CONSOLE) as work:
        work.petitions.answer(receipt, "고쳤습니다.")
    hall.office.run_due_tasks()
    hall.clock.forward(minutes=1)
    return receipt


def test_law_23_1_confirmed_by_an_officer_and_counted(hall: Hall) -> None:
    """The page says how often the same came and was told, with the article, and when it may be closed."""
    first, second = answered(hall), answered(hall)
    third = hall.petition(where=TEXT, phone="010-1234-5678")
    sketch_new(hall.office.database, hall.office.forms)
    kim = hall.officer("kim", "road-officer")
    path = f"/desk/petitions/{third}"
    assert "It may be closed as a repeat from 3 times on" in kim.get(path).text
    for other in (first, second):
        page = kim.send(kim.get(path), f"{path}/compare", {"other": other, "same": "yes"}, follow=True)
        assert page.status_code == 200
    assert_sound(page, language="en")
    assert "handed in the same 3 times" in page.text
    assert "The result was told 2 times before." in page.text
    assert "It may be closed as a repeat.</b>" in page.text
    assert "article 23(1)" in page.text
    page = kim.send(page, f"{path}/compare", {"other": first, "same": "no"}, follow=True)
    assert "handed in the same 2 times" in page.text
    assert "asks for something else" in page.text


def test_wrong_numbers(hall: Hall) -> None:
    """A number that means nothing, or the case itself, is refused beside its field."""
    receipt = hall.petition()
    kim = hall.officer("kim", "road-officer")
    path = f"/desk/petitions/{receipt}"
    for wrong in ("", "ABC", receipt):
        page = kim.send(kim.get(path), f"{path}/compare", {"other": wrong, "same": "yes"})
        assert page.status_code == 422
        assert re.search(r'id="compare-other"[^>]*aria-invalid="true"', page.text)
        assert_sound(page, language="en")


def test_overtaken(hall: Hall) -> None:
    """Once the petition is decided nothing is compared any more, and the page does not offer it."""
    first, second = answered(hall), hall.petition()
    kim = hall.officer("kim", "road-officer")
    path = f"/desk/petitions/{second}"
    before = kim.get(path)
    with hall.office.work(by=CONSOLE) as work:
        work.petitions.answer(second, "고쳤습니다.")
    page = kim.send(before, f"{path}/compare", {"other": first, "same": "yes"})
    assert page.status_code == 409
    assert f"{path}/compare" not in page.text
