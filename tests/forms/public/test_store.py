"""The SQL of public petitions, on each database."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from egovframe.forms.public import store
from egovframe.kernel.errors import Conflict
from tests.forms.desk import VISITOR
from tests.forms.public.square import PUBLISHER, Square


def test_no_page_counts_signatures(square: Square) -> None:
    """Reading and listing look at no row of a signature, however many there are."""
    publication = square.published()
    seen: list[str] = []

    @sa.event.listens_for(square.database.engine, "before_cursor_execute")
    def note(_conn: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.append(statement)

    with square.look(VISITOR) as look:
        square.public(look).shown.get(publication.id)
        square.public(look).shown.listed(sort="most")
    assert seen
    assert not any("FROM signatures" in each or "count(*)" in each.lower() for each in seen)


def test_a_second_decision_in_the_same_moment_is_refused(square: Square) -> None:
    """The table itself keeps one decision a petition, and one signature a mark."""
    publication = square.published()
    with square.database.read() as conn:
        row = store.plain(conn, publication.id)
    assert row is not None
    with pytest.raises(Conflict), square.work(PUBLISHER) as work:
        store.add(work, {**row, "id": "another"})
    for _ in range(1):
        with square.work(VISITOR) as work:
            signature = {"id": "1", "publication": publication.id, "mark": "m", "at": row["decided"], "sealed": b"x"}
            store.sign(work, signature)
            square.note(work)
    with pytest.raises(Conflict), square.work(VISITOR) as work:
        store.sign(work, {**signature, "id": "2"})
