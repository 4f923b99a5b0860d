"""Lines of manifests."""

from __future__ import annotations

import pytest

from egovframe.records.packages.bagit.manifests import NAME, read, written
from egovframe.records.packages.bagit.tags import NEWEST, Declaration
from egovframe.records.packages.model import Findings

A, B = "a" * 64, "b" * 64


def lines_of(*lines: str, declaration: Declaration = NEWEST) -> tuple[dict[str, str], Findings]:
    """What is read, and what is found."""
    findings = Findings()
    return read("manifest-sha256.txt", lines, "sha256", declaration, findings), findings


def test_what_is_written_is_read() -> None:
    """With a path that has blanks and a line end."""
    found, findings = lines_of(*written([("data/a b", A), ("data/c\nd", B)]).splitlines(), "")
    assert found == {"data/a b": A, "data/c\nd": B}
    assert findings.verdict() == Findings().verdict()


@pytest.mark.parametrize("line", ["data/a", f"{A}", f"{A[:-1]}  data/a", f"g{A[1:]}  data/a"])
def test_what_is_no_line(line: str) -> None:
    """A checksum of the algorithm's length and a path, or an error that names the line."""
    found, findings = lines_of(line)
    assert found == {}
    assert [each.code for each in findings.errors] == ["2.1.3"]
    assert "1" in findings.errors[0].message.in_("en")


def test_a_path_that_leads_out_is_not_taken() -> None:
    """5.2, and nothing is looked for there."""
    found, findings = lines_of(f"{A}  ../a")
    assert found == {}
    assert [each.code for each in findings.errors] == ["5.2"]


def test_a_path_stands_once() -> None:
    """Before 1.0 twice the same was let pass, twice with another checksum never."""
    old = Declaration((0, 97), "utf-8")
    for second, declaration, errors in ((A, NEWEST, 1), (A, old, 0), (B, NEWEST, 1), (B, old, 1)):
        _, findings = lines_of(f"{A}  data/a", f"{second}  data/a", declaration=declaration)
        assert (len(findings.errors), len(findings.warnings)) == (errors, 1 - errors)


def test_lines_of_other_tools_are_read_and_told() -> None:
    """`md5sum` writes a star before the path, `find` a `./`; capital digits are digits."""
    found, findings = lines_of(f"{A.upper()} *data/a", f"{B}  ./data/b")
    assert found == {"data/a": A, "data/b": B}
    assert [each.code for each in findings.warnings] == ["2.1.3", "2.1.3"]


def test_names_of_manifests() -> None:
    """Of the payload and of tag files."""
    for name, tag, algorithm in (("manifest-sha512.txt", None, "sha512"), ("tagmanifest-MD5.txt", "tag", "MD5")):
        match = NAME.fullmatch(name)
        assert match is not None
        assert (match[1], match[2]) == (tag, algorithm)
    assert NAME.fullmatch("manifest.txt") is None
