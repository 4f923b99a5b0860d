"""What is kept of roles, units and acting in another's place comes back as it was; other tools' changes are caught."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from egovframe.auth.access import store
from egovframe.auth.access.tables import delegations, impersonations, office_roles, unit_changes
from egovframe.auth.store import access_version
from egovframe.auth.tables import grants, sessions
from egovframe.kernel.watch import is_keyed, is_watched, row_digest
from tests.auth.access.hall import DAY, grant, officer, rights
from tests.auth.gatehouse import Gatehouse


def test_roles_and_changes_come_back_as_they_were_written(hall: Gatehouse) -> None:
    """Titles in both languages, lists in order, what is empty as empty; the counter goes up with each."""
    with hall.work() as work:
        verbs = rights(hall, work)
        made = verbs.roles.define("deputy", may={"b.c", "a.b", "petition.reveal"}, reveals=["personal"], title="대리")
        assert access_version(work.conn) == 1
        verbs.units.add("lamps", title="가로등팀", parent="roads")
        assert access_version(work.conn) == 2
    with hall.database.read() as conn:
        assert store.role_of(store.role_rows(conn)["deputy"]) == made
        (change,) = map(store.change_of, store.unit_rows(conn))
    assert (change.unit, change.parent, change.head, change.closed) == ("lamps", "roads", None, False)
    assert change.title.as_dict() == {"ko": "가로등팀"}


def test_two_changes_at_one_moment_are_one(hall: Gatehouse) -> None:
    """In one unit of work the second takes the place of the first: no row has an empty period."""
    with hall.work() as work:
        rights(hall, work).units.add("lamps", title="가로등팀")
        rights(hall, work).units.rename("lamps", "조명팀")
    with hall.database.read() as conn:
        (row,) = store.unit_rows(conn)
    assert (row["until"], store.change_of(row).title.in_("ko")) == (None, "조명팀")


def test_every_table_of_rights_is_vouched_for() -> None:
    """Those that hold a reason are digested under a key."""
    assert all(map(is_watched, (office_roles, unit_changes, delegations, impersonations, grants)))
    assert [is_keyed(each) for each in (office_roles, unit_changes, delegations, impersonations)] == [
        False, False, True, True,
    ]  # fmt: skip
    assert "acting" in sessions.c


def test_an_empty_new_column_changes_no_digest_of_an_old_row(hall: Gatehouse) -> None:
    """Grants from before there were forms and own cases stay vouched for as they were."""
    grant(hall, "kim", "reader", unit="roads")
    with hall.database.read() as conn:
        row = dict(conn.execute(sa.select(grants)).mappings().one())
    before = {name: value for name, value in row.items() if name not in ("form", "own")}
    assert (row["form"], row["own"]) == (None, None)
    assert row_digest("grants", row, b"k" * 32) == row_digest("grants", before, b"k" * 32)


@pytest.mark.parametrize("by", ["id", "lender", "borrower"])
def test_delegations_are_found_by_whom_they_concern(hall: Gatehouse, by: str) -> None:
    """By themselves, by who lent and by who borrowed."""
    grant(hall, "kim", "clerk")
    with hall.work(officer(hall, "kim")) as work:
        lent = rights(hall, work).delegations.lend("lee", until=work.at + DAY, reason="휴가", roles=["clerk"])
    with hall.database.read() as conn:
        (row,) = store.delegation_rows(conn, **{by: getattr(lent, by)})
        assert store.delegation_of(row) == lent
        assert store.delegation_rows(conn, **{by: "nobody"}) == []
