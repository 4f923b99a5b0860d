"""The suites for those who vouch for people find what is wrong: a broken plug-in fails the test for its fault."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import ClassVar

import pytest

from egovframe.auth.certificates.subjects import Meant, Paper, Subjects
from egovframe.auth.errors import ProofRefused
from egovframe.auth.evidence import Evidence, Farewell, Person
from egovframe.auth.interfaces import Certificates, Provider, Source, Visit
from egovframe.testing.suites import CertificatesSuite, ProviderSuite, SourceSuite, SubjectsSuite
from egovframe.testing.suites.certificates import CHALLENGE, FAR_OFF, LONG_AGO

NO_RAISE = "DID NOT RAISE"
NOW = datetime(2026, 9, 21, 1, tzinfo=UTC)
PEOPLE = [("kim", "secret of kim"), ("lee", "secret of lee")]


def red(test: Callable[..., None], *arguments: object, says: str | None = None) -> None:
    """The test finds the fault."""
    with pytest.raises((AssertionError, pytest.fail.Exception), match=says):
        test(*arguments)


class Gullible(Source):
    """Knows everybody, as the same person, keeps what was typed, and says nothing when it cannot ask."""

    method = "pwd"

    def check(self, name: str, secret: str) -> Person | None:
        """Everybody is everybody."""
        return Person("book", "everybody", Evidence("pwd"), kept=secret)


class Stumbling(Source):
    """Raises for what it does not expect, and means somebody else each time."""

    method = "pwd"
    count: ClassVar = [0]

    def check(self, name: str, secret: str) -> Person | None:
        """Not for everybody."""
        name.encode("ascii")
        self.count[0] += 1
        return Person("book", f"{name}-{self.count[0]}", Evidence("pwd"))


def test_a_directory_that_believes_everybody_fails() -> None:
    """Each fault has a test that goes red."""
    suite, source = SourceSuite(), Gullible()
    for test in (
        suite.test_two_people_are_never_the_same,
        suite.test_what_it_says_holds_no_secret,
        suite.test_another_secret_is_nobodys,
        suite.test_an_empty_secret_is_never_right,
        suite.test_many_threads_ask_at_once,
    ):
        red(test, source, PEOPLE)
    red(suite.test_never_raises_for_what_a_person_typed, source, PEOPLE, "*")
    red(suite.test_says_when_nobody_can_be_asked, source, PEOPLE, says=NO_RAISE)
    red(suite.test_the_right_secret_means_the_same_person_each_time, Stumbling(), PEOPLE)
    with pytest.raises(UnicodeEncodeError):
        suite.test_never_raises_for_what_a_person_typed(Stumbling(), PEOPLE, "안녕하세요")


class Card:
    """Somebody's certificate is their name; so is their signature."""

    def __init__(self, name: str) -> None:
        self.pem = name

    def sign(self, text: bytes) -> bytes:
        """The name, whatever the text is."""
        return self.pem.encode()


class Credulous(Certificates):
    """Takes any paper and any signature, at any time, as another person each way; opens what nobody wrote."""

    method = "swk"

    def shown(self, chain: str, *, at: datetime) -> Person:
        """Whoever it says."""
        return Person("cards", chain.encode().decode(), self.evidence())

    def signed(self, message: bytes, challenge: bytes, *, at: datetime) -> Person:
        """Whoever it says."""
        return Person("cards", f"signed by {message.decode()}", self.evidence())


def test_a_plug_in_that_takes_any_certificate_fails() -> None:
    """Each fault has a test that goes red."""
    suite, plugin = CertificatesSuite(), Credulous()
    kim, lee = Card("kim"), Card("lee")
    red(suite.test_shown_and_signed_it_is_the_same_person, plugin, [kim, lee], NOW)
    red(suite.test_two_people_are_never_the_same, plugin, [kim, kim], NOW)
    red(suite.test_a_signature_over_something_else_is_refused, plugin, [kim, lee], NOW, says=NO_RAISE)
    red(suite.test_a_signature_that_was_changed_is_refused, plugin, [kim, lee], NOW)
    red(suite.test_outsiders_are_refused, plugin, [Card("stranger")], NOW, says=NO_RAISE)
    red(suite.test_outsiders_are_refused, plugin, [], NOW)
    for moment in (LONG_AGO, FAR_OFF):
        red(suite.test_it_holds_for_its_time_alone, plugin, [kim, lee], moment, says=NO_RAISE)
    red(suite.test_whatever_a_proxy_writes_is_refused_in_words, plugin, "", NOW, says=NO_RAISE)
    red(suite.test_whatever_is_pasted_is_refused_in_words, plugin, b"", NOW, says=NO_RAISE)
    red(suite.test_nobody_comes_in_where_revocation_cannot_be_checked, plugin, [kim], NOW, says=NO_RAISE)
    with pytest.raises(UnicodeEncodeError):
        suite.test_whatever_a_proxy_writes_is_refused_in_words(plugin, "\ud800", NOW)
    assert plugin.signed(kim.sign(CHALLENGE), CHALLENGE, at=NOW).subject == "signed by kim"


