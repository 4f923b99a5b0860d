"""The SQL of similar petitions: what has no sketch, what shares a band."""

from __future__ import annotations

from egovframe.forms.similar import store
from egovframe.forms.similar.sketch import sketch, wording
from egovframe.kernel.ids import new_id
from tests.forms.desk import Desk

TEXT = "중앙로 12번지 앞 도로가 깊이 파여 있어 자전거가 넘어졌습니다. 빨리 고쳐 주세요."


def test_bands(desk: Desk) -> None:
    """A kept sketch is found by its own and gone when another takes its place; without one nothing is found."""
    ids = [desk.submit().petition.id for _ in range(2)]
    of, other = sketch(wording(TEXT)), sketch(wording(TEXT[::-1]))
    assert of is not None
    assert other is not None
    with desk.database.write() as conn:
        assert [row["id"] for row in store.not_sketched(conn, limit=1)] == ids[:1]
        store.keep(conn, ids[0], of)
        store.keep(conn, ids[1], None)
        assert store.not_sketched(conn, limit=9) == []
        assert store.alike(conn, of, but=ids[1], limit=9) == [ids[0]]
        assert store.alike(conn, of, but=ids[0], limit=9) == []
        store.keep(conn, ids[0], other)
        assert store.alike(conn, of, but=ids[1], limit=9) == []
        assert [row["id"] for row in store.rows_of(conn, ids[:1])] == ids[:1]


def test_before() -> None:
    """The text that ids drawn earlier are below of, and later ones are not."""
    drawn = new_id()
    assert store.before(drawn, 0) <= drawn
    assert store.before(drawn, 1000) < drawn[:13]
    assert store.before("00000000-0000-7000-8000-000000000000", 5) == "00000000-0000"
