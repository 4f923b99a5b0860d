"""Registers: every number in order, what was passed on and what may not be seen, names masked, each look a fact."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from egovframe.forms.registers import service, store
from egovframe.forms.registers.model import Register
from egovframe.forms.registers.service import Registers
from egovframe.forms.service import Petitions
from egovframe.kernel.errors import Invalid, NotFound
from egovframe.kernel.permissions import Actor, Forbidden, Scope
from tests.forms.course import Case
from tests.forms.desk import GARDENER, NOBODY, OFFICER, READER, SUGGESTION, Desk

DAYS: dict[str, Any] = {"since": date(2026, 9, 1), "until": date(2026, 10, 31)}


def read(desk: Desk, by: Actor = READER, kind: str = "register", unit: str = "roads", **more: Any) -> Register:
    """A register as somebody reads it."""
    with desk.look(by) as work:
        return Registers(work, desk.forms).read(kind, unit, **{**DAYS, **more})


def test_every_number_of_the_unit_in_order(desk: Desk) -> None:
    """별지 제1호: numbers without a gap, with limit, due date, unit, and how and when each ended (영6②)."""
    receipts = [desk.submit().petition.receipt for _ in range(3)]
    desk.submit("suggestion")
    with desk.work(OFFICER) as work:
        desk.at(work).answer(receipts[1], "고쳤습니다.")
    found = read(desk)
    assert [entry.registered for entry in found.entries] == ["2026-1", "2026-2", "2026-3"]
    assert [entry.receipt for entry in found.entries] == receipts
    assert [entry.outcome for entry in found.entries] == ["", "answered", ""]
    assert found.entries[1].ended == desk.time.at
    assert (found.paper.number, found.missing, found.named) == (1, (), False)


def test_what_was_passed_on_leaves_no_gap(desk: Desk) -> None:
    """It stays in the register of the unit that passed it on, under the number it had there, and gets one there too."""
    desk.submit()
    passed = Case(desk)
    desk.submit()
    desk.time.forward(days=1)
    passed.officer(Petitions.transfer, "parks", "공원 안의 길입니다.")
    here, there = read(desk), read(desk, GARDENER, unit="parks")
    assert [entry.registered for entry in here.entries] == ["2026-1", "2026-2", "2026-3"]
    entry = here.entries[1]
    assert (entry.receipt, entry.outcome, entry.unit) == (passed.receipt, "passed_on", "parks")
    assert (entry.ended, here.missing) == (desk.time.at, ())
    assert [(entry.registered, entry.receipt) for entry in there.entries] == [("2026-1", passed.receipt)]
    assert there.entries[0].entered == desk.time.at
    later: dict[str, Any] = {"since": date(2026, 9, 22), "until": date(2026, 9, 30)}
    assert len(read(desk, GARDENER, unit="parks", **later).entries) == 1
    assert read(desk, **later).entries == ()


def test_what_was_passed_on_is_looked_for_a_few_at_a_time(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many were passed on, in the order of their numbers; too many are refused, as others are."""
    passed = [Case(desk) for _ in range(3)]
    for case in passed:
        case.officer(Petitions.transfer, "parks", "공원 안의 길입니다.")
    for most in (1, 2, 3):
        monkeypatch.setattr(service, "BATCH", most)
        assert [entry.receipt for entry in read(desk).entries] == [case.receipt for case in passed]
    asked: list[str] = []
    page = store.passed_on

    def counted(*said: Any, **more: Any) -> Any:
        asked.append(more["after"])
        return page(*said, **more)

    monkeypatch.setattr(store, "passed_on", counted)
    monkeypatch.setattr(service, "BATCH", 1)
    monkeypatch.setattr(service, "MOST", 1)
    with pytest.raises(Invalid):
        read(desk)
    assert len(asked) == 2


def test_a_number_that_nobody_has_is_named(desk: Desk) -> None:
    """A register with a hole in it says so."""
    for _ in range(2):
        desk.submit()
    with desk.work(OFFICER) as work:
        work.next_number("petitions/roads/2026")
    desk.submit()
    assert read(desk).missing == ("2026-3",)


