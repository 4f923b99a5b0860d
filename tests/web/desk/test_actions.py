"""What an officer does with a case, from sign-in to the kept record."""

from __future__ import annotations

import pytest

from tests.web.desk.hall import SCRIPT, Hall


def test_answer_closes_and_is_kept(hall_anywhere: Hall) -> None:
    """Queue, case, answer: the applicant is told, the petition closes and becomes a record."""
    hall = hall_anywhere
    receipt = hall.petition()
    kim = hall.officer("kim", "road-officer")
    assert receipt in kim.get("/desk").text
    case = kim.get(f"/desk/petitions/{receipt}")
    assert case.status_code == 200
    assert f"({receipt})" in case.text.partition("</title>")[0]
    answered = kim.send(case, f"/desk/petitions/{receipt}/answer", {"text": "메웠습니다.\r\n고맙습니다."})
    assert (answered.status_code, answered.headers["location"]) == (303, f"/desk/petitions/{receipt}?done=answered")
    hall.office.run_due_tasks()
    petition = hall.state(receipt)
    assert (petition.state, petition.outcome, petition.handler_name) == ("closed", "answered", "kim")
    assert petition.decision.text == "메웠습니다.\n고맙습니다."
    page = kim.get(answered.headers["location"])
    assert "The answer was sent on its way" in page.text
    assert "메웠습니다.<br>고맙습니다." in page.text
    assert "Send the answer" not in page.text
    assert receipt in kim.get("/desk/records").text


def test_refusal_faults(hall: Hall) -> None:
    """A refusal needs reasons, basis and remedies: faults beside the fields and in the summary, texts are kept."""
    receipt = hall.petition()
    kim = hall.officer("kim", "road-officer")
    case = kim.get(f"/desk/petitions/{receipt}")
    back = kim.send(case, f"/desk/petitions/{receipt}/refuse", {"reason": "권한 밖입니다", "basis": " ", "remedy": ""})
    assert back.status_code == 422
    assert "<title>2 errors: " in back.text
    summary = back.text.partition('<section class="errors"')[2].partition("</section>")[0]
    assert 'href="#refuse-basis"' in summary
    assert 'href="#refuse-remedy"' in summary
    assert 'href="#refuse-reason"' not in summary
    assert back.text.count("Name the law that the refusal rests on.") == 2
    assert (
        'id="refuse-remedy" name="remedy" rows="3" aria-describedby="refuse-remedy-hint refuse-remedy-fault" aria-in'
        in (back.text)
    )
    assert ">권한 밖입니다</textarea>" in back.text
    assert hall.state(receipt).state == "received"
    whole = {"reason": "권한 밖입니다", "basis": "도로법 제1조", "remedy": "60일 안에 이의신청"}
    assert kim.send(back, f"/desk/petitions/{receipt}/refuse", whole).status_code == 303
    assert hall.state(receipt).decision.basis == "도로법 제1조"


def test_empty_answer(hall: Hall) -> None:
    """An answer without words is refused with the words of the fault, in the person's language."""
    receipt = hall.petition()
    kim = hall.officer("kim", "road-officer")
    case = kim.get(f"/desk/petitions/{receipt}?lang=ko")
    back = kim.send(case, f"/desk/petitions/{receipt}/answer", {"text": "  "})
    assert back.status_code == 422
    assert "<title>오류 1건: " in back.text
    assert back.text.count("답변을 적으세요.") == 2


def test_reveal(hall: Hall) -> None:
    """Masked answers are shown after a reason, once, and a fact keeps who, whose and the reason out of the open."""
    receipt = hall.petition()
    kim = hall.officer("kim", "road-officer")
    case = kim.get(f"/desk/petitions/{receipt}")
    assert "010-1234-5678" not in case.text
    assert "shown this once" not in case.text
    without = kim.send(case, f"/desk/petitions/{receipt}/reveal", {"reason": " "})
    assert without.status_code == 422
    assert "010-1234-5678" not in without.text
    assert not hall.facts("petition.revealed")
    shown = kim.send(case, f"/desk/petitions/{receipt}/reveal", {"reason": "신청인에게 연락"})
    assert shown.status_code == 200
    assert "010-1234-5678" in shown.text
    assert "shown this once" in shown.text
    (fact,) = hall.facts("petition.revealed")
    assert fact["details"]["fields"] == ["phone"]
    assert "신청인에게 연락" not in str(fact)
    assert "010-1234-5678" not in kim.get(f"/desk/petitions/{receipt}").text


