"""ClamAV as the scanner of uploads: the suite against a real clamd, and what is said on its socket."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from egovframe.forms.builtin.clamav import LARGEST, ClamAV, asked, verdict_of
from egovframe.forms.interfaces import NotScanned, Scanner, Unscannable, Verdict
from egovframe.kernel.plugins import Plugins
from egovframe.testing.suites import ScannerSuite
from egovframe.testing.suites.scanners import EICAR, HARMLESS
from tests.support.clamd import LARGEST as MOST
from tests.support.clamd import NAME, Clamd, running_clamd


@pytest.fixture(scope="module")
def clamd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clamd]:
    """One clamd for all tests of this module."""
    with running_clamd(tmp_path_factory.mktemp("clamd")) as lent:
        yield lent


class TestOverItsSocket(ScannerSuite):
    """Everything that the interface asks, over the socket in the file system."""

    @pytest.fixture
    def scanner(self, clamd: Clamd) -> Scanner:
        """The scanner as the settings of most cities name it."""
        return ClamAV(address=clamd.path)


class TestOverTheNetwork(ScannerSuite):
    """The same where clamd runs on another machine."""

    @pytest.fixture
    def scanner(self, clamd: Clamd) -> Scanner:
        """The scanner at a host and a port."""
        return ClamAV(address=f"127.0.0.1:{clamd.port}")


def test_it_is_found_by_its_name() -> None:
    """The settings name it `clamav`."""
    assert Plugins("egovframe.forms.scanners", Scanner).type_of("clamav") is ClamAV  # type: ignore[type-abstract]


def test_clamd_names_what_it_found(clamd: Clamd) -> None:
    """The verdict has the signature's name, as clamd says it."""
    assert ClamAV(address=clamd.path).scan([EICAR]) == Verdict(found=f"{NAME}.UNOFFICIAL")


def test_a_file_beyond_its_limit_is_never_judged(clamd: Clamd) -> None:
    """A file larger than StreamMaxLength is refused for good: a verdict on its beginning would be none on the rest."""
    pieces = [b"\n" * (1 << 20)] * ((MOST >> 20) + 3)
    with pytest.raises(Unscannable, match="larger"):
        ClamAV(address=clamd.path).scan([*pieces, EICAR])


def test_nobody_there_is_no_verdict(tmp_path: Path) -> None:
    """A scanner that cannot be reached is asked again later; the error names the address and the next step."""
    with pytest.raises(NotScanned, match=r"clamd\.ctl") as caught:
        ClamAV(address=str(tmp_path / "clamd.ctl")).scan([HARMLESS])
    assert "clamd runs" in caught.value.hint


def test_an_address_that_is_none_is_said() -> None:
    """A port that is no number is a mistake of the settings."""
    with pytest.raises(NotScanned, match="no address"):
        ClamAV(address="clamav:port").scan([HARMLESS])


@pytest.mark.parametrize("said", [b"", b"stream: ", b"nonsense\0"])
def test_whoever_hangs_up_or_babbles_gives_no_verdict(said: bytes) -> None:
    """A connection that ends without a whole verdict is none: what was not judged is not clean."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            line, _ = server.accept()
            with line:
                line.recv(64)
                line.sendall(said)

        thread = threading.Thread(target=answer)
        thread.start()
        with pytest.raises(NotScanned):
            ClamAV(address=f"127.0.0.1:{server.getsockname()[1]}", seconds=5).scan([HARMLESS])
        thread.join()


def test_whoever_says_nothing_is_waited_for_no_longer_than_told() -> None:
    """A scanner that hangs is given up after the seconds of the settings."""
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        pytest.raises(NotScanned, match="TimeoutError"),
    ):
        ClamAV(address=f"127.0.0.1:{server.getsockname()[1]}", seconds=0.2).scan([HARMLESS])


def test_a_file_is_sent_in_chunks_behind_their_length() -> None:
    """Clamd(8): `<length><data>` with the length in four bytes, the most significant first; an empty chunk ends it."""
    assert b"".join(asked([b"abc", b"", b"de"])) == b"zINSTREAM\0\0\0\0\x03abc\0\0\0\x02de\0\0\0\0"
    sent = list(asked([b"x" * (LARGEST + 1)]))
    assert [len(part) for part in sent] == [10, LARGEST + 4, 5, 4]


@pytest.mark.parametrize(
    ("reply", "found"),
    [
        (b"stream: OK\0", ""),
        (b"stream: Win.Test.EICAR_HDB-1 FOUND\0", "Win.Test.EICAR_HDB-1"),
        (b"stream: a FOUND FOUND\n", "a FOUND"),
    ],
)
def test_a_verdict_is_read(reply: bytes, found: str) -> None:
    """What clamd writes, in both forms of its answers."""
    assert verdict_of(reply) == Verdict(found=found)


@pytest.mark.parametrize("reply", [b"stream: OK FOUND extra", b"OK", b"stream: ok\0", b"UNKNOWN COMMAND\0"])
def test_anything_else_is_no_verdict(reply: bytes) -> None:
    """Only the exact words are a verdict."""
    with pytest.raises(NotScanned):
        verdict_of(reply)
