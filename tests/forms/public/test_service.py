"""What waits at the desk because petitions are public."""

from __future__ import annotations

from dataclasses import replace

import pytest

from egovframe.forms.public import service
from egovframe.forms.public.model import collects
from egovframe.kernel.permissions import HELD, Actor, Asked, Decision, Forbidden
from tests.forms.desk import PARKS, ROADS
from tests.forms.public.square import ELSEWHERE, EVERYTHING, PUBLISHER, READER, Square


class Judging:
    """A plug-in that is asked about each row, and lets pass those of one unit."""

    version = "judging"
    judges = True

    def decide(self, actor: Actor, asked: Asked) -> Decision:
        """Decide by the unit alone."""
        return Decision(asked.unit in (None, "roads"), HELD)

    def apart(self, permission: str) -> frozenset[str]:
        """Keep nothing apart."""
        return frozenset()


JUDGED = replace(ELSEWHERE, holds=dict.fromkeys(EVERYTHING, PARKS | ROADS), rule=Judging())


def test_what_is_to_be_decided_and_what_is_owed_an_answer(square: Square) -> None:
    """By what is due first; a petition of a form that is not public, or of another unit, is not there."""
    square.receive("quiet")
    older = square.receive().petition
    square.time.forward(days=1)
    newer = square.receive().petition
    publication = square.published()
    square.sign(publication, "가가가", "나나나")
    square.fold()
    with square.look(PUBLISHER) as look:
        seen = square.public(look).waiting()
    assert [each.petition.receipt for each in seen.waiting] == [older.receipt, newer.receipt]
    assert all(each.decide_by is not None for each in seen.waiting)
    assert [(each.receipt, each.count) for each in seen.public] == [(publication.receipt, 2)]
    with square.look(ELSEWHERE) as look:
        nothing = square.public(look).waiting()
    assert (nothing.waiting, nothing.public) == ((), ())
    with pytest.raises(Forbidden), square.look(READER) as look:
        square.public(look).waiting()


def test_a_petition_goes_by_the_form_as_it_was_when_it_was_filed(square: Square) -> None:
    """A form that is public no more leaves its older petitions to be decided; one that became so takes none along."""
    older = square.receive().petition
    square.receive("quiet")
    square.offer(square.made("playground", None), square.made("quiet", collects()))
    square.receive()
    newer = square.receive("quiet").petition
    with square.look(PUBLISHER) as look:
        seen = square.public(look).waiting()
        petitions = [square.at(look).get(each.receipt) for each in (older, newer)]
        assert [square.public(look).publishing.concerns(each) for each in petitions] == [True, True]
    assert [each.petition.receipt for each in seen.waiting] == [older.receipt, newer.receipt]
    square.offer(square.made("quiet", collects()))
    with square.look(PUBLISHER) as look:
        assert len(square.public(look).waiting().waiting) == 2, "also of a form that is not offered any more"


def test_petitions_of_others_do_not_hide_ones_own(square: Square, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit counts what the officer may publish, of what waits and of what is public."""
    monkeypatch.setattr(service, "MOST", 1)
    square.receive()
    square.published()
    theirs, waits = square.published(), square.receive().petition
    for receipt in (theirs.receipt, waits.receipt):
        with square.work(PUBLISHER) as work:
            square.at(work).transfer(receipt, "roads", "도로 문제입니다.")
    for actor in (ELSEWHERE, JUDGED):
        with square.look(actor) as look:
            seen = square.public(look).waiting()
        assert [each.petition.receipt for each in seen.waiting] == [waits.receipt]
        assert [each.receipt for each in seen.public] == [theirs.receipt]
