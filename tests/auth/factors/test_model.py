"""Factors and steps as values: what counts, and that a sealed step comes back as it was."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from egovframe.auth.evidence import HAVE, KNOW, Evidence
from egovframe.auth.factors.model import Enrolled, Step, evidence_as_dict, evidence_of

NOW = datetime(2026, 9, 21, tzinfo=UTC)
FACTOR = Enrolled("f1", "a1", "totp", "phone", NOW)


@pytest.mark.parametrize(
    ("confirmed", "disabled", "counts"), [(None, None, False), (NOW, None, True), (NOW, NOW, False), (None, NOW, False)]
)
def test_a_factor_counts_from_its_first_proof_until_it_is_shut(
    confirmed: datetime | None, disabled: datetime | None, counts: bool
) -> None:
    """What was never confirmed proves nothing, and what was shut no more."""
    assert replace(FACTOR, confirmed=confirmed, disabled=disabled).counts is counts
    assert FACTOR.ref == "factor:f1"


EVIDENCE = some.builds(
    Evidence,
    method=some.sampled_from(["pwd", "otp", "hwk", "fed"]),
    factors=some.sampled_from([HAVE, KNOW, HAVE | KNOW, frozenset()]),
    assurance=some.integers(1, 3),
    counts=some.booleans(),
    resists_phishing=some.booleans(),
    tier=some.text(max_size=20),
)


@given(EVIDENCE)
def test_evidence_comes_back_from_json(evidence: Evidence) -> None:
    """The same value, by way of text."""
    assert evidence_of(json.loads(json.dumps(evidence_as_dict(evidence)))) == evidence


@given(
    some.builds(
        Step,
        purpose=some.sampled_from(["sign-in", "again", "enrol", "link", "recover", "new-password"]),
        account=some.text(max_size=20),
        session=some.text(max_size=20),
        shown=some.lists(EVIDENCE, max_size=3).map(tuple),
        first=some.text(max_size=20),
        authenticator=some.text(max_size=20),
        kept=some.text(max_size=50),
        onward=some.text(max_size=50),
        more=some.dictionaries(some.text(max_size=5), some.text(max_size=5), max_size=3),
    )
)
def test_a_step_comes_back_from_text(step: Step) -> None:
    """Whatever a provider, a browser or a person put into it, in whatever script."""
    assert Step.from_text(step.as_text()) == step


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", '{"purpose": "sign-in"}', '{"shown": [], "odd": 1}'])
def test_what_is_no_step_is_no_step(text: str) -> None:
    """It raises what `Steps.read` takes for the word of another tool; nothing is guessed."""
    with pytest.raises((ValueError, TypeError, KeyError)):
        Step.from_text(text)
