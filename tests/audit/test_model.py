"""A fact as it is read back."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from egovframe.audit import Fact
from egovframe.kernel.text import Text
from egovframe.testing.clock import SetClock


def test_a_fact_is_a_value() -> None:
    """It cannot be changed after it was read, and says nothing that it was not told."""
    fact = Fact(
        n=1, id="f", at=SetClock().now(), action="case.read", title=Text(en="Read"), does="read", version=1,
        actor_kind="officer", actor="o-1",
    )  # fmt: skip
    with pytest.raises(FrozenInstanceError):
        fact.actor = "o-2"  # type: ignore[misc]
    assert (fact.subjects, fact.private, fact.erased, fact.due) == ((), {}, (), None)
