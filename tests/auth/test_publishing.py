"""Declared roles and units, published in tables; what another tool did to them is left for verification to name."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from egovframe.auth.access import store
from egovframe.auth.directory import Directory
from egovframe.auth.model import Role
from egovframe.auth.publishing import publish
from egovframe.kernel.errors import DatabaseError
from egovframe.kernel.text import Text
from tests.auth.gatehouse import ROLES, UNITS, Gatehouse
from tests.support.elsewhere import elsewhere


def published(gate: Gatehouse, directory: Directory) -> list[str]:
    """Publishes; gives what changed."""
    with gate.work() as work:
        return publish(work, directory)


def test_what_is_declared_is_published_once(gate: Gatehouse) -> None:
    """The first time everything, the second time nothing; each declaration is a fact."""
    first = published(gate, Directory(ROLES, UNITS))
    assert first == [
        "role admin",
        "role auditor",
        "role road-officer",
        "unit bridges",
        "unit parks",
        "unit roads",
        "unit streets",
    ]
    assert published(gate, Directory(ROLES, UNITS)) == []
    assert len(gate.facts.of("role.declared")) == 3


def test_a_declaration_that_changed_is_published_anew(gate: Gatehouse) -> None:
    """Only that one; a role that is no longer declared keeps its row."""
    published(gate, Directory(ROLES, UNITS))
    changed = Role("auditor", Text(ko="감사관", en="Auditor"), frozenset({"audit.read", "audit.verify"}))
    assert published(gate, Directory([changed], UNITS)) == ["role auditor"]
    with gate.database.read() as conn:
        assert set(store.declared_rows(conn, "roles")) == {"admin", "auditor", "road-officer"}


def test_a_row_that_another_tool_changed_is_left_as_it_is(gate: Gatehouse) -> None:
    """Putting it right here would hide that it happened; what people may do comes from the declaration anyway."""
    published(gate, Directory(ROLES, UNITS))
    with elsewhere(gate.database) as conn:
        conn.execute(sa.text("UPDATE roles SET may = '[\"audit.verify\"]' WHERE name = 'auditor'"))
        conn.execute(sa.text("DELETE FROM units WHERE name = 'parks'"))
    assert published(gate, Directory(ROLES, UNITS)) == []
    with gate.database.read() as conn:
        assert store.declared_rows(conn, "roles")["auditor"]["may"] == '["audit.verify"]'
        assert "parks" not in store.declared_rows(conn, "units")


def test_a_damaged_list_of_names_is_an_error_that_says_what_to_do(gate: Gatehouse) -> None:
    """Not a traceback: the start ends, and verification names the row."""
    published(gate, Directory(ROLES, UNITS))
    with elsewhere(gate.database) as conn:
        conn.execute(sa.text("UPDATE publications SET names = '[' WHERE subject = 'roles'"))
    with pytest.raises(DatabaseError, match="egovframe verify"):
        published(gate, Directory(ROLES, UNITS))


def test_what_a_role_includes_and_reveals_is_published_too(gate: Gatehouse) -> None:
    """Rows of roles that do neither stay as they were; another tool's change of either is seen."""
    words = Text(ko="창구", en="Counter")
    counter = Role("counter", words, frozenset({"petition.reveal"}), frozenset({"auditor"}), frozenset({"personal"}))
    published(gate, Directory(ROLES, UNITS))
    assert published(gate, Directory([*ROLES, counter], UNITS)) == ["role counter"]
    assert published(gate, Directory([*ROLES, counter], UNITS)) == []
    with gate.database.read() as conn:
        rows = store.declared_rows(conn, "roles")
    assert (rows["counter"]["includes"], rows["counter"]["reveals"]) == ('["auditor"]', '["personal"]')
    assert (rows["auditor"]["includes"], rows["auditor"]["reveals"]) == (None, None)
    with elsewhere(gate.database) as conn:
        conn.execute(sa.text("UPDATE roles SET reveals = NULL WHERE name = 'counter'"))
    other = Role("counter", words, frozenset({"petition.reveal"}))
    assert published(gate, Directory([*ROLES, other], UNITS)) == []  # left to verification to name
