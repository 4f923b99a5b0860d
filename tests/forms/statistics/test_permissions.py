"""What a role may be allowed to do with statistics."""

from __future__ import annotations

from egovframe.forms import permissions
from egovframe.forms.statistics.permissions import PERMISSIONS, READ


def test_they_are_permissions_of_the_component() -> None:
    """A role can name them, in words of both languages."""
    assert READ in PERMISSIONS
    assert set(PERMISSIONS) <= set(permissions.PERMISSIONS)
    assert all(set(each.title.as_dict()) == {"ko", "en"} for each in PERMISSIONS)
