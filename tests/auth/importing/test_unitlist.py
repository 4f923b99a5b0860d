"""Rows as units: names, titles and days, each fault by column and code."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from egovframe.auth.importing.errors import ImportRefused
from egovframe.auth.importing.unitlist import UnitsFile, UnitWanted
from tests.auth.importing.clerk import written


def units(folder: Path, text: str) -> list[UnitWanted]:
    """The units of a CSV text."""
    return list(UnitsFile(written(folder, text, "units.csv")).units())


def test_a_row_is_read_with_all_that_it_says(tmp_path: Path) -> None:
    """Korean headings."""
    (unit,) = units(
        tmp_path,
        "부서코드,부서명,영문명,상위부서,시행일,폐지일,부서장,사유\n"
        "lights,가로등팀,Street lights,roads,2027-01-01,2027-12-31,kim,조직개편\n",
    )
    assert unit == UnitWanted(
        2, "lights", "가로등팀", "Street lights", "roads", "kim", date(2027, 1, 1), date(2027, 12, 31), "조직개편",
        columns=unit.columns,
    )  # fmt: skip
    assert unit.columns["parent"] == (4, "상위부서")


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("도로과,도로과,,", (1, "unit_name_invalid")),
        (",도로과,,", (1, "unit_name_invalid")),
        ("roads,,,", (2, "title_missing")),
        ("roads,도로과,내일,", (3, "day_unreadable")),
        ("roads,도로과,,2026-02-30", (4, "day_unreadable")),
        ("roads,도로과,2027-02-01,2027-01-31", (4, "period_over")),
    ],
)
def test_each_fault_has_its_column_and_code(tmp_path: Path, row: str, fault: tuple[int, str]) -> None:
    """In both languages."""
    (unit,) = units(tmp_path, f"code,title,from,until\n{row}\n")
    assert [(each.column, each.code) for each in unit.problems] == [fault]
    assert unit.problems[0].message.in_("ko") != unit.problems[0].message.in_("en")


def test_a_list_of_units_has_names_and_titles(tmp_path: Path) -> None:
    """Without one of them it is no list of units."""
    for heading in ("code", "title"):
        with pytest.raises(ImportRefused, match="no column"):
            UnitsFile(written(tmp_path, f"{heading}\nx\n", "units.csv"))
    file = UnitsFile(written(tmp_path, "code,title,비고\nroads,도로과,x\n", "units.csv"))
    assert (file.label, file.called, file.unused, len(file.digest)) == ("csv", "units.csv", ("비고",), 64)
