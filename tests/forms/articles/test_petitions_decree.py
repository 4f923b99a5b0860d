"""민원 처리에 관한 법률 시행령: what the Decree asks along the way, article by article."""

from __future__ import annotations

from datetime import datetime
from itertools import count

import pytest

from egovframe import App
from egovframe.forms.builtin.kr import Korea
from egovframe.forms.builtin.kr_identifiers import ResidentNumber
from egovframe.forms.checking import check_form
from egovframe.forms.definition import Definition
from egovframe.forms.errors import DefinitionInvalid
from egovframe.forms.events import ProgressDue
from egovframe.forms.form import Form, ask
from egovframe.forms.limits import Limit, at_once, months, weeks, working_days
from egovframe.forms.notices.service import Notices
from egovframe.forms.service import Petitions
from egovframe.kernel.clock import moment
from egovframe.kernel.errors import Conflict, DeclarationError, EgovError, Invalid
from egovframe.office.offering import check_limits
from tests.forms.course import Case
from tests.forms.desk import GARDENER, OFFICER, Desk


def day(desk: Desk, at: datetime) -> str:
    """A date in the office's own time."""
    return f"{desk.forms.calendar.local(at):%Y-%m-%d}"


def test_decree_6_7_what_is_filed_online_is_received_at_once(desk: Desk) -> None:
    """영6⑦: within eight working hours; here at the very moment, and the clock begins with the next office hour."""
    desk.time.at = datetime.fromisoformat("2026-09-18T22:00:00+09:00")  # a Friday evening
    filed = desk.submit()
    assert filed.petition.received == desk.time.now()
    with desk.look(OFFICER) as look:
        first = desk.forms.clockwork(look).deadline_of(desk.at(look).get(filed.petition.receipt)).ledger[0]
    assert first.counted == 0


def test_form_1_the_register_is_in_order_without_gaps(desk: Desk) -> None:
    """별지1 (민원처리부): numbered by unit and year as they come; what fails leaves no gap, units do not share."""
    numbers = [desk.submit().petition.registered_no for _ in range(2)]
    with pytest.raises(EgovError):
        desk.submit(answers={"where": "", "lanes": 99})
    numbers.append(desk.submit().petition.registered_no)
    assert numbers == [1, 2, 3]
    assert desk.submit("suggestion").petition.registered == "2026-1"
    desk.time.at = datetime.fromisoformat("2027-01-04T10:00:00+09:00")
    assert desk.submit().petition.registered == "2027-1"


def test_form_2_the_receipt_states_number_kind_limit_and_unit(desk: Desk) -> None:
    """별지2 (접수증): what was received, under which number, by when it is due, and who may be asked."""
    filed = desk.submit().petition
    written = desk.forms.written(filed, "receipt", to="홍길동", at=desk.time.now(), values={})
    text = written.text()
    for said in (filed.receipt, "도로 파손 신고", "7일", "도로과", "02-120"):
        assert said in text, text


def test_decree_13_2_to_another_unit_within_three_office_hours(desk: Desk) -> None:
    """영13②: entered in the other unit's register; the limit runs on; later than three hours the fact says so."""
    for late in (0, 1):
        case = Case(desk)
        due = case.now().due
        desk.time.forward(hours=2 if not late else 5)
        passed = case.officer(Petitions.transfer, "parks", "공원 안의 길입니다.")
        assert (passed.unit, passed.state, passed.handler, passed.due) == ("parks", "received", None, due)
        assert desk.facts.last("petition.transferred").details["late"] == late
        assert passed.registered == f"2026-{late + 1}"
        desk.time.at = datetime.fromisoformat("2026-09-22T09:00:00+09:00")
    assert "start" in case.actions(GARDENER)


def test_decree_13_3_to_another_body_within_eight_office_hours(desk: Desk) -> None:
    """영13③: with its name and a reason, told to the applicant; later than eight hours the fact says so."""
    for hours, late in ((6, 0), (30, 1)):
        case = Case(desk)
        desk.time.forward(hours=hours)
        with pytest.raises(Invalid):
            case.officer(Petitions.transfer_out, " ", "국도입니다.")
        passed = case.officer(Petitions.transfer_out, "국토교통부", "국도입니다.")
        assert passed.decision is not None
        assert (passed.state, passed.decision.body) == ("transferred", "국토교통부")
        assert desk.facts.last("petition.transferred_out").details["passed_late"] == late
        desk.run_due_tasks()
        assert sent(desk, case) == ["transfer"]
        desk.time.at = datetime.fromisoformat("2026-09-29T09:00:00+09:00")


def sent(desk: Desk, case: Case) -> list[str]:
    """The kinds of what was written about a case."""
    with desk.look(OFFICER) as look:
        return [notice.kind for notice in Notices(look, desk.forms).of(desk.at(look).get(case.receipt))]


def test_decree_23_progress_is_told_every_30_days(desk: Desk) -> None:
    """영23: 30 days after the receipt and every 30 after, to the applicant, once each, for as long as it is open."""
    case, reports = Case(desk), []
    desk.observers.on(ProgressDue, lambda event, _: reports.append(event.nth))
    case.officer(Petitions.pause, "inspection", "시설 검사")
    for _ in range(62):
        desk.time.forward(days=1)
        case.tick()
    desk.run_due_tasks()
    assert reports == [1, 2]
    assert sent(desk, case).count("progress") == 2


