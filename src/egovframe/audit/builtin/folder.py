"""An anchor in a folder: on media that can be written once, or on a disk of somebody else's machine."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from egovframe.audit.builtin.binder import Binder
from egovframe.audit.interfaces import Anchor
from egovframe.kernel.text import Text


class FolderAnchor(Anchor):
    """Keeps each checkpoint as a file of its own that is never written again, named by its size.

    Worth something only where the office's own account cannot change files that are there: write-once media, a mount
    of another machine, a folder of another account.
    """

    title: ClassVar[Text] = Text(ko="폴더 (한 번만 쓰는 매체)", en="Folder (write-once media)")

    folder: Path

    def keep(self, checkpoint: str) -> None:
        """Write the checkpoint into a new file and flush it; see `Anchor.keep`."""
        self._checkpoints.file_checkpoint(checkpoint)

    def newest(self) -> str | None:
        """Return the content of the file with the largest size in its name; see `Anchor.newest`."""
        sizes = self._checkpoints.sizes()
        kept = self._checkpoints.read(sizes[-1]) if sizes else None
        return None if kept is None else kept.decode("utf-8", "replace")

    @property
    def _checkpoints(self) -> Binder:
        return Binder(self.folder, ".checkpoint")