class Muddled(Subjects):
    """Means everybody by their country, shows their number, and stumbles over names that are not there."""

    def meant(self, paper: Paper) -> Meant:
        """The first attribute."""
        return Meant(paper.attributes[0][1], name=" 850101-1234567 ")


class Forgetful(Subjects):
    """Means somebody else each time, and calls nobody by a name."""

    count: ClassVar = [0]

    def meant(self, paper: Paper) -> Meant:
        """Counts."""
        self.count[0] += 1
        return Meant(str(self.count[0]), name="Kim")


def test_a_rule_that_means_everybody_fails() -> None:
    """Each fault has a test that goes red."""
    suite = SubjectsSuite()
    papers = [Paper(f"CN={name}", (("2.5.4.6", "KR"), ("2.5.4.3", name)), 1, "00") for name in ("Kim", "Lee")]
    red(suite.test_two_people_are_never_the_same, Muddled(), papers)
    red(suite.test_no_number_of_a_person_is_shown, Muddled(), papers)
    red(suite.test_the_same_certificate_always_means_the_same, Forgetful(), papers)
    red(suite.test_what_is_not_in_the_certificate_changes_nothing, Forgetful(), papers)
    with pytest.raises(IndexError):
        suite.test_what_it_does_not_know_is_refused_in_words(Muddled(), papers, "")


class Careless(Provider):
    """Asks the same each time, believes whoever comes back, and lets anybody sign anybody out."""

    method = "fed"

    def begin(self, back: str, *, assurance: int = 1, fresh: bool = False, language: str = "ko") -> Visit:
        """Always the same, by plain http, with the secret in the address."""
        return Visit("http://site.example/?state=1&kept=1", "1", "1")

    def finish(self, kept: str, answer: Mapping[str, str], back: str) -> Person:
        """Whoever."""
        return Person("site", "everybody", Evidence("fed"), kept="stay")

    def leave(self, kept: str, back: str) -> str:
        """Half an address."""
        return "/out"

    def ended(self, message: str) -> Farewell:
        """Everybody."""
        return Farewell("site", "everybody", message, lambda _: True)


def gone(url: str, who: str = "somebody") -> Mapping[str, str]:
    """Nobody asks who it is."""
    return {"who": who}


def test_a_provider_that_believes_everybody_fails() -> None:
    """Each fault has a test that goes red."""
    suite, provider = ProviderSuite(), Careless()
    red(suite.test_the_browser_goes_to_a_whole_address, provider)
    red(suite.test_two_visits_are_never_alike, provider)
    red(suite.test_the_site_is_told_exactly_where_to_come_back, provider)
    red(suite.test_whoever_comes_back_is_the_same_person_each_time, provider, gone)
    red(suite.test_the_answer_to_another_visit_is_refused, provider, gone, says=NO_RAISE)
    red(suite.test_an_answer_without_a_proof_is_refused, provider, gone, says=NO_RAISE)
    red(suite.test_what_is_kept_and_broken_proves_nothing, provider, gone, "x", says=NO_RAISE)
    red(suite.test_less_than_was_asked_for_is_refused, provider, gone)
    red(suite.test_signing_out_there_never_raises, provider, provider, gone)
    red(suite.test_nobody_is_signed_out_by_a_message_of_nobodys, provider, "x", says=NO_RAISE)
    red(suite.test_says_when_the_site_cannot_be_reached, provider, says=NO_RAISE)


def test_a_fixture_that_is_missing_is_named() -> None:
    """Whoever forgets one reads which."""
    for suite, names in (
        (SourceSuite, ("source", "unreachable", "people")),
        (CertificatesSuite, ("certificates", "holders", "outsiders", "unreachable")),
        (SubjectsSuite, ("subjects", "papers")),
        (ProviderSuite, ("provider", "unreachable", "go")),
    ):
        for name in names:
            with pytest.raises(pytest.fail.Exception, match=name):
                getattr(suite, name).__wrapped__(suite())
    with pytest.raises(ProofRefused):  # what the base says of farewells is right as it is
        Provider.ended(Careless(), "")