def test_decree_24_1_a_supplement_is_asked_for_within_eight_office_hours(desk: Desk) -> None:
    """영24①: with a period, at once; later than eight hours the fact says so."""
    for hours, late in ((7, 0), (30, 1)):
        case = Case(desk)
        desk.time.forward(hours=hours)
        case.officer(Petitions.ask_supplement, "사진", days=10)
        assert desk.facts.last("petition.supplement_asked").details["late"] == late
        desk.time.at = datetime.fromisoformat("2026-09-29T09:00:00+09:00")


def test_decree_24_2_the_applicant_takes_more_time_at_most_twice(desk: Desk) -> None:
    """영24②: by as many days again, counted from the end before; nobody else takes it for them."""
    case = Case(desk)
    case.officer(Petitions.ask_supplement, "사진", days=10)
    ends = []
    for _ in range(2):
        case.holder(Petitions.extend_supplement, "출장")
        ends.append(day(desk, moment(desk.facts.last("petition.supplement_extended").details["until"])))
    assert ends == ["2026-10-12", "2026-10-22"]
    with pytest.raises(Conflict, match="twice already"):
        case.holder(Petitions.extend_supplement)


def test_decree_25_a_second_request_of_ten_days_then_the_return(desk: Desk) -> None:
    """영25①: asked for again for ten days at most once the first time ran out; then given back, with reasons."""
    case = Case(desk)
    case.officer(Petitions.ask_supplement, "사진", days=20)
    desk.time.forward(days=25)
    case.tick()
    with pytest.raises(Conflict, match="asked for twice"):
        case.officer(Petitions.give_back, "보완하지 않음")
    with pytest.raises(Invalid, match="1 to 10 days"):
        case.officer(Petitions.ask_supplement, "사진", days=11)
    case.officer(Petitions.ask_supplement, "사진", days=10)
    desk.time.forward(days=15)
    with pytest.raises(Invalid):
        case.officer(Petitions.give_back, "")
    returned = case.officer(Petitions.give_back, "두 번 요구했으나 보완하지 않음")
    assert returned.state == "returned"
    desk.run_due_tasks()
    assert sent(desk, case)[-1] == "return"


@pytest.mark.parametrize("kind", sorted({"result", "refusal", "supplement", "extension", "progress", "transfer"}))
def test_decree_31_every_notice_names_who_handles_it(desk: Desk, kind: str) -> None:
    """영31: the unit, the handler's name and where they can be reached stand in every notice to an applicant."""
    case = Case(desk)
    petition = case.officer(Petitions.start)
    numbers = count(1)
    values = {name: str(next(numbers)) for name in ("text", "basis", "remedy", "reason", "until", "due", "nth", "by")}
    written = desk.forms.written(petition, kind, to="홍길동", at=desk.time.now(), values=values | {"body": "국토부"})
    for said in ("도로과", "Kim", "02-120"):
        assert said in written.text(), written.text()


def test_decree_52_no_resident_number_without_a_law_that_asks_for_it() -> None:
    """영52: a question for a resident registration number names the law; without it there is no such form."""
    with pytest.raises(DeclarationError, match=r"without a legal basis.*시행령 52"):
        type("Bare", (Form,), {"__annotations__": {"number": ResidentNumber}, "number": ask("주민등록번호")})
    based = type(
        "Based",
        (Form,),
        {
            "__annotations__": {"number": ResidentNumber},
            "number": ask("주민등록번호", purpose="본인 확인", basis="주민등록법 제17조의2"),
        },
    )
    definition = Definition.of(based, name="who", title="신원", limit="7d", keep="5y", unit="u", role="r")
    assert [problem.code for problem in check_form(definition) if problem.level == "error"] == []
    data = definition.as_json()
    del data["questions"][0]["basis"]
    with pytest.raises(DefinitionInvalid, match="without a legal basis"):
        Definition.parse(data)


def test_the_papers_of_the_rule_are_all_there() -> None:
    """규칙 별지 1–12: the official papers that the articles name can be written."""
    papers = Korea().papers
    assert {"register", "receipt", "extension", "progress", "reminder", "objection"} <= set(papers)


@pytest.mark.parametrize(
    ("kind", "longest"),
    [
        ("질의민원(법령)", working_days(14)),
        ("질의민원(제도)", working_days(7)),
        ("건의민원", working_days(14)),
        ("기타민원", at_once()),
        ("고충민원", working_days(7)),
    ],
)
def test_decree_14_to_17_no_form_takes_longer_than_its_kind(kind: str, longest: Limit) -> None:
    """영14–17: inquiries 14 days of the law and 7 of procedure, suggestions 14, others at once, grievances 7."""
    app = App("하늘시")

    class Bare(Form):
        """What you have to say."""

        text: str = ask("내용", public=True)

    for number, within in enumerate((longest, working_days(15), weeks(3), months(1)), 1):
        app.form(f"form-{number}", title="민원", within=within, kind=kind)(Bare)
        if number == 1:
            check_limits(app, Korea().longest)
            continue
        with pytest.raises(DeclarationError, match=f"form-{number} takes {within}.*within {longest} by law"):
            check_limits(app, Korea().longest)
        del app.forms[f"form-{number}"]
