"""Systems that sign in here, by the command line: the secret is shown once."""

from __future__ import annotations

from tests.cli.run_cli import Place

BACK = "https://roads.example/back"
LEFT = "https://roads.example/left"


def test_a_system_is_added_listed_renewed_and_shut(here: Place) -> None:
    """Each command says what became of it; the list never shows a secret."""
    added = here.run("clients", "add", "Roads", "--redirect-uri", BACK, "--logout-uri", LEFT, "--json").json
    assert (added["name"], added["redirect_uris"], added["logout_uris"]) == ("Roads", [BACK], [LEFT])
    assert len(added["client_secret"]) >= 43
    (listed,) = here.run("clients", "list", "--json").json
    assert listed == {name: added[name] for name in added if name != "client_secret"}
    renewed = here.run("clients", "secret", added["client_id"], "--json").json
    assert renewed["client_id"] == added["client_id"]
    assert renewed["client_secret"] != added["client_secret"]
    assert here.run("clients", "disable", added["client_id"], "--json").json["disabled"] is True
    (shut,) = here.run("clients", "list", "--json").json
    assert shut["disabled"] is not None


def test_words_for_people(here: Place) -> None:
    """The id and the secret in lines of their own, and that it is shown this once."""
    added = here.run("clients", "add", "Roads", "--redirect-uri", BACK)
    assert added.status == 0
    lines = dict(line.split(None, 1) for line in added.out.splitlines()[:2])
    assert set(lines) == {"client_id", "client_secret"}
    table = here.run("clients", "list")
    assert "Roads" in table.out
    assert BACK in table.out
    assert lines["client_secret"] not in table.out
    assert here.run("clients", "disable", lines["client_id"]).status == 0


def test_what_cannot_be_is_refused_with_status_2(here: Place) -> None:
    """No address, an unsafe one, an account that is not there, a system that nobody knows: nothing is added."""
    for words in (
        ("add", "Roads"),
        ("add", "Roads", "--redirect-uri", "http://roads.example/"),
        ("add", "Roads", "--redirect-uri", BACK, "--account", "nobody"),
        ("secret", "nobody"),
        ("disable", "nobody"),
    ):
        ran = here.run("clients", *words)
        assert ran.status == 2, words
        assert ran.err
    assert here.run("clients", "list", "--json").json == []


def test_a_program_gets_a_service_account(here: Place) -> None:
    """With which it acts by itself."""
    here.run("users", "add", "sync", "--kind", "service")
    ran = here.run("clients", "add", "Sync", "--redirect-uri", BACK, "--account", "sync", "--json")
    assert ran.status == 0
    with here.office() as office:
        asked = {
            "grant_type": "client_credentials",
            "client_id": ran.json["client_id"],
            "client_secret": ran.json["client_secret"],
        }
        from egovframe.kernel.work import Origin

        got = office.auth.id_provider.token(asked, "", issuer="http://127.0.0.1", origin=Origin())
    assert got["scope"] == "api"
