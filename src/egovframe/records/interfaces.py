"""What a vault promises: the one interface of this component that other packages implement."""

from __future__ import annotations

import hashlib
import re
from abc import abstractmethod
from typing import ClassVar, Final, TypeAlias

from egovframe.kernel.plugins import Plugin
from egovframe.kernel.text import Text
from egovframe.records.errors import Tampered

GROUP: Final = "egovframe.records.vaults"
"""The entry-point group in which vaults are found."""

Digest: TypeAlias = str
"""The name of content: `sha256:` and 64 small hexadecimal digits."""

_DIGEST: Final = re.compile(r"sha256:[0-9a-f]{64}")


def digest_of(content: bytes) -> Digest:
    """Return the name of the content: `sha256:` and 64 hexadecimal digits (FIPS 180-4)."""
    return "sha256:" + hashlib.sha256(content).hexdigest()


def is_digest(text: str) -> bool:
    """Say whether the text is a digest as `digest_of` writes it; anything else can name no content."""
    return _DIGEST.fullmatch(text) is not None


def checked(content: bytes, digest: Digest) -> bytes:
    """Return the content when it is what the digest names. Raises Tampered when it is not."""
    if digest_of(content) != digest:
        raise Tampered(
            f"The content kept as {digest} is no longer what was put there.",
            hint="Do not overwrite it: keep the evidence, and restore the content from a backup or a second vault.",
        )
    return content


class Vault(Plugin):
    """Keeps content for as long as the law asks, under the digest of the content itself.

    A vault is a frozen value whose fields are its settings. Many threads and processes use one vault at once. What it
    is given is already sealed: a vault never sees personal data in the clear, and need not know what it keeps.
    """

    version: ClassVar[int] = 1
    title: ClassVar[Text] = Text(ko="기록물 보존소", en="Vault")

    @abstractmethod
    def put(self, content: bytes) -> Digest:
        """Keep the content and return its digest, `digest_of(content)`.

        When put returns, the content is durable: it survives a kill of the process and a loss of power. When put
        raises, nothing is kept under the digest. Content that is there already is kept once: putting it again returns
        the same digest and changes nothing. Empty content is content. Any number of threads may put at once.
        Raises VaultFailed when the content cannot be kept.
        """

    @abstractmethod
    def get(self, digest: Digest) -> bytes:
        """Return the content with that digest, checked: what is returned hashes to `digest`.

        Raises NotFound when no such content was put, or the text is no digest; Tampered when something is there and it
        is not what was put; VaultFailed when the vault cannot be reached. Never returns anything else.
        """

    def path(self, digest: Digest) -> str | None:
        """Return where in the office's own storage the content lies, or None when it is kept elsewhere.

        The audit trail vouches for files in the office's storage under their paths; content that lies elsewhere is
        verified through `get`.
        """
        return None
