"""The vault suite is only worth something if it goes red for a vault that breaks its promise."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar
from uuid import uuid4

import pytest
from pydantic import PrivateAttr

from egovframe.records import Digest, NotFound, Tampered, Vault, digest_of
from egovframe.testing.suites import VaultSuite


class Honest(Vault):
    """A small vault that keeps its promise but for durability under power loss, which no test can see."""

    root: Path

    def put(self, content: bytes) -> Digest:
        """Write beside, then name."""
        digest = digest_of(content)
        draft = self.root / f"{digest}.{uuid4()}.part"
        draft.write_bytes(content)
        draft.replace(self._at(digest))
        return digest

    def get(self, digest: Digest) -> bytes:
        """Read and check."""
        if not self._at(digest).is_file():
            raise NotFound(digest)
        content = self._at(digest).read_bytes()
        if digest_of(content) != digest:
            raise Tampered(digest)
        return content

    def _at(self, digest: Digest) -> Path:
        return self.root / digest.replace("/", "_")


class Unchecking(Honest):
    """Returns what is there without looking."""

    def get(self, digest: Digest) -> bytes:
        """Read without checking."""
        if not self._at(digest).is_file():
            raise NotFound(digest)
        return self._at(digest).read_bytes()


class Forgetful(Honest):
    """Keeps everything in memory."""

    _kept: dict[Digest, bytes] = PrivateAttr(default_factory=dict)

    def put(self, content: bytes) -> Digest:
        """Remember for a while."""
        self._kept[digest_of(content)] = content
        return digest_of(content)

    def get(self, digest: Digest) -> bytes:
        """Recall."""
        if digest not in self._kept:
            raise NotFound(digest)
        return self._kept[digest]


class Misnaming(Honest):
    """Leaves out the name of the algorithm."""

    def put(self, content: bytes) -> Digest:
        """Keep under another name."""
        return super().put(content).removeprefix("sha256:")


class Pythonic(Honest):
    """Lets KeyError-like surprises out instead of NotFound."""

    def get(self, digest: Digest) -> bytes:
        """Read what may not be there."""
        return self._at(digest).read_bytes()


class Trimming(Honest):
    """Tidies up what it is given."""

    def put(self, content: bytes) -> Digest:
        """Keep tidied content under the digest of the untidy one."""
        digest = digest_of(content)
        self._at(digest).write_bytes(content.replace(b"\r\n", b"\n"))
        return digest

    def get(self, digest: Digest) -> bytes:
        """Read."""
        if not self._at(digest).is_file():
            raise NotFound(digest)
        return self._at(digest).read_bytes()


class Future(Honest):
    """Written for another version of the interface."""

    version: ClassVar[int] = 99


class Trusting(Honest):
    """Takes a copy that is there for the content, whatever it holds."""

    def put(self, content: bytes) -> Digest:
        """Skip what has the right name."""
        digest = digest_of(content)
        return digest if self._at(digest).exists() else super().put(content)


class HalfWriting(Honest):
    """Writes in place, so that a reader may see half of it."""

    def put(self, content: bytes) -> Digest:
        """Write under the final name, in pieces."""
        digest = digest_of(content)
        with self._at(digest).open("wb") as file:
            for start in range(0, len(content), 4096):
                file.write(content[start : start + 4096])
                file.flush()
                time.sleep(0.0005)  # whoever reads meanwhile gets the processor: also where that is busy
        return digest


suite = VaultSuite()


def test_an_honest_vault_passes(tmp_path: Path) -> None:
    """A vault that holds to the contract passes every test of the suite, each with an empty vault."""
    tests = [name for name in dir(VaultSuite) if name.startswith("test_")]
    assert len(tests) > 15
    for name in tests:
        root = tmp_path / name
        root.mkdir()
        arguments = ["sha256:../../x"] if name == "test_what_is_no_digest_is_not_found" else []
        getattr(suite, name)(Honest(root=root), *arguments)


@pytest.mark.parametrize(
    ("kind", "test"),
    [
        (Unchecking, suite.test_damaged_content_is_never_returned),
        (Trusting, suite.test_damage_is_not_covered_up_by_putting_again),
        (Forgetful, suite.test_another_instance_finds_it),
        (Forgetful, suite.test_survives_a_kill_right_after_put),
        (Misnaming, suite.test_put_returns_the_digest),
        (Pythonic, suite.test_missing_content_is_not_found),
        (Trimming, suite.test_keeps_what_it_is_given),
        (Future, suite.test_is_a_vault_of_this_version),
        (HalfWriting, suite.test_many_threads_put_the_same),
    ],
)
def test_a_vault_that_breaks_its_promise_fails(
    tmp_path: Path, kind: type[Honest], test: Callable[[Vault], None]
) -> None:
    """Each way of breaking the contract turns the test of that sentence red."""
    with pytest.raises((AssertionError, pytest.fail.Exception, NotFound, Tampered, OSError)):
        test(kind(root=tmp_path))


def test_a_suite_without_its_fixture_says_what_is_missing() -> None:
    """Whoever forgets the fixture reads what to write."""
    with pytest.raises(pytest.fail.Exception, match="needs a fixture `vault`"):
        VaultSuite.vault.__wrapped__(suite)  # type: ignore[attr-defined]


def test_a_vault_whose_files_cannot_be_found_must_say_how_to_damage_them() -> None:
    """A vault that keeps nothing in a folder is told to override `damage` and `lose` instead of passing untested."""

    class Remote(Vault):
        def put(self, content: bytes) -> Digest:
            return digest_of(content)

        def get(self, digest: Digest) -> bytes:
            raise NotFound(digest)

    with pytest.raises(pytest.fail.Exception, match="override `damage` and `lose`"):
        suite.test_damaged_content_is_never_returned(Remote())
