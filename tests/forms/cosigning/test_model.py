"""How many co-signers a form has, and how many have signed, as values."""

from __future__ import annotations

import pytest

from egovframe.forms.cosigning.model import MOST, Cosigners, Gathered, State, cosigners
from egovframe.kernel.errors import DeclarationError


@pytest.mark.parametrize(("least", "most"), [(-1, 3), (4, 3), (0, 0), (0, MOST + 1)])
def test_numbers_that_nobody_could_keep_to_are_refused(least: int, most: int) -> None:
    """The hint says what holds."""
    with pytest.raises(DeclarationError) as refused:
        cosigners(at_least=least, at_most=most)
    assert str(MOST) in refused.value.hint


def test_a_form_says_how_many_in_words_and_as_data() -> None:
    """One to one: nothing else is in the data."""
    asked = cosigners(at_least=1, at_most=4)
    assert Cosigners(**asked.as_json()) == asked
    assert asked.words.in_("ko") == "1명부터 4명까지"


def test_numbers_add_up() -> None:
    """Those who left make room, those of an earlier text have signed; more than are asked for is never missing."""
    found: list[tuple[State, bool]] = [
        ("signed", True),
        ("signed", False),
        ("invited", False),
        ("declined", False),
        ("retracted", False),
        ("recalled", False),
        ("expired", False),
    ]
    gathered = Gathered.of(Cosigners(3, 5), found)
    assert gathered == Gathered(3, 5, signed=2, earlier=1, invited=1, declined=1)
    assert (gathered.missing, gathered.free) == (1, 2)
    assert Gathered.of(Cosigners(1, 5), found).missing == 0
