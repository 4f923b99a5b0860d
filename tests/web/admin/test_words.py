"""Words of administration."""

from __future__ import annotations

import re
from pathlib import Path

import egovframe
from egovframe.auth import KINDS as ACCOUNT_KINDS
from egovframe.kernel.errors import Fault, Invalid
from egovframe.kernel.text import Text
from egovframe.web.admin.words import ACTIONS, KINDS, account_path, said_of

NOTED = re.compile(r'(?:note|note_anyway|_noted)\(\s*"([a-z-]+\.[a-z_]+)"')


def test_every_fact_has_words() -> None:
    """What our own code writes into the trail is said in Korean and in English."""
    root = Path(egovframe.__file__).parent
    noted = {name for path in root.rglob("*.py") for name in NOTED.findall(path.read_text(encoding="utf-8"))}
    assert "petition.revealed" in noted
    assert not noted - set(ACTIONS)
    assert all({"ko", "en"} <= set(words.as_dict()) for words in ACTIONS.values())
    assert set(ACCOUNT_KINDS) <= set(KINDS)


def test_said_of() -> None:
    """The first fault of a field is told, in the person's language."""
    invalid = Invalid("x", faults=[Fault("name", Text(ko="가", en="a")), Fault("name", "b"), Fault("password", "c")])
    assert said_of(invalid, "ko") == {"name": "가", "password": "c"}


def test_account_path() -> None:
    """Names may hold any sign: the address is one segment."""
    assert account_path("a/b & c", done="added") == "/admin/users/a%2Fb%20%26%20c?done=added"
