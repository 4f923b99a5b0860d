"""The house in order: tables, declaration, and the doctor's look at everything."""

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


def test_a_production_office_is_made_on_purpose(here: Place) -> None:
    """It refuses an empty database and missing keys, and says which command makes each."""
    here.write("egovframe.toml", 'app = "city:app"\nprofile = "production"\n')
    sick = here.run("doctor", "--json")
    assert sick.status == 1
    hints = {check["part"]: check["hint"] for check in sick.json["checks"] if not check["ok"]}
    assert "egovframe migrate" in hints["database"]
    assert "egovframe keys make" in hints["keys"]
    assert not (here.folder / "data").exists()

    assert here.run("users", "list").status == 2
    assert here.run("keys", "make").status == 0
    assert "egovframe migrate" in here.run("users", "list").err
    assert here.run("migrate").status == 0
    assert here.run("users", "list").status == 0
    assert here.run("doctor").status == 0


def test_the_doctor_looks_at_every_part(here: Place) -> None:
    """Settings that do not hold, or a city, are problems with a next step; the other parts are still looked at."""
    well = here.run("doctor", "--json")
    assert well.status == 0
    parts = [check["part"] for check in well.json["checks"]]
    assert parts == "environment clock settings declaration plug-ins database keys storage disk".split()
    here.write("city.py", "app = 1\n")
    sick = here.run("doctor")
    assert sick.status == 1
    assert "problem: declaration: city:app is a int" in sick.out
    assert "ok: disk" in sick.out
    here.write("egovframe.toml", "[wbe]\n")
    assert "problem: settings: There is no setting wbe" in here.run("doctor").out


def test_keys_are_rotated_and_old_ones_still_open(here: Place) -> None:
    """The new key is current, what was sealed before still verifies; keys that are there are never made anew."""
    here.run("users", "add", "kim")
    before = here.run("keys", "list", "--json").json
    new = here.run("keys", "rotate", "--json").json["current"]
    after = here.run("keys", "list", "--json").json
    assert after["current"] == new != before["current"]
    assert after["vkey"] == before["vkey"]
    assert here.run("verify").status == 0
    assert here.run("keys", "make").status == 2


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
