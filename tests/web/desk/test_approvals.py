"""Drafts at the desk: three officers make one decision, each in turn, and nobody out of turn."""

from __future__ import annotations

import re

import pytest

from tests.web.client import Browser
from tests.web.desk.hall import CONSOLE, Hall
from tests.web.html import assert_sound

PATH = "/desk/approvals"
REFUSAL = {"outcome": "refused", "text": "사유지입니다.", "basis": "도로법 제2조", "remedy": "60일 안에 이의신청"}


@pytest.fixture(autouse=True)
def _roles(hall: Hall) -> None:
    """Who reviews, and who approves and answers."""
    with hall.office.work(by=CONSOLE) as work:
        roles = work.access.roles
        roles.define("reviewer", may=["petition.read", "petition.approve"], reason="검토")
        roles.define("lead", may=["petition.read", "petition.answer", "petition.approve"], reason="결재")


def drafted(officer: Browser, receipt: str, **said: object) -> str:
    """Draft a refusal through the page; return the address of the draft."""
    path = f"/desk/petitions/{receipt}/approvals"
    line = {"line": ["lee", "park", ""], "part": ["review", "approve", "approve"], "turn": ["1", "2", ""]}
    answer = officer.send(officer.get(path), path, {**REFUSAL, **line, **said})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"].partition("?")[0]


def test_three_officers_refuse_together(hall: Hall) -> None:
    """Drafted by one, reviewed by another, approved by a third: then it is decided, word for word."""
    receipt = hall.petition()
    kim, lee, park = hall.officer("kim", "road-officer"), hall.officer("lee", "reviewer"), hall.officer("park", "lead")
    one = drafted(kim, receipt)
    for browser, waits in ((lee, True), (park, False), (kim, False)):
        page = browser.get(PATH)
        assert_sound(page, language="en")
        assert (f'href="{one}"' in page.text.partition("Mine under way")[0]) is waits
    assert f'href="{one}"' in kim.get(PATH).text.partition("Mine under way")[2]
    assert "/approve" not in park.get(one).text
    early = park.send(park.get(f"/desk/petitions/{receipt}"), f"{one}/approve", {"note": ""})
    assert early.status_code == 409
    assert "another person&#39;s turn" in early.text
    seen = lee.get(one)
    assert_sound(seen, language="en")
    assert "사유지입니다." in seen.text
    assert lee.send(seen, f"{one}/approve", {"note": "맞습니다."}).status_code == 303
    assert hall.state(receipt).state == "received"
    last = park.send(park.get(one), f"{one}/approve", {"note": ""})
    page = park.get(last.headers["location"])
    assert "the decision is made" in page.text
    assert "맞습니다." in page.text
    decided = hall.state(receipt)
    assert (decided.state, decided.decision.text, decided.decision.basis) == (
        "refused",
        "사유지입니다.",
        "도로법 제2조",
    )
    assert "Mine that are settled" in kim.get(PATH).text


def test_sent_back_with_a_note_and_recalled(hall: Hall) -> None:
    """Without a note it does not go back; the drafter sees why, and takes the next one back."""
    receipt = hall.petition()
    kim, lee = hall.officer("kim", "road-officer"), hall.officer("lee", "reviewer")
    hall.officer("park", "lead")
    one = drafted(kim, receipt)
    blank = lee.send(lee.get(one), f"{one}/send-back", {"note": " "})
    assert blank.status_code == 422
    assert 'href="#back-note"' in blank.text
    back = lee.send(lee.get(one), f"{one}/send-back", {"note": "날짜를 <적으세요>"})
    assert back.headers["location"].endswith("done=returned")
    assert "날짜를 &lt;적으세요&gt;" in kim.get(one).text
    again = drafted(kim, receipt)
    assert kim.send(kim.get(again), f"{again}/recall", {}).headers["location"].endswith("done=recalled")
    case = kim.get(f"/desk/petitions/{receipt}")
    assert kim.send(case, f"{again}/recall", {}).status_code == 409


def test_a_stranger_sees_no_draft(hall: Hall) -> None:
    """An officer of another unit is told nothing of it."""
    kim = hall.officer("kim", "road-officer")
    hall.officer("lee", "reviewer")
    hall.officer("park", "lead")
    one = drafted(kim, hall.petition())
    choi = hall.officer("choi", "lead", unit="parks")
    assert choi.get(one).status_code == 404
    assert re.search(r'href="/desk/approvals/[0-9a-f-]{36}"', choi.get(PATH).text) is None
