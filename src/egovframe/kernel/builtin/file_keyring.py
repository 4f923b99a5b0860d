"""The keyring of an embedded office: one file that only its owner may read."""

from __future__ import annotations

import fcntl
import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import PrivateAttr

from egovframe.kernel import crypto
from egovframe.kernel.canonical import b64, unb64
from egovframe.kernel.errors import CryptoError, SettingsError
from egovframe.kernel.keyring import Keyring


class FileKeyring(Keyring):
    """Keys in `folder/keyring.json`, mode 0600, written whole and durably; several processes may share it.

    A missing file is created only when `create` says so: an embedded office does that on its first start, a production
    office never (its keys come from whoever is responsible for them).
    """

    folder: Path
    create: bool = False

    _lock: threading.Lock = PrivateAttr(default_factory=threading.Lock)
    _content: dict[str, Any] = PrivateAttr(default_factory=dict)

    def model_post_init(self, _context: Any) -> None:
        """Read the keys, or draw them on the first start of an embedded office."""
        path = self.folder / "keyring.json"
        if not path.exists():
            if not self.create:
                raise SettingsError(
                    f"There is no keyring at {path}.",
                    hint="Restore it from your backup. A new production office is given its keys by whoever is "
                    "responsible for them: make them with an embedded office and copy keys/keyring.json (mode 0600).",
                )
            first = "k1"
            self._save(
                {"current": first, "keys": {first: b64(crypto.new_key())}, "root": b64(crypto.new_key()), "seeds": {}}
            )
        self._load()

    def _load(self) -> None:
        path = self.folder / "keyring.json"
        try:
            if path.stat().st_mode & 0o077:
                raise SettingsError(f"Others can read the keyring {path}.", hint=f"Run: chmod 600 {path}")
            content = json.loads(path.read_text())
            for key in (*content["keys"].values(), content["root"], *content["seeds"].values()):
                if len(unb64(key)) != crypto.KEY_BYTES:
                    raise ValueError("a key has the wrong length")
            content["keys"][content["current"]]
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise SettingsError(
                f"The keyring {path} cannot be read: {type(error).__name__}: {error}.",
                hint="Restore it from your backup.",
            ) from error
        self._content = content  # at once: other threads see the old keys or the new ones

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Be the only thread and process that changes the file, and start from what stands there now."""
        with self._lock:
            handle = os.open(self.folder, os.O_RDONLY)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX)
                self._load()
                yield
            finally:
                os.close(handle)

    def _save(self, content: dict[str, Any]) -> None:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path, draft = self.folder / "keyring.json", self.folder / f".keyring.{os.getpid()}.{threading.get_ident()}"
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            os.write(handle, json.dumps(content, indent=1).encode())
            os.fsync(handle)
        finally:
            os.close(handle)
        if self._content:
            draft.replace(path)
        else:  # the first keys: whoever links first wins, nobody's keys are overwritten
            try:
                os.link(draft, path)
            except FileExistsError:
                pass
            finally:
                draft.unlink()
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def current(self) -> str:
        """Return the id of the key that wraps new data keys."""
        return str(self._content["current"])

    def _key(self, key_id: str) -> bytes:
        if key_id not in self._content["keys"]:  # another process may have added it
            self._load()
        try:
            return unb64(self._content["keys"][key_id])
        except KeyError:
            raise CryptoError(
                f"The keyring has no key {key_id!r}.",
                hint="Restore keyring.json from the backup that belongs to this database.",
            ) from None

    def wrap(self, key_id: str, data_key: bytes, *, owner: str) -> bytes:
        """Return the data key sealed under the named key."""
        return crypto.seal(self._key(key_id), data_key, bound_to=f"key:{owner}")

    def unwrap(self, key_id: str, wrapped: bytes, *, owner: str) -> bytes:
        """Return the data key of `owner`."""
        return crypto.open_sealed(self._key(key_id), wrapped, bound_to=f"key:{owner}")

    def derived(self, purpose: str) -> bytes:
        """Return the office's key for one purpose."""
        return _derived(str(self._content["root"]), purpose)

    def signing_seed(self, name: str) -> bytes:
        """Return the named seed; a new one is drawn and kept before it is used."""
        if name not in self._content["seeds"]:
            with self._changing():
                seeds = self._content["seeds"]
                if name not in seeds:
                    self._save({**self._content, "seeds": {**seeds, name: b64(crypto.new_key())}})
                    self._load()
        return unb64(self._content["seeds"][name])

    def rotate(self) -> str:
        """Add a key, make it current and return its id."""
        with self._changing():
            key_id = f"k{len(self._content['keys']) + 1}"
            keys = {**self._content["keys"], key_id: b64(crypto.new_key())}
            self._save({**self._content, "keys": keys, "current": key_id})
            self._load()
            return key_id


@lru_cache(maxsize=256)
def _derived(root: str, purpose: str) -> bytes:
    return crypto.derive(unb64(root), purpose)
