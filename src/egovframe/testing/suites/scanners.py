"""What every scanner must do, as tests that a plug-in's author runs by naming fixtures.

    class TestOurScanner(ScannerSuite):
        @pytest.fixture
        def scanner(self, daemon):
            return OurScanner(address=daemon.address)

Each test is one sentence of the contract in `egovframe.forms.interfaces.Scanner`. Harmful is the EICAR test file, which
every scanner knows: 68 bytes that do nothing.
"""

from __future__ import annotations

import logging
import tracemalloc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import pytest
from pydantic import ValidationError

from egovframe.forms.interfaces import Scanner, Unscannable, Verdict

EICAR: Final = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""The test file of the European Institute for Computer Anti-Virus Research, in halves: scanners look at sources too."""
HARMLESS: Final = "도로가 파였습니다. 사진을 보냅니다.\n".encode() * 50
_MIB: Final = 1 << 20


class ScannerSuite:
    """Subclass it, name it `Test…`, and give it the fixture `scanner`; `largest` is the size that it must take."""

    largest = 8 * _MIB

    @pytest.fixture
    def scanner(self) -> Scanner:
        """Return the scanner under test. Every subclass gives its own."""
        pytest.fail(f"{type(self).__name__} needs a fixture `scanner` that returns the scanner under test")

    # --- The plug-in ---

    def test_is_a_scanner_of_this_version(self, scanner: Scanner) -> None:
        """The plug-in is a Scanner and was written for this version of the interface."""
        assert isinstance(scanner, Scanner)
        assert type(scanner).version == Scanner.version, f"written for version {type(scanner).version}"

    def test_is_a_frozen_value(self, scanner: Scanner) -> None:
        """A scanner never changes: many threads share it, and settings hold until the next start."""
        assert type(scanner).model_config.get("frozen"), "a scanner is a frozen pydantic model"
        for name in type(scanner).model_fields:
            with pytest.raises(ValidationError):
                setattr(scanner, name, getattr(scanner, name))

    def test_refuses_an_unknown_setting(self, scanner: Scanner) -> None:
        """A misspelt setting fails the start instead of being ignored."""
        with pytest.raises(ValidationError):
            type(scanner)(**(scanner.model_dump() | {"no_such_setting": 1}))

    # --- scan ---

    def test_what_harms_is_found_and_named(self, scanner: Scanner) -> None:
        """The EICAR test file is harmful, and the verdict says by what name."""
        verdict = scanner.scan([EICAR])
        assert isinstance(verdict, Verdict)
        assert verdict.harmful
        assert verdict.found.strip()

    def test_what_is_harmless_is_not(self, scanner: Scanner) -> None:
        """An ordinary text gets a verdict that names nothing."""
        assert scanner.scan([HARMLESS]) == Verdict()

    def test_an_empty_file_is_harmless(self, scanner: Scanner) -> None:
        """No pieces, or an empty one, are a file like any other."""
        assert not scanner.scan([]).harmful
        assert not scanner.scan([b""]).harmful

    @pytest.mark.parametrize("size", [1, 7, 34, 67])
    def test_it_does_not_matter_where_pieces_end(self, scanner: Scanner, size: int) -> None:
        """What is harmful is found however the content is cut."""
        pieces = [EICAR[start : start + size] for start in range(0, len(EICAR), size)]
        assert scanner.scan(pieces).harmful

    def test_the_same_file_gets_the_same_verdict(self, scanner: Scanner) -> None:
        """A scanner remembers nothing of what it saw before: what is harmful stays so, and what is not."""
        verdicts = [scanner.scan([content]) for content in (EICAR, HARMLESS, EICAR, HARMLESS)]
        assert verdicts[0] == verdicts[2]
        assert verdicts[1] == verdicts[3] == Verdict()

    def test_a_large_file_is_not_held_in_memory(self, scanner: Scanner) -> None:
        """A file of many pieces is judged piece by piece, or refused for good as Unscannable."""
        drawn = 0

        def pieces() -> Iterator[bytes]:
            nonlocal drawn
            for _ in range(self.largest // _MIB):
                drawn += 1
                yield b"\n" * _MIB

        tracemalloc.start()
        try:
            verdict = scanner.scan(pieces())
            assert tracemalloc.get_traced_memory()[1] < min(self.largest // 2, 4 * _MIB), "it held the file in memory"
        except Unscannable:
            pytest.fail(f"a scanner takes a file of {self.largest} bytes")
        finally:
            tracemalloc.stop()
        assert not verdict.harmful
        assert drawn == self.largest // _MIB

    def test_an_error_of_the_content_is_no_verdict(self, scanner: Scanner) -> None:
        """When the storage fails in the middle of a file, that error comes out: half a file is not harmless."""

        def broken() -> Iterator[bytes]:
            yield HARMLESS
            msg = "the storage failed"
            raise RuntimeError(msg)

        with pytest.raises(RuntimeError, match="the storage failed"):
            scanner.scan(broken())

    # --- who may read it ---

    def test_nothing_of_the_file_is_logged_or_named(self, scanner: Scanner, caplog: pytest.LogCaptureFixture) -> None:
        """Neither log nor verdict quotes what stands in a file."""
        private = "홍길동 010-9876-5432"
        with caplog.at_level(logging.DEBUG):
            scanner.scan([private.encode()])
            verdict = scanner.scan([EICAR])
        assert private not in caplog.text
        assert EICAR.decode() not in caplog.text + verdict.found

    # --- many at once ---

    def test_many_threads_scan_at_once(self, scanner: Scanner) -> None:
        """Eight threads ask at once; each gets the verdict on its own file."""
        files = [EICAR if number % 3 == 0 else HARMLESS for number in range(24)]
        with ThreadPoolExecutor(8) as pool:
            verdicts = list(pool.map(lambda content: scanner.scan([content]), files))
        assert [verdict.harmful for verdict in verdicts] == [content == EICAR for content in files]
