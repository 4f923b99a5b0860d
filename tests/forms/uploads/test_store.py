"""The SQL of files: what of it the other tests do not show."""

from __future__ import annotations

import sqlalchemy as sa

from egovframe.forms.uploads import store
from tests.forms.uploads.place import Place


def test_a_row_is_found_by_its_id(place: Place) -> None:
    """One or several, those that there are."""
    upload = place.send()
    with place.look() as look:
        assert store.by_id(look.conn, "nothing") is None
        assert set(store.by_ids(look.conn, [upload.id, "nothing"])) == {upload.id}


def test_what_waits_of_an_address_is_counted(place: Place) -> None:
    """Number and bytes; the address itself is not kept."""
    sent = [place.send(b"a" * 10, field="paper", name="a.txt", address="192.0.2.7") for _ in range(2)]
    with place.look() as look:
        row = store.by_id(look.conn, sent[0].id)
        assert row is not None
        assert "192.0.2.7" not in row["source"]
        assert store.waiting_of(look.conn, row["source"]) == (2, 20)
        assert store.waiting_of(look.conn, "other") == (0, 0)


def test_what_is_expired_comes_in_its_order(place: Place) -> None:
    """The oldest first, at most so many."""
    sent = []
    for _ in range(3):
        sent.append(place.send().id)
        place.time.forward(minutes=1)
    with place.look() as look:
        assert store.expired(look.conn, place.time.at, limit=9) == []
    place.time.forward(hours=24)
    with place.look() as look:
        assert store.expired(look.conn, place.time.at, limit=2) == sent[:2]
        assert look.conn.execute(sa.text("SELECT count(*) FROM uploads")).scalar_one() == 3
