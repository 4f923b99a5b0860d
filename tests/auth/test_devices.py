"""The mark by which an account's own browser is known again."""

from __future__ import annotations

from egovframe.auth.devices import device_mark, device_of
from tests.auth.gatehouse import Gatehouse


def test_a_mark_is_for_one_account_and_cannot_be_made_elsewhere(small: Gatehouse) -> None:
    """Each mark has an identity of its own; another account's, a changed or an endless one is none."""
    mark = device_mark(small.cabinet, "kim")
    assert device_of(small.cabinet, "kim", mark) == mark.partition(".")[0]
    assert device_mark(small.cabinet, "kim") != mark
    assert device_of(small.cabinet, "lee", mark) == ""
    for wrong in ("", ".", "x", mark[:-1], f"x{mark}", mark.partition(".")[0], mark + "x" * 200, "é.é"):
        assert device_of(small.cabinet, "kim", wrong) == ""
