"""Recovery codes: a printed list, each code once, kept as hashes."""

from __future__ import annotations

import base64
import hashlib
import math
from datetime import UTC, datetime

import pytest

from egovframe.auth import AUTHENTICATORS
from egovframe.auth.builtin.recovery import LENGTH, Recovery
from egovframe.auth.interfaces import Code
from egovframe.kernel.ids import SIGNS
from egovframe.testing.suites import CodeSuite

AT = datetime(2026, 9, 21, tzinfo=UTC)


class TestRecovery(CodeSuite):
    """The suite for codes, on the built-in list."""

    @pytest.fixture
    def code(self) -> Code:
        """The list as it is built in."""
        return Recovery()


@pytest.mark.asvs("V6.5.4")
def test_a_list_has_ten_codes_that_nobody_guesses_or_misreads() -> None:
    """80 random bits and more each, of signs that are not taken for one another, in groups."""
    codes = Recovery().enrol("kim", office="Haneul City").codes
    assert len(set(codes)) == 10
    assert LENGTH * math.log2(len(SIGNS)) > 80
    assert not set(SIGNS) & set("0O1ILSU")
    for code in codes:
        groups = code.split("-")
        assert [len(group) for group in groups] == [6, 6, 6]
        assert set("".join(groups)) <= set(SIGNS)


@pytest.mark.asvs("V6.5.3")
def test_every_sign_comes_up_everywhere() -> None:
    """Drawn evenly: among 3,600 signs none of the 29 is missing, and none comes three times as often as it should."""
    drawn = "".join("".join(Recovery(codes=20).enrol("kim", office="Haneul City").codes) for _ in range(10))
    counts = [drawn.count(sign) for sign in SIGNS]
    assert min(counts) > 0
    assert max(counts) < 3 * 3600 / len(SIGNS)


@pytest.mark.asvs("V6.5.1")
def test_each_code_counts_once_in_any_order_and_in_small_letters() -> None:
    """The list shrinks; what was used stays used."""
    plug_in = Recovery(codes=4)
    new = plug_in.enrol("kim", office="Haneul City")
    stored = new.stored
    for left, code in zip((3, 2, 1, 0), (new.codes[2], new.codes[0], new.codes[3], new.codes[1]), strict=True):
        proof = plug_in.verify(stored, code.lower(), at=AT)
        assert proof.accepted
        assert proof.stored is not None
        stored = proof.stored
        assert plug_in.left(stored) == left
        assert not plug_in.verify(stored, code, at=AT).accepted
    assert not any(plug_in.verify(stored, code, at=AT).accepted for code in new.codes)


@pytest.mark.asvs("V6.5.2")
def test_what_is_kept_is_scrypt_under_a_salt_of_the_list() -> None:
    """NIST SP 800-63B-4, 3.1.2.2: salted and hashed as passwords are; worked out here anew."""
    new = Recovery(codes=4).enrol("kim", office="Haneul City")
    mark, salt, hashes = new.stored.split(":")
    assert mark == "recovery1"
    assert len(base64.urlsafe_b64decode(salt + "==")) == 16
    for code, kept in zip(new.codes, hashes.split(","), strict=True):
        hashed = hashlib.scrypt(code.replace("-", "").encode(), salt=salt.encode(), n=4096, r=8, p=1, dklen=32)
        assert base64.urlsafe_b64decode(kept + "=") == hashed
        assert code not in new.stored
        assert code.replace("-", "") not in new.stored


def test_a_list_counts_at_once_and_is_found_by_its_entry_point() -> None:
    """A first code to confirm would use one up."""
    plug_in = AUTHENTICATORS.load("recovery", {"codes": 8})
    assert isinstance(plug_in, Recovery)
    new = plug_in.enrol("kim", office="Haneul City")
    assert (len(new.codes), new.confirm, new.uri, new.secret) == (8, False, "", "")


def test_what_cannot_be_a_code_costs_no_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    """A code of the app typed in the wrong field is refused at once."""
    new = Recovery(codes=4).enrol("kim", office="Haneul City")
    monkeypatch.setattr(hashlib, "scrypt", lambda *_, **__: pytest.fail("something was hashed"))
    for typed in ("123456", "OOOOOO-OOOOOO-OOOOOO", "A" * 17, "A" * 19):
        assert not Recovery().verify(new.stored, typed, at=AT).accepted
