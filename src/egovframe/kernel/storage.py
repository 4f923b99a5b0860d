"""Files: a local folder by default, object storage by URL (obstore), streamed and hashed on the way."""

from __future__ import annotations

import hashlib
import os
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit
from urllib.request import url2pathname

from egovframe.kernel.errors import NotFound, SettingsError
from egovframe.kernel.ids import new_id

if TYPE_CHECKING:
    from obstore.store import ObjectStore

CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Stored:
    """A file as it was stored: its path, `sha256:<hex>` digest and size in bytes."""

    path: str
    digest: str
    size: int


class Storage(ABC):
    """A place for files under relative paths. When `put` returns, the content is durable."""

    @staticmethod
    def open(url: str) -> Storage:
        """Return the storage at a `file://` URL, a folder path, or a URL that obstore knows (s3://, gs://, az://…)."""
        scheme = urlsplit(url).scheme
        if scheme in ("", "file"):
            return FolderStorage(Path(url2pathname(urlsplit(url).path) if scheme else url))
        try:
            from obstore.store import from_url

            return ObjectStorage(from_url(url))
        except Exception as error:
            raise SettingsError(
                f"The setting storage.url cannot be used: {type(error).__name__}: {error}.",
                hint="Write a folder, file:///folder, or a URL such as s3://bucket/prefix.",
            ) from error

    @abstractmethod
    def put(self, path: str, content: bytes | Iterable[bytes]) -> Stored:
        """Store the content whole under the path, replacing what was there; nothing half written is ever seen."""

    @abstractmethod
    def stream(self, path: str) -> Iterator[bytes]:
        """Yield the content in pieces. Raises NotFound."""

    @abstractmethod
    def exists(self, path: str) -> bool:
        """Say whether a file is there."""

    @abstractmethod
    def delete(self, path: str) -> None:
        """Remove the file. Raises NotFound."""

    @abstractmethod
    def list(self, prefix: str = "") -> Iterator[str]:
        """Yield the paths of all files below the prefix, sorted."""

    def get(self, path: str) -> bytes:
        """Return the whole content. Raises NotFound."""
        return b"".join(self.stream(path))

    def digest(self, path: str) -> str:
        """Return the `sha256:<hex>` digest of what is there now, streamed. Raises NotFound."""
        digest = hashlib.sha256()
        for piece in self.stream(path):
            digest.update(piece)
        return f"sha256:{digest.hexdigest()}"


def _pieces(content: bytes | Iterable[bytes]) -> Iterable[bytes]:
    return (content,) if isinstance(content, bytes) else content


def _safe(path: str) -> str:
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or ".." in parts or "\\" in path or "\x00" in path:
        raise NotFound(f"{path!r} is not a path within the storage.", hint="Use a relative path with forward slashes.")
    return path


class FolderStorage(Storage):
    """Files in a folder: written beside, flushed, then renamed into place."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._durable: set[Path] = set()  # folders whose names this process has flushed to disk

    def _at(self, path: str) -> Path:
        return self.root / _safe(path)

    def put(self, path: str, content: bytes | Iterable[bytes]) -> Stored:
        """Store the content; the file and the folder that names it are flushed to disk before this returns."""
        target = self._at(path)
        self._make(target.parent)
        draft = target.parent / f".{new_id()}.part"
        digest, size = hashlib.sha256(), 0
        try:
            with draft.open("xb") as file:
                for piece in _pieces(content):
                    digest.update(piece)
                    size += len(piece)
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(target)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        _flush_folder(target.parent)
        self._keep(target.parent)
        return Stored(path, f"sha256:{digest.hexdigest()}", size)

    def _make(self, folder: Path) -> None:
        """Make a folder and those above it; the names of new ones are not on the disk yet."""
        if not folder.is_dir():
            self._durable.difference_update((folder, *folder.parents))
            folder.mkdir(parents=True, exist_ok=True)

    def _keep(self, folder: Path) -> None:
        """Flush the names of a folder and of those above it: also of one that an earlier try made before it failed."""
        while folder != self.root and folder not in self._durable:
            _flush_folder(folder.parent)
            self._durable.add(folder)
            folder = folder.parent
        if self.root not in self._durable:
            with suppress(PermissionError):  # a storage that somebody else made for us
                _flush_folder(self.root.parent)
            self._durable.add(self.root)

    def stream(self, path: str) -> Iterator[bytes]:
        """Yield the content in pieces of 1 MiB."""
        try:
            with self._at(path).open("rb") as file:
                while piece := file.read(CHUNK):
                    yield piece
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            raise NotFound(f"There is no file {path} in the storage.", hint="Run `egovframe verify`.") from None

    def exists(self, path: str) -> bool:
        """Say whether a file is there."""
        return self._at(path).is_file()

    def delete(self, path: str) -> None:
        """Remove the file durably."""
        try:
            self._at(path).unlink()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            raise NotFound(f"There is no file {path} in the storage.", hint="It was removed before.") from None
        _flush_folder(self._at(path).parent)

    def list(self, prefix: str = "") -> Iterator[str]:
        """Yield all paths below the prefix, sorted; files half written by a crash are not among them."""
        for folder, folders, files in os.walk(self.root / _safe(prefix) if prefix else self.root):
            folders.sort()
            for name in sorted(files):
                if not (name.startswith(".") and name.endswith(".part")):
                    yield (Path(folder) / name).relative_to(self.root).as_posix()


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class ObjectStorage(Storage):
    """Files in an object store; durability is the store's own promise."""

    def __init__(self, store: ObjectStore) -> None:
        self._store = store

    def put(self, path: str, content: bytes | Iterable[bytes]) -> Stored:
        """Store the content, in several parts when it is large."""
        digest, size = hashlib.sha256(), 0

        def watched() -> Iterator[bytes]:
            nonlocal size
            for piece in _pieces(content):
                digest.update(piece)
                size += len(piece)
                yield piece

        self._store.put(_safe(path), watched())
        return Stored(path, f"sha256:{digest.hexdigest()}", size)

    def stream(self, path: str) -> Iterator[bytes]:
        """Yield the content in pieces."""
        try:
            for piece in self._store.get(_safe(path)).stream(min_chunk_size=CHUNK):
                yield bytes(piece)
        except FileNotFoundError:
            raise NotFound(f"There is no file {path} in the storage.", hint="Run `egovframe verify`.") from None

    def exists(self, path: str) -> bool:
        """Say whether a file is there."""
        try:
            self._store.head(_safe(path))
        except FileNotFoundError:
            return False
        return True

    def delete(self, path: str) -> None:
        """Remove the file."""
        if not self.exists(path):
            raise NotFound(f"There is no file {path} in the storage.", hint="It was removed before.")
        self._store.delete(_safe(path))

    def list(self, prefix: str = "") -> Iterator[str]:
        """Yield all paths below the prefix, sorted."""
        paths = [item["path"] for batch in self._store.list(_safe(prefix) if prefix else None) for item in batch]
        yield from sorted(paths)
