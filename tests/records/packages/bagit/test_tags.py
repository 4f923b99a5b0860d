"""The declaration and the metadata of a bag."""

from __future__ import annotations

import pytest

from egovframe.records.packages.bagit.tags import declared, read, written
from egovframe.records.packages.model import Findings

GOOD = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


@pytest.mark.parametrize(
    ("raw", "version"),
    [
        (GOOD, (1, 0)),
        (GOOD.replace(b"\n", b"\r\n"), (1, 0)),
        (GOOD.rstrip(), (1, 0)),
        (b"BagIt-Version :  0.97\nTag-File-Character-Encoding:UTF-16", (0, 97)),
    ],
)
def test_what_is_declared(raw: bytes, version: tuple[int, int]) -> None:
    """2.1.1; older versions left blanks free."""
    findings = Findings()
    assert declared(raw, findings).version == version
    assert findings.verdict().valid


@pytest.mark.parametrize(
    "raw",
    [
        None,
        b"",
        b"\xef\xbb\xbf" + GOOD,
        b"BagIt-Version: 1.0\n",
        GOOD + b"More: lines\n",
        GOOD.replace(b": ", b" : "),
        GOOD.replace(b"1.0", b".97"),
        GOOD.replace(b"UTF-8", b"EBCDIC"),
        GOOD + b"\n" * 2**17,
    ],
)
def test_what_is_no_declaration(raw: bytes | None) -> None:
    """Nothing, a mark before it, a line too few or too many, blanks where 1.0 has none, an unknown encoding."""
    findings = Findings()
    declared(raw, findings)
    assert {each.code for each in findings.errors} == {"2.1.1"}


def test_a_newer_version_is_held_to_the_rules_that_are_known() -> None:
    """And that is told."""
    findings = Findings()
    assert declared(GOOD.replace(b"1.0", b"2.7"), findings).named_once
    assert [each.code for each in findings.warnings] == ["2.1.1"]


def test_metadata_is_read_with_its_repetitions_and_long_values() -> None:
    """2.2.2: a name may come again, a line that begins with a blank goes on."""
    lines = ["A: 1", "B : two", "\t words", "a:2", ""]
    assert list(read(lines)) == [("A", "1"), ("B", "two words"), ("a", "2")]
    assert list(read([" begins with nothing to go on with: x"])) == [("begins with nothing to go on with", "x")]


def test_metadata_is_written_a_line_a_value() -> None:
    """Line ends in a value would begin another name."""
    assert written({"Title": "한 줄\nEvil: yes", "B": ""}) == "Title: 한 줄 Evil: yes\nB: \n"
