"""The SQL of acknowledgements."""

from __future__ import annotations

from egovframe.audit import store
from egovframe.audit.acknowledging.store import cosigned_sizes, covering, kept_cosignatures
from tests.audit.place import Place


def test_facts_are_covered_once_all_of_them_are_sealed(place_on_both: Place) -> None:
    """The size is that of the last of them; one that waits, or that nobody knows, leaves none."""
    place = place_on_both
    first = place.facts(3)
    place.trail.seal()
    later = place.facts(1)
    with place.database.read() as conn:
        assert covering(conn, first) == 3
        assert covering(conn, first[:1]) == 1
        assert covering(conn, [*first, *later]) is None
        assert covering(conn, [*first, "nobody-knows-it"]) is None
    place.trail.seal()
    with place.database.read() as conn:
        assert covering(conn, [*later, *first]) == 4


def test_the_logs_own_cosignature_makes_nothing_witnessed(place: Place) -> None:
    """Only what somebody else signed counts, and only of checkpoints that are large enough."""
    for size in (2, 5):
        statement = "INSERT INTO cosignatures VALUES (:size, 'bada.example/witness', 'aa', x'00', 'now')"
        place.sql(statement, size=size)
    place.sql("INSERT INTO cosignatures VALUES (9, 'haneul.example/log', 'bb', x'00', 'now')")
    with place.database.read() as conn:
        assert cosigned_sizes(conn, least=1, but="haneul.example/log") == [5, 2]
        assert cosigned_sizes(conn, least=3, but="haneul.example/log") == [5]
        assert cosigned_sizes(conn, least=6, but="haneul.example/log") == []


def test_cosignatures_are_spread_over_all_that_are_kept(place_on_both: Place) -> None:
    """At most as many as asked for, the newest among them, each with its checkpoint."""
    place = place_on_both
    for size in range(1, 11):
        place.facts(1)
        place.trail.seal()
        with place.database.write() as conn:
            row = {"size": size, "name": "bada", "key_hash": "aa", "signature": bytes([size]), "at": "now"}
            store.keep_cosignature(conn, row)
    with place.database.read() as conn:
        for most, sizes in ((10, [*range(1, 11)]), (20, [*range(1, 11)]), (3, [2, 6, 10]), (1, [10])):
            rows = list(kept_cosignatures(conn, "bada", "aa", most=most))
            assert [row.size for row in rows] == sizes
            assert all(bytes(row.signature) == bytes([row.size]) and f"\n{row.size}\n" in row.note for row in rows)
        assert list(kept_cosignatures(conn, "bada", "bb", most=3)) == []
