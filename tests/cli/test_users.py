"""Accounts by the command line: passwords from standard input, roles, tokens shown once."""

import pytest

from egovframe.auth.errors import MoreNeeded, SignInFailed
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


@pytest.mark.asvs("V6.4.1")
def test_a_first_password_is_drawn_and_printed_once(here: Place) -> None:
    """For a new account or an old one; it signs nobody in, but its owner chooses another one."""
    added = here.run("users", "add", "kim", "--first-password", "--json").json
    again = here.run("users", "password", "kim", "--first-password")
    assert added["first_password_until"] > added["created"]
    assert added["first_password"] not in again.out
    with here.office() as office:
        with pytest.raises(SignInFailed):
            office.auth.sign_in("kim", added["first_password"])
        with pytest.raises(MoreNeeded):
            office.auth.sign_in("kim", again.out.split("First password: ")[1].split()[0])
    for words in (("users", "add", "lee"), ("users", "password", "kim")):
        assert here.run(*words, "--first-password", "--password-stdin", stdin=f"{PASSWORD}\n").status == 2
    assert here.run("users", "password", "kim").status == 2
    assert len(here.run("users", "list", "--json").json) == 1


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
