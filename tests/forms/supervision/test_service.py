"""The monthly review (시행령 제22조, 시행규칙 제7조): what it lists, and how it is signed."""

from __future__ import annotations

import base64

import pytest

from egovframe.forms.limits import working_days
from egovframe.forms.supervision import store
from egovframe.forms.supervision.model import HandledMonth, UnitMonth
from egovframe.kernel.errors import Conflict, Invalid
from egovframe.kernel.permissions import Forbidden
from egovframe.office import Office
from egovframe.testing import SetClock
from tests.forms.routing.town import CONSOLE, actor, file, people
from tests.support.statements import statements


def september(office: Office, clock: SetClock) -> dict[str, str]:
    """Four petitions of 21 September, due 1 October; gives their receipts. It is 12 October afterwards."""
    people(
        office,
        ("kim", "officer", "roads"), ("sim", "supervisor", None), ("han", "supervisor", "parks"),
    )  # fmt: skip
    found = {name: str(file(office).receipt) for name in ("timely", "late", "extended", "open")}
    clock.forward(days=1)
    with office.work(by=actor(office, "kim")) as work:
        work.petitions.answer(found["timely"], "고쳤습니다.")
        work.petitions.extend(found["extended"], str(working_days(3)), "자재가 늦습니다. 010-1234-5678")
    clock.forward(days=19)
    with office.work(by=actor(office, "kim")) as work:
        for name in ("late", "extended"):
            work.petitions.answer(found[name], "고쳤습니다.")
    return found


def month(office: Office, name: str, *, by: str = "sim") -> HandledMonth:
    """A month as a supervisor sees it."""
    with office.look(by=actor(office, by)) as work:
        found: HandledMonth = work.supervision.month(name)
    return found


def signed(office: Office, name: str, unit: str, findings: str, *, by: str = "sim") -> UnitMonth:
    """Has a supervisor sign."""
    with office.work(by=actor(office, by)) as work:
        found: UnitMonth = work.supervision.sign(name, unit, findings=findings)
    return found


def test_decree_22_late_extended_and_unanswered_by_unit_with_the_reasons(
    office_anywhere: Office, clock: SetClock
) -> None:
    """Each in the month in which it happened; what was written comes masked, and the look names whose it is."""
    office = office_anywhere
    receipts = september(office, clock)
    (roads,) = month(office, "2026-09").units
    assert [(line.kind, line.receipt) for line in roads.lines] == [("extended", receipts["extended"])]
    assert roads.lines[0].reason.startswith("자재가 늦습니다.")
    assert "1234" not in roads.lines[0].reason
    (roads,) = month(office, "2026-10").units
    listed = {(line.kind, line.receipt) for line in roads.lines}
    assert ("late", receipts["late"]) in listed
    assert ("unanswered", receipts["open"]) in listed
    assert receipts["timely"] not in {receipt for _, receipt in listed}
    assert (roads.unit, roads.state, roads.count("unanswered")) == ("roads", "running", 1)
    fact = office.trail.search(action="petition.listed")[0]
    assert fact["details"]["view"] == "month 2026-10"
    assert len(fact["subjects"]) >= 2


def test_rule_7_it_is_reviewed_by_the_fifth_of_the_next_month(office: Office, clock: SetClock) -> None:
    """Until then it is to be done, after that it is overdue; a month that runs is not signed."""
    september(office, clock)
    (roads,) = month(office, "2026-09").units
    assert (roads.state, str(month(office, "2026-09").until)) == ("overdue", "2026-10-05")
    with pytest.raises(Conflict, match="not over yet"):
        signed(office, "2026-10", "roads", "점검")
    clock.forward(days=21)
    assert month(office, "2026-10").units[0].state == "open"


def test_what_was_found_is_sealed_and_comes_masked(office: Office, clock: SetClock) -> None:
    """Free text names people although the page asks for none: it does not lie open in the database."""
    september(office, clock)
    said = "홍길동(010-9182-7364) 님의 전화를 받지 않았습니다."
    assert "9182" not in signed(office, "2026-09", "roads", said).findings
    with office.look(by=CONSOLE) as look:
        row = store.reviews_of(look.conn, "2026-09")["roads"]
    assert "홍길동" not in row["findings"]
    assert "홍길동" not in base64.b64decode(row["findings"]).decode(errors="ignore")
    (roads,) = month(office, "2026-09").units
    assert roads.findings.startswith("홍길동(010-****-")


def test_reasons_are_read_at_once(office: Office, clock: SetClock) -> None:
    """However many petitions stand in the month."""
    people(office, ("kim", "officer", "roads"), ("sim", "supervisor", None))
    receipts = [str(file(office).receipt) for _ in range(4)]
    for number, receipt in enumerate(receipts):
        with office.work(by=actor(office, "kim")) as work:
            work.petitions.extend(receipt, str(working_days(3)), f"자재가 늦습니다 {number}")
    clock.forward(days=1)
    with office.look(by=actor(office, "sim")) as work, statements(office.database.engine) as said:
        (roads,) = work.supervision.month("2026-09").units
    assert sorted(line.reason for line in roads.lines) == [f"자재가 늦습니다 {number}" for number in range(4)]
    assert sum(each.startswith("SELECT case_steps") for each in said) == 1


def test_signed_once_with_what_was_found(office: Office, clock: SetClock) -> None:
    """By a reviewer of that unit; the fact has the numbers, and what is signed shows when the lines change later."""
    september(office, clock)
    for name, unit, words, field in (
        ("2026-09", "roads", " ", "findings"),
        ("2026-09", "moon", "점검", "unit"),
        ("2026-13", "roads", "점검", "month"),
    ):
        with pytest.raises(Invalid) as refused:
            signed(office, name, unit, words)
        assert [fault.field for fault in refused.value.faults] == [field]
    with pytest.raises(Forbidden):
        signed(office, "2026-09", "roads", "점검", by="han")
    with pytest.raises(Forbidden):
        signed(office, "2026-09", "roads", "점검", by="kim")
    assert month(office, "2026-09", by="han").units == ()
    signed(office, "2026-09", "roads", "자재 계약을 서두릅니다.")
    (fact,) = office.trail.search(action="month.reviewed")
    numbers = {name: fact["details"][name] for name in ("unit", "late", "extended", "unanswered")}
    assert numbers == {"unit": "roads", "late": 0, "extended": 1, "unanswered": 0}
    with pytest.raises(Conflict, match="reviewed already"):
        signed(office, "2026-09", "roads", "또")
    (roads,) = month(office, "2026-09").units
    assert (roads.state, roads.signed_by, roads.findings, roads.changed) == (
        "signed", "sim", "자재 계약을 서두릅니다.", False,
    )  # fmt: skip
    signed(office, "2026-09", "parks", "")  # nothing to say of a unit in which nothing was late
    assert [each.unit for each in month(office, "2026-09").units] == ["parks", "roads"]
    with office.look(by=CONSOLE) as work:
        assert len(work.supervision.month("2026-09").units) == 2
