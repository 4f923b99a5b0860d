"""The SQL of public petitions, on each database."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from egovframe.forms.public import store
from egovframe.kernel.errors import Conflict
from tests.forms.desk import VISITOR
from tests.forms.public.square import PUBLISHER, Square

READ_BY_INDEX = ("public_petitions", "signatures", "signature_counts")


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


def test_what_is_counted_every_few_seconds_is_found_by_indexes(square: Square) -> None:
    """However many petitions ended long ago, were never signed or have no thresholds: one statement, no table read."""
    publications = [square.published() for _ in range(3)]
    square.sign(publications[0], "가가가")
    seen: list[tuple[str, Any]] = []

    @sa.event.listens_for(square.database.engine, "before_cursor_execute")
    def note(_conn: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        seen.append((statement, parameters))

    with square.database.read() as conn:
        seen.clear()
        assert store.stale(conn, before=square.time.at) == [publications[0].id]
        assert store.reaching(conn) == []
        asked = [each for each in seen if each[0].lstrip().upper().startswith("SELECT")]
        assert len(asked) == 2
        assert not any("answers" in statement for statement, _ in asked)
        if conn.dialect.name == "postgresql":
            conn.exec_driver_sql("SET LOCAL enable_seqscan = off")  # so few rows are read faster as they are
        for statement, parameters in asked:
            explain = "EXPLAIN " if conn.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN "
            plan = " ".join(str(row) for row in conn.exec_driver_sql(explain + statement, parameters))
            assert "ix_public_petitions_state" in plan
            assert not any(f"{how} {name}" in plan for how in ("SCAN", "Seq Scan on") for name in READ_BY_INDEX)
    square.fold()
    with square.database.read() as conn:
        assert [(row["id"], row["count"]) for row in store.reaching(conn)] == [(publications[0].id, 1)]
        assert store.stale(conn, before=square.time.at) == []
