"""How people write answers, and how a page sends them."""

from __future__ import annotations

import pytest

from egovframe.forms.reading import as_written, from_page, gather, unkeepable
from tests.forms.everything import Everything

Q = Everything.form_questions


def test_a_name_that_came_several_times_has_a_list() -> None:
    """As ticked boxes are posted."""
    assert gather([("a", "1"), ("b", "2"), ("a", "3"), ("a", "4")]) == {"a": ["1", "3", "4"], "b": "2"}


def test_a_page_leaves_out_what_was_left_blank() -> None:
    """Blank is no answer; nothing ticked is an empty choice; other names of the page are ignored."""
    assert from_page(Q, {"title": " \t", "name": "", "other": "x"}) == {"seen": False, "days": []}
    assert from_page(Q, {"days": ["mon", ""]})["days"] == ["mon"]
    assert from_page(Q, {"seen": ["no", "yes"]})["seen"] is True
    assert from_page(Q, {"seen": "on"})["seen"] is True


def test_line_ends_of_a_page_become_those_that_were_typed() -> None:
    """CRLF is how browsers send a line break; nothing else of a text changes."""
    assert from_page(Q, {"story": " a\r\n\r\nb\rc "})["story"] == " a\n\nb\rc "


def test_a_date_in_three_parts() -> None:
    """Filled in part it is a wrong date, not no date."""
    assert from_page(Q, {"when-y": "2026", "when-m": "9", "when-d": "1"})["when"] == "2026-09-01"
    assert from_page(Q, {"when-y": "２０２６", "when-m": "０９", "when-d": " 1 "})["when"] == "2026-09-01"
    assert from_page(Q, {"when-y": "2026", "when-m": "", "when-d": ""})["when"] == "2026--"
    assert "when" not in from_page(Q, {"when-y": "", "when-m": "", "when-d": ""})


@pytest.mark.parametrize(
    ("field", "written", "read"),
    [
        ("lanes", "1,234", 1234),
        ("lanes", "12,34", "12,34"),
        ("lanes", 2.0, 2),
        ("lanes", 2.5, 2.5),
        ("lanes", "9" * 30, "9" * 30),
        ("cost", "₩ 5,000", 5000),
        ("depth", "1,000.5", "1000.5"),
        ("depth", "−3", "-3"),
        ("when", "2026/1/2", "2026-01-02"),
        ("when", "soon", "soon"),
        ("seen", "네", True),
        ("seen", "아니요", False),
        ("email", " a@b.kr ", "a@b.kr"),
        ("title", "  as it is  ", "  as it is  "),
        ("unknown", "５", "５"),
    ],
)
def test_what_is_understood_and_what_is_left_for_the_check(field: str, written: object, read: object) -> None:
    """Numbers and dates are read; texts stay; what cannot be read stays to be refused."""
    assert as_written(Q, {field: written}) == {field: read}


def test_no_database_keeps_these() -> None:
    """U+0000 and halves of characters, alone or in a list."""
    assert unkeepable("a\0") == unkeepable(["x", "\ud800"]) == "characters"
    assert unkeepable("\U0001f3db") is unkeepable(5) is None
