"""Counting a month: what each did, to how many people, in and out of office hours."""

from __future__ import annotations

from egovframe.audit.review.counting import count, names_in
from egovframe.audit.review.report import Report
from egovframe.auth.errors import SignInFailed
from tests.audit.review.month import SEPTEMBER, Reviewed
from tests.office.city import PASSWORD


def counted(city: Reviewed) -> Report:
    """September as it is now."""
    city.office.seal()
    with city.office.database.read() as conn:
        return count(conn, SEPTEMBER, calendar=city.office.jurisdiction.calendar, cabinet=city.office.cabinet)


def test_who_handled_whose_data_how_often(city: Reviewed) -> None:
    """People are counted once each, pairs as often as they occur, those who handled most stand first."""
    for subject in ("petition:1", "petition:2", "petition:1"):
        city.read(city.kim, subject)
    city.read(city.lee, "petition:1", "petition:3", "petition:4")
    report = counted(city)
    workers = {worker.actor: worker for worker in report.workers}
    assert (workers[city.kim.id].subjects, workers[city.kim.id].reads) == (2, 3)
    assert (workers[city.lee.id].subjects, workers[city.lee.id].reads) == (3, 1)
    assert [worker.actor for worker in report.workers if worker.kind == "officer"] == [city.lee.id, city.kim.id]
    assert (city.kim.id, "petition:1", 2) in [(each.actor, each.subject, each.times) for each in report.handled]
    assert report.facts == sum(each.facts for each in report.deeds) == dict(report.outcomes)["done"]
    assert {city.kim.id, city.lee.id} <= names_in([report])


def test_deeds_out_of_office_hours(city: Reviewed) -> None:
    """At noon is within, at nine in the evening and on Chuseok is not."""
    before = {worker.actor: worker.outside for worker in counted(city).workers}
    city.clock.forward(hours=2)
    city.read(city.kim, "petition:1")
    city.clock.forward(hours=9)
    city.read(city.kim, "petition:1")
    city.clock.forward(days=3, hours=-8)
    city.read(city.kim, "petition:1")
    after = {worker.actor: worker.outside for worker in counted(city).workers}
    assert after[city.kim.id] - before.get(city.kim.id, 0) == 2
    assert after["system:console"] == 0


def test_copies_with_and_without_a_reason(city: Reviewed) -> None:
    """By action, and in all."""
    city.downloaded(city.kim)
    city.downloaded(city.kim, "정보공개 청구")
    report = counted(city)
    [deed] = [each for each in report.deeds if each.action == "record.downloaded"]
    assert (deed.facts, deed.explained, deed.missing) == (2, 1, 1)
    assert (report.reasons.missing, report.reasons.open, report.does("download")) == (1, 1, 2)


def test_whose_account_was_tried_in_vain(city: Reviewed) -> None:
    """Opened from what is sealed; a name that no account has is counted under none."""
    for name in ("kim", "kim", "nobody"):
        try:
            city.office.auth.sign_in(name, PASSWORD + "!")
        except SignInFailed:
            pass
        else:
            raise AssertionError(name)
    failures = {failure.account: failure.times for failure in counted(city).failures}
    assert failures == {city.kim.id: 2, "": 1}


def test_another_month_is_another_month(city: Reviewed) -> None:
    """A fact at local midnight is of the month that begins."""
    before = counted(city).facts
    city.clock.forward(days=9, hours=14)  # 1 October, 0:00 in Seoul
    city.read(city.kim, "petition:1")
    assert counted(city).facts == before
