"""What a role may be allowed to do with records."""

from __future__ import annotations

from egovframe.kernel.text import LANGUAGES
from egovframe.records.permissions import PERMISSIONS


def test_each_has_a_name_of_its_own_and_words_in_both_languages() -> None:
    """`record.verb`, for the people who grant it."""
    names = [permission.name for permission in PERMISSIONS]
    assert len(set(names)) == len(names) >= 2
    assert all(name.startswith("record.") for name in names)
    assert all(set(permission.title.as_dict()) == set(LANGUAGES) for permission in PERMISSIONS)
