"""Before anybody comes in: the tables, and the declaration."""

import pytest

from tests.cli.run_cli import Place


def test_migrate_makes_the_tables_once(here: Place) -> None:
    """Before any start, drawing the keys as well: an office opens afterwards. Again, there is nothing to do."""
    assert here.run("migrate", "--json").json["applied"]
    assert here.run("migrate", "--json").json["applied"] == []
    assert here.run("users", "list").status == 0


def test_check_starts_nothing(here: Place) -> None:
    """It counts what is declared, and leaves no file."""
    found = here.run("--json", "check").json
    assert (found["holds"], found["forms"], found["units"], found["roles"]) == (True, 1, 1, 1)
    assert not (here.folder / "data").exists()


def test_check_names_a_database_that_cannot_be_used(here: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the night on which the office is to start, and without connecting to anything."""
    monkeypatch.setenv("EGOVFRAME_DATABASE__URL", "mysql://db.example/office")
    said = here.run("check")
    assert said.status == 2
    assert "mysql, which is not supported" in said.err


@pytest.mark.postgres
def test_postgresql_is_migrated_on_purpose(here: Place, postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same commands on a server's database, in a schema of the city's own."""
    monkeypatch.setenv("EGOVFRAME_DATABASE__URL", postgres_url)
    monkeypatch.setenv("EGOVFRAME_DATABASE__SCHEMA", "haneul")
    assert here.run("migrate").status == 0
    assert here.run("users", "add", "kim").status == 0
    assert here.run("verify", "--json").json["holds"] is True
    assert "postgresql, revision" in here.run("doctor").out
    assert not (here.folder / "data" / "office.sqlite3").exists()
