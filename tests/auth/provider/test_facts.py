"""What the trail tells of the provider."""

from __future__ import annotations

from egovframe.auth.facts import FACTS as OF_ACCOUNTS
from egovframe.auth.provider.facts import FACTS, PASSED_ON, REUSED


def test_every_fact_is_among_those_of_accounts_and_said_in_both_languages() -> None:
    """So that the office knows them all."""
    assert all(fact in OF_ACCOUNTS for fact in FACTS)
    assert len({fact.action for fact in FACTS}) == len(FACTS)
    for fact in FACTS:
        assert fact.title.in_("ko") != fact.title.in_("en")


def test_no_secret_and_no_address_of_a_person_is_told() -> None:
    """Ids, scopes and kinds; whom it is about is named as the subject."""
    assert set(PASSED_ON.details) == {"client", "scope", "consented"}
    assert set(REUSED.details) == {"kind"}
    assert PASSED_ON.handles
    assert REUSED.handles
