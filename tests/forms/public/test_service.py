"""What waits at the desk because petitions are public."""

from __future__ import annotations

import pytest

from egovframe.kernel.permissions import Forbidden
from tests.forms.public.square import ELSEWHERE, PUBLISHER, READER, Square


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
