"""From rows to petitions and back: what is sealed, what is shown, and the history."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from egovframe.forms.casework import STEPS
from egovframe.forms.tables import decisions, petitions
from egovframe.kernel.errors import CryptoError, NotFound
from egovframe.kernel.text import LANGUAGES
from tests.forms.desk import GARDENER, OFFICER, POTHOLE, SYSTEM, Desk
from tests.support.deeds import deed
from tests.support.elsewhere import elsewhere


def test_the_headline_is_the_first_open_text_on_one_line(small_desk: Desk) -> None:
    """Never a personal answer; cut to a line of a list."""
    assert small_desk.submit().petition.headline == "중앙로 12"
    long = small_desk.submit(answers={**POTHOLE, "where": "가 나\n다" + "라" * 190}).petition.headline
    assert len(long) == 80
    assert long.startswith("가 나 다")
    assert long.endswith("…")


def test_a_decision_is_sealed_by_the_key_of_the_case(desk: Desk) -> None:
    """Also where the petition itself held nothing personal; opened it is as it was written."""
    receipt = desk.submit("suggestion").petition.receipt
    with desk.work(GARDENER) as work:
        desk.at(work).answer(receipt, "  답변 그대로\n둘째 줄 ")
    with desk.look(GARDENER) as look:
        decision = desk.at(look).get(receipt).decision
        (stored,) = look.conn.execute(sa.select(decisions.c.text)).scalars()
    assert decision is not None
    assert (decision.text, decision.basis) == ("  답변 그대로\n둘째 줄 ", "")
    assert "답변".encode() not in bytes(stored)


def test_a_sealed_value_moved_to_another_case_does_not_open(desk: Desk) -> None:
    """Values are bound to their case: swapping two rows' personal answers is found, not shown."""
    first, second = desk.submit().petition, desk.submit().petition
    with elsewhere(desk.database) as conn:
        sealed = conn.execute(sa.select(petitions.c.personal).where(petitions.c.id == first.id)).scalar_one()
        conn.execute(petitions.update().where(petitions.c.id == second.id).values(personal=sealed))
    with pytest.raises(CryptoError), desk.look(OFFICER) as look:
        desk.at(look).get(second.receipt)


def test_without_its_key_a_case_can_be_listed_but_not_opened(desk: Desk) -> None:
    """Erasure is the destruction of the key: nothing personal comes back, the list still works."""
    petition = desk.submit().petition
    with desk.work(SYSTEM) as work:
        desk.cabinet.destroy_key(work, f"petition:{petition.id}")
        work.note(deed("subject.erased"), object=f"petition:{petition.id}")
    with desk.look(OFFICER) as look:
        assert desk.at(look).list().items[0].form.phone == "****"
        with pytest.raises(NotFound):
            desk.at(look).reveal(petition.receipt, "why")


def test_every_step_has_words_in_both_languages() -> None:
    """The history is shown to applicants."""
    assert all(set(text.as_dict()) == set(LANGUAGES) for text in STEPS.values())
