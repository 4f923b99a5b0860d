"""Reasons that are missing: given afterwards, judged, and never twice."""

from __future__ import annotations

import pytest

from egovframe.kernel.errors import Conflict, Invalid, NotFound
from tests.audit.review.month import CONSOLE, SEPTEMBER, Reviewed


def test_who_took_the_copy_gives_the_reason_afterwards(city: Reviewed) -> None:
    """The fact of the deed stays as it is; what was said is a fact of its own, its words sealed."""
    fact = city.downloaded(city.kim)
    city.office.seal()
    with city.office.work(by=city.kim) as work:
        [mine] = work.reviews.mine()
        assert (mine.id, mine.open) == (fact, True)
        work.reviews.explain(fact, " 정보공개 청구 ")
    city.office.seal()
    with city.office.work(by=CONSOLE) as work:
        [said] = work.reviews.look(SEPTEMBER).missing
        assert (said.open, said.reason, said.asked) == (False, "정보공개 청구", False)
    with city.office.look(by=city.kim) as work:
        assert work.reviews.mine() == []
    [explained] = city.office.trail.search(action="download.explained")
    assert (explained["object"], explained["details"]) == (f"fact:{fact}", {"asked": False})
    assert "정보공개" not in str(explained)
    assert city.office.trail.search(id=fact)[0]["due"] is False


def test_nobody_answers_for_somebody_else(city: Reviewed) -> None:
    """Not even that it is there is said, and the try is a fact; but a reviewer writes down what was said when asked."""
    fact = city.downloaded(city.kim)
    city.office.seal()
    with pytest.raises(NotFound), city.office.work(by=city.lee) as work:
        work.reviews.explain(fact, "x")
    denied = city.office.trail.search(action="access.denied")[0]
    assert (denied["object"], denied["details"]["permission"]) == (f"fact:{fact}", "audit.review")
    with city.office.work(by=CONSOLE) as work:
        work.reviews.explain(fact, "전화로 물음")
    assert city.office.trail.search(action="download.explained")[0]["details"] == {"asked": True}
    with pytest.raises(Conflict), city.office.work(by=CONSOLE) as work:
        work.reviews.explain(fact, "again")


def test_what_no_reason_justifies_needs_a_remark(city: Reviewed) -> None:
    """So does a judgement without any reason; both are kept, the last judgement counts."""
    fact = city.downloaded(city.kim)
    city.office.seal()
    with city.office.work(by=CONSOLE) as work:
        for judgement, remark, field in (
            ("justified", "", "remark"),
            ("unjustified", " ", "remark"),
            ("", "x", "judgement"),
        ):
            with pytest.raises(Invalid) as raised:
                work.reviews.judge(fact, judgement, remark)
            assert [fault.field for fault in raised.value.faults] == [field]
        work.reviews.judge(fact, "unjustified", "업무와 관련 없음")
    city.office.seal()
    with city.office.work(by=CONSOLE) as work:
        [said] = work.reviews.look(SEPTEMBER).missing
    assert (said.judgement, said.remark, said.open) == ("unjustified", "업무와 관련 없음", False)
    assert city.office.verify(deep=True).findings == []


def test_where_no_reason_is_missing(city: Reviewed) -> None:
    """A fact with its reason, and one that nobody knows."""
    fact = city.downloaded(city.kim, "정보공개")
    city.office.seal()
    for unknown in (fact, "nothing", ""):
        with pytest.raises(NotFound), city.office.work(by=CONSOLE) as work:
            work.reviews.explain(unknown, "x")
