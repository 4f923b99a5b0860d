"""Accounts by the command line: passwords from standard input, roles, tokens shown once."""

from tests.cli.run_cli import Place

PASSWORD = "seven yellow umbrellas in march"


def test_an_account_is_added_with_password_and_role(here: Place) -> None:
    """The password comes from standard input and signs in; the first command has made the office."""
    words = ("users", "add", "kim", "--role", "road-officer", "--unit", "roads", "--password-stdin", "--json")
    added = here.run(*words, stdin=f"{PASSWORD}\n")
    assert added.status == 0
    assert added.json["roles"] == [{"role": "road-officer", "unit": "roads"}]
    assert PASSWORD not in added.out + added.err
    with here.office() as office:
        _, session = office.auth.sign_in("kim", PASSWORD)
        assert session.actor.may("petition.answer", unit="roads")
        token = here.run("users", "token", "kim", "--json").json["token"]
        bearer = office.auth.bearer(token)
        assert bearer is not None
        assert bearer.id == session.account


def test_nothing_is_half_done(here: Place) -> None:
    """An unknown role, a weak password or a missing one leaves no account behind."""
    for words, stdin in (
        (("--role", "king"), ""),
        (("--password-stdin",), "short\n"),
        (("--password-stdin",), ""),
        (("--unit", "roads"), ""),
    ):
        assert here.run("users", "add", "kim", *words, stdin=stdin).status == 2
    assert here.run("users", "list", "--json").json == []


def test_roles_come_and_go(here: Place) -> None:
    """Granted in a unit, revoked there; an account that is disabled says since when."""
    here.run("users", "add", "kim")
    granted = here.run("users", "role", "kim", "--grant", "admin", "--json").json
    assert granted["roles"] == [{"role": "admin", "unit": None}]
    assert here.run("users", "role", "kim", "--revoke", "admin").status == 0
    assert here.run("users", "role", "kim", "--revoke", "admin").status == 2
    assert here.run("users", "role", "kim").status == 2
    assert here.run("users", "disable", "kim").status == 0
    (kim,) = here.run("users", "list", "--json").json
    assert (kim["name"], kim["roles"]) == ("kim", [])
    assert kim["disabled"] is not None
    assert here.run("users", "enable", "kim", "--json").json["disabled"] is None
