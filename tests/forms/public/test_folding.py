"""What the office does by itself with public petitions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from egovframe.forms.public.folding import Folding, close, reach, total
from egovframe.forms.public.model import Publication
from egovframe.forms.public.tables import public_petitions, signature_counts
from egovframe.forms.service import Petitions
from tests.forms.desk import SYSTEM
from tests.forms.public.square import PUBLISHER, Square


def row(square: Square, publication: Publication) -> sa.RowMapping:
    """The row as it is kept."""
    with square.database.read() as conn:
        found = sa.select(public_petitions).where(public_petitions.c.id == publication.id)
        return conn.execute(found).mappings().one()


def test_pages_count_nothing_until_the_office_did(square: Square) -> None:
    """The number that is shown is folded; nothing new is counted anew only now and then."""
    publication = square.published()
    square.sign(publication, "가가가")
    assert square.read(publication).count == 0
    folding = Folding(square)
    assert (folding.count(square.time.at), folding.count(square.time.at)) == (1, 0)
    assert square.read(publication).count == 1
    square.time.forward(minutes=11)
    assert folding.count(square.time.at) == 1


def test_thresholds_are_reached_once_each_and_the_office_owes_an_answer(square: Square) -> None:
    """The first sets the date by which it answers, the next one does not move it; the handler is written to."""
    publication = square.published()
    square.sign(publication, "가가가")
    assert square.fold() == 0
    square.sign(publication, "나나나")
    assert (square.fold(), square.fold()) == (1, 0)
    shown = square.read(publication)
    assert (shown.count, shown.reached, shown.reached_at) == (2, 2, square.time.at)
    assert shown.answer_by == datetime(2026, 10, 21, 14, 59, 59, tzinfo=UTC)
    square.time.forward(days=1)
    square.sign(publication, "다다다", "라라라")
    square.fold()
    assert (square.read(publication).reached, square.read(publication).answer_by) == (4, shown.answer_by)
    assert [
        note.details["threshold"] for note in square.facts.notes if note.action == "petition.threshold_reached"
    ] == [2, 4]
    square.run_due_tasks()
    with square.look(PUBLISHER) as look:
        from egovframe.forms.notices.service import Notices

        notices = Notices(look, square.forms).of(square.at(look).get(publication.receipt))
    assert [(each.kind, each.state) for each in notices].count(("threshold", "at_desk")) == 2


def test_it_closes_on_its_day_and_the_exact_number_is_taken_later(square: Square) -> None:
    """First nobody can sign any more; two minutes later, when no signature can be under way, the number is exact."""
    publication = square.published()
    square.sign(publication, "가가가")
    assert publication.closes is not None
    square.time.at = publication.closes + timedelta(seconds=1)
    assert square.fold() == 1
    assert (square.read(publication).state, square.read(publication).final) == ("closed", False)
    with square.database.write() as conn:  # a tally that lost its way does no harm
        conn.execute(signature_counts.update().values(count=900, last="z"))
    square.time.forward(minutes=3)
    square.fold()
    shown = square.read(publication)
    assert (shown.state, shown.final, shown.count, shown.reached) == ("closed", True, 1, 0)
    assert square.facts.last("petition.signatures_counted").details["count"] == 1


def test_a_threshold_that_the_last_signatures_reach(square: Square) -> None:
    """Signed after the last count and before the end: it is reached in the step that takes the exact number."""
    publication = square.published()
    square.sign(publication, "가가가", "나나나")
    assert publication.closes is not None
    with square.work(SYSTEM) as work:
        work.at = publication.closes + timedelta(seconds=1)
        close(work, square.forms, dict(row(square, publication)))
    square.time.at = publication.closes + timedelta(minutes=4)
    assert (square.fold(), square.fold()) == (1, 0)
    shown = square.read(publication)
    assert (shown.final, shown.count, shown.reached, shown.answer_by is not None) == (True, 2, 2, True)


def test_an_answer_ends_the_collecting(square: Square) -> None:
    """A decided petition is signed no more; its number is taken all the same."""
    publication = square.published()
    square.sign(publication, "가가가")
    with square.work(PUBLISHER) as work:
        Petitions.answer(square.at(work), publication.receipt, "만들겠습니다.")
    assert (square.read(publication).state, square.read(publication).outcome) == ("closed", "answered")
    square.time.forward(minutes=3)
    square.fold()
    assert square.read(publication).final is True


def test_two_processes_at_once_take_each_step_once(small_square: Square) -> None:
    """A step that another one took in between is left alone."""
    publication = small_square.published()
    small_square.sign(publication, "가가가", "나나나")
    Folding(small_square).count(small_square.time.at)
    before = dict(row(small_square, publication))
    small_square.fold()
    for deed in (reach, close, total):
        with small_square.work(SYSTEM) as work:
            assert deed(work, small_square.forms, dict(row(small_square, publication))) is False
    assert (
        Folding(small_square)._step(publication.id, lambda work, forms, _row: reach(work, forms, before), why="again")
        == 0
    )
    assert small_square.facts.count("petition.threshold_reached") == 1
