"""What everybody may read of public petitions."""

from __future__ import annotations

from datetime import timedelta

import pytest

from egovframe.forms.public import shown
from egovframe.forms.service import Petitions
from egovframe.kernel.errors import NotFound
from tests.forms.desk import VISITOR
from tests.forms.public.square import PUBLISHER, Square


def titles(square: Square, **asked: object) -> list[str]:
    """The titles of a page of the list."""
    with square.look(VISITOR) as look:
        return [each.title for each in square.public(look).shown.listed(**asked).items]  # type: ignore[arg-type]


def published(square: Square, title: str) -> object:
    """Publish one under this title."""
    receipt = square.receive().petition.receipt
    with square.work(PUBLISHER) as work:
        return square.public(work).publishing.publish(receipt, title=title)


def test_the_list_is_searched_and_sorted(square: Square) -> None:
    """The newest first, or what was signed most; words are looked for as they stand, `%` and `_` too."""
    pool, play, cent = (published(square, title) for title in ("수영장", "놀이터 100% 개방", "100원 버스"))
    square.sign(pool, "가가가", "나나나")  # type: ignore[arg-type]
    square.sign(cent, "가가가")  # type: ignore[arg-type]
    square.fold()
    assert titles(square) == ["100원 버스", "놀이터 100% 개방", "수영장"]
    assert titles(square, sort="most") == ["수영장", "100원 버스", "놀이터 100% 개방"]
    assert titles(square, sort="ending") == ["100원 버스", "놀이터 100% 개방", "수영장"]
    assert titles(square, words="100%") == ["놀이터 100% 개방"]
    assert titles(square, words=" 수영장 ") == ["수영장"]
    assert titles(square, words="_") == []
    assert play is not None


def test_what_can_be_signed_stands_first(square: Square) -> None:
    """A closed one comes after every open one, and can be left out."""
    first = published(square, "먼저")
    square.time.at = first.closes + timedelta(seconds=1)  # type: ignore[attr-defined]
    square.fold()
    published(square, "나중")
    assert titles(square) == ["나중", "먼저"]
    assert titles(square, open_only=True) == ["나중"]


def test_pages_of_the_list(small_square: Square, monkeypatch: pytest.MonkeyPatch) -> None:
    """Numbered; behind the last there is none, and a number that cannot be is the first."""
    monkeypatch.setattr(shown, "PAGE", 2)
    for title in ("하나", "둘", "셋"):
        published(small_square, title)
    with small_square.look(VISITOR) as look:
        first = small_square.public(look).shown.listed(page=-4)
        second = small_square.public(look).shown.listed(page=2)
    assert ([each.title for each in first.items], first.next) == (["셋", "둘"], 2)
    assert ([each.title for each in second.items], second.next) == (["하나"], None)


def test_one_that_was_withdrawn_shows_nothing_of_what_it_said(square: Square) -> None:
    """Only that it was withdrawn; the list leaves it out."""
    filed = square.receive()
    with square.work(PUBLISHER) as work:
        made = square.public(work).publishing.publish(filed.petition.receipt, title="놀이터")
    with square.work(VISITOR) as work:
        square.at(work).holder(filed.petition.receipt, filed.key)
        Petitions.withdraw(square.at(work), filed.petition.receipt)
    after = square.read(made)
    assert (after.state, after.title, dict(after.answers)) == ("withdrawn", "", {})
    assert titles(square) == []


def test_what_is_not_public_is_not_there(small_square: Square) -> None:
    """An id of nothing."""
    with pytest.raises(NotFound), small_square.look(VISITOR) as look:
        small_square.public(look).shown.get("nothing")
