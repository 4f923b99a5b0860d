"""Records and classes as values."""

from __future__ import annotations

import pytest

from egovframe.kernel.errors import DeclarationError
from egovframe.kernel.text import Text
from egovframe.records import RecordClass, years

TITLE = Text(ko="도로", en="Roads")


@pytest.mark.parametrize("class_id", ["a", "road-works", "leaflets_2026", "x" * 64])
def test_a_class_has_a_plain_id(class_id: str) -> None:
    """The id stands in addresses and commands."""
    assert RecordClass(class_id, TITLE, years(5)).id == class_id


@pytest.mark.parametrize("class_id", ["", "Road", "도로", "a b", "a/b", "1a", "-a", "x" * 65, "a\n"])
def test_a_class_with_another_id_is_refused(class_id: str) -> None:
    """The city's developer reads what an id may be."""
    with pytest.raises(DeclarationError, match="no usable id"):
        RecordClass(class_id, TITLE, years(5))
