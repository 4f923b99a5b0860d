"""Similar petitions: found by their open answers, shown to whoever may read them, followed when they change."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from egovframe.forms.similar.service import SimilarPetitions, follow, sketch_new
from egovframe.kernel.errors import NotFound
from egovframe.kernel.permissions import Actor, Forbidden
from tests.forms.desk import GARDENER, NOBODY, OFFICER, SYSTEM, Desk

TEXT = "시청 앞 공원에 나무가 너무 적어 여름마다 그늘이 없습니다. 느티나무를 더 심어 주시기 바랍니다."
OTHER = "버스가 삼십 분에 한 대만 와서 학교에 늦습니다. 아침에는 십 분마다 오게 늘려 주십시오."


def wish(desk: Desk, content: str, title: str = "제안", **more: str) -> str:
    """File a suggestion; return its receipt number."""
    answers = {"category": "공원", "title": title, "content": content, **more}
    return str(desk.submit("suggestion", answers=answers).petition.receipt)


def similar(desk: Desk, receipt: str, by: Actor = GARDENER) -> list[tuple[str, bool]]:
    """The receipts of the petitions that resemble one, and whether they say the same."""
    with desk.look(by) as work:
        return [(each.petition.receipt, each.same) for each in SimilarPetitions(work, desk.forms).to(receipt)]


def likened(desk: Desk, receipt: str) -> list[tuple[str, float]]:
    """The receipts of the petitions that resemble one, and how much of the wording is the same."""
    with desk.look(GARDENER) as work:
        return [(each.petition.receipt, each.likeness) for each in SimilarPetitions(work, desk.forms).to(receipt)]


def test_found(desk: Desk) -> None:
    """The same text and one that is much like it, the likest first; not what speaks of something else."""
    first = wish(desk, TEXT)
    same = wish(desk, TEXT.replace(" ", "").replace(".", "!"))
    near = wish(desk, TEXT.replace("느티나무를 더 심어", "벚나무와 은행나무를 더 많이 심어"))
    wish(desk, OTHER)
    assert similar(desk, first) == []
    assert sketch_new(desk.database, desk.forms, batch=3) == 4
    assert sketch_new(desk.database, desk.forms) == 0
    assert similar(desk, first) == [(same, True), (near, False)]
    assert desk.facts.last("petition.listed").details["view"] == "similar"


def test_later_ones_are_sketched_too(desk: Desk) -> None:
    """Those that came since the last time."""
    first = wish(desk, TEXT)
    sketch_new(desk.database, desk.forms)
    second = wish(desk, TEXT)
    assert similar(desk, second) == [(first, True)]  # it needs no sketch of its own to be compared
    assert similar(desk, first) == []
    assert sketch_new(desk.database, desk.forms) == 1
    assert similar(desk, first) == [(second, True)]


def test_who_may(desk: Desk) -> None:
    """Of petitions of other units not even the number is told; without the permission nothing is."""
    first, second = wish(desk, TEXT), wish(desk, TEXT)
    road = desk.submit(answers={"where": TEXT, "phone": "010-1234-5678"}).petition.receipt
    sketch_new(desk.database, desk.forms)
    assert [receipt for receipt, _ in similar(desk, first)] == [second]
    assert {receipt for receipt, _ in similar(desk, first, by=SYSTEM)} == {second, road}
    with pytest.raises(NotFound):
        similar(desk, first, by=OFFICER)
    with pytest.raises(NotFound):
        similar(desk, "not a number")
    with pytest.raises(Forbidden):
        similar(desk, first, by=NOBODY)


def test_personal_answers_are_not_compared(small_desk: Desk) -> None:
    """A name is no part of the wording."""
    first = wish(small_desk, "나무", name=TEXT[:40])
    wish(small_desk, "버스", name=TEXT[:40])
    sketch_new(small_desk.database, small_desk.forms)
    assert similar(small_desk, first) == []


def test_changed_answers(desk: Desk) -> None:
    """A petition whose answers change is found by the new ones."""
    follow(desk.observers, desk.forms)
    first = wish(desk, TEXT)
    changed = desk.submit("suggestion", answers={"category": "a", "title": "b", "content": OTHER})
    sketch_new(desk.database, desk.forms)
    assert similar(desk, first) == []
    with desk.work() as work:
        petitions = desk.at(work)
        petitions.holder(changed.petition.receipt, changed.key)
        petitions.amend(changed.petition.receipt, {"content": TEXT})
    assert [receipt for receipt, _ in similar(desk, first)] == [changed.petition.receipt]


def test_real_petitions(small_desk: Desk, real_petitions: Path) -> None:
    """Of 714 real petitions, four of them without content, one pair says much the same; only that is found."""
    lines = [json.loads(line) for line in real_petitions.read_text(encoding="utf-8").splitlines()]
    receipts = {}
    for line in (line for line in lines if line["content"].strip()):  # the form refuses the others
        receipts[wish(small_desk, line["content"], title=line["title"])] = line["title"]
    assert sketch_new(small_desk.database, small_desk.forms) == 710
    pairs = {
        frozenset((title, receipts[other])): share
        for receipt, title in receipts.items()
        for other, share in likened(small_desk, receipt)
    }
    assert {pair: round(share, 2) for pair, share in pairs.items()} == {
        frozenset(("****를 폐지하거나 정상화시켜주세요.", "스포츠토토 매출총량제를 폐지해주세요.")): 0.45,
    }
