"""Entries and what is missing between them."""

from __future__ import annotations

from datetime import UTC, datetime

from egovframe.forms.notices.plain import PLAIN
from egovframe.forms.registers.model import OUTCOMES, REGISTERS, Entry, gaps

AT = datetime(2026, 9, 21, tzinfo=UTC)


def test_registers_are_papers() -> None:
    """Each register is a paper whose reader is a register, and every outcome has words in three languages."""
    assert {PLAIN[kind].reader for kind in REGISTERS} == {"register"}
    assert {kind for kind, paper in PLAIN.items() if paper.reader == "register"} == set(REGISTERS)
    assert all(set(words.as_dict()) == {"ko", "en", "es"} for words in OUTCOMES.values())


def test_gaps_are_within_a_year() -> None:
    """Between the first and the last of each year; entries without numbers have no gap."""
    entries = [Entry(2026, 4, AT), Entry(2026, 1, AT), Entry(2027, 2, AT), Entry(2027, 3, AT), Entry(2026, 0, AT)]
    assert gaps(entries) == [(2026, 2), (2026, 3)]
    assert gaps([]) == []
    assert [entry.registered for entry in entries[:1] + entries[-1:]] == ["2026-4", ""]
