"""What the last verification found, kept for the pages."""

from __future__ import annotations

from pathlib import Path

from egovframe.audit import Finding, Report
from egovframe.kernel.clock import SystemClock
from egovframe.office import Office
from egovframe.office.verified import MOST, NAME, keep, last

NOW = SystemClock().now()


def test_what_was_found_is_kept_with_its_number(tmp_path: Path) -> None:
    """The first findings and remarks, and how many there were of each."""
    assert last(tmp_path) is None
    report = Report(facts=7)
    for number in range(MOST + 5):
        report.add("edited", "facts", str(number), "It was edited.")
    report.remark("backdated", "facts", "9", "A clock was set back.", "Explain it.")
    keep(tmp_path, report, at=NOW)
    found = last(tmp_path)
    assert found is not None
    assert (found.facts, found.count, found.remarked) == (7, MOST + 5, 1)
    assert len(found.findings) == MOST
    assert found.findings[0] == Finding("edited", "facts", "0", "It was edited.")
    assert found.remarks[0].hint == "Explain it."


def test_what_cannot_be_kept_or_read_harms_nothing(tmp_path: Path) -> None:
    """A folder that is not there, a file that is none of ours."""
    keep(tmp_path / "nowhere", Report(), at=NOW)
    assert last(tmp_path / "nowhere") is None
    for content in ("", "{}", "[1]", '{"at": 1, "findings": [{"x": 1}], "remarks": []}'):
        (tmp_path / NAME).write_text(content)
        assert last(tmp_path) is None


def test_an_office_knows_its_last_verification(office: Office) -> None:
    """Nothing is wrong with a new office, and nobody has to look."""
    assert office.verified() is None
    office.verify()
    found = office.verified()
    assert found is not None
    assert (found.count, found.findings, office.alarmed()) == (0, (), 0)
