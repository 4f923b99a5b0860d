"""What every directory of people must do, as tests that a plug-in's author runs by naming fixtures.

    class TestPhoneBook(SourceSuite):
        @pytest.fixture
        def source(self, server):
            return PhoneBook(url=server.url)

        @pytest.fixture
        def unreachable(self):
            return PhoneBook(url="https://127.0.0.1:9")

        @pytest.fixture
        def people(self):
            return [("kim", "사과나무 아래"), ("lee", "노란 우산")]

Each test is one sentence of the contract in `egovframe.auth.interfaces.Source`.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from time import monotonic
from typing import Final

import pytest
from pydantic import ValidationError

from egovframe.auth.errors import SourceUnavailable
from egovframe.auth.evidence import Person
from egovframe.auth.interfaces import Source
from egovframe.kernel.text import LANGUAGES

LONGEST_SECONDS: Final = 60.0
"""How long the office's users wait for a directory that is not there, at the very most."""
_TYPED: Final = (
    "", " ", "\0", "\ud800", "x" * 100_000, "안녕하세요", "*", "*)(objectClass=*", "\\2a", "kim,dc=x", "' OR 1=1 --",
    "{name}", "%s", "../kim",
)  # fmt: skip


class SourceSuite:
    """Subclass it, name it `Test…`, give it the fixtures `source`, `unreachable` and `people`."""

    @pytest.fixture
    def source(self) -> Source:
        """Return the directory under test. Every subclass gives its own."""
        pytest.fail(f"{type(self).__name__} needs a fixture `source` that returns the plug-in under test")

    @pytest.fixture
    def unreachable(self) -> Source:
        """Return the plug-in, set up for a server that does not answer."""
        pytest.fail(f"{type(self).__name__} needs a fixture `unreachable`: the plug-in, its server not there")

    @pytest.fixture
    def people(self) -> Sequence[tuple[str, str]]:
        """Return names and secrets of two people whom the directory knows, in ASCII names, the secrets differing."""
        pytest.fail(f"{type(self).__name__} needs a fixture `people`: two names with their secrets")

    # --- The plug-in ---

    def test_is_a_source_of_this_version(self, source: Source) -> None:
        """The plug-in was written for this version, and says how its proof is called and how sure it is."""
        assert isinstance(source, Source)
        assert type(source).version == Source.version
        assert source.method.strip()
        assert source.assurance in (1, 2, 3)
        assert set(LANGUAGES) <= set(type(source).title.as_dict())

    def test_is_a_frozen_value(self, source: Source) -> None:
        """One instance serves many threads and never changes."""
        for name in type(source).model_fields:
            with pytest.raises(ValidationError):
                setattr(source, name, getattr(source, name))

    # --- Who it is ---

    def test_the_right_secret_means_the_same_person_each_time(
        self, source: Source, people: Sequence[tuple[str, str]]
    ) -> None:
        """By issuer and subject, with what the proof shows."""
        for name, secret in people:
            one, two = known(source, name, secret), known(source, name, secret)
            assert one.issuer.strip()
            assert one.subject.strip()
            assert (one.issuer, one.subject) == (two.issuer, two.subject)
            assert one.evidence.method == source.method
            assert one.evidence.assurance in (1, 2, 3)

    def test_two_people_are_never_the_same(self, source: Source, people: Sequence[tuple[str, str]]) -> None:
        """Accounts are linked by issuer and subject alone."""
        found = [known(source, name, secret) for name, secret in people]
        assert len({(each.issuer, each.subject) for each in found}) == len(people) >= 2

    def test_what_it_says_holds_no_secret(self, source: Source, people: Sequence[tuple[str, str]]) -> None:
        """Neither in what is shown of the person nor in what is kept."""
        for name, secret in people:
            person = known(source, name, secret)
            for text in (repr(person), person.subject, person.kept, person.unique):
                assert secret not in text

    # --- Who it is not ---

    def test_another_secret_is_nobodys(self, source: Source, people: Sequence[tuple[str, str]]) -> None:
        """A sign more, a sign less, and that of somebody else."""
        (name, secret), (_, others) = people[:2]
        for typed in (secret + "x", secret[:-1], others):
            assert source.check(name, typed) is None

    def test_an_empty_secret_is_never_right(self, source: Source, people: Sequence[tuple[str, str]]) -> None:
        """Directories take an empty password for no question at all (RFC 4513, 5.1.2)."""
        for name, _ in people:
            assert source.check(name, "") is None

    @pytest.mark.parametrize("typed", _TYPED, ids=range(len(_TYPED)))
    def test_never_raises_for_what_a_person_typed(
        self, source: Source, people: Sequence[tuple[str, str]], typed: str
    ) -> None:
        """Whatever is typed as a name or a secret means nobody, whoever's secret or name stands beside it."""
        name, secret = people[0]
        assert source.check(typed, secret) is None
        assert source.check(name, typed) is None

    # --- When nobody can be asked ---

    def test_says_when_nobody_can_be_asked(self, unreachable: Source, people: Sequence[tuple[str, str]]) -> None:
        """In time, with an error that the office knows, and that does not quote the secret."""
        name, secret = people[0]
        begun = monotonic()
        with pytest.raises(SourceUnavailable) as raised:
            unreachable.check(name, secret)
        assert monotonic() - begun < LONGEST_SECONDS
        assert secret not in str(raised.value)
        assert raised.value.hint

    # --- Who left ---

    def test_whoever_is_there_has_not_left(self, source: Source, people: Sequence[tuple[str, str]]) -> None:
        """Nobody who can sign in, nobody at all, and nobody whom a broken text is about raises anything else."""
        kept = [known(source, name, secret).kept for name, secret in people]
        assert source.gone(kept) == frozenset()
        assert source.gone([]) == frozenset()
        assert source.gone(_TYPED) <= frozenset(_TYPED)

    def test_nobody_has_left_a_directory_that_cannot_be_asked(
        self, source: Source, unreachable: Source, people: Sequence[tuple[str, str]]
    ) -> None:
        """It says that it cannot, or knows of nobody."""
        kept = [known(source, name, secret).kept for name, secret in people]
        try:
            found = unreachable.gone(kept)
        except SourceUnavailable:
            return
        assert found == frozenset()

    def test_many_threads_ask_at_once(self, source: Source, people: Sequence[tuple[str, str]]) -> None:
        """One instance, four threads: each gets its own answer."""
        asked = [*people, (people[0][0], people[1][1])] * 4
        with ThreadPoolExecutor(4) as pool:
            found = list(pool.map(lambda pair: source.check(*pair), asked))
        for (name, secret), person in zip(asked, found, strict=True):
            if (name, secret) in people:
                assert person is not None
                assert person.subject == known(source, name, secret).subject
            else:
                assert person is None


def known(source: Source, name: str, secret: str) -> Person:
    """Return whom the directory knows; a failure of the test when it knows nobody."""
    person = source.check(name, secret)
    assert person is not None, f"the directory does not know {name}"
    return person
