"""The case page: answers, clock, history, and only what this officer may do."""

from __future__ import annotations

import re

from egovframe.forms import working_days
from egovframe.forms.similar.service import sketch_new
from egovframe.office.falling_due import look_for_due
from tests.support.clocks import extended, paused
from tests.web.desk.hall import CONSOLE, SCRIPT, Hall
from tests.web.html import assert_sound


def test_answers_are_escaped_and_masked(hall: Hall) -> None:
    """What a citizen wrote is text, never markup; personal answers are masked."""
    receipt = hall.petition(where=SCRIPT, phone="010-1234-5678")
    page = hall.officer("kim", "road-officer").get(f"/desk/petitions/{receipt}").text
    assert SCRIPT not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "1234-5678" not in page
    assert re.search(r'class="masked">010-\*+-\*+78<|class="masked">010[^<]*<', page)


def test_clock_with_articles(hall: Hall) -> None:
    """The due date comes with its days and the articles by which they count, over Chuseok of 2026."""
    receipt = hall.petition()
    page = hall.officer("kim", "road-officer").get(f"/desk/petitions/{receipt}?lang=ko").text
    ledger = page.partition('<table class="ledger">')[2].partition("</table>")[0]
    assert "9. 24.(목)" in ledger
    assert "추석" in ledger
    assert "제19조" in ledger or "법19" in ledger
    assert re.search(r'<tfoot>.*<td class="end">7</td>', ledger)
    assert re.search(r'<p class="due num">10\. \d\.\(.\) 18:00</p>', page)
    assert 'class="left fine"' in page
    hall.clock.forward(days=60)
    kim = hall.signed_in("kim")
    assert 'class="left late"' in kim.get(f"/desk/petitions/{receipt}").text


def test_only_what_one_may(hall: Hall) -> None:
    """A reader sees the case and no button; reading it is a fact; another unit's officer finds nothing."""
    receipt = hall.petition()
    page = hall.officer("reader", "reader").get(f"/desk/petitions/{receipt}")
    assert page.status_code == 200
    assert f"/desk/petitions/{receipt}/" not in page.text
    assert hall.facts("petition.read")[0]["details"]["masked"] == 1
    elsewhere = hall.officer("park", "road-officer", unit="parks")
    missing = elsewhere.get(f"/desk/petitions/{receipt}")
    assert missing.status_code == 404
    assert "하늘로" not in missing.text


def test_number_as_it_is_said(hall: Hall) -> None:
    """The number may be typed in small letters and without hyphens; a wrong one is not found."""
    receipt = hall.petition()
    kim = hall.officer("kim", "road-officer")
    assert kim.get(f"/desk/petitions/{receipt.replace('-', '').lower()}").status_code == 200
    assert kim.get("/desk/petitions/AAA-AAA-AAA").status_code == 404


def test_confirmation_is_one_of_ours(hall: Hall) -> None:
    """An address cannot make the page confirm something that it does not know."""
    receipt = hall.petition()
    kim = hall.officer("kim", "road-officer")
    assert "new handler" in kim.get(f"/desk/petitions/{receipt}?done=assigned").text
    assert 'class="notice good"' not in kim.get(f"/desk/petitions/{receipt}?done=anything").text


def test_buttons_ask_for_form_and_handler_as_well(hall: Hall) -> None:
    """Whoever may assign for another form, or in own cases only, is offered no giving where it would be refused."""
    receipt = hall.petition()
    hall.officer("kim", "reader")
    with hall.office.work(by=CONSOLE) as work:
        work.accounts.grant("kim", "head", unit="roads", form="suggestion")
    kim = hall.signed_in("kim")
    assert "/give" not in kim.get(f"/desk/petitions/{receipt}").text
    with hall.office.work(by=CONSOLE) as work:
        work.accounts.grant("kim", "head", unit="roads", form="pothole")
    assert "/give" in hall.signed_in("kim").get(f"/desk/petitions/{receipt}").text


def test_what_stopped_and_prolonged_the_clock(hall: Hall) -> None:
    """The ledger accounts for the pause by its article, and the extension is told with its reason (영20, 영21)."""
    receipt = hall.petition()
    extended(hall.office, receipt, working_days(2), "<자재>가 늦습니다.", consented=True)
    paused(hall.office, receipt)
    hall.clock.forward(days=1)
    page = hall.officer("kim", "road-officer").get(f"/desk/petitions/{receipt}?lang=ko").text
    ledger = page.partition('<table class="ledger">')[2].partition("</table>")[0]
    assert "실험·검사·감정·전문 기술검토" in ledger
    assert "행정절차법 시행령 제11조제5호" in ledger
    assert re.search(r'<tfoot>.*<td class="end">9</td><td>처리기간과 연장기간', ledger)
    assert "2일 연장 (신청인이 동의함): &lt;자재&gt;가 늦습니다." in page
    assert 'class="left held"' in page


def test_similar_petitions(hall: Hall) -> None:
    """What resembles the case is named on its page once the office has looked at it, and only where it may be read."""
    text = "하늘로 12번지 앞 도로가 깊이 파여 있어 자전거가 넘어졌습니다"
    first, second = (hall.petition(where=text, phone="010-1234-5678") for _ in range(2))
    kim = hall.officer("kim", "road-officer")
    assert second not in kim.get(f"/desk/petitions/{first}").text
    sketch_new(hall.office.database, hall.office.forms)
    page = kim.get(f"/desk/petitions/{first}")
    assert_sound(page, language="en")
    assert f'href="/desk/petitions/{second}"' in page.text.partition('id="s-similar"')[2]
    assert "100% of the wording is the same" in page.text


def test_who_was_told_of_the_deadline_stands_on_the_case_and_in_the_queue(hall: Hall) -> None:
    """With what they are and when the rung is reached."""
    receipt, kim = hall.petition(), hall.officer("kim", "road-officer")
    assert "Escalated" not in kim.get(f"/desk/petitions/{receipt}").text
    hall.clock.forward(days=12)
    look_for_due(hall.office)
    kim = hall.signed_in("kim")
    case = kim.get(f"/desk/petitions/{receipt}")
    assert_sound(case, language="en")
    assert "the limit ran out" in case.text
    assert "kim (the handler)" in case.text
    queue = kim.get("/desk")
    assert_sound(queue, language="en")
    assert "escalated to kim (the handler)" in queue.text
