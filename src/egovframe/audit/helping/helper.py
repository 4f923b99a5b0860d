"""What a helper process does: `python -m egovframe.audit.helping.helper`, told what to do on standard input.

It reads pieces until its input ends. It may change nothing, and knows no keys but those that it was lent.
"""

from __future__ import annotations

import gc
import pickle
import sys
from importlib import import_module
from typing import IO

from egovframe.audit import store
from egovframe.audit.helping.helpers import Task, send
from egovframe.kernel.cabinet import Cabinet
from egovframe.kernel.database import Database
from egovframe.kernel.errors import CryptoError
from egovframe.kernel.keyring import Keyring


class LentKeys(Keyring):
    """The derived keys that somebody lent; there are no others."""

    keys: dict[str, bytes]

    def derived(self, purpose: str) -> bytes:
        """Return the key of a purpose. Raises CryptoError for one that was not lent."""
        if purpose not in self.keys:
            raise CryptoError(
                f"The key for {purpose} was not lent.", hint="Read this fact in the office's own process."
            )
        return self.keys[purpose]

    def _not_lent(self) -> CryptoError:
        return CryptoError("A helper has no keys but those it was lent.", hint="Do this in the office's own process.")

    def current(self) -> str:
        """Refuse. Raises CryptoError."""
        raise self._not_lent()

    def wrap(self, key_id: str, data_key: bytes, *, owner: str) -> bytes:
        """Refuse. Raises CryptoError."""
        raise self._not_lent()

    def unwrap(self, key_id: str, wrapped: bytes, *, owner: str) -> bytes:
        """Refuse. Raises CryptoError."""
        raise self._not_lent()

    def signing_seed(self, name: str) -> bytes:
        """Refuse. Raises CryptoError."""
        raise self._not_lent()

    def rotate(self) -> str:
        """Refuse. Raises CryptoError."""
        raise self._not_lent()


def serve(asked: IO[bytes], told: IO[bytes]) -> None:
    """Read the pieces that are asked for, one after the other, until there are no more."""
    task: Task = pickle.load(asked)  # noqa: S301 - from the process that started this one
    database = Database.open(task.url, schema=task.schema, pool_size=1)
    try:
        with database.read() as conn:
            store.keep_few_pages(conn)
            gc.freeze()  # thousands of short-lived texts a page, none of them in a cycle: looking for some is a tenth
            gc.set_threshold(100_000)
            module, _, name = task.reader.partition(":")
            make = getattr(import_module(module), name)
            with make(conn, Cabinet(LentKeys(keys=task.keys)), *task.told) as read:
                send(told, True)  # noqa: FBT003 - ready
                while True:
                    try:
                        piece = pickle.load(asked)  # noqa: S301 - likewise
                    except EOFError:
                        return
                    send(told, read(piece))
    finally:
        database.close()


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
