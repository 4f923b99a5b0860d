"""Paths in manifests."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovframe.records.packages.bagit.paths import is_inside, read, written


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1).filter(is_inside))
def test_every_path_comes_back(path: str) -> None:
    """Line ends and percent signs too; the line has no line end."""
    line = written(path)
    assert "\n" not in line
    assert "\r" not in line
    assert read(line, version=(1, 0)) == path.removeprefix("./") or path.startswith("./")


def test_before_1_0_a_percent_sign_is_itself() -> None:
    """RFC 8493, 2.1.3: only 1.0 escapes it."""
    assert read("data/%25a%0A", version=(0, 97)) == "data/%25a\n"
    assert read("./data/%25a%0a", version=(1, 0)) == "data/%a\n"


OUTSIDE = (
    *("", "/etc/passwd", "~/a", "~root/a", "../a", "a/../../b", "a/..", "a\0"),
    *("C:\\a", "c:a", "\\\\host\\a", "a\\..\\b", "\\.\\./a"),
)


@pytest.mark.parametrize("path", OUTSIDE)
def test_nothing_leads_out(path: str) -> None:
    """5.2: on no system, whatever this one is."""
    assert not is_inside(path)


@pytest.mark.parametrize("path", ["data/a", "a..b/c", "...", "a/~b", "data/하늘.txt"])
def test_what_looks_odd_and_stays_inside(path: str) -> None:
    """Dots in names are names."""
    assert is_inside(path)
