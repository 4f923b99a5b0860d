"""One fact whole: the statutory items, what is sealed beside it, its proof."""

from __future__ import annotations

import pytest

from egovframe.audit import Proof
from tests.support.deeds import deed
from tests.web.desk.hall import CONSOLE, Hall


@pytest.fixture
def read(hall: Hall) -> str:
    """The id of the fact that kim read a petition."""
    receipt = hall.petition()
    hall.officer("kim", "road-officer").get(f"/desk/petitions/{receipt}")
    return str(hall.facts("petition.read")[0]["id"])


def test_article_8_the_five_items_with_values_for_whoever_may_see_them(hall: Hall, read: str) -> None:
    """Who, when, from where, whose data, what was done; and looking at it is a fact about the same person."""
    keeper = hall.officer("han", "keeper", unit=None)
    page = keeper.get(f"/admin/audit/facts/{read}").text
    subject = hall.facts("petition.read")[0]["subjects"][0]
    items = page.partition('id="s-items"')[2].partition("</section>")[0]
    for item in ("kim", "Officer", "2026-09-21T10:00:00+09:00", "127.0.0.1", subject, "Petition read", "Looked at one"):
        assert item in items, item
    assert "<dt>Purpose</dt>" in page
    [looked] = hall.facts("fact.read")
    assert (looked["object"], looked["subjects"]) == (f"fact:{read}", [subject])
    assert looked["details"] == {"private": True}


def test_without_the_permission_no_value_is_shown(hall: Hall, read: str) -> None:
    """An auditor sees the entry and the names of what is sealed, neither address nor account name."""
    page = hall.officer("audrey", "auditor", unit=None).get(f"/admin/audit/facts/{read}").text
    assert "you may not see what is sealed" in page
    assert "127.0.0.1" not in page
    assert ">kim " not in page
    assert hall.facts("fact.read")[0]["details"] == {"private": False}


def test_the_proof_is_there_once_the_fact_is_sealed(hall: Hall, read: str) -> None:
    """Until then it is said; after it the file verifies with the log's key alone."""
    keeper = hall.officer("han", "keeper", unit=None)
    assert "not sealed yet" in keeper.get(f"/admin/audit/facts/{read}").text
    assert keeper.get(f"/admin/audit/facts/{read}/proof").status_code == 409
    hall.office.seal()
    assert f"/admin/audit/facts/{read}/proof" in keeper.get(f"/admin/audit/facts/{read}").text
    answer = keeper.get(f"/admin/audit/facts/{read}/proof")
    assert answer.headers["content-disposition"] == f'attachment; filename="{read}.tlog-proof"'
    assert read.encode() in Proof.parse(answer.text).verify(hall.office.trail.vkey)


def test_what_was_destroyed_is_said(hall: Hall, read: str) -> None:
    """Once the person's key is gone, the purpose is, and the page names whose key it was."""
    subject = hall.facts("petition.read")[0]["subjects"][0]
    keeper = hall.officer("han", "keeper", unit=None)
    with hall.office.work(by=CONSOLE) as work:
        work.cabinet.destroy_key(work, subject)
        work.note(deed("person.erased"), object=subject)
    page = keeper.get(f"/admin/audit/facts/{read}").text
    assert f"The key of {subject} was destroyed" in page
    assert "<dt>Purpose</dt>" not in page


def test_nothing_of_that_id(hall: Hall) -> None:
    """Not found, and no fact of a look; an officer of one unit does not read the trail of all."""
    keeper = hall.officer("han", "keeper", unit=None)
    assert keeper.get("/admin/audit/facts/nothing").status_code == 404
    assert keeper.get("/admin/audit/facts/nothing/proof").status_code == 404
    assert hall.facts("fact.read") == []
    assert hall.officer("lee", "auditor", unit="roads").get("/admin/audit/facts/nothing").status_code == 403
