"""Records as rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from egovframe.kernel.watch import is_keyed, is_watched
from egovframe.records import Record, permanent, semi_permanent, years
from egovframe.records.store import record_of, row_of
from egovframe.records.tables import records

days = st.dates(date(1900, 1, 1), date(9000, 1, 1))
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=50)
moments = st.datetimes(datetime(1970, 1, 1), datetime(9000, 1, 1)).map(  # noqa: DTZ001 - given its zone right here
    lambda at: at.replace(microsecond=at.microsecond // 1000 * 1000, tzinfo=UTC)
)
some_records = st.builds(
    Record,
    id=texts, class_id=texts, title=texts, unit=texts, year=st.integers(1900, 9000), number=st.integers(1, 2**53),
    registered=moments, registered_by=texts, source=st.none() | texts, form=st.none() | texts,
    receipt=st.none() | texts, completed=days, task_ends=st.none() | days,
    period=st.integers(1, 200).map(years) | st.just(permanent) | st.just(semi_permanent),
    starts=days, due=st.none() | days, state=st.just("kept"), digest=texts, sealed_for=texts, media_type=texts,
    size=st.integers(0, 2**53), subjects=st.lists(texts).map(tuple),
)  # fmt: skip


@given(some_records)
def test_a_row_reads_back_as_the_record(record: Record) -> None:
    """What is stored holds everything, in plain texts and numbers only."""
    row = row_of(record)
    assert record_of(row) == record
    assert set(row) == {column.name for column in records.columns}
    assert {type(value) for value in row.values()} <= {str, int, type(None)}


@given(some_records)
def test_the_registration_number_is_sayable(record: Record) -> None:
    """Unit, year and number; without a unit, year and number."""
    assert replace(record, unit="roads", year=2026, number=17).registration == "roads-2026-17"
    assert replace(record, unit="", year=2026, number=17).registration == "2026-17"


def test_rows_are_watched_under_a_key() -> None:
    """The trail vouches for the table, and titles cannot be guessed back from the digests that it publishes."""
    assert is_watched(records)
    assert is_keyed(records)
