"""Reviewing and signing a month."""

from __future__ import annotations

import pytest

from egovframe.audit import Proof
from egovframe.audit.errors import MonthRunning, MonthSigned, ReasonsOpen
from egovframe.kernel.errors import Conflict, Invalid
from egovframe.kernel.permissions import Forbidden
from egovframe.office.reviewing import log_state
from tests.audit.review.month import CONSOLE, SEPTEMBER, Reviewed


def sign(city: Reviewed, remark: str = "") -> str:
    """Sign September as it is now."""
    with city.office.work(by=CONSOLE) as work:
        return work.reviews.sign(work.reviews.count(SEPTEMBER), remark)


def test_months_stand_as_they_should(city: Reviewed) -> None:
    """Running, then to be reviewed, then overdue a month later; signed in the end."""

    def states() -> dict[str, str]:
        with city.office.look(by=CONSOLE) as work:
            return {str(each.month): each.state for each in work.reviews.months()}

    city.office.seal()
    assert states() == {"2026-09": "running"}
    city.over()
    assert states() == {"2026-10": "running", "2026-09": "open"}
    city.clock.forward(days=30)
    assert states() == {"2026-11": "running", "2026-10": "open", "2026-09": "overdue"}
    with city.office.look(by=city.kim) as work:
        assert work.reviews.overdue() == [SEPTEMBER]
    sign(city)
    assert states()["2026-09"] == "signed"


def test_a_month_is_signed_once_and_stays_what_was_signed(city: Reviewed) -> None:
    """With a proof in the public log; counting it again gives the same, until somebody edits the index."""
    city.read(city.kim, "petition:1")
    with pytest.raises(MonthRunning):
        sign(city)
    city.over()
    fact = sign(city, "이상 없음")
    with pytest.raises(MonthSigned):
        sign(city)
    city.office.seal()
    with city.office.work(by=CONSOLE) as work:
        look = work.reviews.look(SEPTEMBER)
    assert (look.same, look.fact, look.remark) == (True, fact, "이상 없음")
    signature = look.standing.signature
    assert signature is not None
    entry = Proof.parse(city.office.trail.proof(fact)).verify(city.office.trail.vkey)
    assert signature.digest.encode() in entry
    assert signature.digest == look.report.digest
    assert city.office.verify(deep=True).findings == []


def test_open_reasons_come_first(city: Reviewed) -> None:
    """Until each was given or judged; afterwards nothing is added to the month."""
    one, other = city.downloaded(city.kim), city.downloaded(city.lee)
    city.over()
    with pytest.raises(ReasonsOpen):
        sign(city)
    with city.office.work(by=city.kim) as work:
        work.reviews.explain(one, "정보공개 청구")
    with city.office.work(by=CONSOLE) as work:
        work.reviews.judge(other, "unjustified", "퇴직자, 확인 불가")
    with pytest.raises(Invalid) as raised:
        sign(city)  # what was not justified is not signed away without a word
    assert [fault.field for fault in raised.value.faults] == ["remark"]
    sign(city, "징계 의뢰")
    with pytest.raises(MonthSigned), city.office.work(by=CONSOLE) as work:
        work.reviews.judge(one, "justified")


def test_what_happened_since_it_was_counted_is_not_signed(city: Reviewed) -> None:
    """The reviewer signs what was looked at."""
    fact = city.downloaded(city.kim)
    city.over()
    with city.office.work(by=CONSOLE) as work:
        work.reviews.judge(fact, "unjustified", "확인")
        report = work.reviews.count(SEPTEMBER)
    with city.office.work(by=CONSOLE) as work:
        work.reviews.judge(fact, "justified", "다시 확인")
    with pytest.raises(Conflict), city.office.work(by=CONSOLE) as work:
        work.reviews.sign(report, "x")


def test_the_state_of_the_log_is_part_of_it(city: Reviewed) -> None:
    """A log that does not hold is remarked."""
    city.over()
    log = log_state(city.office)
    assert (log.holds, log.findings) == (True, 0)
    with city.office.work(by=CONSOLE) as work:
        assert work.reviews.look(SEPTEMBER, log=log).report.log == log


def test_only_reviewers_review(city: Reviewed) -> None:
    """An officer sees neither months nor reports, and the attempt is a fact."""
    city.over()
    for deed in ("months", "look", "count"):
        with pytest.raises(Forbidden), city.office.work(by=city.kim) as work:
            getattr(work.reviews, deed)(*([] if deed == "months" else [SEPTEMBER]))
    assert len(city.office.trail.search(action="access.denied")) == 3
