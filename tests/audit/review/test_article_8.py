"""개인정보의 안전성 확보조치 기준 (고시 2026-9) 제8조: access records, how long they are kept, how reviewed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from egovframe.audit import Proof, Search
from egovframe.audit.errors import ReasonsOpen
from egovframe.kernel.errors import WorkError
from egovframe.kernel.facts import FactType, Note, Origin
from egovframe.kernel.permissions import Actor
from egovframe.office.facts import FACTS
from egovframe.records.facts import DOWNLOADED
from tests.audit.review.month import CONSOLE, SEPTEMBER, Reviewed
from tests.office.city import POTHOLE
from tests.support.elsewhere import elsewhere


@pytest.mark.asvs("V16.2.1")
def test_article_8_1_an_access_record_names_identifier_time_place_subject_and_work(city: Reviewed) -> None:
    """제8조제1항: 식별자, 접속일시, 접속지 정보, 처리한 정보주체 정보, 수행업무."""
    with city.office.work(by=Actor.visitor()) as work:
        petition = work.petitions.submit("pothole", POTHOLE).petition
    with city.office.work(by=city.kim, why="answering", origin=Origin(address="10.1.2.3")) as work:
        work.petitions.get(petition.receipt)
    city.office.seal()
    [fact] = city.office.trail.search(action="petition.read", actor=city.kim.id)
    assert fact["actor"]["id"] == city.kim.id
    assert fact["at"] == "2026-09-21T01:00:00.000Z"
    assert fact["subjects"] == [f"petition:{petition.id}"]
    assert fact["action"] == "petition.read"
    [opened] = city.office.trail.facts(Search(id=fact["id"]), private=True)
    assert opened.private["address"] == "10.1.2.3"


@pytest.mark.parametrize("kind", [kind for kind in FACTS if kind.handles], ids=lambda kind: kind.action)
def test_article_8_1_a_record_of_handling_without_its_data_subject_is_refused(kind: FactType) -> None:
    """제8조제1항: by type, whoever writes it."""
    if kind.does == "list":  # which may be empty
        return
    with pytest.raises(WorkError, match="whose data"):
        Note(fact=kind, actor=CONSOLE, at=datetime(2026, 9, 21, tzinfo=UTC))


def test_article_8_records_are_kept_two_years_unless_the_office_says_one(city: Reviewed) -> None:
    """제8조: 1년 이상, 5만 명 이상이거나 고유식별정보·민감정보이면 2년 이상."""
    floors = city.office.trail.retention.floors
    assert min(floors.of(kind.action)[0] for kind in FACTS) == 2


def test_article_8_3_records_are_kept_so_that_they_are_neither_forged_nor_lost(city: Reviewed) -> None:
    """제8조제3항: whoever edits or removes one is found out."""
    city.read(city.kim, "petition:1")
    city.office.seal()
    assert city.office.verify().findings == []
    with elsewhere(city.office.database) as conn:
        conn.execute(sa.text("DELETE FROM facts WHERE n = (SELECT MAX(n) FROM facts)"))
    assert "deleted" in {finding.kind for finding in city.office.verify().findings}


def test_article_8_2_reviews_are_monthly_and_a_review_is_a_signed_fact(city: Reviewed) -> None:
    """제8조제2항: 월 1회 이상 점검; 내부 관리계획. Who reviewed what is in the public log."""
    assert city.office.settings.audit.review_every == 1
    city.over()
    with city.office.work(by=CONSOLE) as work:
        fact = work.reviews.sign(work.reviews.count(SEPTEMBER))
    city.office.seal()
    assert b'"review:2026-09"' in Proof.parse(city.office.trail.proof(fact)).verify(city.office.trail.vkey)


def test_article_8_2_the_reason_of_a_download_is_confirmed(city: Reviewed) -> None:
    """제8조제2항: 개인정보를 내려받은 것이 확인되면 그 사유를 반드시 확인."""
    assert DOWNLOADED.due
    city.downloaded(city.kim)
    city.over()
    with pytest.raises(ReasonsOpen), city.office.work(by=CONSOLE) as work:
        work.reviews.sign(work.reviews.count(SEPTEMBER))
