"""The report: one form, one digest, and what it remarks by itself."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

import pytest

from egovframe.audit.review.report import FINDINGS, LogState, Outside, Reasons, Report, Worker

NO_REASONS = Reasons(missing=0, explained=0, judged=0, unjustified=0, open=0)
WORKER = Worker(
    actor="o-1", kind="officer", facts=3, reads=2, lists=0, copies=1, changes=0, subjects=2, outside=0, refused=0,
    failed=0,
)  # fmt: skip
EMPTY = Report(
    month="2026-09", zone="Asia/Seoul", facts=0, first=-1, last=-1, outcomes=(), deeds=(), people=0, subjects=0,
    workers=(), more=0, handled=(), failures=(), reasons=NO_REASONS, outside=(),
)  # fmt: skip
LOG = LogState(holds=True, findings=0, origin="haneul.example/log", size=3, root="AA==")


def test_it_comes_back_as_it_was() -> None:
    """From its one form, whose SHA-256 is the digest; anything else is refused."""
    report = replace(EMPTY, workers=(WORKER,), log=LOG)
    assert Report.parse(report.text()) == report
    assert report.digest == hashlib.sha256(report.text().encode()).hexdigest()
    assert json.loads(report.text())["format"] == "egovframe-review/1"
    for wrong in (
        "{}",
        json.dumps({**report.as_json(), "format": "other/1"}),
        json.dumps({"format": "egovframe-review/1"}),
    ):
        with pytest.raises(ValueError):
            Report.parse(wrong)


def test_what_was_counted_is_the_same_before_and_after_the_log_was_verified() -> None:
    """So that a reviewer signs what was looked at."""
    assert replace(EMPTY, log=LOG).counted == EMPTY.counted
    assert replace(EMPTY, log=LOG).digest != EMPTY.digest
    assert replace(EMPTY, facts=1).counted != EMPTY.counted


@pytest.mark.parametrize(
    ("report", "codes"),
    [
        (EMPTY, ()),
        (replace(EMPTY, log=replace(LOG, holds=False)), ("log-broken",)),
        (replace(EMPTY, outside=(Outside(table="facts", op="UPDATE", times=1),)), ("outside-writes",)),
        (replace(EMPTY, reasons=replace(NO_REASONS, missing=1, unjustified=1)), ("unjustified",)),
        (replace(EMPTY, reasons=replace(NO_REASONS, missing=1, open=1)), ("open-reasons",)),
        (replace(EMPTY, workers=(WORKER,)), ("only-actor",)),
        (replace(EMPTY, workers=(WORKER, replace(WORKER, actor="o-2"))), ()),
    ],
)
def test_what_it_remarks(report: Report, codes: tuple[str, ...]) -> None:
    """Each finding has words in both languages."""
    assert report.findings("o-1") == codes
    assert all({"ko", "en"} <= set(FINDINGS[code].as_dict()) for code in report.findings("o-1"))
