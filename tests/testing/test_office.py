"""The office for tests."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from egovframe.kernel.permissions import Actor
from egovframe.testing import open_office
from egovframe.testing.office import settings_for
from tests.office.city import POTHOLE, haneul


def test_an_office_for_tests_is_real_and_reads_nothing_of_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database file, keys and a trail that verifies, all in the folder given."""
    monkeypatch.setenv("EGOVFRAME_DATA_DIR", str(tmp_path / "elsewhere"))
    with open_office(haneul(), tmp_path / "here", web={"public_url": "https://haneul.example"}) as office:
        with office.work(by=Actor.visitor()) as work:
            work.petitions.submit("pothole", POTHOLE)
        office.seal()
        assert office.verify().holds
        assert office.settings.web.public_url == "https://haneul.example"
    assert {path.name for path in (tmp_path / "here").iterdir()} >= {"office.sqlite3", "keys"}
    assert not (tmp_path / "elsewhere").exists()


def test_offices_for_tests_share_tables_and_nothing_else(tmp_path: Path) -> None:
    """The tables are made once and copied: each office has keys of its own, and none sees what another one did."""
    for name in ("one", "two"):
        with open_office(haneul(), tmp_path / name) as office, office.work(by=Actor.visitor()) as work:
            work.petitions.submit("pothole", POTHOLE)
        with open_office(haneul(), tmp_path / name) as office, office.look(by=Actor.system("console")) as look:
            assert len(look.petitions.list().items) == 1
    one, two = ((tmp_path / name / "keys" / "keyring.json").read_text() for name in ("one", "two"))
    assert one != two


def test_the_tables_are_those_of_an_office(tmp_path: Path) -> None:
    """What is copied is what an office makes when it opens on an empty database, triggers included."""
    with haneul().open(settings_for(tmp_path / "made")), open_office(haneul(), tmp_path / "copied"):
        pass
    made, copied = (schema(tmp_path / name / "office.sqlite3") for name in ("made", "copied"))
    assert len(made) > 50
    assert made == copied


def schema(path: Path) -> list[tuple[str, ...]]:
    """Everything an SQLite file declares."""
    with closing(sqlite3.connect(path)) as database:
        return database.execute("SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2").fetchall()
