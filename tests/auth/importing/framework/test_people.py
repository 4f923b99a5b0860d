"""eGovFrame's user tables as a list of people: who is open, how they are reached, what is never read."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from egovframe.auth.importing.errors import ImportRefused
from egovframe.auth.importing.framework.people import TABLES, FrameworkPeople, unit_name
from egovframe.auth.importing.framework.store import Elsewhere
from egovframe.auth.importing.model import Wanted
from tests.auth.importing.clerk import framework_hash
from tests.auth.importing.framework.old_city import OLD, SECRETS, old_city


def test_everybody_is_read_from_the_three_tables(old: Elsewhere) -> None:
    """Kinds, names, addresses, telephones in parts, and who comes in shut: deleted, not yet approved, locked."""
    source = FrameworkPeople(old)
    people = {person.name: person for person in source.people()}
    assert {name: person.kind for name, person in people.items()} == {
        "hong": "officer", "jang": "officer", "left": "officer",
        "haneul": "citizen", "Bada": "citizen", "sumin": "citizen", "jamgim": "citizen",
        "haneul-inc": "company", "pending": "company", "bada-inc": "company",
    }  # fmt: skip
    assert {name for name, person in people.items() if person.disabled} == {"left", "sumin", "jamgim", "pending"}
    haneul = people["haneul"]
    assert (haneul.display_name, haneul.email, haneul.phone) == ("김하늘", "haneul@old.kr", "010-1111-2222")
    assert (haneul.place, haneul.external_id) == ("COMTNGNRLMBER", "USRCNFRM_00000000000")
    assert people["haneul-inc"].phone == "02-123-4567"
    assert (people["hong"].phone, people["hong"].employee_number) == ("02-100-2000", "2020-0")
    assert people["Bada"].hash == framework_hash("Bada", OLD)
    assert (people["Bada"].hashed_as, people["Bada"].email) == ("Bada", "")
    assert len(source.digest) == 64
    assert "COMTNEMPLYRINFO" in source.notes[0].in_("ko")


def test_what_is_nobodys_business_is_never_read(old: Elsewhere) -> None:
    """Resident registration numbers, addresses, questions about the password."""
    said = repr([(person, person.hash) for person in FrameworkPeople(old).people()])
    assert [secret for secret in SECRETS if secret in said] == []
    read = {column for table in TABLES for column in table.columns}
    assert not {"IHIDNUM", "ADRES", "HOUSE_ADRES", "PASSWORD_HINT", "PASSWORD_CNSR"} & read


def test_employees_may_be_given_a_role_in_their_unit(old: Elsewhere) -> None:
    """In the unit of ORGNZT_ID and nowhere else: nobody gets it for the whole office by mistake."""
    source = FrameworkPeople(old, kinds=("officer",), officer_role="road-officer")
    roles = {person.name: person.roles for person in source.people()}
    assert roles == {
        "hong": (Wanted("road-officer", "roads"),),
        "jang": (Wanted("road-officer", "orgnzt-0000000000000"),),
        "left": (),
    }
    assert unit_name("ORGNZT_0000000000000") == "orgnzt-0000000000000"


def test_the_digest_is_of_what_was_read(old: Elsewhere, tmp_path: Path) -> None:
    """The same people give the same one, whatever the database."""
    first = FrameworkPeople(old)
    list(first.people())
    old_city(f"sqlite:///{tmp_path / 'other.sqlite3'}")
    other = Elsewhere(f"sqlite:///{tmp_path / 'other.sqlite3'}")
    second = FrameworkPeople(other)
    list(second.people())
    other.close()
    only_some = FrameworkPeople(old, kinds=("company",))
    list(only_some.people())
    assert first.digest == second.digest != only_some.digest


def test_tables_of_the_templates_and_of_older_releases(tmp_path: Path) -> None:
    """Called LETTN…, without LOCK_AT."""
    url = f"sqlite:///{tmp_path / 'template.sqlite3'}"
    old_city(url, prefix="LETTN")
    engine = sa.create_engine(url)
    with engine.begin() as conn:
        conn.execute(sa.text("ALTER TABLE LETTNGNRLMBER DROP COLUMN LOCK_AT"))
    engine.dispose()
    database = Elsewhere(url)
    shut = {person.name for person in FrameworkPeople(database, kinds=("citizen",)).people() if person.disabled}
    database.close()
    assert shut == {"sumin"}


def test_a_database_of_something_else_is_refused(tmp_path: Path) -> None:
    """No such table, or one of that name with other columns."""
    url = f"sqlite:///{tmp_path / 'other.sqlite3'}"
    engine = sa.create_engine(url)
    for statement, says in (
        ("CREATE TABLE LETTERS (ID TEXT)", "no user table"),
        ("CREATE TABLE COMTNGNRLMBER (ID TEXT, MBER_ID TEXT, PASSWORD TEXT)", "no column MBER_STTUS"),
    ):
        with engine.begin() as conn:
            conn.execute(sa.text(statement))
        database = Elsewhere(url)
        with pytest.raises(ImportRefused, match=says):
            FrameworkPeople(database)
        database.close()
    engine.dispose()
