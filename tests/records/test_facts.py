"""The types of facts of this component."""

from __future__ import annotations

from egovframe.records.facts import FACTS


def test_a_copy_that_leaves_the_office_asks_for_a_reason() -> None:
    """개인정보의 안전성 확보조치 기준 §8②: downloads are looked at, and why they were made."""
    assert [(each.action, each.does) for each in FACTS if each.due] == [("record.downloaded", "download")]
