"""What goes into the package of a record."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from egovframe.records.model import Record
from egovframe.records.packages.record import description, ending, packed
from tests.records.room import CLERK, Room

AT = datetime(2026, 11, 28, 3, tzinfo=UTC)


def declared(room: Room) -> Record:
    """A record of the roads."""
    with room.work(by=CLERK) as work:
        return room.records(work).declare("road-works", "도로 계획", "도로 계획", completed=date(2026, 11, 1))


@pytest.mark.parametrize(
    ("media_type", "name"),
    [
        ("text/plain; charset=utf-8", ".txt"),
        ("application/vnd.egovframe.case+json", ".json"),
        ("application/json", ".json"),
        ("application/pdf", ".pdf"),
        ("application/x-no-such-thing", ".bin"),
        ("", ".bin"),
    ],
)
def test_a_file_ends_as_its_type_does(media_type: str, name: str) -> None:
    """Types of JSON of their own are JSON; what nobody knows is bytes."""
    assert ending(media_type) == name


def test_content_description_and_a_few_words(room: Room) -> None:
    """The content as it is, its description as JSON, and in words who, which and when."""
    record = declared(room)
    made = packed(
        record, "도로 계획".encode(), office="하늘시", address="https://haneul.example", at=AT, on=date(2026, 11, 28)
    )
    files = {content.path: b"".join(content.open()) for content in made.contents}
    assert files["content.txt"] == "도로 계획".encode()
    assert json.loads(files["record.json"]) == description(record)
    assert made.about["External-Identifier"] == record.registration
    assert made.about["Bagging-Date"] == "2026-11-28"
    assert made.about["Source-Organization"] == "하늘시"
    assert (made.id, made.created) == (f"urn:uuid:{record.id}", "2026-11-28T03:00:00.000Z")
    assert made.about["Bag-Size"] == f"{sum(map(len, files.values()))} B"


def test_a_description_says_when_a_task_ends_and_what_is_kept_for_ever(room: Room) -> None:
    """A date, or null where there is none."""
    record = declared(room)
    assert description(record)["task_ends"] is None
    told = description(replace(record, task_ends=date(2027, 1, 1), due=None))
    assert (told["task_ends"], told["due"]) == ("2027-01-01", None)
