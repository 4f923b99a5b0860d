"""Findings and verdicts."""

from __future__ import annotations

from egovframe.records.packages.model import Findings


def test_a_package_is_valid_without_errors() -> None:
    """Warnings take nothing away; an error does, and is said in either language with its file."""
    findings = Findings()
    findings.warning("5.1", ko="주의", en="look")
    assert findings.verdict().valid
    findings.error("2.1.3", ko="틀림", en="wrong", path="data/a")
    verdict = findings.verdict()
    assert not verdict.valid
    assert verdict.errors[0].document("ko") == {"code": "2.1.3", "message": "틀림", "path": "data/a"}
    assert verdict.warnings[0].document() == {"code": "5.1", "message": "look"}
