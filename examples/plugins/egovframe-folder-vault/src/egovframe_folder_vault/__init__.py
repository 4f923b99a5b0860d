"""A vault that keeps each content as one file of a folder, named by its digest."""

import os
import secrets
from pathlib import Path
from typing import ClassVar

from egovframe.kernel.text import Text
from egovframe.records import Digest, NotFound, Tampered, Vault, VaultFailed, digest_of


class FolderVault(Vault):
    """Keeps each content once, as `<root>/<hexadecimal digest>`."""

    title: ClassVar[Text] = Text(ko="따로 정한 폴더", en="A folder of its own")

    root: Path

    def put(self, content: bytes) -> Digest:
        """Keep the content and return its digest; see `Vault.put`."""
        digest = digest_of(content)
        place = self.root / digest.removeprefix("sha256:")
        try:
            if place.exists():
                self.get(digest)  # a damaged copy must not pass for a kept one
            else:
                self._write(place, content)
        except OSError as error:
            raise VaultFailed(
                f"The folder {self.root} did not keep {digest}: {error.strerror}.",
                hint="Check that its disk has room and that the office may write there.",
            ) from error
        return digest

    def get(self, digest: Digest) -> bytes:
        """Return the content with that digest, checked; see `Vault.get`."""
        name = digest.removeprefix("sha256:")
        if len(name) != 64 or not set(name) <= set("0123456789abcdef") or digest == name:
            raise NotFound(f"{digest!r} names no content.", hint="A digest is sha256: and 64 hexadecimal digits.")
        try:
            content = (self.root / name).read_bytes()
        except FileNotFoundError:
            raise NotFound(f"The folder {self.root} has no content {digest}.", hint="Restore it from a copy.") from None
        except OSError as error:
            raise VaultFailed(
                f"The folder {self.root} cannot be read: {error.strerror}.", hint="Check that its disk is there."
            ) from error
        if digest_of(content) != digest:
            raise Tampered(
                f"The file {self.root / name} is no longer what was put there.",
                hint="Do not overwrite it: keep the evidence, and restore the content from a copy.",
            )
        return content

    def _write(self, place: Path, content: bytes) -> None:
        """Write beside the place, flush, then give it its name: whoever reads meanwhile sees all or nothing."""
        self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = self.root / f".{secrets.token_hex(8)}.part"
        try:
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400), "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            part.replace(place)
        finally:
            part.unlink(missing_ok=True)
        handle = os.open(self.root, os.O_RDONLY)
        try:
            os.fsync(handle)  # the name itself is durable too
        finally:
            os.close(handle)
