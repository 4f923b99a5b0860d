"""One attack and what names it."""

from __future__ import annotations

from egovframe.audit import Finding
from egovframe.audit.attacks import Trace
from egovframe.audit.attacks.attack import first_naming

FOUND = [Finding("edited", "accounts", "1", ""), Finding("edited", "facts", "a", ""), Finding("cut", "facts", "b", "")]


def test_a_finding_counts_only_when_it_names_what_was_done() -> None:
    """Something found elsewhere is no attack caught; of several that name it, the first is told."""
    assert first_naming(FOUND, (Trace("facts", "b"),)) is FOUND[2]
    assert first_naming(FOUND, (Trace("facts"),)) is FOUND[1]
    assert first_naming(FOUND, (Trace("facts", "c"), Trace("accounts", "1"))) is FOUND[0]
    assert first_naming(FOUND, (Trace("facts", "c"),)) is None
    assert first_naming(FOUND, (Trace("petitions"),)) is None
