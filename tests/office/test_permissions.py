"""Every permission there is."""

from __future__ import annotations

import re

from egovframe.auth import ADMIN
from egovframe.kernel.text import LANGUAGES
from egovframe.office import PERMISSIONS


def test_every_permission_has_a_name_of_its_own_and_words_in_both_languages() -> None:
    """Names read `component.verb`; whoever grants them reads what they allow."""
    names = [permission.name for permission in PERMISSIONS]
    assert len(set(names)) == len(names)
    assert [name for name in names if not re.fullmatch(r"[a-z]+\.[a-z]+", name)] == []
    assert [permission.name for permission in PERMISSIONS if set(permission.title.as_dict()) != set(LANGUAGES)] == []


def test_the_administrator_may_only_what_there_is_and_nothing_with_petitions() -> None:
    """The role of every city names real permissions, and sees no citizen's petition."""
    assert {permission.name for permission in PERMISSIONS} >= ADMIN.may
    assert [name for name in ADMIN.may if name.startswith("petition.")] == []
