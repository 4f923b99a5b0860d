"""The tools of the tests themselves: a database that is empty, a browser that sees, an omission that is heard."""

from collections import Counter
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from tests.support.browser import violations
from tests.support.left_out import leave_out
from tests.support.sampling import LONGEST, MANY, OF_MANY, TWINS, rank, stays

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


@pytest.mark.parametrize(
    ("sample", "heavy", "kept"),
    [(False, False, "abcdef"), (True, False, "abd"), (False, True, "abcdefgh"), (True, True, "abcdefgh")],
)
def test_a_sample_is_one_in_so_many_and_else_all_run(
    request: pytest.FixtureRequest, sample: bool, heavy: bool, kept: str
) -> None:
    """Of a family the named cases; what is `whole` only without a sample; what is heavy only when that is asked for."""

    def item(name: str, *marks: pytest.MarkDecorator) -> pytest.Function:
        made = pytest.Function.from_parent(request.node.parent, name=name, callobj=lambda: None)
        for mark in marks:
            made.add_marker(mark)
        return made

    sampled = pytest.mark.sampled(one_in=3, first=1)
    items = {
        "a": item("plain"),
        "b": item("plain[sqlite]"),
        "c": item("family[1]", sampled),
        "d": item("family[2]", sampled),
        "e": item("family[3]", sampled),
        "f": item("alone", pytest.mark.whole),
        "g": item("hours", pytest.mark.heavy),
        "h": item("family[4]", sampled, pytest.mark.heavy),
    }
    seen = Counter[str]()
    assert "".join(key for key, each in items.items() if stays(each, seen, sample=sample, heavy=heavy)) == kept


def test_of_a_test_with_many_cases_a_sample_runs_one_in_some(request: pytest.FixtureRequest) -> None:
    """Beginning with the first; one with a few cases runs whole, and without a sample all do."""

    def item(name: str) -> pytest.Function:
        return pytest.Function.from_parent(request.node.parent, name=name, callobj=lambda: None)

    items = [item(f"many[{n}]") for n in range(MANY)] + [item(f"few[{n}]") for n in range(MANY - 1)]
    sizes = Counter(each.nodeid.partition("[")[0] for each in items)

    def kept(*, sample: bool) -> list[str]:
        seen = Counter[str]()
        return [each.name for each in items if stays(each, seen, sample=sample, heavy=False, sizes=sizes)]

    few = [f"few[{n}]" for n in range(MANY - 1)]
    assert kept(sample=True) == [*(f"many[{n}]" for n in range(0, MANY, OF_MANY)), *few]
    assert kept(sample=False) == [each.name for each in items]


def test_of_both_databases_a_sample_runs_all_on_sqlite_and_some_again(request: pytest.FixtureRequest) -> None:
    """One file's tests on PostgreSQL: the first, and then one in so many; without a sample all of them."""

    def item(number: int, database: str) -> pytest.Function:
        name = f"kept{number}[{database}]"
        made = pytest.Function.from_parent(request.node.parent, name=name, callobj=lambda: None)
        made.callspec = SimpleNamespace(params={"database_url": database})  # type: ignore[assignment]
        return made

    items = [(n, database, item(n, database)) for n in range(2 * TWINS) for database in ("sqlite", "postgresql")]
    seen = Counter[str]()
    again = [n for n, database, each in items if stays(each, seen, sample=True, heavy=False) and database != "sqlite"]
    alone = [n for n, database, each in items if stays(each, seen, sample=True, heavy=False) and database == "sqlite"]
    assert again == [0, TWINS]
    assert alone == list(range(2 * TWINS))
    assert all(stays(each, seen, sample=False, heavy=False) for _, _, each in items)


def test_the_longest_come_first(request: pytest.FixtureRequest) -> None:
    """However they are shuffled, the rooms that take minutes start a run: nobody waits for one at its end."""
    ranks = [rank(item) for item in request.session.items]
    assert ranks == sorted(ranks)
    assert rank(request.node) == len(LONGEST)
