"""What every prefill must do, as tests that a plug-in's author runs by naming fixtures.

    class TestOurRegister(PrefillSuite):
        @pytest.fixture
        def prefill(self, register):
            return OurRegister(address=register.address)

        @pytest.fixture
        def known(self):
            return Person(account="0198a", name="hong", assurance=2)

Each test is one sentence of the contract in `egovframe.forms.interfaces.Prefill`.
"""

from __future__ import annotations

import json
import logging
from concurrent.futures import ThreadPoolExecutor

import pytest
from pydantic import ValidationError

from egovframe.forms.interfaces import Person, Prefill
from egovframe.forms.questions import is_kind

STRANGER = Person(account="no-such-account", name="no such name", assurance=3)


class PrefillSuite:
    """Subclass it, name it `Test…`, and give it the fixtures `prefill` and `known`, a person of whom it knows."""

    @pytest.fixture
    def prefill(self) -> Prefill:
        """Return the prefill under test. Every subclass gives its own."""
        pytest.fail(f"{type(self).__name__} needs a fixture `prefill` that returns the prefill under test")

    @pytest.fixture
    def known(self) -> Person:
        """Return a person of whom the register knows every attribute on offer. Every subclass gives its own."""
        pytest.fail(f"{type(self).__name__} needs a fixture `known`: a person whom the register knows")

    # --- The plug-in ---

    def test_is_a_prefill_of_this_version(self, prefill: Prefill) -> None:
        """The plug-in is a Prefill and was written for this version of the interface."""
        assert isinstance(prefill, Prefill)
        assert type(prefill).version == Prefill.version, f"written for version {type(prefill).version}"

    def test_is_a_frozen_value(self, prefill: Prefill) -> None:
        """A prefill never changes: many threads share it, and settings hold until the next start."""
        assert type(prefill).model_config.get("frozen"), "a prefill is a frozen pydantic model"
        for name in type(prefill).model_fields:
            with pytest.raises(ValidationError):
                setattr(prefill, name, getattr(prefill, name))

    def test_refuses_an_unknown_setting(self, prefill: Prefill) -> None:
        """A misspelt setting fails the start instead of being ignored."""
        with pytest.raises(ValidationError):
            type(prefill)(**(prefill.model_dump() | {"no_such_setting": 1}))

    # --- offers ---

    def test_offers_attributes_of_kinds_that_questions_have(self, prefill: Prefill) -> None:
        """There is something to look up, under Python names, of kinds that questions have."""
        offers = prefill.offers()
        assert offers
        assert all(name.isidentifier() for name in offers)
        assert all(map(is_kind, offers.values()))

    def test_offers_the_same_whenever_it_is_asked(self, prefill: Prefill) -> None:
        """What is on offer does not change while the office runs."""
        assert dict(prefill.offers()) == dict(prefill.offers())

    # --- look_up ---

    def test_answers_about_a_person_it_knows(self, prefill: Prefill, known: Person) -> None:
        """Every attribute on offer is answered for a person who is known, as values that JSON has."""
        said = prefill.look_up(known, frozenset(prefill.offers()))
        assert set(said) == set(prefill.offers())
        assert json.loads(json.dumps(dict(said))) == dict(said)

    def test_answers_no_more_than_it_was_asked(self, prefill: Prefill, known: Person) -> None:
        """Only the attributes that a form names leave the register: the least that is needed (개인정보 보호법 3①)."""
        for attribute in prefill.offers():
            assert set(prefill.look_up(known, frozenset({attribute}))) == {attribute}
        assert dict(prefill.look_up(known, frozenset())) == {}

    def test_knows_nothing_of_a_stranger(self, prefill: Prefill) -> None:
        """A person who is not in the register gets an empty answer, and nobody else's data."""
        assert dict(prefill.look_up(STRANGER, frozenset(prefill.offers()))) == {}

    def test_another_account_with_the_same_name_is_a_stranger(self, prefill: Prefill, known: Person) -> None:
        """A person is who the account says, not who bears the same name."""
        other = Person(account="no-such-account", name=known.name, assurance=known.assurance)
        said = prefill.look_up(other, frozenset(prefill.offers()))
        assert dict(said) == {} or not said

    def test_the_same_question_gets_the_same_answer(self, prefill: Prefill, known: Person) -> None:
        """Asking changes nothing in the register."""
        every = frozenset(prefill.offers())
        assert dict(prefill.look_up(known, every)) == dict(prefill.look_up(known, every))

    # --- who may read it ---

    def test_nothing_of_the_person_is_logged(
        self, prefill: Prefill, known: Person, caplog: pytest.LogCaptureFixture
    ) -> None:
        """Neither who was asked about nor what was answered stands in a log."""
        with caplog.at_level(logging.DEBUG):
            said = prefill.look_up(known, frozenset(prefill.offers()))
        for private in (known.account, *(str(value) for value in said.values())):
            assert private not in caplog.text

    # --- many at once ---

    def test_many_threads_ask_at_once(self, prefill: Prefill, known: Person) -> None:
        """Eight threads ask at once; each gets the answer about its own person."""
        every = frozenset(prefill.offers())
        people = [known if number % 2 else STRANGER for number in range(16)]
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda person: bool(prefill.look_up(person, every)), people))
        assert answers == [person is known for person in people]
