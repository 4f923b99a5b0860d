"""What a role may be allowed to do with petitions."""

from __future__ import annotations

from egovframe.forms.model import PERMISSION_OF
from egovframe.forms.permissions import PERMISSIONS
from egovframe.kernel.text import LANGUAGES


def test_each_has_a_name_of_its_own_and_words_in_both_languages() -> None:
    """`component.verb`, for the people who grant it."""
    names = [permission.name for permission in PERMISSIONS]
    assert len(set(names)) == len(names)
    assert all(
        name.partition(".")[0] in {"petition", "form", "holiday", "notice", "route", "statistics", "payment"}
        for name in names
    )
    assert all(set(permission.title.as_dict()) == set(LANGUAGES) for permission in PERMISSIONS)


def test_every_action_needs_one_of_them() -> None:
    """No action names a permission that nobody could grant."""
    assert set(PERMISSION_OF.values()) <= {permission.name for permission in PERMISSIONS}
