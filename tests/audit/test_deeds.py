"""What facts do, in the words that audit standards share."""

from __future__ import annotations

import pytest

from egovframe.audit.deeds import DEEDS, deed_of, kind_of, noun_of, verb_of
from egovframe.testing.suites.exporters import EVERY_KIND, a_fact


@pytest.mark.parametrize(
    ("action", "does", "deed"),
    [
        ("petition.submitted", "change", "create"),
        ("petition.amended", "change", "update"),
        ("record.destroyed", "change", "delete"),
        ("account.disabled", "change", "disable"),
        ("account.enabled", "change", "enable"),
        ("role.granted", "change", "grant"),
        ("role.revoked", "change", "revoke"),
        ("key.rotated", "change", "renew"),
        ("notice.sent", "change", "send"),
        ("petition.read", "read", "read"),
        ("petition.listed", "list", "list"),
        ("report.added", "print", "print"),
        ("sign-in.failed", "sign-in", "sign-in"),
        ("session.ended", "sign-in", "sign-out"),
        ("access.denied", "refusal", "refuse"),
        ("parks.bench.painted", "change", "update"),
    ],
)
def test_a_deed_is_what_the_type_says_and_for_changes_the_past_tense(action: str, does: str, deed: str) -> None:
    """A verb decides among changes only: a print stays a print whatever its action is called."""
    assert deed_of(a_fact(action=action, does=does)) == deed


def test_every_deed_is_one_of_those_that_exporters_know() -> None:
    """Whatever a fact is."""
    assert {deed_of(fact) for fact in EVERY_KIND} <= set(DEEDS)


def test_names_are_taken_apart() -> None:
    """The noun and the verb of an action; the kind of a reference, where it has one."""
    fact = a_fact(action="parks.bench.painted")
    assert (noun_of(fact), verb_of(fact)) == ("parks", "painted")
    assert [kind_of(ref) for ref in ("petition:1", "visitor", "", ":1")] == ["petition", "", "", ""]
    assert kind_of("visitor", otherwise="person") == "person"
