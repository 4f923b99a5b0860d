"""What every vault must do, as tests that a plug-in's author runs by naming a fixture.

    class TestFolderVault(VaultSuite):
        @pytest.fixture
        def vault(self, tmp_path):
            return FolderVault(root=tmp_path)

Each test is one sentence of the contract in `egovframe.records.interfaces.Vault`.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import pytest
from pydantic import ValidationError

from egovframe.records import Digest, NotFound, Tampered, Vault, digest_of

_KNOWN: Final = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
"""The digest of `abc` (FIPS 180-4, appendix B.1)."""

_SECONDS: Final = 60


class VaultSuite:
    """Subclass it, name it `Test…`, and give it the fixture `vault`: a new, empty vault for each test.

    A vault whose files are not in a folder that one of its settings names also overrides `damage` and `lose`.
    """

    @pytest.fixture
    def vault(self) -> Vault:
        """Return the vault under test. Every subclass gives its own."""
        pytest.fail(f"{type(self).__name__} needs a fixture `vault` that returns the vault under test")

    def damage(self, vault: Vault, digest: Digest, content: bytes) -> None:
        """Change one bit of the stored copy behind the vault's back, as a failing disk or an intruder would."""
        place = _file_with(vault, content)
        place.chmod(0o600)
        place.write_bytes(bytes([content[0] ^ 1]) + content[1:])

    def lose(self, vault: Vault, digest: Digest, content: bytes) -> None:
        """Remove the stored copy behind the vault's back."""
        _file_with(vault, content).unlink()

    def reopened(self, vault: Vault) -> Vault:
        """Return another vault with the same settings, as the next process would have it."""
        return type(vault)(**vault.model_dump())

    # --- The plug-in ---

    def test_is_a_vault_of_this_version(self, vault: Vault) -> None:
        """The plug-in is a Vault and was written for this version of the interface."""
        assert isinstance(vault, Vault)
        assert type(vault).version == Vault.version, f"written for version {type(vault).version}, not {Vault.version}"

    def test_is_a_frozen_value(self, vault: Vault) -> None:
        """A vault never changes: many threads share it, and settings hold until the next start."""
        assert type(vault).model_config.get("frozen"), "a vault is a frozen pydantic model"
        for name in type(vault).model_fields:
            with pytest.raises(ValidationError):
                setattr(vault, name, getattr(vault, name))

    def test_refuses_an_unknown_setting(self, vault: Vault) -> None:
        """A misspelt setting fails the start instead of being ignored."""
        with pytest.raises(ValidationError):
            type(vault)(**(vault.model_dump() | {"no_such_setting": 1}))

    # --- put ---

    def test_put_returns_the_digest(self, vault: Vault) -> None:
        """Put returns `sha256:` and the hexadecimal digest of the content."""
        assert vault.put(b"abc") == _KNOWN == digest_of(b"abc")

    def test_keeps_what_it_is_given(self, vault: Vault) -> None:
        """Get returns the very bytes that were put: all 256 values, line ends, text in any encoding."""
        for content in (bytes(range(256)) * 3, b"a\r\nb\rc\n", "가나다 \U0001f3db".encode(), b"\x00", b"\xff\xfe"):
            assert vault.get(vault.put(content)) == content

    def test_empty_content_is_content(self, vault: Vault) -> None:
        """Nothing at all can be kept too."""
        digest = vault.put(b"")
        assert digest == digest_of(b"")
        assert vault.get(digest) == b""

    def test_keeps_five_megabytes(self, vault: Vault) -> None:
        """A large case file comes back whole."""
        content = bytes(range(251)) * (5 * 2**20 // 251 + 1)
        assert vault.get(vault.put(content)) == content

    def test_putting_again_changes_nothing(self, vault: Vault) -> None:
        """Content that is there already gets the same digest and stays readable."""
        first = vault.put(b"kept once")
        assert vault.put(b"kept once") == first
        assert vault.get(first) == b"kept once"

    def test_different_contents_do_not_disturb_each_other(self, vault: Vault) -> None:
        """Each content is kept under its own digest."""
        contents = [b"content %d" % n for n in range(50)]
        digests = [vault.put(content) for content in contents]
        assert len(set(digests)) == len(contents)
        assert [vault.get(digest) for digest in digests] == contents

    # --- durable ---

    def test_another_instance_finds_it(self, vault: Vault) -> None:
        """What was put is in the vault, not in the object: the next process with the same settings reads it."""
        digest = vault.put(b"for the next process")
        assert self.reopened(vault).get(digest) == b"for the next process"

    def test_survives_a_kill_right_after_put(self, vault: Vault) -> None:
        """When put has returned, the content survives a kill of the process in the very next instruction."""
        context = multiprocessing.get_context("spawn")
        content = os.urandom(200_000)
        process = context.Process(target=_put_and_die, args=(type(vault), vault.model_dump(), content))
        process.start()
        process.join(_SECONDS)
        if process.is_alive():
            process.kill()
            pytest.fail(f"put did not return within {_SECONDS} seconds")
        assert process.exitcode == -signal.SIGKILL, f"the process did not get as far as put: exit {process.exitcode}"
        assert self.reopened(vault).get(digest_of(content)) == content

    # --- get ---

    def test_missing_content_is_not_found(self, vault: Vault) -> None:
        """What was never put is not found."""
        vault.put(b"something else")
        with pytest.raises(NotFound):
            vault.get(digest_of(b"never put"))

    @pytest.mark.parametrize(
        "text",
        ["", "sha256:", "abc", "md5:900150983cd24fb0d6963f7d28e17f72", _KNOWN[:-1], _KNOWN.upper(), "sha256:../../x"],
    )
    def test_what_is_no_digest_is_not_found(self, vault: Vault, text: str) -> None:
        """A text that is no digest names nothing, and never leads out of the vault."""
        vault.put(b"abc")
        with pytest.raises(NotFound):
            vault.get(text)

    def test_damaged_content_is_never_returned(self, vault: Vault) -> None:
        """One changed bit raises Tampered; the content is not returned as if it were whole."""
        content = b"evidence " * 100
        digest = vault.put(content)
        self.damage(vault, digest, content)
        with pytest.raises(Tampered):
            self.reopened(vault).get(digest)

    def test_damage_is_not_covered_up_by_putting_again(self, vault: Vault) -> None:
        """After damage, putting the content again either mends it or says that it is damaged; it is not passed over."""
        content = b"evidence " * 100
        digest = vault.put(content)
        self.damage(vault, digest, content)
        try:
            vault.put(content)
        except Tampered:
            return
        assert self.reopened(vault).get(digest) == content

    def test_lost_content_is_not_found(self, vault: Vault) -> None:
        """Content whose copy was removed by another tool is not found, and can be put again."""
        content = b"lost " * 100
        digest = vault.put(content)
        self.lose(vault, digest, content)
        with pytest.raises(NotFound):
            self.reopened(vault).get(digest)
        assert vault.put(content) == digest
        assert vault.get(digest) == content

    # --- many at once ---

    def test_many_threads_put_at_once(self, vault: Vault) -> None:
        """Eight threads put different contents at once; each comes back whole."""
        contents = [b"thread %d " % n * 1000 for n in range(64)]
        with ThreadPoolExecutor(8) as pool:
            digests = list(pool.map(vault.put, contents))
        assert digests == [digest_of(content) for content in contents]
        assert [vault.get(digest) for digest in digests] == contents

    def test_many_threads_put_the_same(self, vault: Vault) -> None:
        """Eight threads put the same content at once; all get its digest, and whoever reads meanwhile sees it whole."""
        content = b"the same for all " * 20_000

        def put_and_get(_turn: int) -> bytes:
            return vault.get(vault.put(content))

        with ThreadPoolExecutor(8) as pool:
            assert set(pool.map(put_and_get, range(32))) == {content}


def _put_and_die(vault: type[Vault], settings: dict[str, Any], content: bytes) -> None:
    vault(**settings).put(content)
    os.kill(os.getpid(), signal.SIGKILL)


def _file_with(vault: Vault, content: bytes) -> Path:
    for root in _folders(vault):
        for place in sorted(root.rglob("*")):
            if place.is_file() and place.stat().st_size == len(content) and place.read_bytes() == content:
                return place
    pytest.fail(
        f"no setting of {type(vault).__name__} names a folder that holds the content as it was put: "
        "override `damage` and `lose` in the subclass"
    )


def _folders(vault: Vault) -> list[Path]:
    settings = [getattr(vault, name) for name in type(vault).model_fields]
    folders = [value for value in settings if isinstance(value, Path)]
    folders += [
        Path(unquote(urlsplit(value).path))
        for value in settings
        if isinstance(value, str) and value.startswith("file:")
    ]
    return [folder for folder in folders if folder.is_dir()]
