"""The types of facts of this component."""

from __future__ import annotations

from egovframe.auth.facts import FACTS


def test_every_fact_about_an_account_names_whose_it_is() -> None:
    """Only what is declared for everybody, and a failed sign-in that may be nobody's, are about no account."""
    nobody = {each.action for each in FACTS if not each.handles}
    declared = {"role.declared", "roles.published", "unit.declared", "units.published"}
    changes = {f"unit.{each}" for each in ("added", "renamed", "moved", "closed", "headed")}
    clients = {"client.added", "client.renewed", "client.disabled", "provider.key-made"}
    lists = {"accounts.imported", "units.imported", "session.listed"}
    assert nobody == {"sign-in.failed", "role.defined", "role.retired", *declared, *changes, *clients, *lists}


def test_what_a_failed_sign_in_tells_is_of_nobody_in_particular() -> None:
    """The log is public: it must not tell which names have an account, and no account's key seals it."""
    (failed,) = (each for each in FACTS if each.action == "sign-in.failed")
    assert set(failed.private.values()) == {"office"}
    assert not {"name", "account"} & set(failed.details)
