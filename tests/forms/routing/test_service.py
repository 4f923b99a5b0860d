"""Where petitions go, and who gets them: in an open office with real accounts, units and substitutes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from egovframe.kernel.errors import Conflict, Invalid, NotFound
from egovframe.kernel.permissions import Actor, Forbidden
from egovframe.office import Office
from egovframe.testing import SetClock
from tests.forms.routing.town import CONSOLE, actor, file, people, state

DAY = timedelta(days=1)


def close(office: Office, unit: str, *, into: str | None = None) -> None:
    """Closes a unit now."""
    with office.work(by=CONSOLE) as work:
        work.access.units.close(unit, into=into)


def test_a_petition_for_a_closed_unit_goes_to_the_one_above(office_anywhere: Office) -> None:
    """Never to the closed one; and its number is of the register of the unit that it is in."""
    office = office_anywhere
    assert file(office).unit == "roads"
    close(office, "roads")
    found = file(office)
    assert (found.unit, found.registered_no) == ("streets", 1)
    close(office, "lights")
    close(office, "streets")
    assert file(office).unit == "office", "with nothing above it: the office as a whole"


def test_a_petition_for_a_closed_unit_goes_to_the_one_that_follows_it(office_anywhere: Office, clock: SetClock) -> None:
    """Whose officers go on with what is still in the closed one; and to what follows that one in turn."""
    office = office_anywhere
    people(office, ("kim", "officer", "parks"), ("oh", "officer", "streets"))
    old = file(office)
    close(office, "roads", into="parks")
    assert file(office).unit == "parks"
    with office.work(by=actor(office, "kim")) as work:
        assert work.petitions.answer(old.receipt, "고쳤습니다.").state == "answered"
    with office.look(by=actor(office, "oh")) as work, pytest.raises(NotFound):
        work.petitions.get(old.receipt)
    clock.forward(minutes=1)
    close(office, "parks", into="lights")
    assert file(office).unit == "lights"


def test_a_unit_made_in_the_office_gets_petitions_and_keeps_their_records(office: Office) -> None:
    """Its title stands on the pages, and the record of a closed petition is registered in it."""
    with office.work(by=CONSOLE) as work:
        work.access.units.add("bridges", title="교량과")
        work.access.units.close("roads", into="bridges")
    found = file(office)
    with office.work(by=CONSOLE) as work:
        work.petitions.answer(found.receipt, "고쳤습니다.")
    office.run_due_tasks()
    assert state(office, found.receipt).state == "closed"
    assert office.forms.units["bridges"].in_("ko") == "교량과"
    assert office.forms.units["roads"].in_("ko") == "도로과", "closed ones keep their titles"
    with office.look(by=CONSOLE) as work:
        assert [each.unit for each in work.records.list().items] == ["bridges"]


def test_rules_send_petitions_by_their_answers(office_anywhere: Office) -> None:
    """The first by position that takes one; what none takes goes to the form's unit; an ended rule takes nothing."""
    office = office_anywhere
    with office.work(by=CONSOLE) as work:
        work.routing.add_route("report", ["lights"], field="about", values=["등"], position=2)
        tree = work.routing.add_route("report", ["parks"], field="about", values=["나무"], position=1)
        work.routing.add_route("report", ["streets"], field="at", values=["연수구"], position=3)
    assert file(office, about="나무와 등").unit == "parks"
    assert file(office, about="가로등").unit == "lights"
    assert file(office, at="인천 연수구 컨벤시아대로 6").unit == "streets", "by a personal answer as well"
    assert file(office, about="도로").unit == "roads"
    with office.work(by=CONSOLE) as work:
        work.routing.end_route(tree.id)
        assert work.routing.preview("report", {"about": "나무와 등"}) == "lights"
        with pytest.raises(NotFound):
            work.routing.end_route(tree.id)
    close(office, "lights", into="parks")
    assert file(office, about="가로등").unit == "parks", "a rule that names a closed unit as well"


