"""Files as lists: letters, separators, headings, and rows with what is wrong in which column."""

from __future__ import annotations

from pathlib import Path

import pytest

from egovframe.auth.importing import reader
from egovframe.auth.importing.columns import PEOPLE
from egovframe.auth.importing.errors import ImportRefused
from egovframe.auth.importing.reader import File, heading_key
from tests.auth.importing.clerk import workbook, written

TEXT = "아이디,성명\nkim,김하늘\n"


def cells(path: Path) -> list[dict[str, str]]:
    """The cells of each row."""
    return [dict(row.cells) for row in File(path, PEOPLE).rows()]


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("cp949", "CP949 (Korean Windows)")],
)
def test_the_letters_are_found_out_and_said(tmp_path: Path, encoding: str, said: str) -> None:
    """With or without a byte order mark, and as spreadsheets of Korean Windows write."""
    file = File(written(tmp_path, TEXT.encode(encoding)), PEOPLE)
    assert [dict(row.cells) for row in file.rows()] == [{"name": "kim", "display_name": "김하늘"}]
    assert said in file.notes[0].in_("en")
    assert said.split(maxsplit=1)[0] in file.notes[0].in_("ko")


def test_what_is_neither_says_in_which_line(tmp_path: Path) -> None:
    """Bytes of another alphabet, a file with nothing in it."""
    with pytest.raises(ImportRefused, match=r"neither UTF-8 nor CP949 .from line 3 on"):
        File(written(tmp_path, b"name\nkim\n\xff\xfe\xfa lee\n"), PEOPLE)
    with pytest.raises(ImportRefused, match="neither"):
        File(written(tmp_path, b"name\nk\0im\n"), PEOPLE)
    with pytest.raises(ImportRefused, match="empty"):
        _ = File(written(tmp_path, "\n , \n"), PEOPLE).headings


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"], ids=["comma", "semicolon", "tab", "bar"])
def test_the_separator_is_found_from_the_headings(tmp_path: Path, separator: str) -> None:
    """Whatever the country of the spreadsheet writes; a role's semicolons stay in their cell."""
    text = separator.join(["name", "full name", "roles"]) + "\n" + separator.join(["kim", "김하늘", '"a@b;c@d"']) + "\n"
    assert cells(written(tmp_path, text)) == [{"name": "kim", "display_name": "김하늘", "roles": "a@b;c@d"}]


def test_headings_may_be_written_in_many_ways(tmp_path: Path) -> None:
    """Case, blanks, stars, units in brackets; blank rows before and between are passed over but counted."""
    path = written(tmp_path, "\n아이디 *,E-Mail (업무용),Full_Name,비고\n\nkim,k@x.kr,김,x\n")
    file = File(path, PEOPLE)
    (row,) = file.rows()
    assert (row.number, dict(row.cells)) == (4, {"name": "kim", "email": "k@x.kr", "display_name": "김"})
    assert row.columns["email"] == (2, "E-Mail (업무용)")
    assert file.headings.unused == ("비고",)
    assert heading_key(" Full-Name. ") == "fullname"


@pytest.mark.parametrize(
    ("heading", "says"),
    [
        ("성명,이메일", "no column 'name'"),
        ("아이디,login", "two columns for the same"),
        ("아이디,비밀번호", "never taken"),
        ("name,Password", "never taken"),
        (",".join(["아이디", *["x"] * 250]), "more than 200 columns"),
    ],
    ids=["missing", "twice", "password-ko", "password-en", "wide"],
)
def test_headings_that_are_not_those_of_the_list(tmp_path: Path, heading: str, says: str) -> None:
    """Missing ones, two for the same, and passwords as they are, which are never taken."""
    with pytest.raises(ImportRefused, match=says) as caught:
        _ = File(written(tmp_path, f"{heading}\n1,2\n"), PEOPLE).headings
    assert caught.value.hint


def test_formulas_long_cells_and_cells_too_many_are_problems_of_their_row(tmp_path: Path) -> None:
    """The other rows go on; the column is the one in the file."""
    text = f'name,note,email\nkim,,=HYPERLINK("x")\nlee,,{"x" * 2001}\npark,,p@x.kr,extra\nchoi,,c@x.kr\n'
    rows = list(File(written(tmp_path, text), PEOPLE).rows())
    assert [[(each.column, each.code) for each in row.problems] for row in rows] == [
        [(3, "formula")],
        [(3, "too_long")],
        [(0, "too_many_cells")],
        [],
    ]
    path = workbook(tmp_path / "a.xlsx", [["name", "email"], ["kim", "k@x.kr"]], formulas={(1, 1): "=1+1"})
    (row,) = File(path, PEOPLE).rows()
    assert [(each.column, each.heading, each.code) for each in row.problems] == [(2, "email", "formula")]


def test_broken_quotes_say_from_which_line_on(tmp_path: Path) -> None:
    """A quote that is never closed would swallow the rest of the file."""
    with pytest.raises(ImportRefused, match="broken from line 2 on"):
        cells(written(tmp_path, 'name,email\nkim,"open\nlee,l@x.kr\n'))


def test_a_million_rows_are_the_most(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The row after them is refused, while it is read; nothing is kept of those before."""
    assert reader.MOST_ROWS == 1_000_000
    monkeypatch.setattr(reader, "MOST_ROWS", 1_000)
    rows = File(written(tmp_path, "name\n" + "k\n" * 1_001), PEOPLE).rows()
    assert [next(rows).number for _ in range(1_000)][-1] == 1_001
    with pytest.raises(ImportRefused, match="more than 1,000 rows"):
        next(rows)


@pytest.mark.heavy
def test_a_file_of_more_than_a_million_rows(tmp_path: Path) -> None:
    """The same with a real one."""
    path = written(tmp_path, "name\n" + "k\n" * 1_000_001)
    with pytest.raises(ImportRefused, match="more than 1,000,000 rows"):
        sum(1 for _ in File(path, PEOPLE).rows())


def test_files_of_no_known_kind_or_too_large_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each says what to do."""
    with pytest.raises(ImportRefused, match=r"\.csv, \.tsv, \.txt or \.xlsx"):
        File(written(tmp_path, TEXT, "people.ods"), PEOPLE)
    with pytest.raises(ImportRefused, match="cannot be read"):
        File(tmp_path / "nobody.csv", PEOPLE)
    monkeypatch.setattr(reader, "MOST_BYTES", 10)
    with pytest.raises(ImportRefused, match="MiB"):
        File(written(tmp_path, TEXT), PEOPLE)


def test_a_change_of_the_file_is_noticed(tmp_path: Path) -> None:
    """By its digest, which is also what the trail tells of it."""
    path = written(tmp_path, TEXT)
    file = File(path, PEOPLE)
    assert (file.label, len(file.digest), file.unchanged()) == ("csv", 64, True)
    written(tmp_path, TEXT + "lee,이바다\n")
    assert not file.unchanged()
