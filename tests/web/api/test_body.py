"""What a program sends is read strictly, and what is wrong with it is said by field."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from egovframe.testing import SetClock, open_office
from tests.web.api.room import V1, Caller, City, fields, haneul
from tests.web.client import Browser


@pytest.fixture(scope="module")
def clerk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Caller]:
    """A program that may declare records in every unit; nothing that it sends here is taken, so one office does."""
    with open_office(haneul(), tmp_path_factory.mktemp("city"), clock=SetClock()) as office:
        city = City(office)
        yield city.caller("han", "clerk")
        city.site.gate.close()


RECORD = {"class": "leaflets", "title": "봄맞이 안내", "content": "본문", "completed": "2026-09-18", "unit": "parks"}


def test_unknown_fields_are_refused_by_name(clerk: Caller) -> None:
    """A misspelt field is not silently left out."""
    answer = clerk.post("/records", {**RECORD, "titel": "x"})
    assert answer.status_code == 422
    assert fields(answer) == {"titel"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", 7), ("title", None), ("title", ["a"]), ("title", {"a": 1}), ("class", True), ("content", 1.5),
        ("completed", "18. 9. 2026"), ("completed", 20260918), ("completed", "2026-02-30"), ("unit", 7),
        ("title", "a\0b"), ("class", "a\0b"), ("title", "   "), ("class", "nothing-such"), ("unit", "no-unit"),
        ("completed", "2027-01-01"), ("task_ends", "9999-12-31"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_named(clerk: Caller, field: str, value: object) -> None:
    """Another type, an impossible date, a character that no database keeps: 422 with the field and what to do."""
    answer = clerk.post("/records", {**RECORD, field: value})
    assert answer.status_code == 422
    assert fields(answer) == {field}
    assert all(error["message"] for error in answer.json()["errors"])


@pytest.mark.parametrize("body", [b"{", b"", b"\xff\xfe", b'{"a": NaN', b"nonsense", b"[" * 100_000])
def test_what_is_no_json_is_unreadable(clerk: Caller, body: bytes) -> None:
    """400 where there is no document at all; an empty body is an empty object, which lacks fields."""
    answer = clerk.send("POST", "/records", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == (400 if body else 422)
    assert answer.json()["code"] == ("web.not_json" if body else "egov.invalid")


@pytest.mark.parametrize("body", [b"[]", b"7", b"null", b'"text"'])
def test_json_that_is_no_object_is_refused(clerk: Caller, body: bytes) -> None:
    """Every body is an object."""
    answer = clerk.send("POST", "/records", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 422
    assert fields(answer) == {""}


@pytest.mark.parametrize("media", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_other_formats_are_not_guessed_at(clerk: Caller, media: str) -> None:
    """415 names what is taken."""
    answer = clerk.send("POST", "/records", content=b"{}", headers={"content-type": media})
    assert answer.status_code == 415
    assert "application/json" in answer.json()["hint"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"limit": "0"}, "limit"), ({"limit": "501"}, "limit"), ({"limit": "many"}, "limit"),
        ({"class": "a\0"}, "class"),        ({"cursor": "x"}, "cursor"), ({"cursor": "a\0"}, "cursor"),
    ],
)  # fmt: skip
def test_a_query_is_checked_as_well(clerk: Caller, query: dict[str, str], field: str) -> None:
    """A list that cannot be is refused by the name of what is wrong."""
    answer = clerk.get("/records", **query)
    assert answer.status_code == 422
    assert fields(answer) == {field}


def test_messages_are_in_korean_unless_asked_otherwise(clerk: Caller) -> None:
    """The office's own language is the default."""
    answer = Browser(clerk.city.site).request("POST", V1 + "/records", json={}, headers=clerk.headers)
    assert answer.headers["content-language"] == "ko"
    assert {error["message"] for error in answer.json()["errors"]} == {"필요한 값입니다."}
