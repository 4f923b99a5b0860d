"""Reading and writing payments."""

from __future__ import annotations

import pytest

from egovframe.forms.fees import store
from egovframe.kernel.errors import Conflict, WorkError
from egovframe.kernel.permissions import Actor
from egovframe.office import Office
from tests.forms.fees.city import filed, gone


def test_a_petition_has_one_open_payment_at_most(office_anywhere: Office) -> None:
    """Two that begin to pay at the same moment do not both: the database holds it."""
    office = office_anywhere
    petition = filed(office).petition.id
    with office.database.read() as conn:
        (row,) = store.of_petition(conn, petition)
    with pytest.raises(Conflict), office.work(by=Actor.system("test")) as work:
        store.add(work, {**row, "id": "another"})


def test_no_payment_is_written_without_a_fact(office: Office) -> None:
    """The table is watched."""
    petition = filed(office).petition.id
    with office.database.read() as conn:
        (row,) = store.of_petition(conn, petition)
    with pytest.raises(WorkError, match="payments"), office.work(by=Actor.system("test")) as work:
        store.change(work, row, {"state": "paid", "settled": row["made"]})


def test_what_is_pending_comes_by_id_in_batches(office_anywhere: Office) -> None:
    """And only what a provider took up."""
    office = office_anywhere
    ids = sorted(gone(office, filed(office))[0].id for _ in range(3))
    filed(office)
    with office.database.read() as conn:
        first = [row["id"] for row in store.pending(conn, after="", limit=2)]
        rest = [row["id"] for row in store.pending(conn, after=first[-1], limit=2)]
        assert store.by_id(conn, "nobody") is None
    assert first + rest == ids
