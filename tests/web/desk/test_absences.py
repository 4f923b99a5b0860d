"""Absences at the desk: one's own, a colleague's, who stands in, and handing over what somebody has."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.web.desk.hall import CONSOLE, Hall
from tests.web.html import assert_sound

PATH = "/desk/absences"


@pytest.fixture(autouse=True)
def _roles(hall: Hall) -> None:
    """Who answers and gives petitions."""
    with hall.office.work(by=CONSOLE) as work:
        may = ["petition.read", "petition.answer", "petition.assign"]
        work.access.roles.define("lead", may=may, reason="배정")


def test_one_enters_that_one_is_away_and_ends_it(hall: Hall) -> None:
    """Shown with its days; a colleague without `petition.assign` does not see it, whoever assigns does and ends it."""
    kim, oh, lead = hall.officer("kim", "road-officer"), hall.officer("oh", "road-officer"), hall.officer("han", "lead")
    entered = kim.send(kim.get(PATH), PATH, {"until": "2026-09-25", "reason": "병가"})
    page = kim.get(entered.headers["location"])
    assert_sound(page, language="en")
    assert "<b>kim</b>" in page.text
    assert "Who is away" not in page.text
    assert "<b>kim</b>" not in oh.get(PATH).text
    seen = lead.get(PATH)
    assert "<b>kim</b>" in seen.text
    absence = seen.text.partition('name="absence" value="')[2].partition('"')[0]
    assert oh.send(oh.get(PATH), f"{PATH}/end", {"absence": absence}).status_code == 303
    assert "<b>kim</b>" in lead.get(PATH).text
    lead.send(seen, f"{PATH}/end", {"absence": absence})
    assert "<b>kim</b>" not in lead.get(PATH).text
    assert "병가" not in str(hall.facts("absence.entered")[0]["details"])


def test_a_head_enters_a_colleague_and_hands_their_petitions_over(hall: Hall) -> None:
    """To one named, or by load; what is wrong is said at its field."""
    lead = hall.officer("han", "lead")
    receipts = [hall.petition(), hall.petition()]
    kim, oh = hall.officer("kim", "road-officer"), hall.officer("oh", "road-officer")
    for receipt in receipts:
        kim.send(kim.get(f"/desk/petitions/{receipt}"), f"/desk/petitions/{receipt}/assign", {"seen": ""})
    assert lead.send(lead.get(PATH), PATH, {"of": "kim", "until": "2026-10-30"}).status_code == 303
    for wrong, field in (({"officer": "nobody"}, "officer"), ({"reason": ""}, "reason"), ({"to": "kim"}, "to")):
        said = {"officer": "kim", "to": "oh", "reason": "퇴직", **wrong}
        answer = lead.send(lead.get(PATH), f"{PATH}/hand-over", said)
        assert answer.status_code == 422
        assert_sound(answer, language="en")
        assert f'id="over-{field}-fault"' in answer.text
    given = lead.send(lead.get(PATH), f"{PATH}/hand-over", {"officer": "kim", "to": "oh", "reason": "퇴직"})
    assert "2 petitions were handed over." in lead.get(given.headers["location"]).text
    assert [hall.state(receipt).handler_name for receipt in receipts] == ["oh", "oh"]
    assert oh.send(oh.get(PATH), f"{PATH}/hand-over", {"officer": "kim", "reason": "x"}).status_code == 403
    for wrong, field in (({"of": "nobody"}, "of"), ({"until": ""}, "until"), ({"until": "2020-01-01"}, "until")):
        answer = lead.send(lead.get(PATH), PATH, {"of": "kim", "until": "2026-10-30", **wrong})
        assert answer.status_code == 422
        assert f'id="away-{field}-fault"' in answer.text


def test_whoever_stands_in_is_told_so(hall: Hall) -> None:
    """With the day until which it lasts."""
    hall.officer("kim", "road-officer")
    oh = hall.officer("oh", "road-officer")
    _, session = hall.office.auth.sign_in("kim", "사과나무 아래 노란 우산 7")
    with hall.office.work(by=session.actor) as work:
        work.access.delegations.lend("oh", until=work.at + timedelta(days=2), reason="출장")
    assert "You stand in for kim, until" in oh.get(PATH).text
