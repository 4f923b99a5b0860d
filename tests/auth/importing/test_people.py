"""Rows as people: kinds, statuses, days, roles with their periods, and hashes; each fault by column and code."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from egovframe.auth.importing.model import Person, Wanted
from egovframe.auth.importing.people import PeopleFile, day_of
from tests.auth.importing.clerk import framework_hash, workbook, written


def people(folder: Path, text: str) -> list[Person]:
    """The people of a CSV text."""
    return list(PeopleFile(written(folder, text)).people())


def faults(person: Person) -> list[tuple[int, str]]:
    """Column and code of each fault."""
    return [(each.column, each.code) for each in person.problems]


def test_a_row_is_read_with_all_that_it_says(tmp_path: Path) -> None:
    """Korean headings and words."""
    kept = framework_hash("kim", "x")
    (kim,) = people(
        tmp_path,
        "아이디,종류,성명,이메일,전화,사번,역할,부서,시작일,종료일,사유,해시 방식,비밀번호 해시,상태\n"
        "kim,업무,김하늘,k@x.kr,010-1,7,road-officer; auditor@parks ..2027-06-30,roads,2027. 1. 1.,,발령,"
        f"egovframe,{kept},정지\n",
    )
    assert (kim.name, kim.kind, kim.display_name, kim.email, kim.phone) == (
        "kim",
        "officer",
        "김하늘",
        "k@x.kr",
        "010-1",
    )
    assert kim.roles == (
        Wanted("road-officer", "roads", date(2027, 1, 1)),
        Wanted("auditor", "parks", date(2027, 1, 1), date(2027, 6, 30)),
    )
    assert (kim.employee_number, kim.reason, kim.scheme, kim.hash, kim.disabled) == (
        "7",
        "발령",
        "egovframe",
        kept,
        True,
    )
    assert kim.problems == ()
    assert kept not in repr(kim)


def test_what_a_row_does_not_say_is_empty(tmp_path: Path) -> None:
    """But for the kind, which the import as a whole says."""
    path = written(tmp_path, "name\nkim\n")
    (kim,) = PeopleFile(path, kind="citizen").people()
    assert kim == Person(row=2, name="kim", kind="citizen", hashed_as="kim", columns=kim.columns)


@pytest.mark.parametrize(
    ("heading", "cell", "column", "code"),
    [
        ("종류", "임금님", 2, "kind_unknown"),
        ("상태", "휴가", 2, "status_unknown"),
        ("시작일", "2026-02-30", 2, "day_unreadable"),
        ("종료일", "내일", 2, "day_unreadable"),
        ("역할", "a@b@c", 2, "role_unreadable"),
        ("역할", "road-officer 2026..금방", 2, "day_unreadable"),
        ("역할", "a;a", 2, "role_twice"),
        ("역할", ";".join(f"r{n}" for n in range(21)), 2, "roles_many"),
        ("전화", "1012345678", 2, "phone_zero"),
        ("비밀번호 해시", "abc", 2, "scheme_unknown"),
    ],
)
def test_each_fault_has_its_column_and_code(tmp_path: Path, heading: str, cell: str, column: int, code: str) -> None:
    """And words in both languages that do not quote the cell."""
    (kim,) = people(tmp_path, f"아이디,{heading}\nkim,{cell}\n")
    assert (column, code) in faults(kim)
    for problem in kim.problems:
        for language in ("ko", "en"):
            said = problem.message.in_(language) + problem.hint.in_(language)
            assert cell not in said
        assert problem.message.in_("ko") != problem.message.in_("en")


def test_a_row_without_a_name_is_a_problem_at_the_name(tmp_path: Path) -> None:
    """The row counts all the same."""
    (nobody,) = people(tmp_path, "이메일,아이디\nk@x.kr,\n")
    assert faults(nobody) == [(2, "name_missing")]


def test_days_of_spreadsheets(tmp_path: Path) -> None:
    """A cell that is a day, a phone that a spreadsheet took for a number."""
    book = workbook(
        tmp_path / "a.xlsx", [["name", "phone", "roles", "until"], ["kim", 1012345678, "auditor", "2027-01-31"]]
    )
    (kim,) = PeopleFile(book).people()
    assert faults(kim) == [(2, "phone_zero")]
    assert kim.roles == (Wanted("auditor", until=date(2027, 1, 31)),)
    assert str(kim.roles[0]) == "auditor ..2027-01-31"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-01-31", date(2026, 1, 31)),
        ("2026. 1. 31.", date(2026, 1, 31)),
        ("2026/1/31", date(2026, 1, 31)),
        ("20260131", date(2026, 1, 31)),
        ("2026-01-31T00:00:00", date(2026, 1, 31)),
        ("2026-13-01", None),
        ("31.01.2026", None),
        ("", None),
    ],
)
def test_days_as_people_write_them(text: str, day: date | None) -> None:
    """Year first; anything else is no day."""
    assert day_of(text) == day


def test_the_source_says_what_it_is(tmp_path: Path) -> None:
    """For the trail and for the report."""
    file = PeopleFile(written(tmp_path, "name,비고\nkim,x\n"))
    assert (file.label, file.called, file.unused, len(file.digest)) == ("csv", "people.csv", ("비고",), 64)
    assert file.unchanged()
