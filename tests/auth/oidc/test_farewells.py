"""Which sessions a provider's message ends; the messages themselves are in tests/auth/builtin/test_oidc.py."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from egovframe.auth.admission import Entered
from egovframe.auth.errors import AuthError, ProofRefused
from egovframe.auth.evidence import Farewell
from egovframe.auth.model import Session
from tests.auth.fakes import Oracle
from tests.auth.gatehouse import HOME, Gatehouse

BACK = "https://city.example/sign-in/from/city"


class Parting(Oracle):
    """An oracle whose message is `who|name of the message|what was kept`."""

    def ended(self, message: str) -> Farewell:
        """Whoever the message names."""
        who, once, kept = message.split("|")
        return Farewell(self.issuer, who, once, lambda held: not kept or held == kept)


def entered(gate: Gatehouse, who: str, provider: str = "city") -> Session:
    """Somebody who came in by the provider."""
    token, _ = gate.auth.people.begin(provider, BACK)
    answer: Mapping[str, str] = {"state": "s", "word": "true", "who": who, "name": who}
    came = gate.auth.people.end(token, provider, answer, origin=HOME)
    assert isinstance(came, Entered)
    return came.session


def test_whose_sessions_end(gate: Gatehouse) -> None:
    """Those of the person at this provider; with a fact for each that says why; once."""
    for name in ("city", "other"):
        gate.auth.providers[name] = Parting(create=True)
    mine, again, theirs = entered(gate, "p1"), entered(gate, "p1"), entered(gate, "p2")
    elsewhere = entered(gate, "p1", "other")

    def opened() -> set[str]:
        accounts = {each.account for each in (mine, theirs, elsewhere)}
        return {each.id for account in accounts for each in gate.auth.sessions(account)}

    assert gate.auth.people.ended("city", "p1|m1|another kept", origin=HOME) == 0
    assert gate.auth.people.ended("city", "p1|m2|", origin=HOME) == 2
    assert opened() == {theirs.id, elsewhere.id}
    notes = gate.facts.of("session.ended")
    assert {note.object for note in notes} == {f"session:{each.id}" for each in (mine, again)}
    assert {(note.reason, note.subjects) for note in notes} == {
        ("signed out at the provider", (f"account:{mine.account}",))
    }
    last = entered(gate, "p1")
    with pytest.raises(ProofRefused, match="taken before"):
        gate.auth.people.ended("city", "p1|m2|", origin=HOME)
    assert last.id in opened()
    assert gate.auth.people.ended("other", "p1|m2|", origin=HOME) == 1, "another provider names its own messages"
    assert gate.auth.people.ended("city", "nobody|m3|", origin=HOME) == 0
    assert gate.auth.people.ended("city", "|m4|id-token", origin=HOME) == 2, "by what was kept alone"


def test_a_provider_that_says_nothing(gate: Gatehouse) -> None:
    """One that sends no such messages, and one that is not there."""
    gate.auth.providers["city"] = Oracle()
    with pytest.raises(ProofRefused, match="sends no word"):
        gate.auth.people.ended("city", "x", origin=HOME)
    with pytest.raises(AuthError):
        gate.auth.people.ended("nowhere", "x", origin=HOME)
