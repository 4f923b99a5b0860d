"""Tests of what a review counts, as a value."""

from __future__ import annotations

from dataclasses import replace

import pytest

from egovframe.audit.review.report import Deeds, LogState, Reasons, Report, Worker

WORKER = Worker(
    actor="officer:a", kind="officer", facts=2, reads=1, lists=0, copies=1, changes=0,
    subjects=1, outside=0, refused=0, failed=0,
)  # fmt: skip
REPORT = Report(
    month="2026-10",
    zone="Asia/Seoul",
    facts=2,
    first=0,
    last=1,
    outcomes=(("done", 2),),
    deeds=(
        Deeds(action="record.downloaded", does="download", facts=1, explained=0, missing=1),
        Deeds(action="record.read", does="read", facts=1, explained=0, missing=0),
    ),
    people=0,
    subjects=1,
    workers=(WORKER,),
    more=0,
    handled=(),
    failures=(),
    reasons=Reasons(missing=1, explained=0, judged=0, unjustified=0, open=1),
    outside=(),
    log=LogState(holds=True, findings=0, origin="haneul.example/log", size=2, root="cm9vdA=="),
)


def test_a_report_is_read_back_from_its_one_form() -> None:
    """With the digest that was signed."""
    read = Report.parse(REPORT.text())
    assert read == REPORT
    assert read.digest == REPORT.digest


def test_another_format_is_no_report() -> None:
    """A later format is not guessed at."""
    with pytest.raises(ValueError, match="egovframe-review/1"):
        Report.parse(REPORT.text().replace("egovframe-review/1", "egovframe-review/2"))


def test_every_number_is_in_the_digest() -> None:
    """What is signed is all of it."""
    assert replace(REPORT, subjects=2).digest != REPORT.digest


def test_what_was_counted_is_the_same_before_the_log_was_verified() -> None:
    """The digest of the whole is another."""
    assert replace(REPORT, log=None).counted == REPORT.counted
    assert replace(REPORT, log=None).digest != REPORT.digest


def test_findings_name_what_is_to_be_remarked() -> None:
    """By reviewer, and by the state of the log."""
    assert REPORT.findings("officer:b") == ("open-reasons",)
    assert REPORT.findings("officer:a") == ("open-reasons", "only-actor")
    broken = replace(REPORT, log=LogState(holds=False, findings=1, origin="", size=2, root=""))
    assert "log-broken" in broken.findings("officer:b")
