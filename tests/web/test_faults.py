"""What is wrong with what was entered, in words."""

from __future__ import annotations

from egovframe.kernel.errors import Fault, Invalid
from egovframe.kernel.text import Text
from egovframe.web.faults import said_of, words_of


def test_the_first_fault_of_a_field_is_told() -> None:
    """In the person's language, by field, in the order in which they were found."""
    faults = [Fault("name", Text(ko="가", en="a")), Fault("name", "b"), Fault("password", "c")]
    assert said_of(Invalid("x", faults=faults), "ko") == {"name": "가", "password": "c"}
    assert list(words_of(faults, "en").items()) == [("name", "a"), ("password", "c")]
    assert words_of((), "ko") == {}
