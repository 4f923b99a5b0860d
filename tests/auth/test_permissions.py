"""The permissions of accounts, and the role that every city has."""

from __future__ import annotations

from egovframe.auth.permissions import ADMIN, PERMISSIONS


def test_the_administrator_manages_accounts_and_answers_no_petition() -> None:
    """All permissions of this component but to act in others' places, and none on what citizens write."""
    assert {permission.name for permission in PERMISSIONS} - ADMIN.may == {"account.impersonate"}
    assert not any(name.startswith("petition.") for name in ADMIN.may)
    assert set(ADMIN.title.as_dict()) == {"ko", "en"}