def test_of_several_units_the_one_with_the_fewest_open_petitions_gets_it(office: Office) -> None:
    """They fill up evenly."""
    with office.work(by=CONSOLE) as work:
        work.routing.add_route("report", ["roads", "lights", "parks"])
    assert sorted(file(office).unit for _ in range(6)) == ["lights", "lights", "parks", "parks", "roads", "roads"]


@pytest.mark.parametrize(
    ("units", "more", "field"),
    [
        ([], {}, "units"),
        (["moon"], {}, "units"),
        (["parks"], {"field": "nothing", "values": ["a"]}, "field"),
        (["parks"], {"values": ["a"]}, "field"),
        (["parks"], {"field": "about"}, "values"),
        (["parks"], {"field": "about", "values": [" "]}, "values"),
        (["parks"], {"field": "about", "values": ["a"], "area": ((1.0, 1.0), (2.0, 2.0), (1.0, 2.0))}, "values"),
    ],
)
def test_a_rule_that_does_not_hold_is_refused_by_its_field(
    office: Office, units: list[str], more: dict[str, object], field: str
) -> None:
    """Units that are not there, questions that the form has not, nothing to compare with."""
    with office.work(by=CONSOLE) as work, pytest.raises(Invalid) as refused:
        work.routing.add_route("report", units, **more)  # type: ignore[arg-type]
    assert [fault.field for fault in refused.value.faults] == [field]


def test_rules_are_made_by_whoever_holds_the_permission_in_both_units(office: Office) -> None:
    """Nobody sends petitions into a unit of others."""
    people(office, ("kim", "router", "roads"), ("lee", "officer", "roads"))
    with office.work(by=actor(office, "kim")) as work, pytest.raises(Forbidden):
        work.routing.add_route("report", ["parks"])
    with office.work(by=actor(office, "kim")) as work:
        made = work.routing.add_route("report", ["roads"])
    people(office, ("jung", "router", "parks"))
    with office.work(by=actor(office, "jung")) as work:
        assert work.routing.routes() == []
        with pytest.raises(NotFound):
            work.routing.end_route(made.id)
    for verb in ("routes", "preview"):
        with office.look(by=actor(office, "lee")) as work, pytest.raises(Forbidden):
            getattr(work.routing, verb)(*([] if verb == "routes" else ["report", {}]))


def test_by_load_the_officer_with_least_to_do_gets_it(office_anywhere: Office, clock: SetClock) -> None:
    """Not whoever is away or has a substitute; and not who administers the city."""
    office = office_anywhere
    people(
        office,
        ("boss", "admin", None), ("kim", "officer", "roads"), ("lee", "officer", "roads"), ("oh", "officer", "parks"),
        ("park", "officer", "roads"), ("chief", "chief", "streets"),
    )  # fmt: skip
    with office.work(by=actor(office, "lee")) as work:
        work.routing.enter_absence(until=work.at + DAY, reason="병가")
    with office.work(by=actor(office, "park")) as work:
        work.access.delegations.lend("lee", until=work.at + DAY, reason="출장")

    def given() -> str:
        with office.work(by=actor(office, "chief")) as work:
            return str(work.routing.assign_by_load(file_receipt()).handler_name)

    def file_receipt() -> str:
        return str(receipts.pop())

    receipts = [file(office).receipt for _ in range(6)]
    assert [given() for _ in range(2)] == ["kim", "kim"]
    clock.forward(days=1)
    assert [given() for _ in range(2)] == ["lee", "park"], "who comes back has less to do"
    assert sorted(given() for _ in range(2)) == ["lee", "park"]


def test_with_nobody_there_nobody_gets_it(office: Office) -> None:
    """It is said, and the petition stays as it was."""
    people(office, ("kim", "officer", "roads"))
    receipt = file(office).receipt
    with office.work(by=actor(office, "kim")) as work:
        work.routing.enter_absence(until=work.at + DAY)
    with office.work(by=CONSOLE) as work, pytest.raises(Conflict, match="Nobody of the unit is there"):
        work.routing.assign_by_load(receipt)
    assert state(office, receipt).handler is None


