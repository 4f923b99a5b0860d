"""Passwords after NIST SP 800-63B-4: long rather than complicated."""

from __future__ import annotations

import unicodedata

import pytest

from egovframe.auth import PasswordRefused
from egovframe.auth.builtin.password import LONGEST, Password
from egovframe.auth.interfaces import Authenticator, Enrolment
from egovframe.testing.suites import AuthenticatorSuite
from tests.auth.gatehouse import PASSWORD

CHEAP = Password(memory_kib=8)


def pepper(secret: bytes) -> bytes:
    """Mixes with nothing."""
    return secret[:32].ljust(32, b"\0")


class TestPassword(AuthenticatorSuite):
    """The suite for authenticators, on the built-in one."""

    @pytest.fixture
    def authenticator(self) -> Authenticator:
        """The authenticator under test."""
        return CHEAP


def enrol(secret: str) -> str:
    """Enrols a password."""
    return CHEAP.enrol(Enrolment(secret, pepper, ("하늘시", "kim")))


@pytest.mark.asvs("V6.2.5", "V6.2.9")
@pytest.mark.parametrize(
    "password",
    [
        "fifteen signs 1",
        "하늘 바다 구름 나무 돌 바람",
        " leading and trailing ",
        "x1" * 7 + "yz" * 30,
        "emoji 🦉🦊🐻 are fine too",
        "a" * 20 + PASSWORD,
    ],
)
def test_any_long_text_is_a_password(password: str) -> None:
    """15 characters of any script, blanks kept, at least 64 allowed, no rules on kinds of signs."""
    assert CHEAP.verify(enrol(password), password, pepper=pepper).accepted


@pytest.mark.asvs("V6.2.11")
@pytest.mark.parametrize(
    ("password", "codes"),
    [
        ("", ["password_short"]),
        ("fourteen signs", ["password_short"]),
        ("password", ["password_short", "password_known"]),
        ("passwordpassword", ["password_known"]),
        ("x" * (LONGEST + 1), ["password_long"]),
        ("a long one with \0 in it", ["password_unreadable"]),
        ("a long one with \ud800 in it", ["password_unreadable"]),
    ],
)
def test_each_reason_for_refusing_is_given(password: str, codes: list[str]) -> None:
    """All at once, in both languages, and the password is not quoted."""
    with pytest.raises(PasswordRefused) as raised:
        enrol(password)
    assert [fault.code for fault in raised.value.faults] == codes
    assert len(password) < 15 or password not in str(raised.value)


@pytest.mark.asvs("V6.2.8")
def test_a_password_is_one_however_it_was_composed_and_only_as_it_was_written() -> None:
    """NFC on both sides; case and blanks count; nothing is cut off."""
    stored = enrol("Müller und die Straßenbahn")
    assert CHEAP.verify(stored, unicodedata.normalize("NFD", "Müller und die Straßenbahn"), pepper=pepper).accepted
    for other in ("müller und die Straßenbahn", "Müller und die Straßenbahn ", "Müller und die Straßenbah"):
        assert not CHEAP.verify(stored, other, pepper=pepper).accepted


@pytest.mark.asvs("V6.2.1")
def test_a_shorter_minimum_than_fifteen_cannot_be_set() -> None:
    """Where the password is the only factor (NIST SP 800-63B-4, 3.1.1.2)."""
    with pytest.raises(ValueError, match="15"):
        Password(minimum=8)


@pytest.mark.asvs("V6.2.1")
def test_eight_characters_will_do_beside_a_second_factor() -> None:
    """NIST SP 800-63B-4, 3.1.1.2; alone the same password is refused, and what everybody has is refused either way."""
    asked = Enrolment("서른 개의 새!", pepper, second_factor=True)
    assert CHEAP.verify(CHEAP.enrol(asked), "서른 개의 새!", pepper=pepper).accepted
    for refused, codes in (
        (Enrolment("서른 개의 새!", pepper), ["password_short"]),
        (Enrolment("일곱 글자임", pepper, second_factor=True), ["password_short"]),
        (Enrolment("password1", pepper, second_factor=True), ["password_known"]),
        (Enrolment("dkssudgktpdy", pepper, second_factor=True), ["password_known"]),
    ):
        with pytest.raises(PasswordRefused) as raised:
            CHEAP.enrol(refused)
        assert [fault.code for fault in raised.value.faults] == codes


def test_the_shorter_minimum_is_a_setting_too_and_not_below_eight() -> None:
    """A city may ask for more."""
    strict = Password(memory_kib=8, minimum_with_second=12)
    with pytest.raises(PasswordRefused, match="at least 12"):
        strict.enrol(Enrolment("서른 개의 새!", pepper, second_factor=True))
    with pytest.raises(ValueError, match="8"):
        Password(minimum_with_second=6)
