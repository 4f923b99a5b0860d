"""A folder of files that are never written again: what the anchors of this package keep checkpoints in."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from egovframe.audit.errors import AnchorFailed
from egovframe.audit.interfaces import size_of

_DIGITS = 20


@dataclass(frozen=True, slots=True)
class Binder:
    """The files of one ending in a folder, each named by the size of the checkpoint that it belongs to.

    A file has its name only once it is whole and on the disk, and what has a name is never written again: several
    processes may file at once, and the power may fail in between.
    """

    folder: Path
    ending: str

    def path(self, size: int) -> Path:
        """Return where the file of the checkpoint of that size is: twenty digits, so that names sort as sizes do."""
        return self.folder / f"{size:0{_DIGITS}d}{self.ending}"

    def sizes(self) -> list[int]:
        """Return the sizes that there are files of, ascending; none where there is no folder. Raises AnchorFailed."""
        try:
            names = [entry.name for entry in self.folder.iterdir() if entry.name.endswith(self.ending)]
        except FileNotFoundError:
            return []
        except OSError as error:
            raise self._unreadable(error) from error
        stems = (name.removesuffix(self.ending) for name in names)
        return sorted(int(stem) for stem in stems if len(stem) == _DIGITS and stem.isascii() and stem.isdecimal())

    def read(self, size: int) -> bytes | None:
        """Return the content of the file of that size; None when there is none. Raises AnchorFailed."""
        try:
            return self.path(size).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._unreadable(error) from error

    def file(self, size: int, content: bytes) -> bytes:
        """File the content unless there is something already, and return what is there now.

        When it returns, that is durable. Raises AnchorFailed when the folder does not take files.
        """
        with self._taking():
            if not self.folder.is_dir():
                self.folder.mkdir(parents=True, exist_ok=True)
                _flush(self.folder.parent)
            part = self.folder / f"{uuid4()}.part"
            try:
                with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o444), "wb") as handle:
                    handle.write(content)
                    handle.flush()
                    os.fsync(handle.fileno())
                with suppress(FileExistsError):  # what is there stays, whatever it is
                    self.path(size).hardlink_to(part)
            finally:
                with suppress(OSError):  # media that can be written once keep it: it is never read
                    part.unlink()
            # Also where the file was there: whoever wrote it may not have come so far yet.
            _flush(self.folder)
            return self.path(size).read_bytes()

    def file_checkpoint(self, checkpoint: str) -> None:
        """File a checkpoint under its own size. Raises AnchorFailed when there is another one of the same size."""
        size = size_or_failure(checkpoint)
        if self.file(size, checkpoint.encode()) != checkpoint.encode():
            raise self.two_histories(size)

    def two_histories(self, size: int) -> AnchorFailed:
        """Return the error that says that somebody brought another checkpoint of a size that is kept."""
        return AnchorFailed(
            f"{self.path(size)} holds another checkpoint of the same size: the log has two histories.",
            hint="Stop the office, keep both files, and run `egovframe verify`.",
        )

    @contextmanager
    def _taking(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise AnchorFailed(
                f"The folder {self.folder} does not take checkpoints: {error.strerror or error}.",
                hint="Check that it is mounted and that the office may add files.",
            ) from error

    def _unreadable(self, error: OSError) -> AnchorFailed:
        return AnchorFailed(
            f"The folder {self.folder} cannot be read: {error.strerror or error}.", hint="Check that it is mounted."
        )


def size_or_failure(checkpoint: str) -> int:
    """Return the size that a checkpoint says. Raises AnchorFailed when it is none."""
    try:
        size = size_of(checkpoint)
    except ValueError:
        size = None
    if size is None or size >= 10**_DIGITS:
        raise AnchorFailed("What was to be kept is no checkpoint.", hint="Hand over a signed checkpoint.")
    return size


def _flush(folder: Path) -> None:
    """Make the names in a folder durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
