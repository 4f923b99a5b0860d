"""What verification found, as values: what holds, what does not, and what to do."""

from __future__ import annotations

import pytest

from egovframe.audit import Finding, Report, TrailBroken
from egovframe.audit.report import MOST_FINDINGS, RESTORE


def test_nothing_found_means_that_all_holds() -> None:
    """Then the check returns."""
    report = Report()
    assert report.holds
    report.check()


def test_the_first_finding_is_named() -> None:
    """With how many there are and the next step."""
    report = Report()
    report.add("edited", "cases", "1", "The row 1 of cases was edited.")
    with pytest.raises(TrailBroken, match=r"The row 1 of cases was edited\. \(1 finding in all\.\)") as caught:
        report.check()
    assert caught.value.hint == RESTORE
    report.add("cut", "facts", "7", "Cut.", "Ask the other city.")
    with pytest.raises(TrailBroken, match=r"\(2 findings in all\.\)"):
        report.check()
    assert not report.holds


def test_a_finding_as_json() -> None:
    """Every field, for programs."""
    finding = Finding("edited", "cases", "1", "Edited.", "Restore it.")
    assert finding.as_json() == {
        "kind": "edited", "table": "cases", "key": "1", "message": "Edited.", "hint": "Restore it.",
    }  # fmt: skip


def test_a_trail_that_is_broken_everywhere_fits_into_memory() -> None:
    """The first thousand findings are kept."""
    report = Report()
    for number in range(MOST_FINDINGS + 10):
        report.add("deleted", "cases", str(number), "Gone.")
    assert len(report.findings) == MOST_FINDINGS
    assert report.findings[0].key == "0"
