"""An anchor in a folder: on media that can be written once, or on a disk of somebody else's machine."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import ClassVar
from uuid import uuid4

from egovframe.audit.errors import AnchorFailed
from egovframe.audit.interfaces import Anchor, size_of
from egovframe.kernel.text import Text

_ENDING = ".checkpoint"


class FolderAnchor(Anchor):
    """Keeps each checkpoint as a file of its own that is never written again, named by its size.

    Worth something only where the office's own account cannot change files that are there: write-once media, a mount
    of another machine, a folder of another account.
    """

    title: ClassVar[Text] = Text(ko="폴더 (한 번만 쓰는 매체)", en="Folder (write-once media)")

    folder: Path

    def keep(self, checkpoint: str) -> None:
        """Write the checkpoint into a new file and flush it; see `Anchor.keep`."""
        try:
            target = self.folder / f"{size_of(checkpoint):020d}{_ENDING}"
        except ValueError as error:
            raise AnchorFailed(
                "What was to be kept is no checkpoint.", hint="Hand over a signed checkpoint."
            ) from error
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._write(target, checkpoint.encode())
        except OSError as error:
            raise AnchorFailed(
                f"The folder {self.folder} does not take checkpoints: {error.strerror or error}.",
                hint="Check that it is mounted and that the office may add files.",
            ) from error

    def newest(self) -> str | None:
        """Return the content of the file with the largest size in its name; see `Anchor.newest`."""
        try:
            kept = sorted(file for file in self.folder.iterdir() if file.name.endswith(_ENDING))
            return kept[-1].read_bytes().decode("utf-8", "replace") if kept else None
        except FileNotFoundError:
            return None
        except OSError as error:
            raise AnchorFailed(
                f"The folder {self.folder} cannot be read: {error.strerror or error}.", hint="Check that it is mounted."
            ) from error

    def _write(self, target: Path, content: bytes) -> None:
        """Give the file its name only when it is whole: others read it at once, and the power may fail in between."""
        part = self.folder / f"{uuid4()}.part"
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o444)
        try:
            try:
                os.write(handle, content)
                os.fsync(handle)
            finally:
                os.close(handle)
            target.hardlink_to(part)  # refuses where there is one already
        except FileExistsError:
            if target.read_bytes() != content:
                raise AnchorFailed(
                    f"{target} holds another checkpoint of the same size: the log has two histories.",
                    hint="Stop the office, keep both files, and run `egovframe verify`.",
                ) from None
            return
        finally:
            with suppress(OSError):  # media that can be written once keep it: it is never read
                part.unlink()
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
