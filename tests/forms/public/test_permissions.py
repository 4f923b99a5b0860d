"""What a role may be allowed to do with public petitions."""

from __future__ import annotations

from egovframe.forms.permissions import PERMISSIONS as EVERY
from egovframe.forms.public.permissions import PERMISSIONS


def test_they_are_among_those_that_a_role_may_name() -> None:
    """One verb: to publish, which is to refuse too."""
    assert [permission.name for permission in PERMISSIONS] == ["petition.publish"]
    assert set(PERMISSIONS) <= set(EVERY)
