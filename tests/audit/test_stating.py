"""Statements are made of what is sealed about somebody, as much as fits, on both databases."""

from __future__ import annotations

import pytest

from egovframe.audit import Search, stating
from egovframe.kernel.errors import NotFound
from egovframe.kernel.facts import Origin
from tests.audit import stated
from tests.audit.place import Place


def test_facts_about_somebody_are_found_the_newest_first(place_on_both: Place) -> None:
    """With their place in the log, and what was sealed for the person alone."""
    place = place_on_both
    stated.lived(place)
    place.facts(1, subjects=("p-1",), why="not sealed yet")
    found = stated.found(place, "p-1")
    assert [(each.place, dict(each.told)) for each in found] == [
        (None, {"why": "not sealed yet"}),
        (9, {}),
        (6, {"why": "전화 문의"}),
        (3, {"why": "a second look"}),
        (0, {"why": "complaint"}),
    ]
    assert [each.fact.private for each in found] == [{}] * 5


def test_only_those_who_may_are_disclosed_to(place: Place) -> None:
    """Facts about both are found for either; what was sealed for one is not disclosed to the other."""
    stated.lived(place)
    with place.database.read() as conn:
        found = stated.makers(place).found(conn, Search(subjects=("p-1",)), lambda _: frozenset({"p-2"}), limit=9)
    assert [each.told for each in found] == [{}] * 4


def test_paths_are_shared_and_prove_long_logs(place_on_both: Place) -> None:
    """Beyond one tile: every path leads to the same root, and each hash is in the file once."""
    place = place_on_both
    stated.lived(place)
    place.facts(600, subjects=("p-2",))
    place.facts(3, subjects=("p-1",))
    place.trail.seal()
    statement = stated.given(place, "p-1")
    assert statement.verify(place.trail.vkey).size == 614
    assert [fact.index for fact in statement.statement.facts] == [0, 3, 6, 9, 610, 611, 612]
    steps = sum(len(path) for path in statement.paths)
    assert len(statement.hashes) == len({*statement.hashes}) < steps


@pytest.mark.parametrize(("most", "room", "kept"), [(2, 10**6, 2), (99, 700, 1)])
def test_the_newest_are_taken_where_there_are_too_many(
    place: Place, monkeypatch: pytest.MonkeyPatch, most: int, room: int, kept: int
) -> None:
    """By number and by bytes; the statement says that there is more."""
    stated.lived(place)
    monkeypatch.setattr(stating, "MOST_FACTS", most)
    monkeypatch.setattr(stating, "MOST_BYTES", room)
    statement = stated.given(place, "p-1")
    assert statement.statement.more
    assert [fact.index for fact in statement.statement.facts] == [0, 3, 6, 9][-kept:]
    statement.verify(place.trail.vkey)


def test_nothing_is_stated_before_the_first_seal(place: Place) -> None:
    """An empty log has no checkpoint to prove anything under."""
    with pytest.raises(NotFound, match="nothing is sealed yet"):
        stated.given(place, "p-1")


def test_entries_of_the_first_version_disclose_nothing(place: Place) -> None:
    """Their values stand under one commitment together with where from: none can be shown without the others."""
    place.facts(1, subjects=("p-1",), why="old", origin=Origin(address="10.0.0.1"))
    with place.database.read() as conn:
        statements = stated.makers(place)
        old = {"v": 1, "private": "x", "subjects": ["p-1"]}
        assert statements._disclosed(conn, b"sealed", old, frozenset({"p-1"})) == ((), ())
