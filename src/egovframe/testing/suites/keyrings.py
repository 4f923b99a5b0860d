"""What every keyring must do, as tests that a plug-in's author runs by naming one fixture.

    class TestVaultKeyring(KeyringSuite):
        @pytest.fixture
        def keyring(self, server):
            return VaultKeyring(url=server.url, create=True)

Each test is one sentence of the contract in `egovframe.kernel.keyring.Keyring`.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from egovframe.kernel.crypto import signing_key
from egovframe.kernel.errors import CryptoError
from egovframe.kernel.keyring import Keyring


class KeyringSuite:
    """Subclass it, name it `Test…`, and give it the fixture `keyring`: one whose keys nobody used before."""

    @pytest.fixture
    def keyring(self) -> Keyring:
        """Return the keyring under test. Every subclass gives its own."""
        pytest.fail(f"{type(self).__name__} needs a fixture `keyring` that returns the keyring under test")

    def reopened(self, keyring: Keyring) -> Keyring:
        """Return another keyring with the same settings, as the next process would have it."""
        return type(keyring)(**keyring.model_dump())

    def test_a_wrapped_key_comes_back(self, keyring: Keyring) -> None:
        """Wrapped under the current key, it is opened again, by the next process too, and is not readable wrapped."""
        data_key = os.urandom(32)
        wrapped = keyring.wrap(keyring.current(), data_key, owner="case-1")
        assert data_key not in wrapped
        assert keyring.unwrap(keyring.current(), wrapped, owner="case-1") == data_key
        assert self.reopened(keyring).unwrap(keyring.current(), wrapped, owner="case-1") == data_key

    def test_the_same_key_is_never_wrapped_the_same_way(self, keyring: Keyring) -> None:
        """Whoever sees two wrapped keys cannot tell whether they are equal."""
        data_key = os.urandom(32)
        wrapped = {keyring.wrap(keyring.current(), data_key, owner="case-1") for _ in range(5)}
        assert len(wrapped) == 5

    def test_a_wrapped_key_belongs_to_its_owner(self, keyring: Keyring) -> None:
        """A key moved to another row does not open."""
        wrapped = keyring.wrap(keyring.current(), bytes(32), owner="case-1")
        with pytest.raises(CryptoError):
            keyring.unwrap(keyring.current(), wrapped, owner="case-2")

    def test_a_changed_wrapped_key_is_refused(self, keyring: Keyring) -> None:
        """Any byte changed, cut off or added: CryptoError, never another key."""
        wrapped = keyring.wrap(keyring.current(), bytes(32), owner="case-1")
        for at in range(len(wrapped)):
            changed = bytearray(wrapped)
            changed[at] ^= 1
            with pytest.raises(CryptoError):
                keyring.unwrap(keyring.current(), bytes(changed), owner="case-1")
        for damaged in (b"", wrapped[:-1], wrapped[1:], wrapped + b"\x00"):
            with pytest.raises(CryptoError):
                keyring.unwrap(keyring.current(), damaged, owner="case-1")

    def test_an_unknown_key_is_refused(self, keyring: Keyring) -> None:
        """An id the keyring never gave out neither wraps nor unwraps."""
        wrapped = keyring.wrap(keyring.current(), bytes(32), owner="case-1")
        with pytest.raises(CryptoError):
            keyring.unwrap("no-such-key", wrapped, owner="case-1")
        with pytest.raises(CryptoError):
            keyring.wrap("no-such-key", bytes(32), owner="case-1")

    def test_rotation_makes_a_new_key_and_keeps_the_old(self, keyring: Keyring) -> None:
        """The new id is current, for the next process too; what was wrapped before still opens, under its own id."""
        before = keyring.current()
        old = keyring.wrap(before, b"o" * 32, owner="case-1")
        after = keyring.rotate()
        assert after == keyring.current() != before
        new = keyring.wrap(after, b"n" * 32, owner="case-1")
        for ring in (keyring, self.reopened(keyring)):
            assert ring.current() == after
            assert ring.unwrap(before, old, owner="case-1") == b"o" * 32
            assert ring.unwrap(after, new, owner="case-1") == b"n" * 32
            with pytest.raises(CryptoError):
                ring.unwrap(after, old, owner="case-1")

    def test_derived_keys_are_stable_and_apart(self, keyring: Keyring) -> None:
        """32 bytes; the same for the next process and after a rotation; another purpose gives others."""
        rows = keyring.derived("row-digests")
        assert len(rows) == 32
        assert rows != keyring.derived("logins")
        keyring.rotate()
        assert rows == keyring.derived("row-digests") == self.reopened(keyring).derived("row-digests")

    def test_signing_seeds_are_stable_and_apart(self, keyring: Keyring) -> None:
        """32 bytes that make an Ed25519 key; the same for the next process; another name gives another seed."""
        seed = keyring.signing_seed("log")
        assert len(signing_key(seed).sign(b"x")) == 64
        assert seed != keyring.signing_seed("packages")
        assert seed == keyring.signing_seed("log") == self.reopened(keyring).signing_seed("log")
        assert seed not in {keyring.derived("log"), keyring.derived("packages")}

    def test_many_threads_get_the_same_keys(self, keyring: Keyring) -> None:
        """A seed asked for by eight threads at once is drawn once; wrapping goes on beside a rotation."""

        def one(number: int) -> tuple[bytes, bytes]:
            if number == 3:
                keyring.rotate()
            key_id = keyring.current()
            wrapped = keyring.wrap(key_id, bytes([number]) * 32, owner="case-1")
            return keyring.signing_seed("drawn-by-many"), keyring.unwrap(key_id, wrapped, owner="case-1")

        with ThreadPoolExecutor(8) as threads:
            results = list(threads.map(one, range(8)))
        assert len({seed for seed, _ in results}) == 1
        assert [key for _, key in results] == [bytes([number]) * 32 for number in range(8)]

    def test_it_does_not_show_its_keys(self, keyring: Keyring) -> None:
        """Neither as text nor as settings: both end up in logs."""
        secrets = {keyring.derived("row-digests"), keyring.signing_seed("log")}
        shown = f"{keyring!r} {keyring} {keyring.model_dump()!r}"
        assert not any(secret.hex() in shown or repr(secret) in shown for secret in secrets)
