"""The keyring of an embedded office: one file, its owner's alone, never overwritten, never half written."""

from __future__ import annotations

import json
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from egovframe.kernel.builtin.file_keyring import FileKeyring
from egovframe.kernel.errors import CryptoError, SettingsError
from egovframe.testing.suites import KeyringSuite


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a keyring that does not exist yet."""
    return tmp_path / "keys"


class TestFileKeyring(KeyringSuite):
    """The keyring that comes with the library keeps the contract."""

    @pytest.fixture
    def keyring(self, folder: Path) -> FileKeyring:
        """Return a keyring with new keys."""
        return FileKeyring(folder=folder, create=True)


def test_the_file_is_its_owners_alone(folder: Path) -> None:
    """Mode 0600 in a folder of mode 0700, from the first moment and after every change."""
    keyring = FileKeyring(folder=folder, create=True)
    keyring.signing_seed("log")
    keyring.rotate()
    assert stat.S_IMODE((folder / "keyring.json").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [path.name for path in folder.iterdir()] == ["keyring.json"]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o644, 0o777])
def test_a_file_that_others_can_read_is_refused(folder: Path, mode: int) -> None:
    """The office does not start, and says how to mend it."""
    FileKeyring(folder=folder, create=True)
    (folder / "keyring.json").chmod(mode)
    with pytest.raises(SettingsError) as caught:
        FileKeyring(folder=folder)
    assert caught.value.hint == f"Run: chmod 600 {folder / 'keyring.json'}"


def test_keys_are_made_only_on_purpose(folder: Path) -> None:
    """A lost file is named; a production office draws no new keys in its place."""
    FileKeyring(folder=folder, create=True)
    (folder / "keyring.json").unlink()
    with pytest.raises(SettingsError, match="There is no keyring"):
        FileKeyring(folder=folder)
    assert list(folder.iterdir()) == []


def test_of_many_makers_at_once_all_get_the_same_keys(folder: Path) -> None:
    """Whoever comes first makes the keys, nobody's keys are overwritten, no draft is left."""
    with ThreadPoolExecutor(8) as threads:
        rings = list(threads.map(lambda _: FileKeyring(folder=folder, create=True), range(8)))
    assert len({ring.derived("x") for ring in rings}) == 1
    wrapped = rings[0].wrap("k1", b"d" * 32, owner="case-1")
    assert {ring.unwrap("k1", wrapped, owner="case-1") for ring in rings} == {b"d" * 32}
    assert [path.name for path in folder.iterdir()] == ["keyring.json"]


def test_a_rotated_keyring_opens_old_and_new(folder: Path) -> None:
    """The new key is current, also for whoever opens the file later; the old one goes on unwrapping."""
    keyring = FileKeyring(folder=folder, create=True)
    old = keyring.wrap(keyring.current(), b"d" * 32, owner="case-1")
    assert keyring.rotate() == keyring.current() == "k2"
    later = FileKeyring(folder=folder)
    new = later.wrap("k2", b"d" * 32, owner="case-1")
    assert later.current() == "k2"
    assert later.unwrap("k1", old, owner="case-1") == later.unwrap("k2", new, owner="case-1") == b"d" * 32
    with pytest.raises(CryptoError):
        later.unwrap("k1", new, owner="case-1")
    with pytest.raises(CryptoError, match="'k9'"):
        later.unwrap("k9", new, owner="case-1")


def test_seeds_and_derived_keys_stay(folder: Path) -> None:
    """A seed is kept before it is used; rotating changes neither seeds nor derived keys."""
    keyring = FileKeyring(folder=folder, create=True)
    seed, derived = keyring.signing_seed("log"), keyring.derived("row-digests")
    keyring.rotate()
    later = FileKeyring(folder=folder)
    assert (later.signing_seed("log"), later.derived("row-digests")) == (seed, derived)
    assert later.signing_seed("other") != seed
    assert later.derived("other") != derived


def test_two_processes_keep_each_others_keys(folder: Path) -> None:
    """Two keyrings on one file draw seeds and rotate: neither loses what the other drew."""
    one, other = FileKeyring(folder=folder, create=True), FileKeyring(folder=folder)
    first = one.signing_seed("log")
    assert other.signing_seed("log") == first
    one.rotate()
    wrapped = one.wrap("k2", b"d" * 32, owner="case-1")
    other.signing_seed("receipts")
    assert other.rotate() == "k3"
    later = FileKeyring(folder=folder)
    assert later.signing_seed("log") == first
    assert later.unwrap("k2", wrapped, owner="case-1") == b"d" * 32
    assert other.unwrap("k2", wrapped, owner="case-1") == b"d" * 32


@pytest.mark.parametrize(
    "change",
    [
        lambda _: b"",
        lambda _: b"\xff\xfe",
        lambda _: b"[]",
        lambda content: content[: len(content) // 2],
        lambda content: json.dumps({**json.loads(content), "root": "short"}).encode(),
        lambda content: json.dumps({**json.loads(content), "current": "k7"}).encode(),
        lambda content: json.dumps({**json.loads(content), "keys": []}).encode(),
    ],
    ids=["empty", "no text", "a list", "cut", "short root", "unknown current", "keys a list"],
)
def test_a_damaged_file_is_named_and_kept(folder: Path, change: object) -> None:
    """The error names the file, quotes no key, and nothing is written over it."""
    FileKeyring(folder=folder, create=True)
    path = folder / "keyring.json"
    root = json.loads(path.read_bytes())["root"]
    damaged = change(path.read_bytes())  # type: ignore[operator]
    path.write_bytes(damaged)
    with pytest.raises(SettingsError, match="cannot be read") as caught:
        FileKeyring(folder=folder, create=True)
    assert root not in str(caught.value)
    assert path.read_bytes() == damaged
