"""The vault that every office has: a folder of its storage, content-addressed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import ClassVar

from egovframe.kernel.errors import NotFound as NothingFound
from egovframe.kernel.storage import Storage
from egovframe.kernel.text import Text
from egovframe.records.errors import NotFound, VaultFailed
from egovframe.records.interfaces import Digest, Vault, checked, digest_of, is_digest


class FolderVault(Vault):
    """Keeps each content once, as `records/sha256/ab/cd/<hex>` in a storage.

    `url` is where that storage is (`file:///srv/city/storage`, `s3://bucket/…`); an office hands over its own unless
    its settings name another.
    """

    title: ClassVar[Text] = Text(ko="저장소 폴더", en="A folder of the storage")

    url: str

    def put(self, content: bytes) -> Digest:
        """Keep the content and return its digest; see `Vault.put`.

        Content that is there already is read and checked, so that a damaged copy is never taken for kept.
        """
        digest = digest_of(content)
        place = self.path(digest)
        with _failing(digest):
            if self._storage.exists(place):
                checked(self._storage.get(place), digest)
            else:
                self._storage.put(place, content)
        return digest

    def get(self, digest: Digest) -> bytes:
        """Return the content with that digest, checked; see `Vault.get`."""
        try:
            if not is_digest(digest):
                raise NothingFound(digest)
            with _failing(digest):
                return checked(self._storage.get(self.path(digest)), digest)
        except NothingFound:
            raise NotFound(
                f"The vault has no content {digest}.",
                hint="Run `egovframe verify` to see whether a file of the storage is missing.",
            ) from None

    def path(self, digest: Digest) -> str:
        """Return `records/sha256/ab/cd/<hex>`: two levels of folders, so that none holds too many entries."""
        hexadecimal = digest.removeprefix("sha256:")
        return f"records/sha256/{hexadecimal[:2]}/{hexadecimal[2:4]}/{hexadecimal}"

    @cached_property
    def _storage(self) -> Storage:
        return Storage.open(self.url)


@contextmanager
def _failing(digest: Digest) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise VaultFailed(
            f"The storage did not keep or give {digest}: {error.strerror or type(error).__name__}.",
            hint="Check that its disk has room and that the office may write there.",
        ) from error
