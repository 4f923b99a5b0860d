"""Words of notices in the database."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from egovframe.forms.wordings import store
from tests.forms.desk import Desk


def row(version: int, **changes: object) -> dict[str, object]:
    """A row as it is kept."""
    values = {"id": f"w{version}", "kind": "result", "language": "ko", "version": version, "unit": None}
    rest = {"subject": "s", "body": "b", "effective": "2026-01-01T00:00:00Z", "published": "2026-01-01T00:00:00Z"}
    return {**values, **rest, "by": "a", **changes}


def test_versions_come_in_order_and_each_number_once(desk: Desk) -> None:
    """Of one paper and language; the same number twice is refused by the database itself."""
    with desk.work() as work:
        store.add(work, row(2))
        store.add(work, row(1))
        store.add(work, row(3, language="en"))
        assert [each["version"] for each in store.versions_of(work.conn, "result", "ko")] == [1, 2]
        assert len(store.every(work.conn)) == 3
        desk.note(work)
    with pytest.raises(sa.exc.IntegrityError), desk.work() as work:
        store.add(work, row(2, id="w9"))
