"""Lines and turns, without a database."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovframe.forms.approvals.model import LAST, Part, Signer, Step, waiting, wrong_with


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ((), "one to twenty"),
        (tuple(Signer(f"o{n}", "review") for n in range(21)), "one to twenty"),
        ((Signer("lee", "review"), Signer("Lee", "approve", 2)), "each person once"),
        ((Signer("kim"),), "cannot approve"),
        ((Signer("lee", "review"),), "ends? with one|end with one"),
        ((Signer("lee"), Signer("oh", "final", 2)), "end with one"),
        ((Signer("lee", "approve", 1), Signer("oh", "review", 2)), "end with one"),
        ((Signer("lee", "approve", 1), Signer("oh", "review", 1)), "end with one"),
    ],
)
def test_a_line_that_does_not_hold_says_why(line: tuple[Signer, ...], words: str) -> None:
    """규정 제10조: it ends with one who approves, and nobody approves their own draft."""
    wrong = wrong_with(line, drafter="kim")
    assert wrong is not None
    assert any(part in wrong.in_("en") for part in words.split("|"))


@given(st.lists(st.tuples(st.sampled_from(["review", "agree"]), st.integers(1, 5)), max_size=10), st.sampled_from(LAST))
def test_any_line_that_ends_with_one_approval_holds(others: list[tuple[Part, int]], last: Part) -> None:
    """However many review, in whatever turns."""
    line = [Signer(f"o{n}", part, turn) for n, (part, turn) in enumerate(others)]
    assert wrong_with([*line, Signer("boss", last, 6)], drafter="kim") is None


def test_the_turn_is_of_the_lowest_that_wait() -> None:
    """Side by side within a turn; the next begins when all of it acted."""
    steps = [Step("a", 1, "review", "1", "lee"), Step("b", 1, "agree", "2", "oh"), Step("c", 2, "approve", "3", "park")]
    assert [step.id for step in waiting(steps)] == ["a", "b"]
    steps[0] = Step("a", 1, "review", "1", "lee", state="approved")
    assert [step.id for step in waiting(steps)] == ["b"]
    steps[1] = Step("b", 1, "agree", "2", "oh", state="approved")
    assert [step.id for step in waiting(steps)] == ["c"]
