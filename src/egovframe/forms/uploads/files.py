"""Where files lie, encrypted, and who looks at them: shared by all units of work, frozen once made."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, TYPE_CHECKING, Final

from egovframe.forms.uploads.settings import FilesSettings
from egovframe.kernel import crypto
from egovframe.kernel.errors import NotFound

if TYPE_CHECKING:
    from pathlib import Path

    from egovframe.forms.interfaces import Scanner
    from egovframe.kernel.storage import Storage, Stored

FOLDER: Final = "uploads"
PIECE: Final = 1 << 18


@dataclass(slots=True)
class Passing:
    """A file on its way into the storage: its digest grows as its pieces pass. Owned by one thread."""

    file: IO[bytes]
    _digest: hashlib._Hash = field(default_factory=hashlib.sha256)

    def __iter__(self) -> Iterator[bytes]:
        """Yield the file from its beginning."""
        self.file.seek(0)
        while piece := self.file.read(PIECE):
            self._digest.update(piece)
            yield piece

    @property
    def digest(self) -> str:
        """Return the `sha256:<hex>` of what has passed."""
        return f"sha256:{self._digest.hexdigest()}"


class Files:
    """The files of the office.

    `spool` is the folder where a file lies unencrypted while it is worked on, without a name; None: the system's own.
    """

    def __init__(
        self,
        storage: Storage,
        settings: FilesSettings | None = None,
        *,
        scanner: Scanner | None = None,
        spool: Path | None = None,
    ) -> None:
        self.storage = storage
        self.settings = settings or FilesSettings()
        self.scanner = scanner
        self.spool = spool

    def put(self, path: str, key: bytes, file: IO[bytes]) -> tuple[Stored, str]:
        """Encrypt a file into the storage; return how it is stored, and the digest of what it was."""
        passing = Passing(file)
        stored = self.storage.put(path, crypto.seal_stream(key, passing))
        return stored, passing.digest

    def content(self, path: str, key: bytes) -> Iterator[bytes]:
        """Yield the content of a file. Raises NotFound, and CryptoError where it is not what was stored."""
        return crypto.open_stream(key, self.storage.stream(path))

    def forget(self, path: str | None) -> None:
        """Remove a file that nothing names any more; one that is gone is gone."""
        if path is not None:
            try:
                self.storage.delete(path)
            except NotFound:
                return

    @staticmethod
    def place(at: datetime, upload_id: str, *, cleaned: bool = False) -> str:
        """Return where a file is stored, by the day on which it came."""
        return f"{FOLDER}/{at:%Y%m%d}/{upload_id}{'.clean' if cleaned else ''}"