def test_absences_are_ones_own_or_those_of_whom_one_assigns_to(office: Office) -> None:
    """Others neither see nor end them; why somebody is away is no public detail."""
    people(office, ("kim", "officer", "roads"), ("oh", "chief", "parks"), ("chief", "chief", "streets"))
    with office.work(by=actor(office, "kim")) as work:
        mine = work.routing.enter_absence(until=work.at + DAY, reason="병가")
    with office.look(by=actor(office, "oh")) as work:
        assert work.routing.absences() == []
    with office.work(by=actor(office, "oh")) as work, pytest.raises(NotFound):
        work.routing.end_absence(mine.id)
    with office.work(by=actor(office, "chief")) as work:
        assert work.routing.absences() == [mine]
        work.routing.end_absence(mine.id)
        assert work.routing.absences() == []
    fact = office.trail.search(action="absence.entered")[0]
    assert "병가" not in str(fact["details"])
    with office.work(by=actor(office, "kim")) as work, pytest.raises(Invalid):
        work.routing.enter_absence(until=work.at - DAY)
    with office.work(by=actor(office, "kim")) as work, pytest.raises(Forbidden):
        work.routing.enter_absence(until=work.at + DAY, of="chief")
    for name in ("kim", "nobody"):
        with office.work(by=actor(office, "oh")) as work, pytest.raises(Invalid, match="no such officer"):
            work.routing.enter_absence(until=work.at + DAY, of=name)


def test_what_an_officer_has_is_handed_over_whole(office_anywhere: Office) -> None:
    """To one colleague, or by load; decided petitions and those of other units stay."""
    office = office_anywhere
    people(
        office,
        ("kim", "officer", "roads"), ("lee", "officer", "roads"), ("park", "officer", "roads"),
        ("chief", "chief", "streets"), ("oh", "officer", "parks"),
    )  # fmt: skip
    receipts = [file(office).receipt for _ in range(5)]
    with office.work(by=actor(office, "kim")) as work:
        for receipt in receipts:
            work.petitions.assign(receipt)
        work.petitions.answer(receipts[0], "고쳤습니다.")
    with office.work(by=actor(office, "chief")) as work:
        assert work.routing.hand_over("kim", reason="전보") == (4, 0)
    names = [state(office, receipt).handler_name for receipt in receipts]
    assert names[0] == "kim"
    assert sorted(names[1:]) == ["lee", "lee", "park", "park"]
    with office.work(by=actor(office, "chief")) as work:
        assert work.routing.hand_over("lee", to="oh", reason="전보") == (0, 2), "who does not answer them gets none"
        assert work.routing.hand_over("lee", to="kim", reason="전보") == (2, 0)
    for name in ("nobody", "oh"):
        with office.work(by=actor(office, "chief")) as work, pytest.raises(NotFound):
            work.routing.hand_over(name, reason="전보")
    for words, field in (({"to": "kim"}, "to"), ({"to": "nobody"}, "to"), ({"reason": " "}, "reason")):
        with office.work(by=actor(office, "chief")) as work, pytest.raises(Invalid) as refused:
            work.routing.hand_over("kim", **{"reason": "전보", **words})
        assert [fault.field for fault in refused.value.faults] == [field]
    with office.work(by=actor(office, "lee")) as work, pytest.raises(Forbidden):
        work.routing.hand_over("kim", reason="전보")


def test_a_petition_that_has_a_handler_is_not_placed_again(office: Office) -> None:
    """The worker may try a task twice."""
    people(office, ("kim", "officer", "roads"), ("lee", "officer", "roads"))
    petition = file(office)
    for placed in (True, False):
        with office.work(by=Actor.system("worker", may=("petition.assign", "petition.read"))) as work:
            assert work.routing.place(petition.id) is placed
    assert len(office.trail.search(action="petition.assigned")) == 1


def test_the_units_to_which_a_petition_can_be_sent_are_the_open_ones(office: Office) -> None:
    """With their titles."""
    close(office, "lights")
    with office.look(by=CONSOLE) as work:
        assert sorted(work.routing.targets()) == ["office", "parks", "roads", "streets"]
