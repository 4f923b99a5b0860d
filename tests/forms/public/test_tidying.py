"""Signers whose time is over."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from egovframe.forms.public import store
from egovframe.forms.public.tidying import ExpiringSigners
from egovframe.kernel.cabinet import data_keys
from egovframe.kernel.errors import Conflict, NotFound
from tests.forms.desk import SYSTEM, VISITOR
from tests.forms.public.square import PUBLISHER, Square


def ended(square: Square, *, days: int) -> tuple[Any, str]:
    """A petition that somebody signed by a link, as many days after its end; the link's key."""
    publication = square.published()
    key = square.ask(publication)
    with square.work(VISITOR) as work:
        square.public(work).signing.confirm(key)
    assert publication.closes is not None
    square.time.at = publication.closes + timedelta(seconds=1)
    square.fold()
    square.time.forward(minutes=3)
    square.fold()
    square.time.forward(days=days)
    return publication, key


def test_the_signers_are_erased_after_the_stated_time(square: Square) -> None:
    """The key is destroyed: no name, no address, nobody's mark; the number stays and links lead to nothing."""
    publication, key = ended(square, days=89)
    expiring = ExpiringSigners(square)
    assert expiring() == 0
    square.time.forward(days=2)
    assert (expiring(), expiring()) == (1, 0)
    with square.database.read() as conn:
        owners = conn.execute(sa.select(data_keys.c.owner)).scalars().all()
    assert f"signatures:{publication.id}" not in owners
    assert square.read(publication).count == 1
    with square.look(VISITOR) as look:
        assert square.public(look).signing.invitation(key).signed is None
    with pytest.raises(NotFound), square.look(PUBLISHER) as look:
        square.public(look).signers.of(publication.receipt)
    assert square.facts.count("signature.erased") == 1
    with square.work(SYSTEM) as work:
        expiring.end(work, publication.id)  # as another process that looked at the same moment
    assert square.facts.count("signature.erased") == 1


def test_what_is_held_is_tried_again_by_the_hour_and_not_by_each_count(square: Square) -> None:
    """Counting, every few seconds, opens no unit of work for it; later ones are erased all the same."""
    held, _ = ended(square, days=40)
    other, _ = ended(square, days=100)
    asked: list[str] = []

    def guard(_work: Any, owner: str) -> None:
        asked.append(owner)
        if owner.endswith(held.id):
            raise Conflict("It is held.", hint="Lift the hold.")

    square.cabinet.guard_keys(guard)
    assert ExpiringSigners(square)() == 1
    assert square.fold() == 0
    assert asked == [f"signatures:{each.id}" for each in (held, other)]
    with square.database.read() as conn:
        rows = [store.plain(conn, each.id) for each in (held, other)]
    assert [row is not None and row["erased"] is not None for row in rows] == [False, True]
