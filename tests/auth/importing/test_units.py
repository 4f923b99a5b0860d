"""The organisation from a list: added, renamed, moved, closed, each from a day on; whole or not at all; once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from egovframe.auth.importing import units
from egovframe.auth.importing.errors import ImportRefused
from egovframe.auth.importing.model import Tally, Verdict
from egovframe.auth.importing.unitlist import UnitsFile
from egovframe.auth.importing.units import import_units
from egovframe.auth.model import Unit
from egovframe.kernel.permissions import EVERYWHERE, Actor, Forbidden
from egovframe.kernel.text import Text
from tests.auth.gatehouse import CONSOLE, READER, Gatehouse
from tests.auth.importing.clerk import SEOUL, codes, written

ORGANISER = Actor("officer", "organiser", "Organiser", holds={"unit.manage": EVERYWHERE})
HEADINGS = "부서코드,부서명,영문명,상위부서,시행일,폐지일,부서장\n"


def organised(
    gate: Gatehouse, folder: Path, rows: str, by: Actor = ORGANISER, *, dry_run: bool = False
) -> tuple[Tally, list[Verdict]]:
    """Import a list of units; gives what it came to and the verdict of each row."""
    verdicts: list[Verdict] = []
    source = UnitsFile(written(folder, HEADINGS + rows, "units.csv"))
    tally = import_units(
        source, auth=gate.auth, work=lambda: gate.work(by), zone=SEOUL, dry_run=dry_run, tell=verdicts.append
    )
    return tally, verdicts


def tree(gate: Gatehouse, at: datetime | None = None) -> Mapping[str, Unit]:
    """The units at a moment."""
    with gate.work() as work:
        return gate.auth.rights(work).units.tree(at).units


def test_a_tree_comes_in_whatever_the_order_of_its_rows(gate: Gatehouse, tmp_path: Path) -> None:
    """Units before the ones above them; facts of each and one of the list; a second run changes nothing."""
    gate.add("kim")
    rows = "lamps,등기구반,,lights,,,\nlights,가로등팀,Lights,roads,,,kim\n"
    rows += "parks,공원녹지과,,,,,\nroads,도로과,Roads,,,,\n"
    tally, verdicts = organised(gate, tmp_path, rows)
    assert [(each.outcome, each.changes) for each in verdicts] == [
        ("new", ("unit",)),
        ("new", ("unit",)),
        ("changed", ("title",)),
        ("unchanged", ()),
    ]
    found = tree(gate)
    assert (found["lamps"].parent, found["lights"].parent, found["roads"].parent) == ("lights", "roads", "streets")
    assert found["lights"].title == Text(ko="가로등팀", en="Lights")
    assert found["lights"].head is not None
    assert found["parks"].title == Text(ko="공원녹지과", en="Parks")  # what the list does not say in English stays
    assert len(gate.facts.of("unit.added")) == 2
    (fact,) = gate.facts.of("units.imported")
    assert (fact.details["new"], fact.details["changed"], fact.private["digest"]) == (2, 1, tally.digest)
    gate.facts.notes.clear()
    again, verdicts = organised(gate, tmp_path, rows)
    assert ({each.outcome for each in verdicts}, again.written, gate.facts.notes) == ({"unchanged"}, False, [])


def test_a_dry_run_tells_what_the_run_would_and_keeps_nothing(gate: Gatehouse, tmp_path: Path) -> None:
    """It is the run, taken back."""
    rows = "lights,가로등팀,,roads,,,\nbridges,교량팀,,parks,,,\n"
    tally, verdicts = organised(gate, tmp_path, rows, dry_run=True)
    assert [(each.outcome, each.changes) for each in verdicts] == [("new", ("unit",)), ("changed", ("parent",))]
    assert (tally.written, set(tree(gate))) == (False, {"streets", "roads", "bridges", "parks"})
    _, really = organised(gate, tmp_path, rows)
    assert really == verdicts
    assert tree(gate)["bridges"].parent == "parks"


def test_changes_are_dated(small: Gatehouse, tmp_path: Path) -> None:
    """From the beginning of one day to the end of another, in the city's zone; until then all is as it was."""
    rows = "bridges,교량과,,streets,2027-01-01,2027-06-30,\n"
    _, (verdict,) = organised(small, tmp_path, rows)
    assert verdict.changes == ("title", "parent", "closed")
    before, during = datetime(2026, 12, 31, 14, 59, tzinfo=UTC), datetime(2026, 12, 31, 15, 0, tzinfo=UTC)
    assert tree(small, before)["bridges"].parent == "roads"
    assert tree(small, during)["bridges"].parent == "streets"
    assert "bridges" in tree(small, datetime(2027, 6, 30, 14, 59, tzinfo=UTC))
    assert "bridges" not in tree(small, datetime(2027, 6, 30, 15, 0, tzinfo=UTC))
    assert organised(small, tmp_path, rows)[1][0].outcome == "unchanged"


