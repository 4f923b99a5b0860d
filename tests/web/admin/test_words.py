"""Words of administration."""

from __future__ import annotations

from egovframe.auth import KINDS as ACCOUNT_KINDS
from egovframe.kernel.errors import Fault, Invalid
from egovframe.kernel.text import Text
from egovframe.web.admin.words import KINDS, account_path, said_of


def test_every_kind_of_account_has_words() -> None:
    """In Korean and in English."""
    assert set(ACCOUNT_KINDS) <= set(KINDS)
    assert all({"ko", "en"} <= set(words.as_dict()) for words in KINDS.values())


def test_said_of() -> None:
    """The first fault of a field is told, in the person's language."""
    invalid = Invalid("x", faults=[Fault("name", Text(ko="가", en="a")), Fault("name", "b"), Fault("password", "c")])
    assert said_of(invalid, "ko") == {"name": "가", "password": "c"}


def test_account_path() -> None:
    """Names may hold any sign: the address is one segment."""
    assert account_path("a/b & c", done="added") == "/admin/users/a%2Fb%20%26%20c?done=added"
