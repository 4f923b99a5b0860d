"""What plug-in authors import."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import egovframe.records
from egovframe.records import Digest, NotFound, Tampered, Vault, digest_of
from egovframe.records.interfaces import checked, is_digest

ABC = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_the_digest_is_that_of_the_standard() -> None:
    """SHA-256 of `abc` and of nothing (FIPS 180-4)."""
    assert digest_of(b"abc") == ABC
    assert digest_of(b"") == "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize("text", ["", "abc", ABC.upper(), ABC + "\n", ABC[:-1], ABC.replace("sha256", "sha512")])
def test_only_digests_are_digests(text: str) -> None:
    """Nothing else names content, not even nearly."""
    assert is_digest(ABC)
    assert not is_digest(text)


def test_checked_content_is_what_it_is_called() -> None:
    """Content that does not hash to its name raises Tampered."""
    assert checked(b"abc", ABC) == b"abc"
    with pytest.raises(Tampered):
        checked(b"abd", ABC)


def test_a_vault_is_one_small_class(tmp_path: Path) -> None:
    """The class of the architecture's first page: fields are settings, put and get are all."""

    class FolderVault(Vault):
        root: Path

        def put(self, content: bytes) -> Digest:
            (self.root / digest_of(content)).write_bytes(content)
            return digest_of(content)

        def get(self, digest: Digest) -> bytes:
            if not (self.root / digest).is_file():
                raise NotFound(digest)
            return (self.root / digest).read_bytes()

    vault = FolderVault(root=tmp_path)
    assert vault.get(vault.put(b"abc")) == b"abc"
    assert vault.path(ABC) is None
    with pytest.raises(NotFound):
        vault.get("sha256:0")


def test_a_vault_without_get_cannot_be_made() -> None:
    """Both verbs are needed."""

    class Half(Vault):
        def put(self, content: bytes) -> Digest:
            return digest_of(content)

    with pytest.raises(TypeError, match="get"):
        Half()  # type: ignore[abstract]


def test_every_public_name_is_there() -> None:
    """What `__all__` promises can be imported; an unknown name is an AttributeError."""
    for name in egovframe.records.__all__:
        assert getattr(egovframe.records, name)
    with pytest.raises(AttributeError):
        _ = egovframe.records.no_such_name  # type: ignore[attr-defined]


def test_declaring_needs_no_database() -> None:
    """A city's declaration imports neither the database nor cryptography."""
    code = "import sys, egovframe.records; print({'sqlalchemy', 'cryptography'} & set(sys.modules))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "set()"