def test_a_branch_closes_from_below(small: Gatehouse, tmp_path: Path) -> None:
    """Those below before those above, whatever the order; to the top and without a head are said with a hyphen."""
    small.add("kim")
    organised(small, tmp_path, "roads,도로과,,,,,kim\n")
    rows = "streets,안전교통국,,,,2026-12-31,\nroads,도로과,,-,,2026-12-31,-\nbridges,교량팀,,,,2026-12-31,\n"
    _, verdicts = organised(small, tmp_path, rows)
    assert [each.changes for each in verdicts] == [("closed",), ("parent", "head", "closed"), ("closed",)]
    assert set(tree(small, datetime(2027, 1, 2, tzinfo=UTC))) == {"parks"}
    assert (tree(small)["roads"].parent, tree(small)["roads"].head) == (None, None)


def test_units_above_each_other_are_told_from_one_that_is_missing(small: Gatehouse, tmp_path: Path) -> None:
    """And the row on which another one waits is named; nothing is kept."""
    rows = "one,하나,,two,,,\ntwo,둘,,one,,,\nthree,셋,,nowhere,,,\nfour,넷,,three,,,\n"
    tally, verdicts = organised(small, tmp_path, rows)
    found = [(each.problems[0].code, each.problems[0].message.in_("en")) for each in verdicts]
    assert found[:2] == [
        ("unit_stuck", "The unit above it is in row 3, which cannot be imported either."),
        ("unit_stuck", "The unit above it is in row 2, which cannot be imported either."),
    ]
    assert found[2] == ("auth.unit_unknown", "There is no unit 'nowhere' then.")
    assert found[3] == ("unit_stuck", "The unit above it is in row 4, which cannot be imported either.")
    assert not tally.written


def test_what_was_closed_before_the_office_knew_it_is_passed_over(small: Gatehouse, tmp_path: Path) -> None:
    """The past is never written."""
    _, (verdict,) = organised(small, tmp_path, "steam,증기과,,,1990-01-01,1999-12-31,\n")
    assert verdict.outcome == "unchanged"


@pytest.mark.parametrize(
    ("rows", "problems"),
    [
        ("lights,가로등팀,,moon,,,\n", [(4, "auth.unit_unknown")]),
        ("lights,가로등팀,,,,,nobody\n", [(7, "auth.account_not_found")]),
        ("streets,안전교통국,,bridges,,,\n", [(4, "auth.unit_invalid")]),
        ("roads,도로과,,,,2026-12-31,\n", [(4, "auth.unit_invalid")]),
        ("lights,가로등팀,,,,,\nlights,가로등과,,,,,\n", [(1, "name_twice")]),
        ("Lights,가로등팀,,,,,\n", [(1, "unit_name_invalid")]),
    ],
    ids=["parent", "head", "circle", "closed-above", "twice", "name"],
)
def test_one_wrong_row_keeps_all_others_out(
    small: Gatehouse, tmp_path: Path, rows: str, problems: list[tuple[int, str]]
) -> None:
    """With the column and what to do, in both languages."""
    tally, verdicts = organised(small, tmp_path, f"{rows}zoo,동물원,,parks,,,\n")
    found = [problem for each in verdicts for problem in each.problems]
    assert [(each.column, each.code) for each in found] == problems
    assert all(each.hint.in_("ko") and each.message.in_("ko") != each.message.in_("en") for each in found)
    assert (tally.written, set(tree(small))) == (False, {"streets", "roads", "bridges", "parks"})


def test_a_name_that_was_closed_is_not_used_again(small: Gatehouse, tmp_path: Path) -> None:
    """Facts of old name the old unit."""
    organised(small, tmp_path, "zoo,동물원,,parks,,,\n")
    with small.work() as work:
        small.auth.rights(work).units.close("zoo")
    small.time.forward(days=1)
    _, (verdict,) = organised(small, tmp_path, "zoo,동물원,,parks,,,\n")
    assert codes(verdict) == [(1, "auth.unit_taken")]


def test_units_are_changed_only_where_one_may(small: Gatehouse, tmp_path: Path) -> None:
    """`unit.manage` counts in the unit; who holds it nowhere is refused, and both are facts."""
    head = Actor("officer", "head", "Head", holds={"unit.manage": frozenset({"roads", "bridges"})})
    _, verdicts = organised(small, tmp_path, "lights,가로등팀,,roads,,,\nzoo,동물원,,parks,,,\n", head)
    assert [codes(each) for each in verdicts] == [[], [(1, "egov.forbidden")]]
    assert small.facts.of("access.denied")
    with pytest.raises(Forbidden):
        organised(small, tmp_path, "lights,가로등팀,,roads,,,\n", READER)


def test_a_list_longer_than_any_city_is_refused(
    small: Gatehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody has five thousand units."""
    monkeypatch.setattr(units, "MOST_UNITS", 1)
    with pytest.raises(ImportRefused, match="more than 1 units"):
        organised(small, tmp_path, "a,가,,,,,\nb,나,,,,,\n", CONSOLE)
