"""Who filed a petition, as marks."""

from __future__ import annotations

from egovframe.forms.repeats.petitioner import marks_of
from egovframe.forms.store import by_id
from tests.forms.course import Case
from tests.forms.desk import SYSTEM, Desk


def marks(desk: Desk, petition_id: str) -> frozenset[str]:
    """The marks of a petition."""
    with desk.look(SYSTEM) as look:
        row = by_id(look.conn, petition_id)
        assert row is not None
        return marks_of(look, desk.forms, row)


def filed(desk: Desk, phone: str, **more: str) -> frozenset[str]:
    """The marks of a petition filed with these answers."""
    return marks(desk, Case(desk, answers={"where": "중앙로 12", "phone": phone, **more}).id)


def test_law_23_the_same_petitioner_by_phone_or_mail_however_written(desk: Desk) -> None:
    """One phone number in two ways of writing it, or one e-mail address; not two numbers that are much alike."""
    one = filed(desk, "010-1234-5678", email="Gildong@example.com")
    assert one & filed(desk, "+82 10 1234 5678")
    assert one & filed(desk, "010-9999-0000", email="gildong@EXAMPLE.com")
    assert not one & filed(desk, "010-1234-5679")
    assert "1234" not in "".join(one)


def test_a_name_is_no_mark(desk: Desk) -> None:
    """Others have it too: who left nothing else is of no known petitioner."""
    answers = {"category": "공원", "title": "제안", "content": "나무", "name": "홍길동"}
    assert marks(desk, desk.submit("suggestion", answers=answers).petition.id) == frozenset()


def test_gone_with_the_key_of_the_case(desk: Desk) -> None:
    """Marks are made of sealed answers; once the key is destroyed nothing says whose the petition was."""
    case = Case(desk)
    assert marks(desk, case.id)
    with desk.work(SYSTEM) as work:
        work.cabinet.destroy_key(work, f"petition:{case.id}")
        desk.note(work)
    assert marks(desk, case.id) == frozenset()
