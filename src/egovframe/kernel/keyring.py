"""Keyrings: where an office's own keys live. A plug-in interface, group `egovframe.keyrings`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar, Final

from egovframe.kernel.facts import FactType
from egovframe.kernel.plugins import Plugin
from egovframe.kernel.text import Text

KEY_ROTATED: Final = FactType(
    action="key.rotated", title=Text(ko="열쇠 교체", en="Key rotated"), details={"key": str}, keep=3
)


class Keyring(Plugin, ABC):
    """Holds the keys that encrypt keys, the office's secret for derived keys, and signing seeds.

    Contract: keys are never changed or reused under another id. A key once given out stays available for unwrapping
    until it is destroyed on purpose. Implementations must be safe to call from several threads.
    """

    version: ClassVar[int] = 1

    @abstractmethod
    def current(self) -> str:
        """Return the id of the key-encryption key that wraps new data keys."""

    @abstractmethod
    def wrap(self, key_id: str, data_key: bytes, *, owner: str) -> bytes:
        """Return the data key encrypted under `key_id` and bound to its owner."""

    @abstractmethod
    def unwrap(self, key_id: str, wrapped: bytes, *, owner: str) -> bytes:
        """Return the data key. Raises CryptoError when the key is unknown or the value was changed."""

    @abstractmethod
    def derived(self, purpose: str) -> bytes:
        """Return 32 bytes that are always the same for this office and purpose, and for no other."""

    @abstractmethod
    def signing_seed(self, name: str) -> bytes:
        """Return the 32-byte Ed25519 seed of the named signing key, drawn when it is first asked for."""

    @abstractmethod
    def rotate(self) -> str:
        """Add a new key-encryption key, make it current and return its id. Older keys go on unwrapping."""
