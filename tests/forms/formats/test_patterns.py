"""Regular expressions that search, as ones that match the whole answer."""

import re

import pytest

from egovframe.forms.builtin.kr_identifiers import BUSINESS
from egovframe.forms.builtin.py_identifiers import CEDULA, RUC
from egovframe.forms.formats.patterns import whole_pattern, with_shape, without_shape
from egovframe.forms.identifiers import Identifier


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


@pytest.mark.parametrize("kind", [BUSINESS, CEDULA, RUC])
def test_an_identifier_goes_out_as_its_pattern_and_comes_back_without(kind: Identifier) -> None:
    """Unless the question has a pattern of its own, which stays both ways."""
    assert with_shape(kind.name, {"max_length": 5}) == {"pattern": kind.pattern, "max_length": 5}
    assert without_shape(kind.name, with_shape(kind.name, {})) == {}
    assert (
        with_shape(kind.name, {"pattern": "8.*"}) == without_shape(kind.name, {"pattern": "8.*"}) == {"pattern": "8.*"}
    )
    assert with_shape("text", {"ge": 1}) == without_shape("text", {"ge": 1}) == {"ge": 1}
