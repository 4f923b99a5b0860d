"""A city's own procedure, from its declaration to a closed case: an inspection of its own, and no objection."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from egovframe import App, Form, ask
from egovframe.forms import STATUTORY, Move, Procedure, Stage, working_days
from egovframe.kernel.errors import Conflict, DeclarationError
from egovframe.kernel.permissions import Actor, Forbidden
from egovframe.kernel.text import Text
from egovframe.office import Office
from egovframe.records import years
from egovframe.testing import SetClock, open_office

CONSOLE = Actor.system("console")
INSPECTING = Stage("inspecting", "open", Text(ko="현장 검사", en="Being inspected"))
PERMIT = STATUTORY.but(
    "permit",
    title=Text(ko="허가 절차", en="Permit procedure"),
    without=["objected", "extend_objection", "transfer"],
    states=[INSPECTING],
    moves=[
        Move("pause", ("in_progress",), "inspecting", guards=("running",), duties=("reasons", "stop_clock")),
        Move(
            "resume", ("inspecting",), "in_progress", by=("petition.approve",), guards=("paused",),
            duties=("start_clock",),
        ),
    ],
)  # fmt: skip


class Stall(Form):
    """Where the stall is to stand."""

    where: str = ask("어디인가요?", public=True)


def haneul(procedure: Procedure | str = PERMIT, **form: Any) -> App:
    """A city whose stalls follow a procedure of its own."""
    app = App("하늘시")
    app.unit("roads", title="도로과")
    officer = app.role("officer", may={"petition.read", "petition.answer"})
    app.role("inspector", may={"petition.read", "petition.answer", "petition.approve"})
    if isinstance(procedure, Procedure):
        app.procedure(procedure)
    said: dict[str, Any] = {"by": officer, "within": working_days(7), "keep": years(5), "unit": "roads", **form}
    app.form("stall", title="노점 허가", procedure=procedure, **said)(Stall)
    return app


def actor(office: Office, name: str, role: str) -> Actor:
    """Somebody with this role in the roads."""
    with office.work(by=CONSOLE) as work:
        work.accounts.add(name)
        work.accounts.grant(name, role, unit="roads")
        token = work.accounts.token(name)
    found = office.auth.bearer(token)
    assert found is not None
    return found


def test_the_whole_life(office_url: str, tmp_path: Path) -> None:
    """Begun, inspected with the clock standing still, let go on by the inspector only, refused, closed for good."""
    clock = SetClock()
    with open_office(haneul(), tmp_path, url=office_url, clock=clock) as office:
        kim, lee = actor(office, "kim", "officer"), actor(office, "lee", "inspector")
        with office.work(by=Actor.visitor()) as work:
            filed = work.petitions.submit("stall", {"where": "시장 앞"})
        receipt, due = filed.petition.receipt, filed.petition.due
        with office.work(by=kim) as work:
            assert "transfer" not in work.petitions.actions(work.petitions.get(receipt))
            work.petitions.start(receipt)
            inspecting = work.petitions.pause(receipt, "inspection", "전기 시설")
            assert (inspecting.state, inspecting.open) == ("inspecting", True)
            assert [each.receipt for each in work.petitions.list(state="inspecting").items] == [receipt]
        clock.forward(days=3)
        with pytest.raises(Forbidden), office.work(by=kim) as work:
            work.petitions.resume(receipt)
        with pytest.raises(Conflict), office.work(by=kim) as work:
            work.petitions.answer(receipt, "안 됩니다.")
        with office.work(by=lee) as work:
            assert "resume" in work.petitions.actions(work.petitions.get(receipt))
            back = work.petitions.resume(receipt)
            assert (back.state, back.due > due, back.held) == ("in_progress", True, None)
        with office.work(by=kim) as work:
            assert "resume" not in work.petitions.actions(work.petitions.get(receipt))
            work.petitions.refuse(receipt, "통행에 방해", basis="도로법 제61조", remedy="90일 안에 행정심판")
        office.run_due_tasks()
        with office.work(by=Actor.visitor()) as work:
            mine = work.petitions.holder(receipt, filed.key)
            assert (mine.state, mine.open) == ("closed", False)
            assert "file_objection" not in work.petitions.actions(mine)
            with pytest.raises(Conflict):
                work.petitions.file_objection(receipt, "아닙니다.")
        published = office.trail.search(action="procedure.published")
        assert [each["details"]["procedure"] for each in published] == ["permit", "statutory"]
        assert office.verify().holds


def test_a_case_keeps_the_procedure_of_its_form_when_it_came_in(tmp_path: Path) -> None:
    """The form follows another one later, then a new version of it: what was received before goes on as before."""
    clock, receipts = SetClock(), []
    longer = replace(PERMIT, moves=tuple(move for move in PERMIT.moves if move.action != "consult"))
    longer = replace(
        longer,
        stages=tuple(stage for stage in longer.stages if stage.name != "consulting"),
        moves=tuple(
            replace(move, sources=tuple(each for each in move.sources if each != "consulting"))
            for move in longer.moves
            if move.action != "consulted"
        ),
    )
    for app in (haneul("statutory"), haneul(PERMIT), haneul(longer)):
        with open_office(app, tmp_path, clock=clock) as office, office.work(by=Actor.visitor()) as work:
            receipts.append(work.petitions.submit("stall", {"where": "시장 앞"}).petition.receipt)
        clock.forward(days=1)
    with open_office(haneul(longer), tmp_path, clock=clock) as office, office.look(by=CONSOLE) as look:
        can = [set(look.petitions.actions(look.petitions.get(receipt))) for receipt in receipts]
        versions = [each.number for each in (office.forms.current("stall"),)]
    assert [({"transfer", "consult"} & each) for each in can] == [{"transfer", "consult"}, {"consult"}, set()]
    assert versions == [2], "a new version of a procedure is none of the form"


@pytest.mark.parametrize(
    ("move", "said"),
    [
        (Move("refuse", ("received",), "refused", duties=("notice", "handler")), "refuse: a refusal needs reasons"),
        (Move("answer", ("received",), "answered", duties=("notice",)), "answer: a notice must name a handler"),
        (Move("dance", ("received",), "answered"), "dance: the engine knows no such action"),
        (Move("start", ("nowhere",), "in_progress"), "start: there is no state nowhere"),
        (Move("start", ("received",), "in_progress", by=("petition.answr",)), "there is no permission petition.answr"),
        (Move("start", ("received",), "in_progress", by=("holder",)), "start: nobody may do it"),
        (Move("rate", ("received",), by=("petition.answer",)), "rate: nobody may do it"),
        (Move("start", ("received",), "in_progress", by=("petition.approve",)), "no role of the city may"),
        (Move("start", ("received",), "in_progress", guards=("sunshine",)), "start: there is no condition sunshine"),
        (Move("start", ("received",), "in_progress", duties=("flowers",)), "start: there is no duty flowers"),
    ],
)
def test_what_does_not_hold_is_named_before_the_city_opens(move: Move, said: str) -> None:
    """With the procedure and the action that is wrong."""
    app = App("하늘시")
    app.procedure(STATUTORY.but("mine", title="내 절차", moves=[move]))
    assert any(line.startswith("The procedure mine: ") and said in line for line in app.problems()), app.problems()
    with pytest.raises(DeclarationError, match="The procedure mine"):
        app.check()


def test_a_state_that_cannot_be_left_is_named() -> None:
    """And one to which nothing leads."""
    app = App("하늘시")
    trap = Stage("trap", "open", Text.of("함정"))
    app.procedure(STATUTORY.but("mine", title="내 절차", states=[trap]))
    found = " ".join(app.problems())
    assert "trap: this state cannot be left" in found
    assert "trap: nothing leads to this state" in found


def test_names_are_given_once_and_known() -> None:
    """A procedure is declared once, not under the name of the statutory one, and forms name one that there is."""
    app = App("하늘시")
    app.procedure(PERMIT)
    for again in (PERMIT, STATUTORY):
        with pytest.raises(DeclarationError, match="twice"):
            app.procedure(again)
    assert "follows 'permt', which is not declared" in " ".join(haneul("permt").problems())
    with pytest.raises(DeclarationError, match="leaves out 'dance'"):
        STATUTORY.but("mine", title="내 절차", without=["dance"])
