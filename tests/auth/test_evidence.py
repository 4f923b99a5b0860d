"""How sure proofs make the office together (NIST SP 800-63B-4, 2.1 to 2.3)."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from egovframe.auth.evidence import HAVE, KNOW, Evidence, assurance_of, with_proof
from egovframe.auth.factors.model import evidence_as_dict, evidence_of

PASSWORD = Evidence("pwd")
PIN = Evidence("pin")
APP = Evidence("otp", HAVE)
LIST = Evidence("rec", HAVE)
MAIL = Evidence("mail", HAVE, counts=False)
FACE = Evidence("face", frozenset({"are"}))
KEY = Evidence("hwk", frozenset({"have", "are"}), assurance=2, resists_phishing=True)
STICK = Evidence("hwk", frozenset({"have", "know"}), assurance=3, resists_phishing=True)
FEDERATED = Evidence("fed", assurance=2, tier="silver")

PROOFS = some.builds(
    Evidence,
    method=some.sampled_from(["pwd", "otp", "hwk", "fed"]),
    factors=some.frozensets(some.sampled_from(["know", "have", "are"]), min_size=1),
    assurance=some.integers(1, 3),
    counts=some.booleans(),
    resists_phishing=some.booleans(),
    tier=some.text(max_size=5),
)


@pytest.mark.parametrize(
    ("shown", "level"),
    [
        ((), 0),
        ((PASSWORD,), 1),
        ((APP,), 1),
        ((KEY,), 2),
        ((STICK,), 3),
        ((FEDERATED,), 2),
        ((PASSWORD, APP), 2),
        ((PASSWORD, LIST), 2),
        ((PASSWORD, PIN), 1),
        ((APP, LIST), 1),
        ((PASSWORD, MAIL), 1),
        ((MAIL, APP), 1),
        ((PASSWORD, FACE), 1),
        ((APP, FACE), 2),
        ((PASSWORD, KEY), 2),
        ((PASSWORD, STICK), 3),
        ((PASSWORD, MAIL, APP), 2),
        ((PASSWORD, APP, LIST), 2),
    ],
)
def test_the_levels(shown: tuple[Evidence, ...], level: int) -> None:
    """Two kinds, one of them something one has, give 2; mail never helps; 3 is given by a key in hardware alone."""
    assert assurance_of(shown) == level
    assert assurance_of(reversed(shown)) == level


def test_every_pair_of_what_there_is() -> None:
    """Of all pairs, those reach 2 that hold a proof of 2 or more, or a device beside something of another kind."""
    everything = (PASSWORD, PIN, APP, LIST, MAIL, FACE, KEY, STICK, FEDERATED)
    for one, other in combinations(everything, 2):
        alone = max(one.assurance, other.assurance)
        two = one.counts and other.counts and one.factors != other.factors and "have" in one.factors | other.factors
        assert assurance_of((one, other)) == max(alone, 2 if two else 0), (one, other)


@given(some.lists(PROOFS, max_size=5))
def test_the_level_is_never_less_than_the_best_and_three_is_never_put_together(shown: list[Evidence]) -> None:
    """More proofs never make the office less sure; no order matters; nothing but one proof of 3 gives 3."""
    level = assurance_of(shown)
    alone = max((proof.assurance for proof in shown), default=0)
    assert alone <= level <= max(alone, 2)
    assert assurance_of(shown[::-1]) == level
    assert assurance_of(shown[1:]) <= level
    if level > alone:
        counted = [proof for proof in shown if proof.counts]
        assert level == 2
        assert len(counted) > 1
        assert any("have" in proof.factors for proof in counted)


@given(PROOFS, PROOFS)
def test_what_does_not_count_adds_nothing(one: Evidence, mail: Evidence) -> None:
    """A proof that may not be a second factor gives what it gives alone (3.1.3.1)."""
    mail = Evidence(mail.method, mail.factors, mail.assurance, counts=False)
    assert assurance_of((one, mail)) == max(one.assurance, mail.assurance)


@given(PROOFS)
def test_what_is_kept_of_a_proof_is_the_proof(proof: Evidence) -> None:
    """Sessions and steps keep proofs as JSON and read the same ones back."""
    assert evidence_of(evidence_as_dict(proof)) == proof


def test_what_one_knows_is_what_a_proof_shows_unless_it_says_so() -> None:
    """A plug-in that says nothing gets the least."""
    assert (Evidence("x").factors, Evidence("x").assurance, Evidence("x").resists_phishing) == (KNOW, 1, False)


def test_a_proof_takes_the_place_of_its_own_kind_alone() -> None:
    """Of the same plug-in by the same method; what nobody wrote down whose it is goes by the method."""
    passkey, certificate = replace(STICK, by="passkey"), Evidence("hwk", HAVE, assurance=2, by="certificate")
    assert with_proof([PASSWORD, passkey], certificate) == (PASSWORD, passkey, certificate)
    assert with_proof([PASSWORD, certificate], passkey) == (PASSWORD, certificate, passkey)
    assert with_proof([passkey, certificate], certificate) == (passkey, certificate)
    assert with_proof([STICK], certificate) == (certificate,)
    assert with_proof([PASSWORD], PASSWORD) == (PASSWORD,)
    assert with_proof([replace(APP, by="totp")], replace(LIST, by="recovery"))[0].by == "totp"
    assert assurance_of(with_proof([passkey], certificate)) == 3
