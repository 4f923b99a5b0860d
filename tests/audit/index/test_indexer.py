"""The indexer: every sealed fact once, in any order of work, and searches that never wait for it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from egovframe.audit import Search, TrailBroken
from egovframe.audit.index.indexer import BATCH, catch_up, rebuild
from tests.audit.place import Place


def test_what_is_sealed_is_taken_in_once(place_on_both: Place) -> None:
    """In as many goes as it takes; a second look finds nothing to do."""
    place = place_on_both
    place.facts(BATCH + 3)
    assert catch_up(place.database) == 0
    place.trail.seal()
    assert catch_up(place.database) == BATCH + 3
    assert catch_up(place.database) == 0
    assert place.found() == []


def test_two_that_index_at_once_do_no_harm(place_on_both: Place) -> None:
    """Together they take in each fact once."""
    place = place_on_both
    place.facts(3 * BATCH)
    place.trail.seal()
    with ThreadPoolExecutor(3) as pool:
        assert sum(pool.map(lambda _: catch_up(place.database), range(3))) == 3 * BATCH
    assert place.one("SELECT COUNT(*) FROM fact_index") == 3 * BATCH


class Busy:
    """A database at which others seal more between two looks of one indexer."""

    def __init__(self, place: Place, more: int) -> None:
        self._place = place
        self._more = more
        self._looks = 0
        self.write = place.database.write

    def read(self) -> Any:
        """Look, the second time after others sealed."""
        self._looks += 1
        if self._looks == 2:
            self._place.facts(self._more)
            self._place.trail.seal()
        return self._place.database.read()


def test_what_others_seal_meanwhile_is_taken_in_as_well(place_on_both: Place) -> None:
    """A batch that found fewer facts than it could take ends where the log did, not where it would have ended."""
    place = place_on_both
    place.facts(3)
    place.trail.seal()
    busy: Any = Busy(place, BATCH + 2)
    assert catch_up(busy) == BATCH + 5
    assert place.one("SELECT COUNT(*) FROM fact_index") == BATCH + 5
    assert place.found() == []


def test_the_index_is_made_anew(place: Place) -> None:
    """Whatever another tool did to it, the entries say what it holds."""
    place.filled()
    place.sql("UPDATE fact_index SET actor = 'o-9'")
    place.sql("DELETE FROM fact_subjects")
    assert place.found() != []
    assert rebuild(place.database) == 4
    assert place.found() == []


def test_a_damaged_entry_stops_neither_index_nor_search(place: Place) -> None:
    """It is passed over and named by verification; the others are found."""
    ids = place.facts(3)
    place.trail.seal()
    place.sql("UPDATE facts SET entry = x'00' WHERE n = 2")
    assert catch_up(place.database) == 2
    assert [fact["id"] for fact in place.trail.search()] == [ids[2], ids[0]]
    place.facts(1)
    place.sql("UPDATE facts SET entry = x'00' WHERE n = 4")
    assert len(place.trail.search()) == 2


def test_a_damaged_entry_at_the_end_is_not_tried_for_ever(place: Place) -> None:
    """A look ends although nothing can be taken in, and takes in what comes after it later."""
    place.facts(2)
    place.trail.seal()
    place.sql("UPDATE facts SET entry = x'00' WHERE n = 2")
    assert [catch_up(place.database) for _ in range(2)] == [1, 0]
    place.facts(1)
    place.trail.seal()
    assert catch_up(place.database) == 1


def test_a_row_that_was_slipped_in_stops_the_index_and_says_so(place_on_both: Place) -> None:
    """A row of a fact yet to come is no other indexer at work, so no reason to try for ever; made anew, all is well."""
    place = place_on_both
    place.sql("INSERT INTO fact_subjects (subject, n) VALUES ('p-1', 1)")
    place.facts(1, subjects=("p-1",))
    place.trail.seal()
    with pytest.raises(TrailBroken, match="no sealed fact gave it"):
        catch_up(place.database)
    assert place.trail.reindex() == 1
    assert place.found() == []


STEPS = st.lists(st.sampled_from(["read", "kept", "seal", "index"]), max_size=12)
ASKED = st.fixed_dictionaries(
    {},
    optional={
        "action": st.sampled_from(["thing.read", "thing.kept", "thing.lost"]),
        "object": st.sampled_from(["0", "1", "9"]),
        "subjects": st.sampled_from([("p-0",), ("p-1", "p-2"), ("p-9",)]),
        "before": st.integers(1, 9),
    },
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(steps=STEPS, asked=ASKED)
def test_a_search_finds_the_same_whether_facts_are_sealed_indexed_or_neither(
    place: Place, steps: list[str], asked: dict[str, Any]
) -> None:
    """Held against looking through all of them."""
    for table in ("facts", "fact_index", "fact_subjects", "runs", "gaps", "tiles", "checkpoints"):
        place.sql(f"DELETE FROM {table}")
    place.trail._sequencer._tree = None
    written = 0
    for step in steps:
        if step == "seal":
            place.trail.seal()
        elif step == "index":
            catch_up(place.database)
        else:
            with place.database.write() as conn:
                told = {"object": str(written % 3), "subjects": (f"p-{written % 3}",)}
                place.trail.record(conn, place.note(f"thing.{step}", **told))
            written += 1
    every = place.trail.search(limit=100)
    assert len(every) == written
    search = Search(**asked)
    wanted = [fact for fact in every if search.matches(fact["n"], fact)]
    assert place.trail.search(limit=100, **asked) == wanted


@pytest.mark.postgres
def test_a_fact_that_was_committed_late_is_found_before_it_is_sealed(postgres_url: str, tmp_path: Any) -> None:
    """PostgreSQL: its number is lower than those that are in the index already."""
    from tests.audit.place import trail_alone

    with trail_alone(postgres_url, tmp_path) as place, place.database.engine.connect() as slow:
        begun = slow.begin()
        late = place.trail.record(slow, place.note())
        (early,) = place.facts(1)
        place.trail.tend()
        begun.commit()
        assert [fact["id"] for fact in place.trail.search()] == [early, late]
        place.trail.tend()
        assert [fact["id"] for fact in place.trail.search()] == [early, late]
        assert place.found() == []
