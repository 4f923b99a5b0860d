"""Words of administration."""

from __future__ import annotations

from egovframe.auth import KINDS as ACCOUNT_KINDS
from egovframe.web.admin.words import KINDS, account_path


def test_every_kind_of_account_has_words() -> None:
    """In Korean and in English."""
    assert set(ACCOUNT_KINDS) <= set(KINDS)
    assert all({"ko", "en"} <= set(words.as_dict()) for words in KINDS.values())


def test_account_path() -> None:
    """Names may hold any sign: the address is one segment."""
    assert account_path("a/b & c", done="added") == "/admin/users/a%2Fb%20%26%20c?done=added"
