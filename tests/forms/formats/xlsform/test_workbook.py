"""The workbook of an XLSForm."""

import pytest

from egovframe.forms.formats.carrying import FormatUnreadable
from egovframe.forms.formats.xlsform.workbook import language_heading, language_of, read_sheets, write_sheets
from tests.forms.formats.test_documents import packed


def test_there_and_back() -> None:
    """Rows with their numbers; empty cells and rows are left out; formulas and links are texts."""
    rows = [{"type": "text", "name": "a"}, {"type": "=1+1", "label": "http://x.example"}]
    made = write_sheets({"survey": rows, "other": [{"x": "y"}]})
    assert read_sheets(made) == {"survey": [(2, rows[0]), (3, rows[1])]}
    assert made == write_sheets({"survey": rows, "other": [{"x": "y"}]})


def test_headings_are_read_as_people_write_them() -> None:
    """Capital letters, blanks around the language."""
    made = write_sheets({"Survey": [{"Type": "text", "label :: English (en)": "A"}]})
    assert read_sheets(made) == {"survey": [(2, {"type": "text", "label::English (en)": "A"})]}


def test_what_is_no_xlsform() -> None:
    """No sheet `survey`, an archive of something else, a bomb inside of a workbook."""
    with pytest.raises(FormatUnreadable, match="no sheet called survey"):
        read_sheets(write_sheets({"choices": [{"a": "b"}]}))
    with pytest.raises(FormatUnreadable):
        read_sheets(packed(a=b"x"))
    with pytest.raises(FormatUnreadable, match="larger"):
        read_sheets(packed(**{"xl/workbook.xml": b" " * (65 * 2**20)}))


def test_entities_are_not_expanded() -> None:
    """A billion laughs in the shared strings of a workbook stay what they are, or are refused."""
    laughs = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + n, (b"&%c;" % (97 + n)) * 10) for n in range(9)
    )
    strings = (
        laughs + b']><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&j;</t></si></sst>'
    )
    from egovframe.forms.formats.documents import unpack

    files = unpack(write_sheets({"survey": [{"type": "text"}]}))
    files["xl/sharedStrings.xml"] = strings
    try:
        read = read_sheets(packed(**files))
    except FormatUnreadable:
        return
    assert len(str(read)) < 1_000


@pytest.mark.parametrize(
    ("heading", "tag"),
    [
        ("English (en)", "en"),
        ("english", "en"),
        ("한국어", "ko"),
        ("ko", "ko"),
        ("Swahili (sw)", "sw"),
        ("Klingonish", "klingonish"),
    ],
)
def test_languages(heading: str, tag: str) -> None:
    """By their tag, by their name in English or Korean, or as they stand there."""
    assert language_of(heading) == tag


def test_headings_of_languages() -> None:
    """As XLSForm asks for them."""
    assert (language_heading("ko"), language_heading("xx")) == ("Korean (ko)", "xx (xx)")
