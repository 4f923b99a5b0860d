"""What every provider of identities must do, as tests that a plug-in's author runs by naming fixtures.

    class TestCityCard(ProviderSuite):
        @pytest.fixture
        def provider(self, site):
            return CityCard(url=site.url)

        @pytest.fixture
        def unreachable(self):
            return CityCard(url="http://127.0.0.1:9")

        @pytest.fixture
        def go(self, site):
            return site.sign_in_as     # (url, who) -> the parameters with which the browser comes back

Each test is one sentence of the contract in `egovframe.auth.interfaces.Provider`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Protocol
from urllib.parse import parse_qsl, urlsplit

import pytest
from pydantic import ValidationError

from egovframe.auth.errors import ProofRefused, SourceUnavailable
from egovframe.auth.evidence import Person
from egovframe.auth.interfaces import Provider, Visit
from egovframe.kernel.text import LANGUAGES

BACK: Final = "https://city.example/sign-in/from/city"
LONGEST_KEPT: Final = 4096
SHORTEST_STATE: Final = 22
"""128 bits in base64url: nobody guesses it."""
_BROKEN: Final = ("", "x", "{}", "[]", "null", '{"issuer": 1}', "\0", "\ud800", "x" * 100_000, "[" * 50_000)


class Go(Protocol):
    """Goes where a visit leads, as somebody signs in there."""

    def __call__(self, url: str, who: str = "somebody") -> Mapping[str, str]:
        """Return the parameters with which the browser comes back. The same `who` is the same person."""


class ProviderSuite:
    """Subclass it, name it `Test…`, give it the fixtures `provider`, `unreachable` and `go`."""

    @pytest.fixture
    def provider(self) -> Provider:
        """Return the provider under test. Every subclass gives its own."""
        pytest.fail(f"{type(self).__name__} needs a fixture `provider` that returns the plug-in under test")

    @pytest.fixture
    def unreachable(self) -> Provider:
        """Return the plug-in, set up for a site that does not answer."""
        pytest.fail(f"{type(self).__name__} needs a fixture `unreachable`: the plug-in, its site not there")

    @pytest.fixture
    def go(self) -> Go:
        """Return what goes to the site as a person, and comes back."""
        pytest.fail(f"{type(self).__name__} needs a fixture `go` that signs somebody in at the other site")

    # --- The plug-in ---

    def test_is_a_provider_of_this_version(self, provider: Provider) -> None:
        """The plug-in was written for this version, and says how its proof is called."""
        assert isinstance(provider, Provider)
        assert type(provider).version == Provider.version
        assert provider.method.strip()
        assert provider.assurance in (1, 2, 3)
        assert set(LANGUAGES) <= set(type(provider).title.as_dict())

    def test_is_a_frozen_value(self, provider: Provider) -> None:
        """One instance serves many threads and never changes."""
        for name in type(provider).model_fields:
            with pytest.raises(ValidationError):
                setattr(provider, name, getattr(provider, name))

    # --- The way there ---

    def test_the_browser_goes_to_a_whole_address(self, provider: Provider) -> None:
        """By https, or by http on this machine; in either language, at each level, anew or not."""
        for asked in ({}, {"language": "en"}, {"fresh": True}):
            visit = provider.begin(BACK, **asked)
            address = urlsplit(visit.url)
            assert address.scheme == "https" or address.hostname in ("127.0.0.1", "localhost", "::1")
            assert address.netloc
            assert 0 < len(visit.kept) <= LONGEST_KEPT

    def test_two_visits_are_never_alike(self, provider: Provider) -> None:
        """The state is random and long enough, and what is kept does not go along with the browser."""
        visits = [provider.begin(BACK) for _ in range(3)]
        assert len({visit.state for visit in visits}) == len({visit.kept for visit in visits}) == 3
        for visit in visits:
            assert len(visit.state) >= SHORTEST_STATE
            assert visit.state in [value for _, value in parse_qsl(urlsplit(visit.url).query)]
            assert visit.kept not in visit.url

    def test_the_site_is_told_exactly_where_to_come_back(self, provider: Provider) -> None:
        """Nobody else's address."""
        assert BACK in [value for _, value in parse_qsl(urlsplit(provider.begin(BACK).url).query)]

    # --- The way back ---

    def test_whoever_comes_back_is_the_same_person_each_time(self, provider: Provider, go: Go) -> None:
        """By issuer and subject; another person is another."""
        one, two, other = (whole(provider, go, who) for who in ("somebody", "somebody", "another"))
        assert one.issuer.strip()
        assert one.subject.strip()
        assert (one.issuer, one.subject) == (two.issuer, two.subject)
        assert (one.issuer, one.subject) != (other.issuer, other.subject)
        assert one.evidence.assurance in (1, 2, 3)

    def test_the_answer_to_another_visit_is_refused(self, provider: Provider, go: Go) -> None:
        """What somebody else came back with lets nobody in."""
        mine, theirs = provider.begin(BACK), provider.begin(BACK)
        answer = go(theirs.url)
        with pytest.raises(ProofRefused):
            provider.finish(mine.kept, answer, BACK)

    def test_an_answer_without_a_proof_is_refused(self, provider: Provider, go: Go) -> None:
        """None at all, one that says no, and one of which anything but the state was left out."""
        visit = provider.begin(BACK)
        for answer in ({}, {"state": visit.state}, {"state": visit.state, "error": "access_denied"}):
            with pytest.raises(ProofRefused) as raised:
                provider.finish(visit.kept, answer, BACK)
            assert raised.value.message.strip()

    @pytest.mark.parametrize("kept", _BROKEN, ids=range(len(_BROKEN)))
    def test_what_is_kept_and_broken_proves_nothing(self, provider: Provider, go: Go, kept: str) -> None:
        """What another tool left in the database lets nobody in, and raises nothing else."""
        answer = go(provider.begin(BACK).url)
        with pytest.raises(ProofRefused):
            provider.finish(kept, answer, BACK)

    def test_less_than_was_asked_for_is_refused(self, provider: Provider, go: Go) -> None:
        """Whoever is asked for level 2 comes back with it, or not at all."""
        visit = provider.begin(BACK, assurance=2)
        try:
            person = _back(provider, visit, go)
        except ProofRefused:
            return
        assert person.evidence.assurance >= 2

    # --- And away ---

    def test_signing_out_there_never_raises(self, provider: Provider, unreachable: Provider, go: Go) -> None:
        """It is a whole address, or none: whatever was kept, and where the site is not there."""
        kept = whole(provider, go).kept
        for each in (provider, unreachable):
            for text in (kept, *_BROKEN):
                address = each.leave(text, BACK)
                assert address == "" or urlsplit(address).netloc

    @pytest.mark.parametrize("message", _BROKEN, ids=range(len(_BROKEN)))
    def test_nobody_is_signed_out_by_a_message_of_nobodys(self, provider: Provider, message: str) -> None:
        """What the site did not say ends no session."""
        with pytest.raises(ProofRefused):
            provider.ended(message)

    def test_says_when_the_site_cannot_be_reached(self, unreachable: Provider) -> None:
        """With an error that the office knows."""
        with pytest.raises(SourceUnavailable) as raised:
            unreachable.begin(BACK)
        assert raised.value.hint


def whole(provider: Provider, go: Go, who: str = "somebody") -> Person:
    """Return who came back from a whole visit."""
    return _back(provider, provider.begin(BACK), go, who)


def _back(provider: Provider, visit: Visit, go: Go, who: str = "somebody") -> Person:
    return provider.finish(visit.kept, go(visit.url, who), BACK)
