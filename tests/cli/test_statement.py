"""Statements from the command line: made in the office, checked anywhere."""

from pathlib import Path

import pytest

from tests.cli.run_cli import Place


@pytest.fixture
def made(here: Place) -> tuple[Place, Path]:
    """An office that made a statement about kim, whose folder is then no office any more."""
    here.run("users", "add", "kim", "--kind", "citizen")
    ran = here.run("audit", "statement", "kim", "--reason", "Kim asked by letter.")
    assert ran.status == 0, ran.err
    here.run("audit", "export", "log")
    statement = here.write("kim.statement", ran.out)
    here.write("egovframe.toml", "")
    return here, statement


def test_a_statement_is_checked_without_the_city(made: tuple[Place, Path]) -> None:
    """The key is enough; each fact has a line, and the whole a verdict."""
    here, _ = made
    words = ("audit", "verify", "--statement", "kim.statement", "--vkey", "log/vkey")
    ran = here.run(*words)
    assert ran.status == 0, ran.err
    assert "Account added: A system administrator" in ran.out
    assert "kim.statement: holds, 1 facts proved in a log of" in ran.out
    (found,) = here.run(*words, "--json").json["statements"]
    assert (found["holds"], [fact["action"] for fact in found["facts"]]) == (True, ["account.added"])


def test_a_changed_statement_ends_with_one(made: tuple[Place, Path]) -> None:
    """And says what does not hold."""
    here, statement = made
    statement.write_text(statement.read_text().replace("account.added", "account.asked"))
    ran = here.run("audit", "verify", "--statement", "kim.statement", "--vkey", "log/vkey")
    assert (ran.status, "is not in the log" in ran.out) == (1, True)
    told = here.run("audit", "verify", "--statement", "kim.statement", "--vkey", "log/vkey", "--json").json
    assert (told["holds"], told["statements"][0]["code"]) == (False, "audit.statement_invalid")
    assert here.run("audit", "verify", "--statement", "nothing", "--vkey", "log/vkey").status == 2


def test_a_policy_says_whom_to_believe(made: tuple[Place, Path]) -> None:
    """It names the log, or the key does beside it; a witness that did not sign is missed."""
    here, _ = made
    vkey = (here.folder / "log/vkey").read_text().strip()
    here.write("trust", f"log {vkey}\nquorum none\n")
    here.write("witnessless", "quorum none\n")
    words = ("audit", "verify", "--statement", "kim.statement", "--policy")
    assert here.run(*words, "trust").status == 0
    assert here.run(*words, "witnessless").status == 1
    assert here.run(*words, "witnessless", "--vkey", "log/vkey").status == 0


def test_the_office_checks_with_its_own_key(here: Place) -> None:
    """Where the office is at hand, no key has to be named; subjects may be named as facts name them."""
    here.run("users", "add", "kim")
    told = here.run("audit", "statement", "kim", "petition:none", "--reason", "asked", "--json").json
    assert told["subjects"][1:] == ["petition:none"]
    assert told["facts"] == 1
    here.write("kim.statement", told["statement"])
    assert here.run("audit", "verify", "--statement", "kim.statement").status == 0


def test_a_reason_is_due(here: Place) -> None:
    """Without one nothing is made; nobody and a moment before everything are said as they are."""
    here.run("users", "add", "kim")
    assert here.run("audit", "statement", "kim").status == 2
    assert here.run("audit", "statement", "kim", "--reason", " ").status != 0
    assert here.run("audit", "statement", "nobody", "--reason", "asked").status != 0
    told = here.run("audit", "statement", "kim", "--reason", "asked", "--until", "2000-01-01", "--json").json
    assert told["facts"] == 0
