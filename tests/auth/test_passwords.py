"""Argon2id (RFC 9106): hashed with a salt and a key of the office, compared whole."""

from __future__ import annotations

import hashlib

import pytest

from egovframe.auth.passwords import Hashing

CHEAP = Hashing(memory_kib=8, passes=1, lanes=1)


def pepper(secret: bytes) -> bytes:
    """Mixes with a key."""
    return hashlib.sha256(b"key" + secret).digest()


@pytest.mark.asvs("V11.4.2")
def test_a_hash_holds_for_its_password_alone() -> None:
    """Two hashes of one password differ; each holds for it, and for nothing else."""
    one, two = CHEAP.hash("a long password", pepper=pepper), CHEAP.hash("a long password", pepper=pepper)
    assert one != two
    assert one.startswith("$argon2id$v=19$m=8,t=1,p=1$")
    assert CHEAP.holds(one, "a long password", pepper=pepper)
    assert not CHEAP.holds(one, "a long passwore", pepper=pepper)
    assert not CHEAP.holds(one, "a long password", pepper=lambda secret: secret[:32].ljust(32))


@pytest.mark.asvs("V6.2.8")
def test_long_passwords_are_compared_to_the_last_sign() -> None:
    """Nothing is cut: not after 72 bytes, not at a NUL."""
    stored = CHEAP.hash("x" * 200 + "1", pepper=pepper)
    assert not CHEAP.holds(stored, "x" * 200 + "2", pepper=pepper)
    assert not CHEAP.holds(CHEAP.hash("a\0b", pepper=pepper), "a\0c", pepper=pepper)


def test_a_broken_hash_holds_for_nothing() -> None:
    """Another tool's garbage raises nothing."""
    for stored in ("", "x", "$argon2id$", "$argon2id$v=19$m=8,t=1,p=1$AAAA$AAAA", "$argon2id$v=19$m=8,t=1,p=1$하$늘"):
        assert not CHEAP.holds(stored, "a long password", pepper=pepper)


@pytest.mark.asvs("V11.4.2")
def test_a_hash_of_another_cost_is_outdated_and_a_decoy_costs_the_same() -> None:
    """Made again at the next sign-in; what unknown accounts are checked against has today's cost."""
    stored = CHEAP.hash("a long password", pepper=pepper)
    assert not CHEAP.outdated(stored)
    assert Hashing(memory_kib=16, passes=1, lanes=1).outdated(stored)
    assert not CHEAP.outdated(CHEAP.decoy())
    assert CHEAP.decoy() != CHEAP.decoy()
