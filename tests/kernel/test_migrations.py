"""The tables' history: the scripts make exactly the tables that the code declares, once, whoever starts."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

import egovframe.office  # noqa: F401  every component declares its tables
from egovframe.kernel import migrations
from egovframe.kernel.database import Database, metadata
from egovframe.kernel.errors import DatabaseBehind, DatabaseNewer


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """An empty database, once on SQLite and once on PostgreSQL."""
    opened = Database.open(database_url)
    yield opened
    opened.close()


def put_at(database: Database, revision: str) -> None:
    """Say that the database is at a revision."""
    with database.write() as conn:
        conn.execute(sa.text("UPDATE alembic_version SET version_num = :found"), {"found": revision})


def tables(database: Database) -> set[str]:
    """Return the names of the tables that are there."""
    with database.read() as conn:
        return set(sa.inspect(conn).get_table_names())


def test_the_revisions_are_those_of_the_scripts() -> None:
    """One line, from the first to the last."""
    scripts = ScriptDirectory(str(migrations.SCRIPTS))
    assert tuple(script.revision for script in reversed(list(scripts.walk_revisions()))) == migrations.REVISIONS
    assert scripts.get_heads() == [migrations.REVISIONS[-1]]


def test_a_migrated_database_is_what_the_code_declares(database: Database) -> None:
    """Nothing is to be added, removed or changed; the second time nothing is done."""
    assert migrations.migrate(database, metadata=metadata) == list(migrations.REVISIONS)
    assert migrations.migrate(database, metadata=metadata) == []
    ours = {name for name, table in metadata.tables.items() if table.metadata is metadata}
    with database.read() as conn:
        context = MigrationContext.configure(conn, opts={"compare_type": True})
        found = compare_metadata(context, metadata)
    assert found == []
    assert ours | {migrations.TABLE} == tables(database)


def test_a_database_is_empty_current_or_newer(database: Database) -> None:
    """Errors name both revisions and the next step."""
    assert migrations.state(database) == "empty"
    with pytest.raises(DatabaseBehind, match="none") as behind:
        migrations.check(database)
    assert "egovframe migrate" in behind.value.hint
    migrations.migrate(database, metadata=metadata)
    assert (migrations.state(database), migrations.revision(database)) == ("current", migrations.REVISIONS[-1])
    migrations.check(database)
    put_at(database, "9999")
    assert migrations.state(database) == "newer"
    for refused in (lambda: migrations.check(database), lambda: migrations.migrate(database, metadata=metadata)):
        with pytest.raises(DatabaseNewer, match="9999"):
            refused()


def test_a_database_of_an_older_release_is_behind(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Known, but not the last revision."""
    migrations.migrate(database, metadata=metadata)
    first = migrations.REVISIONS[-1]
    monkeypatch.setattr(migrations, "REVISIONS", (*migrations.REVISIONS, "next"))
    assert migrations.state(database) == "behind"
    with pytest.raises(DatabaseBehind, match=f"{first}.*next"):
        migrations.check(database)


def test_of_two_that_start_at_once_one_finds_the_work_done(database_url: str) -> None:
    """Neither fails, and each revision is applied once."""

    def start(_: int) -> list[str]:
        database = Database.open(database_url)
        try:
            return migrations.migrate(database, metadata=metadata)
        finally:
            database.close()

    with ThreadPoolExecutor(2) as threads:
        applied = list(threads.map(start, range(2)))
    assert sorted(applied) == [[], list(migrations.REVISIONS)]


@pytest.mark.asvs("V8.4.1")
@pytest.mark.postgres
def test_a_city_in_a_schema_of_its_own(postgres_url: str) -> None:
    """The schema is made; the tables are in it and nowhere else; a second city in the database starts empty."""
    haneul, bada = (Database.open(postgres_url, schema=name) for name in ("haneul", "bada"))
    assert migrations.migrate(haneul, metadata=metadata) == list(migrations.REVISIONS)
    assert (migrations.state(haneul), migrations.state(bada)) == ("current", "empty")
    assert migrations.migrate(bada, metadata=metadata) == list(migrations.REVISIONS)
    with haneul.read() as conn:
        names = {name: set(sa.inspect(conn).get_table_names(schema=name)) for name in ("haneul", "bada", "public")}
    assert names["haneul"] == names["bada"] >= {"facts", "petitions", migrations.TABLE}
    assert names["public"] == set()
    haneul.close()
    bada.close()
