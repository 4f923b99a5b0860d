"""The suites for sign-in plug-ins find what is wrong: a broken plug-in fails the test that names its fault."""

from __future__ import annotations

from datetime import datetime

import pytest

from egovframe.auth.interfaces import (
    AccessPolicy,
    AccessRequest,
    Authenticator,
    Code,
    Enrolment,
    Message,
    NewCode,
    Pepper,
    Policy,
    Proof,
    SignIn,
)
from egovframe.kernel.permissions import Decision
from egovframe.kernel.text import Text
from egovframe.testing.suites import AccessPolicySuite, AuthenticatorSuite, CodeSuite, MessageSuite, PolicySuite
from egovframe.testing.suites.authenticators import a_pepper

SECRET = "푸른 언덕 위의 하얀 집 42"


class Plain(Authenticator):
    """Keeps the secret as it is, accepts everybody who types nothing, raises for broken texts."""

    method = "plain"

    def enrol(self, enrolment: Enrolment) -> str:
        """Keep the secret."""
        return f"plain:{enrolment.secret}"

    def verify(self, stored: str, secret: str, *, pepper: Pepper) -> Proof:
        """Compare."""
        return Proof(accepted=stored.split(":")[1] == secret or not secret)

    def decoy(self) -> str:
        """Accept the empty secret."""
        return "plain:"


class Moody(Policy):
    """Changes its mind, and says so in one language."""

    def objection(self, sign_in: SignIn) -> Text | None:
        """Object in English."""
        return Text(en="not today")


def test_an_authenticator_that_gives_secrets_away_fails() -> None:
    """Each fault has a test that goes red."""
    suite, plain = AuthenticatorSuite(), Plain()
    with pytest.raises(AssertionError):
        suite.test_what_is_kept_gives_nothing_away(plain, SECRET)
    with pytest.raises(AssertionError):
        suite.test_what_is_kept_is_worth_nothing_without_the_offices_key(plain, SECRET)
    with pytest.raises(AssertionError):
        suite.test_never_raises_for_what_a_person_typed(plain, SECRET, "")
    with pytest.raises(IndexError):
        suite.test_a_broken_stored_text_accepts_nothing(plain, SECRET, "x")
    with pytest.raises(pytest.fail.Exception):
        suite.test_refusing_a_secret_says_why(plain)
    assert a_pepper(b"x") == a_pepper(b"x")


def test_a_policy_that_speaks_one_language_fails() -> None:
    """Whoever reads the trail reads both."""
    with pytest.raises(AssertionError):
        PolicySuite().test_objects_in_both_languages_or_not_at_all(Moody())


class Fixed(Code):
    """Shows the same code for ever, to everybody, and takes it as often as it comes."""

    method = "fixed"

    def enrol(self, name: str, *, office: str) -> NewCode:
        """Enrol everybody alike."""
        return NewCode(stored=f"fixed:{name}", codes=("123456",))

    def verify(self, stored: str, typed: str, *, at: datetime) -> Proof:
        """Compare as it is, with something that must be there."""
        return Proof(accepted=stored.split(":")[1] != "" and typed in {"123456", ""}, stored=stored)


def test_a_code_that_counts_twice_fails() -> None:
    """Each fault has a test that goes red."""
    suite, fixed = CodeSuite(), Fixed()
    for test in (
        suite.test_is_a_code_of_this_version,
        suite.test_shows_that_the_person_has_something,
    ):
        test(fixed)
    for test in (
        suite.test_two_enrolments_are_never_alike,
        suite.test_accepts_a_right_code_once,
        suite.test_blanks_and_hyphens_do_not_count,
        suite.test_says_how_many_codes_are_left_of_a_list,
    ):
        with pytest.raises(AssertionError):
            test(fixed)
    with pytest.raises(AssertionError):
        suite.test_never_raises_for_what_a_person_typed(fixed, "")
    with pytest.raises(IndexError):
        suite.test_a_broken_stored_text_accepts_nothing(fixed, "x")
    with pytest.raises(AssertionError):
        suite.test_enrols_whatever_the_account_is_called(fixed, "x" * 5000)


class Loose(Message):
    """Takes whatever it is given, gives the text away when it fails, and claims a second level."""

    method = "loose"
    assurance = 2

    def send(self, to: str, *, subject: str, body: str) -> None:
        """Keep the letter, or quote it."""
        if to == "lost":
            raise ValueError(body)
        SENT.append((to, subject, body.replace("From", ">From")))


SENT: list[tuple[str, str, str]] = []


class LooseSuite(MessageSuite):
    """The suite, looking at what was sent."""

    def arrived(self, message: Message) -> list[tuple[str, str, str]]:
        """All of it."""
        return SENT


def test_a_message_that_lets_others_write_along_fails() -> None:
    """Each fault has a test that goes red."""
    suite, loose = LooseSuite(), Loose()
    with pytest.raises(AssertionError):
        suite.test_never_gives_more_than_the_first_level_alone(loose)
    with pytest.raises(AssertionError):
        suite.test_hands_the_message_over_as_it_is(loose)
    with pytest.raises(pytest.fail.Exception):
        suite.test_no_line_end_makes_another_recipient_or_header(loose, "\r\nBcc: thief@example.com")
    with pytest.raises(pytest.fail.Exception):
        suite.test_what_is_no_address_is_refused(loose, "")
    with pytest.raises(pytest.fail.Exception):
        suite.test_raises_when_it_was_not_handed_over(loose)


class Forgetful(AccessPolicy):
    """Counts how often it was asked, and gives its reason in one language."""

    def decide(self, request: AccessRequest) -> Decision | None:
        """Allow every other time."""
        ASKED.append(request)
        return Decision(allowed=len(ASKED) % 2 == 0, reason=Text(en="moody"))

    def digest(self) -> str:
        """Say nothing."""
        return ""


ASKED: list[AccessRequest] = []


def test_an_access_policy_that_changes_its_mind_fails() -> None:
    """Each fault has a test that goes red."""
    suite, forgetful = AccessPolicySuite(), Forgetful()
    with pytest.raises(AssertionError):
        suite.test_gives_a_reason_in_both_languages_or_leaves_it(forgetful)
    with pytest.raises(AssertionError):
        suite.test_decides_the_same_about_the_same(forgetful)
    with pytest.raises(AssertionError):
        suite.test_has_a_digest_for_the_policy_version(forgetful)
