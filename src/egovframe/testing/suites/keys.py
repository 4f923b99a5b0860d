"""What every plug-in for keys that sign a challenge must do, as tests that its author runs by naming two fixtures.

    class TestPasskey(KeysSuite):
        @pytest.fixture
        def keys(self):
            return Passkey()

        @pytest.fixture
        def device(self):
            return lambda: SoftwareAuthenticator()

Each test is one sentence of the contract in `egovframe.auth.interfaces.Keys`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any, Final, Protocol

import pytest
from pydantic import ValidationError

from egovframe.auth.errors import ProofRefused
from egovframe.auth.interfaces import Answered, Key, Keys

ORIGIN: Final = "https://city.example"
ELSEWHERE: Final = "https://city-example.test"
ACCOUNT: Final = "0197c6f2-7c1e-7a40-9d6e-2f1b8f6f0a11"
SOMEBODY_ELSE: Final = "0197c6f2-7c1e-7a40-9d6e-2f1b8f6f0a12"
LONGEST_KEPT: Final = 4096
LONGEST_HANDLE: Final = 1400
_BROKEN: Final = ("", "x", "{}", "[]", "null", '{"challenge": 1}', "\0", "\ud800", "x" * 100_000, "[" * 50_000)
_JUNK: Final[tuple[dict[str, Any], ...]] = (
    {},
    {"id": None},
    {"id": "AAAA"},
    {"id": "A" * 1_000_000, "type": "public-key"},
    {"id": ["AAAA"], "rawId": {}, "type": 1, "response": "x"},
    {"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": {}},
    {"id": "\ud800", "response": {"clientDataJSON": "\ud800"}},
    {"\ud800": "\0", "id": "\0"},
)


class Device(Protocol):
    """What a person holds: it makes keys and answers challenges, as a browser at `origin` would have it do."""

    def make(self, options: Mapping[str, object], *, origin: str) -> dict[str, object]:
        """Return the answer to `Keys.ask_to_enrol`."""

    def use(self, options: Mapping[str, object], *, origin: str) -> dict[str, object]:
        """Return the answer to `Keys.ask`."""


class KeysSuite:
    """Subclass it, name it `Test…`, give it the fixtures `keys` and `device`: a way to make a new device."""

    @pytest.fixture
    def keys(self) -> Keys:
        """Return the plug-in under test. Every subclass gives its own."""
        pytest.fail(f"{type(self).__name__} needs a fixture `keys` that returns the plug-in under test")

    @pytest.fixture
    def device(self) -> Callable[[], Device]:
        """Return what makes a device with no keys in it. Every subclass gives its own."""
        pytest.fail(f"{type(self).__name__} needs a fixture `device` that returns what makes a device")

    def test_is_a_plug_in_for_keys_of_this_version(self, keys: Keys) -> None:
        """The plug-in was written for this version, and says how its proof is called."""
        assert isinstance(keys, Keys)
        assert type(keys).version == Keys.version
        assert keys.method.strip()
        assert set(type(keys).title.as_dict()) >= {"ko", "en"}

    def test_is_a_frozen_value(self, keys: Keys) -> None:
        """One instance serves many threads and never changes."""
        for name in type(keys).model_fields:
            with pytest.raises(ValidationError):
                setattr(keys, name, getattr(keys, name))

    def test_what_was_enrolled_signs_in(self, keys: Keys, device: Callable[[], Device]) -> None:
        """The key is found by the handle that the answer names, and what it shows resists phishing."""
        held = device()
        key = enrol(keys, held)
        asked = keys.ask(origin=ORIGIN, keys=[key])
        answer = held.use(asked.options, origin=ORIGIN)
        assert keys.handle_of(answer) == key.handle
        shown = keys.answered(asked.kept, answer, key, origin=ORIGIN).evidence
        assert "have" in shown.factors
        assert shown.assurance in (1, 2, 3)
        assert shown.resists_phishing

    def test_what_is_kept_is_short_enough(self, keys: Keys, device: Callable[[], Device]) -> None:
        """Keys and challenges are kept in the database."""
        key = enrol(keys, device())
        assert 0 < len(key.stored) <= LONGEST_KEPT
        assert 0 < len(key.handle) <= LONGEST_HANDLE
        assert 0 < len(keys.ask(origin=ORIGIN, keys=[key]).kept) <= LONGEST_KEPT

    def test_two_devices_have_two_handles(self, keys: Keys, device: Callable[[], Device]) -> None:
        """A key is found by its handle alone."""
        assert enrol(keys, device()).handle != enrol(keys, device()).handle

    def test_two_challenges_are_never_alike(self, keys: Keys) -> None:
        """What the browser gets is JSON, and new each time."""
        asked = [keys.ask(origin=ORIGIN, keys=()) for _ in range(2)]
        asked += [keys.ask_to_enrol(ACCOUNT, "kim", origin=ORIGIN, office="하늘시", keys=()) for _ in range(2)]
        assert len({json.dumps(each.options, sort_keys=True) for each in asked}) == 4
        assert len({each.kept for each in asked}) == 4

    def test_the_answer_to_another_challenge_is_refused(self, keys: Keys, device: Callable[[], Device]) -> None:
        """What was overheard once is worth nothing the next time."""
        held = device()
        key = enrol(keys, held)
        one, two = (keys.ask(origin=ORIGIN, keys=[key]) for _ in range(2))
        with pytest.raises(ProofRefused):
            keys.answered(two.kept, held.use(one.options, origin=ORIGIN), key, origin=ORIGIN)
        first, second = (keys.ask_to_enrol(ACCOUNT, "kim", origin=ORIGIN, office="", keys=()) for _ in range(2))
        with pytest.raises(ProofRefused):
            keys.enrolled(second.kept, held.make(first.options, origin=ORIGIN), origin=ORIGIN)

    def test_a_challenge_is_for_one_thing(self, keys: Keys, device: Callable[[], Device]) -> None:
        """Making a key does not sign in, and signing in makes no key."""
        held = device()
        key = enrol(keys, held)
        new = keys.ask_to_enrol(ACCOUNT, "kim", origin=ORIGIN, office="", keys=())
        old = keys.ask(origin=ORIGIN, keys=[key])
        made, used = held.make(new.options, origin=ORIGIN), held.use(old.options, origin=ORIGIN)
        for kept, answer in ((old.kept, made), (new.kept, used), (old.kept, used)):
            with pytest.raises(ProofRefused):
                keys.enrolled(kept, answer, origin=ORIGIN)
        for kept, answer in ((new.kept, used), (old.kept, made), (new.kept, made)):
            with pytest.raises(ProofRefused):
                keys.answered(kept, answer, key, origin=ORIGIN)

    def test_an_answer_given_to_another_site_is_refused(self, keys: Keys, device: Callable[[], Device]) -> None:
        """A page that only looks like the city gets nothing that it could hand on."""
        held = device()
        key = enrol(keys, held)
        asked = keys.ask(origin=ORIGIN, keys=[key])
        with pytest.raises(ProofRefused):
            keys.answered(asked.kept, held.use(asked.options, origin=ELSEWHERE), key, origin=ORIGIN)
        with pytest.raises(ProofRefused):
            keys.answered(asked.kept, held.use(asked.options, origin=ORIGIN), key, origin=ELSEWHERE)
        new = keys.ask_to_enrol(ACCOUNT, "kim", origin=ORIGIN, office="", keys=())
        with pytest.raises(ProofRefused):
            keys.enrolled(new.kept, held.make(new.options, origin=ELSEWHERE), origin=ORIGIN)

    def test_another_key_does_not_sign_in(self, keys: Keys, device: Callable[[], Device]) -> None:
        """The signature is held to the key that was enrolled, whatever the answer calls itself."""
        mine, theirs = device(), device()
        key, other = enrol(keys, mine), enrol(keys, theirs)
        asked = keys.ask(origin=ORIGIN, keys=[key])
        answer = mine.use(asked.options, origin=ORIGIN)
        for wrong in (other, replace(other, handle=key.handle), replace(key, handle=other.handle)):
            with pytest.raises(ProofRefused):
                keys.answered(asked.kept, answer, wrong, origin=ORIGIN)

    def test_a_challenge_is_for_one_account(self, keys: Keys, device: Callable[[], Device]) -> None:
        """Whoever is on the way in with one account does not come in with the key of another."""
        mine, theirs = device(), device()
        key, other = enrol(keys, mine), enrol(keys, theirs, account=SOMEBODY_ELSE)
        asked = keys.ask(origin=ORIGIN, keys=[key])
        alone = keys.ask(origin=ORIGIN, keys=[other])
        answer = theirs.use({**alone.options, "challenge": asked.options["challenge"]}, origin=ORIGIN)
        with pytest.raises(ProofRefused):
            keys.answered(asked.kept, answer, other, origin=ORIGIN)

    @pytest.mark.parametrize("junk", _JUNK, ids=range(len(_JUNK)))
    def test_whatever_a_browser_sends_is_refused_in_words(
        self, keys: Keys, device: Callable[[], Device], junk: dict[str, object]
    ) -> None:
        """No other error than ProofRefused, with a reason; and naming the key never raises."""
        key = enrol(keys, device())
        assert isinstance(keys.handle_of(junk), str)
        new = keys.ask_to_enrol(ACCOUNT, "kim", origin=ORIGIN, office="", keys=[key])
        with pytest.raises(ProofRefused) as raised:
            keys.enrolled(new.kept, junk, origin=ORIGIN)
        assert raised.value.message
        with pytest.raises(ProofRefused):
            keys.answered(keys.ask(origin=ORIGIN, keys=[key]).kept, junk, key, origin=ORIGIN)

    @pytest.mark.parametrize("broken", _BROKEN, ids=range(len(_BROKEN)))
    def test_what_is_kept_and_broken_proves_nothing(
        self, keys: Keys, device: Callable[[], Device], broken: str
    ) -> None:
        """What another tool left in the database lets nobody in, and a challenge can still be asked."""
        held = device()
        key = enrol(keys, held)
        spoilt = Key(handle=key.handle, stored=broken, account=key.account)
        asked = keys.ask(origin=ORIGIN, keys=[key])
        answer = held.use(asked.options, origin=ORIGIN)
        assert keys.ask(origin=ORIGIN, keys=[spoilt]).kept
        with pytest.raises(ProofRefused):
            keys.answered(asked.kept, answer, spoilt, origin=ORIGIN)
        with pytest.raises(ProofRefused):
            keys.answered(broken, answer, key, origin=ORIGIN)
        with pytest.raises(ProofRefused):
            keys.enrolled(broken, answer, origin=ORIGIN)

    def test_what_is_handed_back_is_as_good_as_before(self, keys: Keys, device: Callable[[], Device]) -> None:
        """When a right answer changes what is kept, the key goes on working with that."""
        held = device()
        key = enrol(keys, held)
        for _ in range(3):
            stored = sign_in(keys, held, key).stored
            key = replace(key, stored=stored) if stored is not None else key

    def test_many_threads_check_at_once(self, keys: Keys, device: Callable[[], Device]) -> None:
        """One instance, eight threads, each with a key of its own."""

        def walk(_: int) -> bool:
            held = device()
            return bool(sign_in(keys, held, enrol(keys, held)).evidence.factors)

        with ThreadPoolExecutor(8) as pool:
            assert all(pool.map(walk, range(16)))


def enrol(keys: Keys, device: Device, *, account: str = ACCOUNT) -> Key:
    """Return the key that a device makes for an account, as the office keeps it."""
    asked = keys.ask_to_enrol(account, "kim", origin=ORIGIN, office="하늘시", keys=())
    answer = device.make(asked.options, origin=ORIGIN)
    key = keys.enrolled(asked.kept, answer, origin=ORIGIN)
    return replace(key, account=account)


def sign_in(keys: Keys, device: Device, key: Key) -> Answered:
    """Return what comes of signing in with a key."""
    asked = keys.ask(origin=ORIGIN, keys=[key])
    return keys.answered(asked.kept, device.use(asked.options, origin=ORIGIN), key, origin=ORIGIN)
