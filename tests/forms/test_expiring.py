"""What the office lets expire: each by itself, so that one that stays keeps no other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import pytest

from egovframe.forms import expiring
from egovframe.forms.expiring import Expiring
from egovframe.kernel.errors import Conflict
from tests.forms.desk import Desk


class Leaflets(Expiring):
    """Papers that are over, by number; those that are held stay."""

    who: ClassVar[str] = "leaflets"
    why: ClassVar[str] = "leaflets expired"
    there: ClassVar[set[str]] = set()
    held: ClassVar[set[str]] = set()
    by: ClassVar[set[str]] = set()

    def over(self, _conn: Any, _now: Any, *, after: str, limit: int) -> Sequence[str]:
        """Those after the last one that was looked at."""
        return sorted(each for each in self.there if each > after)[:limit]

    def end(self, work: Any, id_: str) -> None:
        """Take one away, unless it is held."""
        self.by.add(work.actor.id)
        if id_ in self.held:
            raise Conflict("It is held.", hint="Wait.")
        self.there.discard(id_)


def test_one_that_is_held_keeps_no_other(small_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """In portions, each in a unit of its own as the office itself; the next time the held one is looked at again."""
    monkeypatch.setattr(expiring, "BATCH", 2)
    Leaflets.there |= {"1", "2", "3", "4", "5"}
    Leaflets.held |= {"2"}
    assert Leaflets(small_desk)() == 4
    assert Leaflets.there == {"2"}
    assert Leaflets.by == {"system:leaflets"}
    Leaflets.held.clear()
    assert Leaflets(small_desk)() == 1
    assert Leaflets(small_desk)() == 0
