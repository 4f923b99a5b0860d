"""Requests with a mark are done once."""

from __future__ import annotations

import pytest

from egovframe.forms.procedure import store
from egovframe.forms.service import Petitions
from egovframe.kernel.clock import instant
from egovframe.kernel.errors import Conflict, NotFound
from egovframe.kernel.permissions import Forbidden
from tests.forms.course import Case
from tests.forms.desk import OFFICER, VISITOR, Desk


def test_a_request_is_found_again_with_the_same_content_only(desk: Desk) -> None:
    """Another action or another content under the same mark is a conflict."""
    case = Case(desk)
    with desk.work(OFFICER) as work:
        at = desk.at(work)
        assert at.done_before(case.receipt, "answer", "r-1", b"{}") is None
        at.remember(at.answer(case.receipt, "고쳤습니다."), "answer", "r-1", b"{}")
    with desk.work(OFFICER) as work:
        found = desk.at(work).done_before(case.receipt, "answer", "r-1", b"{}")
        assert found is not None
        assert (found.state, str(found.form.phone)[:4]) == ("answered", "010-")
    for action, said in (("answer", b"{ }"), ("grant", b"{}")):
        with pytest.raises(Conflict, match="something else"), desk.work(OFFICER) as work:
            desk.at(work).done_before(case.receipt, action, "r-1", said)  # type: ignore[arg-type]


def test_the_same_request_at_the_same_moment_is_refused(desk: Desk) -> None:
    """The second to be kept finds the mark taken and is rolled back."""
    case = Case(desk)
    petition = case.now()
    with desk.work(OFFICER) as work:
        desk.at(work).remember(petition, "answer", "r-1", b"{}")
    with pytest.raises(Conflict, match="just being done"), desk.work(OFFICER) as work:
        desk.at(work).remember(petition, "answer", "r-1", b"{}")


def test_marks_are_forgotten_after_a_while(desk: Desk) -> None:
    """They are kept for some days; the deed's own fact stays."""
    case = Case(desk)
    with desk.work(OFFICER) as work:
        at = desk.at(work)
        at.remember(at.start(case.receipt), "start", "r-1", b"{}")
    desk.time.forward(days=3)
    with desk.database.write() as conn:
        assert store.forget_requests(conn, before=instant(case.filed.petition.received)) == 0
        assert store.forget_requests(conn, before=instant(desk.time.now())) == 1


def test_who_may_comes_first(desk: Desk) -> None:
    """Nobody learns from a mark that a petition is there, or does with it what they may not."""
    case = Case(desk)
    with pytest.raises(Forbidden), desk.work(VISITOR) as work:
        desk.at(work).done_before(case.receipt, "answer", "r-1", b"{}")
    with pytest.raises(NotFound), desk.work(VISITOR) as work:
        desk.at(work).entitled(case.receipt, "rate")
    case.holder(Petitions.withdraw)
    with desk.work(OFFICER) as work:
        desk.at(work).entitled(case.receipt, "answer")
