"""What every authenticator must do, as tests that a plug-in's author runs by naming one fixture.

    class TestPinCode(AuthenticatorSuite):
        @pytest.fixture
        def authenticator(self):
            return PinCode(rounds=1)

Each test is one sentence of the contract in `egovframe.auth.interfaces.Authenticator`.
"""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import pytest
from pydantic import ValidationError

from egovframe.auth.errors import PasswordRefused
from egovframe.auth.interfaces import Authenticator, Enrolment, Proof

LONGEST_KEPT: Final = 4096
_TYPED: Final = ("", " ", "\0", "\ud800", "x" * 100_000, "안녕하세요", "'; DROP TABLE accounts; --")
_BROKEN: Final = ("", "x", "$", "$argon2id$v=19$", "{}", "\0", "x" * 5000, "하늘", "legacy:", "legacy:sha256:$")


def a_pepper(secret: bytes) -> bytes:
    """Mix with a key, as the office does."""
    return hashlib.sha256(b"pepper" + secret).digest()


class AuthenticatorSuite:
    """Subclass it, name it `Test…`, give it the fixture `authenticator`, and `secret` where another one is needed."""

    @pytest.fixture
    def authenticator(self) -> Authenticator:
        """Return the authenticator under test. Every subclass gives its own."""
        pytest.fail(f"{type(self).__name__} needs a fixture `authenticator` that returns the authenticator under test")

    @pytest.fixture
    def secret(self) -> str:
        """Return a secret that may be enrolled."""
        return "푸른 언덕 위의 하얀 집 42"

    def test_is_an_authenticator_of_this_version(self, authenticator: Authenticator) -> None:
        """The plug-in was written for this version, and says how its proof is called and how sure it is."""
        assert isinstance(authenticator, Authenticator)
        assert type(authenticator).version == Authenticator.version
        assert authenticator.method.strip()
        assert authenticator.assurance in (1, 2, 3)

    def test_is_a_frozen_value(self, authenticator: Authenticator) -> None:
        """One instance serves many threads and never changes."""
        for name in type(authenticator).model_fields:
            with pytest.raises(ValidationError):
                setattr(authenticator, name, getattr(authenticator, name))

    def test_accepts_what_was_enrolled_and_nothing_else(self, authenticator: Authenticator, secret: str) -> None:
        """The right secret is accepted, another one is not."""
        stored = authenticator.enrol(Enrolment(secret, a_pepper))
        assert authenticator.verify(stored, secret, pepper=a_pepper).accepted
        for other in (secret + "x", secret[:-1], secret.upper() + "!"):
            assert not authenticator.verify(stored, other, pepper=a_pepper).accepted

    def test_what_is_kept_gives_nothing_away(self, authenticator: Authenticator, secret: str) -> None:
        """The secret does not stand in it, two enrolments differ, and it is short enough to keep."""
        one, two = (authenticator.enrol(Enrolment(secret, a_pepper)) for _ in range(2))
        assert one != two
        assert secret not in one
        assert 0 < len(one) <= LONGEST_KEPT

    def test_what_is_kept_is_worth_nothing_without_the_offices_key(
        self, authenticator: Authenticator, secret: str
    ) -> None:
        """Under another pepper the right secret is wrong."""
        stored = authenticator.enrol(Enrolment(secret, a_pepper))
        assert not authenticator.verify(stored, secret, pepper=lambda data: hashlib.sha256(data).digest()).accepted

    @pytest.mark.parametrize("typed", _TYPED, ids=range(len(_TYPED)))
    def test_never_raises_for_what_a_person_typed(self, authenticator: Authenticator, secret: str, typed: str) -> None:
        """Whatever is typed is wrong, and no error."""
        stored = authenticator.enrol(Enrolment(secret, a_pepper))
        assert authenticator.verify(stored, typed, pepper=a_pepper) == Proof(accepted=False)

    @pytest.mark.parametrize("stored", _BROKEN, ids=range(len(_BROKEN)))
    def test_a_broken_stored_text_accepts_nothing(self, authenticator: Authenticator, secret: str, stored: str) -> None:
        """What another tool left in the database lets nobody in."""
        assert not authenticator.verify(stored, secret, pepper=a_pepper).accepted

    def test_a_decoy_accepts_nothing(self, authenticator: Authenticator, secret: str) -> None:
        """Unknown accounts are checked against it."""
        assert not authenticator.verify(authenticator.decoy(), secret, pepper=a_pepper).accepted

    def test_refusing_a_secret_says_why(self, authenticator: Authenticator) -> None:
        """An empty secret is refused with reasons, each for a field."""
        with pytest.raises(PasswordRefused) as raised:
            authenticator.enrol(Enrolment("", a_pepper))
        assert raised.value.faults

    def test_a_renewed_text_is_as_good_as_the_old(self, authenticator: Authenticator, secret: str) -> None:
        """When verify hands back another text to keep, that one accepts the same secret."""
        stored = authenticator.enrol(Enrolment(secret, a_pepper))
        renewed = authenticator.verify(stored, secret, pepper=a_pepper).stored
        assert renewed is None or authenticator.verify(renewed, secret, pepper=a_pepper).accepted

    def test_many_threads_check_at_once(self, authenticator: Authenticator, secret: str) -> None:
        """One instance, eight threads."""
        stored = authenticator.enrol(Enrolment(secret, a_pepper))
        with ThreadPoolExecutor(8) as pool:
            proofs = list(
                pool.map(lambda typed: authenticator.verify(stored, typed, pepper=a_pepper), [secret, "x"] * 8)
            )
        assert [proof.accepted for proof in proofs] == [True, False] * 8
