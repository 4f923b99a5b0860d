"""Searching facts from the command line."""

from tests.cli.run_cli import Place


def test_by_person_kind_and_day(here: Place) -> None:
    """A search for a person is a fact about that person; days are the office's own; what is not offered is refused."""
    here.run("users", "add", "kim", "--kind", "citizen")
    here.run("users", "add", "lee", "--kind", "citizen")
    found = here.run("audit", "search", "--subject", "kim", "--json").json
    assert [fact["action"] for fact in found] == ["account.added"]
    again = here.run("audit", "search", "--subject", "kim", "--does", "list", "--json").json
    assert [fact["action"] for fact in again] == ["fact.listed"]
    assert again[0]["subjects"] == found[0]["subjects"]
    assert here.run("audit", "search", "--subject", "nobody").status == 2
    day = found[0]["at"][:10]
    assert here.run("audit", "search", "--since", "2999-01-01", "--json").json == []
    assert here.run("audit", "search", "--until", "1999-12-31", "--json").json == []
    assert here.run("audit", "search", "--since", "2000-01-01", "--until", "2999-01-01", "--json").json, day
    assert here.run("audit", "search", "--outcome", "denied", "--json").json == []
    for option in ("--does", "--outcome"):
        refused = here.run("audit", "search", option, "dance")
        assert (refused.status, "dance" in refused.err) == (2, True)


def test_what_lacks_a_reason(here: Place) -> None:
    """A handing over without a reason is found, one with a reason is not."""
    for words in ((), ("--reason", "Yearly report")):
        assert here.run("audit", "facts", "--format", "csv", *words).status == 0
    found = here.run("audit", "search", "--unexplained", "--json").json
    assert [(fact["action"], fact["due"]) for fact in found] == [("fact.exported", False)]
