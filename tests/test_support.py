"""The tools of the tests themselves: a database that is empty, a browser that sees, an omission that is heard."""

from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from tests.support.browser import violations
from tests.support.left_out import leave_out

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.mark.parametrize("turn", [1, 2])
def test_a_database_is_lent_empty(database_url: str, turn: int) -> None:
    """Whatever one test leaves behind, the next one does not see; both kinds speak the same SQL."""
    engine = sa.create_engine(database_url)
    try:
        assert sa.inspect(engine).get_table_names() == []
        with engine.begin() as connection:
            connection.execute(sa.text("CREATE TABLE left_behind (turn BIGINT)"))
            connection.execute(sa.text("INSERT INTO left_behind VALUES (:turn)"), {"turn": turn})
            assert connection.execute(sa.text("SELECT turn FROM left_behind")).scalars().all() == [turn]
    finally:
        engine.dispose()


@pytest.mark.browser
def test_a_page_without_a_label_is_found(page: "Page") -> None:
    """The real page is looked at with axe: an unlabelled field is named, the mended page is not."""
    whole = "<!doctype html><html lang=ko><title>신고</title><main><h1>신고</h1>{}</main></html>"
    page.set_content(whole.format("<input name=where>"))
    assert [line.split(" ", 1)[0] for line in violations(page)] == ["label"]
    page.set_content(whole.format("<label>어디인가요? <input name=where></label>"))
    assert violations(page) == []


def test_leaving_out_is_a_failure_under_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    """`CI=true` says that everything is there, so a missing thing is an error; elsewhere the test is left out."""
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="no browser"):
        leave_out("no browser")
    monkeypatch.delenv("CI")
    with pytest.raises(pytest.skip.Exception, match="LEFT OUT: no browser"):
        leave_out("no browser")
