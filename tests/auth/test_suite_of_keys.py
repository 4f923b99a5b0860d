"""The suite for keys finds what is wrong: a broken plug-in fails the test that names its fault."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from egovframe.auth.interfaces import Answered, Asked, Key, Keys
from egovframe.testing.suites import KeysSuite
from egovframe.testing.suites.keys import ACCOUNT


class Trusting(Keys):
    """Believes whatever the answer says, asks the same challenge always, and stumbles over what it does not know."""

    method = "swk"

    def ask_to_enrol(self, account: str, name: str, *, origin: str, office: str, keys: Sequence[Key]) -> Asked:
        """Ask for nothing in particular."""
        return Asked({"challenge": "AA"}, "AA")

    def enrolled(self, kept: str, answer: Mapping[str, object], *, origin: str) -> Key:
        """Keep what the answer calls itself."""
        return Key(handle=str(answer["id"]), stored="stored", account=ACCOUNT)

    def ask(self, *, origin: str, keys: Sequence[Key]) -> Asked:
        """Ask for nothing in particular."""
        return Asked({"challenge": "AA"}, "AA")

    def handle_of(self, answer: Mapping[str, object]) -> str:
        """Stumble over an answer that names no key."""
        return str(answer["id"])

    def answered(self, kept: str, answer: Mapping[str, object], key: Key, *, origin: str) -> Answered:
        """Believe it."""
        return Answered(self.evidence())


class Doll:
    """A device that says what it is called."""

    def make(self, options: Mapping[str, object], *, origin: str) -> dict[str, object]:
        """Its name."""
        return {"id": "doll"}

    def use(self, options: Mapping[str, object], *, origin: str) -> dict[str, object]:
        """Its name."""
        return {"id": "doll"}


def test_a_plug_in_that_believes_everything_fails() -> None:
    """Each fault has a test that goes red."""
    suite, keys = KeysSuite(), Trusting()
    for test in (
        suite.test_the_answer_to_another_challenge_is_refused,
        suite.test_a_challenge_is_for_one_thing,
        suite.test_an_answer_given_to_another_site_is_refused,
        suite.test_another_key_does_not_sign_in,
        suite.test_a_challenge_is_for_one_account,
    ):
        with pytest.raises(pytest.fail.Exception, match="DID NOT RAISE"):
            test(keys, Doll)
    with pytest.raises(AssertionError):
        suite.test_two_challenges_are_never_alike(keys)
    with pytest.raises(AssertionError):
        suite.test_two_devices_have_two_handles(keys, Doll)
    with pytest.raises(KeyError):
        suite.test_whatever_a_browser_sends_is_refused_in_words(keys, Doll, {})
    with pytest.raises(pytest.fail.Exception, match="DID NOT RAISE"):
        suite.test_what_is_kept_and_broken_proves_nothing(keys, Doll, "x")
