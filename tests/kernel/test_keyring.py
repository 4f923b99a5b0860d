"""Keyrings are plug-ins: an office can bring its own, and the cabinet asks nothing more of it than the interface."""

from __future__ import annotations

import pytest

from egovframe.kernel import crypto
from egovframe.kernel.builtin.file_keyring import FileKeyring
from egovframe.kernel.cabinet import Cabinet
from egovframe.kernel.errors import CryptoError
from egovframe.kernel.keyring import Keyring
from egovframe.kernel.plugins import Plugins
from tests.kernel.place import SmallOffice
from tests.support.deeds import deed


class MemoryKeyring(Keyring):
    """A keyring as another package would write it: one key, kept nowhere."""

    secret: bytes

    def current(self) -> str:
        """Return the only key's id."""
        return "only"

    def wrap(self, key_id: str, data_key: bytes, *, owner: str) -> bytes:
        """Seal under the only key."""
        return crypto.seal(self.derived(key_id), data_key, bound_to=owner)

    def unwrap(self, key_id: str, wrapped: bytes, *, owner: str) -> bytes:
        """Open what `wrap` sealed."""
        return crypto.open_sealed(self.derived(key_id), wrapped, bound_to=owner)

    def derived(self, purpose: str) -> bytes:
        """Derive from the secret."""
        return crypto.derive(self.secret, purpose)

    def signing_seed(self, name: str) -> bytes:
        """Derive from the secret."""
        return self.derived(f"seed:{name}")

    def rotate(self) -> str:
        """Stay with the only key."""
        return "only"


def test_the_cabinet_works_with_any_keyring(office: SmallOffice) -> None:
    """Nothing but the interface is used; another keyring's secret does not open what this one sealed."""
    office.cabinet = Cabinet(MemoryKeyring(secret=b"s" * 32))
    with office.work() as work:
        office.cabinet.new_key(work, "case-1")
        sealed = office.cabinet.seal(work, "case-1", "answers", b"secret")
        _ = work.conn
        work.note(deed("case.opened"))
    with office.database.read() as conn:
        assert office.cabinet.open(conn, "case-1", "answers", sealed) == b"secret"
        with pytest.raises(CryptoError):
            Cabinet(MemoryKeyring(secret=b"t" * 32)).open(conn, "case-1", "answers", sealed)


def test_a_keyring_must_do_everything() -> None:
    """What is not defined is named when the keyring is made."""
    with pytest.raises(TypeError, match="current"):
        Keyring()  # type: ignore[abstract]


def test_the_file_keyring_is_found_as_a_plug_in() -> None:
    """The built-in keyring comes by the same way as anyone else's."""
    assert Plugins("egovframe.keyrings", Keyring).type_of("file") is FileKeyring  # type: ignore[type-abstract]