def test_give(hall: Hall) -> None:
    """Whoever may gives a petition to a named officer of the unit; what does not work is said beside the field."""
    receipt = hall.petition()
    hall.officer("kim", "road-officer")
    hall.officer("park", "road-officer", unit="parks")
    head = hall.officer("lee", "head")
    case = head.get(f"/desk/petitions/{receipt}")
    path = f"/desk/petitions/{receipt}/give"
    nobody = head.send(case, path, {"to": "", "seen": ""})
    assert "Write the officer&#39;s account name." in nobody.text
    for name in ("park", "nobody"):
        wrong = head.send(case, path, {"to": name, "seen": ""})
        assert wrong.status_code == 422
        assert wrong.text.count("This officer does not answer petitions of the unit.") == 2
        assert f'value="{name}"' in wrong.text
    assert head.send(case, path, {"to": "KIM", "seen": ""}).status_code == 303
    assert hall.state(receipt).handler_name == "kim"


def test_somebody_was_faster(hall_anywhere: Hall) -> None:
    """Taking what somebody else took meanwhile, or answering what is decided: said in words, the own words kept."""
    hall = hall_anywhere
    receipt = hall.petition()
    kim, lee = hall.officer("kim", "road-officer"), hall.officer("lee", "road-officer")
    seen_by_kim, seen_by_lee = (each.get(f"/desk/petitions/{receipt}") for each in (kim, lee))
    assert lee.send(seen_by_lee, f"/desk/petitions/{receipt}/assign", {"seen": ""}).status_code == 303
    late = kim.send(seen_by_kim, f"/desk/petitions/{receipt}/assign", {"seen": ""})
    assert late.status_code == 409
    assert "Somebody else was faster." in late.text
    assert hall.state(receipt).handler_name == "lee"
    lee.send(seen_by_lee, f"/desk/petitions/{receipt}/answer", {"text": "메웠습니다."})
    late = kim.send(seen_by_kim, f"/desk/petitions/{receipt}/answer", {"text": f"저도 {SCRIPT}"})
    assert late.status_code == 409
    assert "저도 &lt;script&gt;" in late.text
    assert hall.state(receipt).decision.text == "메웠습니다."


def test_urgent_and_withdraw(hall: Hall) -> None:
    """A head marks a petition urgent; an officer withdraws one for the applicant, saying how they were told to."""
    receipt = hall.petition()
    kim, head = hall.officer("kim", "road-officer"), hall.officer("lee", "head")
    assert head.send(head.get(f"/desk/petitions/{receipt}"), f"/desk/petitions/{receipt}/urgent", {}).status_code == 303
    assert hall.state(receipt).urgent
    case = kim.get(f"/desk/petitions/{receipt}")
    assert "Mark it urgent" not in case.text
    assert kim.send(case, f"/desk/petitions/{receipt}/urgent", {}).status_code == 403
    silent = kim.send(case, f"/desk/petitions/{receipt}/withdraw", {"reason": ""})
    assert 'href="#withdraw-reason"' in silent.text
    assert kim.send(case, f"/desk/petitions/{receipt}/withdraw", {"reason": "전화로 알림"}).status_code == 303
    assert hall.state(receipt).state == "withdrawn"


@pytest.mark.parametrize("action", ["assign", "give", "answer", "refuse", "urgent", "withdraw", "reveal"])
def test_who_may(hall: Hall, action: str) -> None:
    """Reading alone does not allow to act; another unit's petition is not there; without our hidden field: 403."""
    receipt, theirs = hall.petition(), hall.petition("suggestion", title="나무")
    kim = hall.officer("kim", "road-officer", "head")
    reader = hall.officer("reader", "reader")
    entered = {"text": "x", "reason": "x", "basis": "x", "remedy": "x", "to": "kim", "seen": ""}
    case, seen = kim.get(f"/desk/petitions/{receipt}"), reader.get(f"/desk/petitions/{receipt}")
    assert reader.send(seen, f"/desk/petitions/{receipt}/{action}", entered).status_code == 403
    assert kim.send(case, f"/desk/petitions/{theirs}/{action}", entered).status_code == 404
    assert kim.send(case, f"/desk/petitions/AAA-AAA-AAA/{action}", entered).status_code == 404
    forged = kim.post(f"/desk/petitions/{receipt}/{action}", entered)
    assert (forged.status_code, "web.csrf" in forged.text) == (403, True)
    assert hall.state(receipt).state == "received"
    assert hall.state(theirs).state == "received"
