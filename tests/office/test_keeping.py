"""Where forms and records meet: classes of records, and the record of a closed petition."""

from __future__ import annotations

import pytest

from egovframe.forms import working_days
from egovframe.kernel.errors import DeclarationError
from egovframe.kernel.permissions import Actor
from egovframe.office import Office, keeping
from egovframe.records import permanent, years
from tests.office.city import POTHOLE, Suggestion, haneul

VISITOR, CONSOLE = Actor.visitor(), Actor.system("console")


def test_a_form_that_says_how_long_makes_a_class_of_its_own() -> None:
    """`keep=years(5)` is a class named like the form; `keep=leaflets` is the class that was declared."""
    app = haneul()
    classes = {record_class.id: str(record_class.keep) for record_class in keeping.classes_of(app)}
    assert classes == {"leaflets": "1y", "pothole": "5y"}
    assert keeping.class_names(app) == {"pothole": "pothole", "suggestion": "leaflets"}
    assert [keeping.keep_text(form.keep) for form in app.forms.values()] == ["5y", "leaflets"]


def test_two_retentions_under_one_name_are_refused() -> None:
    """A class cannot be kept for two different times."""
    app = haneul()
    app.record_class("notes", keep=permanent)
    app.form("notes", title="메모", by=app.roles["park-officer"], within=working_days(7), keep=years(3))(Suggestion)
    with pytest.raises(DeclarationError, match="notes"):
        keeping.classes_of(app)


@pytest.mark.parametrize("end", ["answer", "refuse", "withdraw"])
def test_however_a_petition_ends_it_is_kept_once(office: Office, end: str) -> None:
    """Answered, refused or withdrawn: one record, whose facts name the case, and no second one when tasks run again."""
    with office.work(by=VISITOR) as work:
        submission = work.petitions.submit("pothole", POTHOLE)
    receipt = submission.petition.receipt
    with office.work(by=CONSOLE) as work:
        if end == "answer":
            work.petitions.answer(receipt, "고쳤습니다.")
        elif end == "refuse":
            work.petitions.refuse(receipt, "사유지입니다.", basis="도로법 제2조", remedy="60일 안에 이의신청")
        else:
            work.petitions.withdraw(receipt, "해결됨")
    office.run_due_tasks()
    office.run_due_tasks()
    with office.look(by=CONSOLE) as look:
        records = look.records.list().items
    assert [(record.receipt, record.source) for record in records] == [(receipt, f"petition:{submission.petition.id}")]
    assert [fact["action"] for fact in office.trail.search(action="record.kept")] == ["record.kept"]
