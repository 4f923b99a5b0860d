"""Saving, resuming and discarding unfinished petitions, on each database."""

from __future__ import annotations

import pytest

from egovframe.forms.model import TooManyTries
from egovframe.forms.settings import FormsSettings
from egovframe.forms.unfinished.model import Entered
from egovframe.forms.unfinished.service import UnfinishedPetitions
from egovframe.forms.unfinished.tables import unfinished
from egovframe.kernel.cabinet import data_keys
from egovframe.kernel.errors import NotFound
from egovframe.kernel.permissions import Actor
from tests.forms.desk import CITIZEN, VISITOR, Desk

WRONG = Entered((("where", "중앙로 12"), ("lanes", "마흔")), page=1, reached=2)
SOMEBODY = Actor("citizen", "c-2", "Jang")


def save(desk: Desk, actor: Actor = VISITOR, entered: Entered = WRONG, ref: str = "") -> str:
    """Save what was entered; gives what opens it."""
    with desk.work(actor) as work:
        return UnfinishedPetitions(work, desk.forms).save("pothole", entered, version=1, ref=ref).ref


def test_what_is_wrong_is_kept_as_it_was_typed(desk: Desk) -> None:
    """Sealed: neither the answers nor the key of the link stand in the database."""
    key = save(desk)
    with desk.work(VISITOR) as work:
        found = UnfinishedPetitions(work, desk.forms).find(key)
        assert found.entered == WRONG
        assert (found.form, found.version, found.pinned) == ("pothole", 1, False)
    with desk.database.read() as conn:
        row = conn.execute(unfinished.select()).mappings().one()
        assert key not in str(dict(row))
        assert "중앙로".encode() not in bytes(row["sealed"])


def test_each_time_somebody_goes_on_the_time_begins_anew(desk: Desk) -> None:
    """After the settings' days without anybody it is found no more."""
    key = save(desk)
    desk.time.forward(days=29)
    with desk.work(VISITOR) as work:
        UnfinishedPetitions(work, desk.forms).resume(key)
    desk.time.forward(days=29)
    with desk.work(VISITOR) as work:
        UnfinishedPetitions(work, desk.forms).find(key)
    desk.time.forward(days=1)
    with desk.work(VISITOR) as work, pytest.raises(NotFound, match="unfinished"):
        UnfinishedPetitions(work, desk.forms).resume(key)


def test_an_account_opens_its_own_by_its_id_and_nobody_elses(desk: Desk) -> None:
    """Another account and a visitor who know the id find nothing; whoever has a link opens it with any account."""
    ref, key = save(desk, CITIZEN), save(desk)
    with desk.work(CITIZEN) as work:
        assert [each.ref for each in UnfinishedPetitions(work, desk.forms).mine()] == [ref]
    with desk.work(CITIZEN) as work:
        assert UnfinishedPetitions(work, desk.forms).find(ref).entered == WRONG
    for actor in (SOMEBODY, VISITOR):
        with desk.work(actor) as work:
            assert UnfinishedPetitions(work, desk.forms).mine() == []
        with desk.work(actor) as work, pytest.raises(NotFound):
            UnfinishedPetitions(work, desk.forms).find(ref)
    with desk.work(SOMEBODY) as work:
        assert UnfinishedPetitions(work, desk.forms).find(key).entered == WRONG


@pytest.mark.parametrize("how", ["discard", "filed", "expire"])
def test_at_its_end_its_key_is_destroyed(desk: Desk, how: str) -> None:
    """Discarded, filed or expired: no row and no data key is left, and the fact says which it was."""
    key = save(desk)
    with desk.database.read() as conn:
        row = conn.execute(unfinished.select()).mappings().one()
    if how == "expire":
        desk.time.forward(days=30)
    with desk.work(VISITOR) as work:
        getattr(UnfinishedPetitions(work, desk.forms), how)(row["id"] if how == "expire" else key)
    with desk.database.read() as conn:
        assert conn.execute(unfinished.select()).all() == []
        owners = [each.owner for each in conn.execute(data_keys.select())]
    assert f"unfinished:{row['id']}" not in owners
    note = desk.facts.last("unfinished.expired" if how == "expire" else "unfinished.discarded")
    assert note.details.get("cause") == {"discard": "asked", "filed": "filed"}.get(how)


def test_what_somebody_went_on_with_does_not_expire(desk: Desk) -> None:
    """Whoever comes a moment before the office tidies keeps it."""
    save(desk)
    with desk.database.read() as conn:
        row = conn.execute(unfinished.select()).mappings().one()
    with desk.work(VISITOR) as work:
        UnfinishedPetitions(work, desk.forms).expire(row["id"])
    assert desk.facts.count("unfinished.expired") == 0


def test_moving_to_another_version_is_kept(desk: Desk) -> None:
    """With what is entered there, and whether it stays there."""
    key = save(desk)
    moved = Entered((("where", "중앙로 12"),))
    with desk.work(VISITOR) as work:
        UnfinishedPetitions(work, desk.forms).resume(key, version=2, pinned=True, entered=moved)
    with desk.work(VISITOR) as work:
        found = UnfinishedPetitions(work, desk.forms).find(key)
        assert (found.version, found.pinned, found.entered) == (2, True, moved)


def test_one_address_saves_only_so_many(desk: Desk) -> None:
    """What comes beyond is refused until some are filed, discarded or over; saving again counts once."""
    desk.forms.settings = FormsSettings(unfinished_most=2)
    keys = [save(desk), save(desk)]
    save(desk, ref=keys[0])
    with pytest.raises(TooManyTries):
        save(desk)
    save(desk, CITIZEN)
    with desk.work(VISITOR) as work:
        UnfinishedPetitions(work, desk.forms).discard(keys[1])
    assert save(desk)


def test_guesses_from_one_address_have_to_wait(desk: Desk) -> None:
    """As those of a receipt's key."""

    def guess(number: int) -> None:
        with desk.work(VISITOR, address="192.0.2.7") as work:
            UnfinishedPetitions(work, desk.forms).find(f"guess {number}")

    for number in range(10):
        with pytest.raises(NotFound):
            guess(number)
    with pytest.raises(TooManyTries):
        guess(11)
