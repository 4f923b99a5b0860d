"""The table of facts: every value has its column, in the reader's language."""

from __future__ import annotations

from typing import Any, get_args
from zoneinfo import ZoneInfo

import pytest
from pydantic import TypeAdapter, ValidationError

from egovframe.audit.columns import COLUMNS, Language, Zone, headings, plain, row_of
from egovframe.kernel.facts import Does, Outcome
from egovframe.testing.suites.exporters import TOLD, a_fact

UTC = ZoneInfo("UTC")


def shown(language: Language = "en", zone: ZoneInfo = UTC, **fields: Any) -> dict[str, str]:
    """Return the row of a fact under its headings."""
    return dict(zip(headings(language), row_of(a_fact(**fields), language, zone), strict=True))


def test_every_value_of_a_fact_has_its_column() -> None:
    """Nothing that a fact says is missing from its row."""
    row = "\n".join(shown().values())
    assert [value for value in TOLD if value not in row] == []


def test_headings_are_there_once_in_both_languages() -> None:
    """No column is taken for another."""
    for language in get_args(Language):
        assert len(set(headings(language))) == len(COLUMNS)
    assert not set(headings("ko")) & set(headings("en"))


def test_the_five_items_of_an_access_record_come_first() -> None:
    """고시 §8: who, when, from where, whose data, what was done."""
    first = headings("ko")[:11]
    assert {"행위자", "일시", "접속지", "처리한 정보주체", "수행 업무"} <= set(first)


def test_words_are_the_readers() -> None:
    """Every outcome, deed and kind of actor is said in Korean for who reads Korean."""
    for does in get_args(Does):
        assert any("가" <= letter <= "힣" for letter in shown("ko", does=does)["처리 구분"])
    for outcome in get_args(Outcome):
        assert any("가" <= letter <= "힣" for letter in shown("ko", outcome=outcome)["결과"])
    assert shown("ko", actor_kind="officer")["행위자 구분"] == "공무원"
    assert shown("ko", actor_kind="robot")["행위자 구분"] == "robot"


def test_times_are_those_of_the_place_with_their_offset() -> None:
    """Nobody has to guess the zone."""
    assert shown(zone=ZoneInfo("Asia/Seoul"))["Time"] == "2026-11-22T21:04:42.123+09:00"
    assert TypeAdapter(Zone).validate_python("Asia/Seoul") == "Asia/Seoul"
    for wrong in ("Seoul", "../etc/passwd", "Asia", ""):
        with pytest.raises(ValidationError):
            TypeAdapter(Zone).validate_python(wrong)


def test_what_is_no_text_is_json() -> None:
    """A private list stays readable."""
    assert [plain(value) for value in ("가", 3, ["나", 1], None)] == ["가", "3", '["나",1]', "null"]
    assert shown(private={"why": ["a", "b"]})["Purpose"] == '["a","b"]'
