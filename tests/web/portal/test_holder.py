"""Who holds a petition: what is asked for, and when the account is enough."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from egovframe.web.portal.holder import enough, given, held
from egovframe.web.urlencoded import Fields


def page(*, receipt: str = "", known: str = "", session: object = None) -> Any:
    """A page on which this was entered, by somebody with or without an account."""
    return SimpleNamespace(form=Fields.read(f"receipt={receipt}&known={known}".encode()), session=session)


@pytest.mark.parametrize(
    ("receipt", "known", "session", "expected"),
    [
        ("7K4-RM2-X9H", "1234", None, True),
        ("7K4-RM2-X9H", "", None, False),
        ("7K4-RM2-X9H", "", "session", True),
        ("", "1234", "session", False),
    ],
)
def test_what_is_enough_to_look(receipt: str, known: str, session: object, expected: bool) -> None:
    """A number always, and either something known or an account."""
    assert enough(page(session=session), receipt, known) is expected


def test_what_is_entered_is_cut_and_stripped() -> None:
    """Blanks around are no part of it, and nobody's number is longer than a line."""
    assert given(page(receipt="+7K4-RM2-X9H+", known="x" * 500)) == ("7K4-RM2-X9H", "x" * 100)


@pytest.mark.parametrize(
    ("known", "session", "way"),
    [("1234", None, "holder"), ("1234", "s", "holder"), ("", "s", "mine"), ("", None, "holder")],
)
def test_the_account_stands_in_only_for_what_is_not_known(known: str, session: object, way: str) -> None:
    """Whoever enters a key is taken by it, signed in or not: an officer at the counter helps a citizen that way."""
    asked: list[str] = []
    petitions = SimpleNamespace(
        holder=lambda _receipt, _known: asked.append("holder"), mine=lambda _receipt: asked.append("mine")
    )
    held(page(session=session), SimpleNamespace(petitions=petitions), "7K4-RM2-X9H", known)
    assert asked == [way]
