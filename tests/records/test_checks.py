"""What a person enters about records: every fault at once, and texts that no database keeps."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from egovframe.kernel.errors import Invalid
from egovframe.kernel.ids import new_id
from egovframe.records import checks
from tests.records.room import Room


def faults(room: Room, **changed: object) -> list[str]:
    """The fields at fault in what is to be registered."""
    now = room.clock.now()
    given = {
        "title": "도로",
        "completed": date(2020, 1, 1),
        "unit": "roads",
        "at": now,
        "class_id": "leaflets",
        **changed,
    }
    class_id = given.pop("class_id")
    try:
        checks.class_for(room.centre, class_id, **given)  # type: ignore[arg-type]
    except Invalid as error:
        return [fault.field for fault in error.faults]
    return []


def test_all_faults_are_named_at_once(room: Room) -> None:
    """A person mends everything in one go."""
    tomorrow = room.clock.now().date() + timedelta(days=2)
    assert faults(room) == []
    assert faults(room, class_id="no", title=" ", completed=tomorrow) == ["class", "title", "completed"]


@pytest.mark.parametrize("title", ["", " \n", "x" * 1001, "a\0b", "a\ud800b"])
def test_a_title_that_cannot_be_kept(room: Room, title: str) -> None:
    """Blank, too long, or no text."""
    assert faults(room, title=title) == ["title"]


def test_content_is_utf8() -> None:
    """As it is, or refused."""
    assert checks.utf8("가\r\n🏛") == "가\r\n🏛".encode()
    with pytest.raises(Invalid):
        checks.utf8("\ud800")


def test_cursors_that_no_page_gave() -> None:
    """Are told apart from ids before the database is asked."""
    record_id = new_id()
    assert checks.is_id(record_id)
    assert checks.due_cursor(f"2026-01-01~{record_id}") == ("2026-01-01", record_id)
    for wrong in ("", "x~y", f"2026-13-01~{record_id}", "2026-01-01~x"):
        with pytest.raises(Invalid):
            checks.due_cursor(wrong)
    checks.list_of("road-works", cursor=record_id)
    for class_id, cursor in (("a\0", None), (None, "'; --")):
        with pytest.raises(Invalid):
            checks.list_of(class_id, cursor=cursor)
