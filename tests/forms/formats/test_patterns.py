"""Regular expressions that search, as ones that match the whole answer."""

import re

import pytest

from egovframe.forms.formats.patterns import whole_pattern


@pytest.mark.parametrize(
    "pattern", ["^a+$", "a+", "^a", "a$", "a|b", "^a|b$", "^a|b", "(a|b)c", "[|]x", r"a\|b", r"a\$"]
)
@pytest.mark.parametrize("text", ["a", "aa", "ab", "b", "xa", "ax", "bc", "|x", "a|b", "a$", "xbx", "\n a \n"])
def test_a_whole_pattern_matches_what_the_search_finds(pattern: str, text: str) -> None:
    """Found anywhere there is matched as a whole here."""
    found = re.search(pattern.replace("$", r"\Z") if pattern != r"a\$" else pattern, text) is not None
    assert (re.fullmatch(whole_pattern(pattern), text) is not None) == found


def test_what_is_anchored_anyway_only_loses_its_anchors() -> None:
    """Systems that mean the whole answer."""
    assert (whole_pattern("^[0-9]+$", anchored=True), whole_pattern("a|b", anchored=True)) == ("[0-9]+", "(?:a|b)")
