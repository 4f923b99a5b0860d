"""Units by the command line."""

from tests.cli.run_cli import Place


def test_the_tree_changes_with_days(here: Place) -> None:
    """Added, renamed, headed, moved and closed; the tree of a later day is another one."""
    here.run("users", "add", "kim")
    added = here.run("units", "add", "bridges", "--title-ko", "교량팀", "--below", "roads", "--head", "kim", "--json")
    assert added.json == {
        "name": "bridges",
        "title": {"ko": "교량팀"},
        "parent": "roads",
        "head": "kim",
        "made": True,
    }
    assert here.run("units", "rename", "bridges", "--title-en", "Bridges").status == 0
    assert here.run("units", "head", "bridges").status == 0
    assert here.run("units", "move", "bridges", "--reason", "reorganised").status == 0
    assert here.run("units", "close", "bridges", "--since", "2999-01-01").status == 0
    now = {unit["name"]: unit for unit in here.run("units", "list", "--json").json}
    assert (now["bridges"]["title"], now["bridges"]["parent"], now["bridges"]["head"]) == (
        {"en": "Bridges"},
        None,
        None,
    )
    later = here.run("units", "list", "--on", "2999-01-02", "--json").json
    assert {unit["name"] for unit in later} == {"office", "roads"}
    assert "Bridges" in here.run("units", "list").out


def test_what_cannot_be_done(here: Place) -> None:
    """A name twice, a day that is none or past, a unit that is not there: status 2."""
    assert here.run("units", "add", "roads").status == 2
    assert here.run("units", "close", "sea").status == 2
    assert here.run("units", "close", "roads", "--since", "soon").status == 2
    assert "auth.unit_invalid" in here.run("units", "close", "roads", "--since", "2001-01-01").err
