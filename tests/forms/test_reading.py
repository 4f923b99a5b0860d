"""How people write answers, and how a page sends them."""

from __future__ import annotations

import pytest

from egovframe.forms import FormInvalid, bind
from egovframe.forms.reading import READERS, as_written, entries_posted, from_page, gather, unkeepable
from tests.forms.damage import ANSWERS as DAMAGE
from tests.forms.damage import Damage
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


POSTED: dict[str, object] = {
    "hurt": "no",
    "at": "오전 7시 40분",
    "where-lat": "37.5665",
    "where-lon": "126.978",
    "without-start": "2026. 9. 18.",
    "without-end-y": "2026",
    "without-end-m": "9",
    "without-end-d": "20",
    "things.0.what": "타이어",
    "things.0.price": "90,000",
    "things.3.what": " ",
    "things.7.what": "휠",
    "things.7.price": "240000",
    "things.7.receipt": "0199-a_b",
    "things.x.what": "no number",
    "total": "5",
    "photos": ["up1", "up2"],
    "home-zip": "04524",
    "home-road": "하늘시 중앙로 12",
    "home-detail": "3층",
    "business": "１２４-81-00998",
    "agree": "yes",
    "sign": "홍길동",
}


def test_a_page_posts_groups_and_parts() -> None:
    """Entries by their numbers, without those left blank; parts by their names: the same as the answers in JSON."""
    assert bind(Damage, POSTED, posted=True) == bind(Damage, DAMAGE)
    assert entries_posted(POSTED, "things.") == [0, 3, 7]


def test_a_box_that_is_not_ticked_is_no_consent() -> None:
    """A needed one is missing, another is no; nothing of a group is no entry."""
    left = {name: value for name, value in POSTED.items() if name != "agree" and not name.startswith("things")}
    with pytest.raises(FormInvalid) as caught:
        bind(Damage, left, posted=True)
    assert [(fault.field, fault.code) for fault in caught.value.faults] == [
        ("things", "missing"),
        ("agree", "must_agree"),
    ]
    assert bind(Damage, {**POSTED, "news": "on"}, posted=True).model_dump()["news"] is True


@pytest.mark.parametrize(
    ("written", "time"),
    [("7:40", "07:40"), ("07:40:12", "07:40"), ("오후 7시", "19:00"), ("오전 12:05", "00:05"), ("pm 12:30", "12:30")],
)
def test_times_are_read_as_people_write_them(written: str, time: str) -> None:
    """With or without the half of the day."""
    assert READERS["time"](written) == time
