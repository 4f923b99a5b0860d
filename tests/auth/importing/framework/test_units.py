"""eGovFrame's organisation as a list of units."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from egovframe.auth.importing.errors import ImportRefused
from egovframe.auth.importing.framework.store import Elsewhere
from egovframe.auth.importing.framework.units import FrameworkUnits
from egovframe.auth.importing.units import import_units
from tests.auth.gatehouse import CONSOLE, Gatehouse
from tests.auth.importing.clerk import SEOUL
from tests.auth.importing.framework.old_city import old_city


def test_the_units_come_in_once(old: Elsewhere, small: Gatehouse) -> None:
    """Under names that are names here; a unit that the city declares keeps its place and takes the title."""
    for new, unchanged in ((1, 1), (0, 2)):
        source = FrameworkUnits(old)
        tally = import_units(source, auth=small.auth, work=lambda: small.work(CONSOLE), zone=SEOUL)
        assert (tally.counts["new"], tally.counts["unchanged"], tally.counts["error"]) == (new, unchanged, 0)
        assert len(tally.digest) == 64
    with small.work() as work:
        found = small.auth.rights(work).units.tree().units
    assert found["orgnzt-0000000000000"].title.in_("ko") == "안전교통국"
    assert found["roads"].parent == "streets"
    assert "COMTNORGNZTINFO" in source.notes[0].in_("en")


def test_what_cannot_be_a_name_is_a_problem_of_its_row(tmp_path: Path, small: Gatehouse) -> None:
    """And keeps the others out."""
    url = f"sqlite:///{tmp_path / 'old.sqlite3'}"
    old_city(url)
    engine = sa.create_engine(url)
    with engine.begin() as conn:
        conn.execute(sa.text("INSERT INTO COMTNORGNZTINFO (ORGNZT_ID, ORGNZT_NM) VALUES ('공원과', '공원과')"))
    engine.dispose()
    database = Elsewhere(url)
    wanted = list(FrameworkUnits(database).units())
    database.close()
    assert [[problem.code for problem in unit.problems] for unit in wanted] == [[], [], ["unit_name_invalid"]]
    assert wanted[2].problems[0].heading == "ORGNZT_ID"


def test_a_database_without_the_table_is_refused(tmp_path: Path) -> None:
    """It names the table."""
    url = f"sqlite:///{tmp_path / 'other.sqlite3'}"
    engine = sa.create_engine(url)
    with engine.begin() as conn:
        conn.execute(sa.text("CREATE TABLE LETTERS (ID TEXT)"))
    engine.dispose()
    database = Elsewhere(url)
    with pytest.raises(ImportRefused, match="organisation table"):
        FrameworkUnits(database)
    database.close()
