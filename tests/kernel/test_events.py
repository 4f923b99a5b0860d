"""Events: typed, past tense, told in order, and readable again from the outbox."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from egovframe.kernel.errors import DeclarationError
from egovframe.kernel.events import Event, Observers


class Opened(Event):
    """A case was opened."""

    name: ClassVar[str] = "case.opened"
    case: str
    number: int = 1


class Nameless(Event):
    """Nobody said how it is kept."""


def nothing(*_: Any) -> None:
    """Do nothing."""


@given(case=st.text(st.characters(exclude_categories=["Cs"])), number=st.integers(-(2**53) + 1, 2**53 - 1))
def test_an_event_comes_back_from_the_outbox_as_it_was(case: str, number: int) -> None:
    """Written as canonical JSON and read again."""
    event = Opened(case=case, number=number)
    assert Opened.parse(event.as_text()) == event
    assert Opened.parse(event.as_text()).as_text() == event.as_text()


def test_an_event_cannot_be_changed_or_carry_more() -> None:
    """Whoever hears of it hears the same; unknown fields are a mistake."""
    with pytest.raises(ValidationError):
        Opened(case="1").case = "2"  # type: ignore[misc]
    with pytest.raises(ValidationError):
        Opened.parse('{"case":"1","phone":"010-1234-5678"}')


def test_observers_hear_in_the_order_they_were_declared() -> None:
    """Only those of this very event, with a name for the fact when one fails."""
    observers = Observers()
    observers.on(Opened, nothing, name="second thoughts")
    observers.on(Opened, nothing)
    names = [name for name, _ in observers.observers_of(Opened(case="1"))]
    assert names == ["second thoughts", "nothing"]
    assert observers.observers_of(Nameless()) == []


def test_followers_are_found_again_by_name() -> None:
    """A row of the outbox names the event and the follower; who is gone is not found."""
    observers = Observers()
    observers.later(Opened, "post", nothing)
    assert observers.followers_of(Opened(case="1")) == {"post": nothing}
    assert observers.follower("case.opened", "post") == (Opened, nothing)
    assert observers.follower("case.opened", "mail") is None
    assert observers.follower("case.closed", "post") is None


def test_names_are_kept_so_they_must_be_there_and_differ() -> None:
    """An event without a name, two events or two followers of one name are refused when declared."""

    class Other(Event):
        name: ClassVar[str] = "case.opened"

    observers = Observers()
    observers.later(Opened, "post", nothing)
    with pytest.raises(DeclarationError, match="'post'"):
        observers.later(Opened, "post", nothing)
    with pytest.raises(DeclarationError, match="Nameless"):
        observers.on(Nameless, nothing)
    with pytest.raises(DeclarationError, match=r"case\.opened"):
        observers.on(Other, nothing)
