"""The page on PostgreSQL, worked through on a PostgreSQL server; `tests/docs` runs the same page on SQLite."""

import shlex
from pathlib import Path

import pytest

from egovframe.kernel.permissions import Actor
from egovframe.testing import open_office
from examples.hello_city.city import app
from tests.support.blocks import Reader, blocks_of


@pytest.mark.whole
@pytest.mark.postgres
def test_the_page_on_postgresql_holds_there(repository: Path, tmp_path: Path, postgres_url: str) -> None:
    """With the variable set as the page says, tables and petitions are in that database, and no file of SQLite's."""
    with Reader(tmp_path) as reader:
        reader._state.write_text(f"declare -x EGOVFRAME_DATABASE__URL={shlex.quote(postgres_url)}\n", encoding="utf-8")
        for block in blocks_of(repository / "docs" / "how-to" / "run-on-postgresql.md"):
            reader.read(block)
    assert list(tmp_path.rglob("*.sqlite3")) == []
    data = tmp_path / "page" / "data"
    with (
        open_office(app, data, url=postgres_url) as office,
        office.look(by=Actor.system("console")) as look,
    ):
        (petition,) = look.petitions.list().items
    assert petition.form.where == "하늘로 12"
