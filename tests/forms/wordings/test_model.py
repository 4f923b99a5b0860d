"""Which words count at a moment, and what changed between two versions."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from egovframe.forms.notices.paper import Words
from egovframe.forms.wordings.model import Line, Wording, compared, in_force


def wording(version: int, day: int, *, unit: str | None = None, gone: bool = False) -> Wording:
    """A version that counts from a day of January."""
    at = datetime(2027, 1, day, tzinfo=UTC)
    return Wording("result", "ko", version, unit, None if gone else "s", None if gone else "b", at, at, "w")


def number(versions: list[Wording], day: int, unit: str = "") -> int:
    """The version that counts on a day, 0 for none."""
    found = in_force(versions, unit=unit, at=datetime(2027, 1, day, 12, tzinfo=UTC))
    return found.version if found else 0


def test_the_latest_that_has_begun_counts() -> None:
    """Not the newest: one that was published for later waits for its day."""
    versions = [wording(1, 1), wording(2, 10), wording(3, 5)]
    assert [number(versions, day) for day in (1, 5, 9, 10)] == [1, 3, 3, 2]


def test_a_unit_comes_before_the_office_and_goes_back_to_it() -> None:
    """What is taken back ends all that was published before it."""
    own = [wording(2, 2, unit="roads"), wording(3, 9, unit="roads"), wording(4, 4, unit="roads", gone=True)]
    versions = [wording(1, 1), *own]
    assert [number(versions, day, "roads") for day in (1, 2, 4, 9)] == [1, 2, 1, 1]
    assert number(versions, 2, "parks") == 1


@given(st.text("ab\n", max_size=40), st.text("ab\n", max_size=40))
def test_a_comparison_holds_both_texts_whole(old: str, new: str) -> None:
    """Without what came it is the old text, without what went the new one."""
    lines = compared(Words("x", old), Words("y", new))
    assert "\n".join(line.text for line in lines if line.sign != "new") == f"x\n\n{old}"
    assert "\n".join(line.text for line in lines if line.sign != "old") == f"y\n\n{new}"


def test_what_changed_is_told_line_by_line() -> None:
    """The subject first."""
    lines = compared(Words("A", "one\ntwo"), Words("A", "one\nthree"))
    assert Line("old", "two") in lines
    assert Line("new", "three") in lines
    assert Line("same", "A") in lines
