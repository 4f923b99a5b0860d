"""Facts read to be sealed."""

from __future__ import annotations

from egovframe.audit.sealing import reading
from egovframe.audit.sealing.reading import read
from egovframe.audit.tree import leaf_hash
from tests.audit.place import Place


def test_the_offices_own_are_read_and_the_others_counted(place_on_both: Place) -> None:
    """From a number to another, as many as are asked for, page by page."""
    place = place_on_both
    place.facts(7)
    place.sql("INSERT INTO facts (id, entry, mac) SELECT 'copy', entry, mac FROM facts WHERE n = 2")
    place.facts(2)
    with place.database.read() as conn:
        rows = {row.n: row for row in conn.exec_driver_sql("SELECT n, id, entry FROM facts")}
        (copied,) = (n for n, row in rows.items() if row.id == "copy")
        own = [n for n in sorted(rows) if n != copied]
        every = read(conn, place.cabinet, 1, None, most=100)
        assert (every.seen, every.numbers) == (sorted(rows), own)
        assert every.hashes == [leaf_hash(bytes(rows[n].entry)) for n in own]
        some = read(conn, place.cabinet, own[1], own[5], most=3)
        assert (some.first, some.last, some.seen, some.numbers) == (own[1], own[5], own[1:4], own[1:4])
        assert read(conn, place.cabinet, own[1], own[5], most=100).numbers == own[1:6]
        assert read(conn, place.cabinet, 10_000, None, most=5).seen == []


def test_no_page_is_left_out(place: Place) -> None:
    """However many pages there are, the last one too."""
    ids = place.facts(2 * reading.PAGE + 3)
    with place.database.read() as conn:
        assert len(read(conn, place.cabinet, 1, None, most=10**6).hashes) == len(ids)