def test_names_are_masked_unless_somebody_asks(desk: Desk) -> None:
    """Masked in the list; in the clear with the permission and a reason, which the fact keeps."""
    gardener = Actor(
        "officer", "a-3", "Park", holds=dict.fromkeys(("petition.read", "petition.reveal"), frozenset({"parks"}))
    )
    desk.submit("suggestion", answers={**SUGGESTION, "name": "홍길동"})
    (entry,) = read(desk, gardener, unit="parks").entries
    assert entry.applicant == "홍*동"
    note = desk.facts.last("petition.register_shown")
    assert (note.details["count"], note.details["shape"], len(note.subjects)) == (1, "page", 1)
    with desk.look(gardener) as work:
        found = Registers(work, desk.forms).reveal("register", "parks", "감사 자료", shape="csv", **DAYS)
    assert (found.entries[0].applicant, found.named) == ("홍길동", True)
    note = desk.facts.last("petition.register_named")
    assert (note.details["shape"], note.private) == ("csv", {"reason": "감사 자료"})
    assert "홍" not in str(note.details)
    with desk.look(gardener) as work, pytest.raises(Invalid):
        Registers(work, desk.forms).reveal("register", "parks", " ", **DAYS)
    with desk.look(READER) as work, pytest.raises(Forbidden):
        Registers(work, desk.forms).reveal("register", "roads", "궁금", **DAYS)


@pytest.mark.parametrize(("kinds", "name"), [({"sensitive"}, "홍*동"), ({"personal"}, "홍길동"), (None, "홍길동")])
def test_whose_role_opens_other_kinds_sees_no_name(desk: Desk, kinds: set[str] | None, name: str) -> None:
    """The permission may open some kinds of personal answers only; a name is of the kind `personal`."""
    opens = Scope(frozenset({"parks"}), kinds=None if kinds is None else frozenset(kinds))
    reader = Actor(
        "officer", "a-7", "Bae", holds={"petition.read": frozenset({"parks"})}, narrow={"petition.reveal": (opens,)}
    )
    desk.submit("suggestion", answers={**SUGGESTION, "name": "홍길동"})
    with desk.look(reader) as work:
        (entry,) = Registers(work, desk.forms).reveal("register", "parks", "감사 자료", **DAYS).entries
    assert entry.applicant == name


def test_objections(desk: Desk) -> None:
    """별지 제12호: when it was filed, by when it is to be decided, and how it was (영40④)."""
    case = Case(desk)
    desk.submit()
    case.officer(Petitions.refuse, "사유지입니다.", basis="도로법 제2조", remedy="이의신청")
    desk.run_due_tasks()
    desk.time.forward(days=1)
    case.holder(Petitions.file_objection, "사유지가 아닙니다.")
    filed = desk.time.at
    (entry,) = read(desk, kind="objection-register").entries
    assert (entry.entered, entry.outcome, entry.ended, entry.registered) == (filed, "", None, "")
    desk.time.forward(days=1)
    case.officer(Petitions.grant_objection, "고치겠습니다.")
    found = read(desk, kind="objection-register")
    (entry,) = found.entries
    assert (entry.receipt, entry.outcome, entry.ended) == (case.receipt, "granted", desk.time.at)
    assert (found.paper.number, [each.number for each in found.entries if each.number]) == (12, [])


def test_who_may_not_see_all_sees_numbers(desk: Desk) -> None:
    """Whoever may read one form's petitions alone is refused; where the unit is open, no number is left out."""
    desk.submit()
    for nobody in (NOBODY, GARDENER):
        with pytest.raises(Forbidden):
            read(desk, nobody)
    narrow = Actor("officer", "a-5", "Yoon", narrow={"petition.read": (Scope(frozenset({"roads"}), "other", None),)})
    with pytest.raises(Forbidden):
        read(desk, narrow)


def test_what_cannot_be_asked(desk: Desk) -> None:
    """No register of that name or unit, a time that ends before it begins, and more than a year."""
    for kind in ("refusal", "x"):
        with pytest.raises(NotFound):
            read(desk, kind=kind)
    everywhere = Actor("officer", "a-6", "Ko", holds={"petition.read": frozenset({"roads", "nowhere"})})
    with pytest.raises(NotFound):
        read(desk, everywhere, unit="nowhere")
    for since, until in ((date(2026, 9, 2), date(2026, 9, 1)), (date(2025, 1, 1), date(2026, 9, 1))):
        with pytest.raises(Invalid) as refused:
            read(desk, since=since, until=until)
        assert [fault.field for fault in refused.value.faults] == ["until"]
