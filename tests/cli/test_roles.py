"""Roles by the command line."""

import csv
import io

from tests.cli.run_cli import Place


def test_made_shown_and_retired(here: Place) -> None:
    """A role that the office made stands beside the declared ones; the matrix has it; retired it is gone."""
    words = ("roles", "define", "helper", "--may", "record.read", "--include", "road-officer", "--title-en", "Helper")
    made = here.run(*words, "--reason", "busy month", "--json")
    assert made.json == {
        "name": "helper",
        "title": {"en": "Helper"},
        "may": ["record.read"],
        "includes": ["road-officer"],
        "reveals": None,
        "made": True,
    }
    listed = {role["name"]: role["made"] for role in here.run("roles", "list", "--json").json}
    assert listed == {"admin": False, "helper": True, "road-officer": False}
    assert "Helper" in here.run("roles", "list").out
    head, *rows = csv.reader(io.StringIO(here.run("roles", "matrix").out))
    assert head == ["permission", "admin", "helper", "road-officer"]
    cells = {row[0]: row[1:] for row in rows}
    assert cells["petition.answer"] == ["", "road-officer", "road-officer"]
    matrix = here.run("roles", "matrix", "--json").json
    assert matrix["roles"]["helper"]["record.read"] == {"by": "helper", "kinds": None}
    assert len(matrix["policy"]) == 16
    assert here.run("roles", "retire", "helper").status == 0
    assert here.run("roles", "retire", "helper").status == 2
    assert len(here.run("roles", "list", "--json").json) == 2


def test_what_cannot_be_a_role(here: Place) -> None:
    """A declared name, a permission that is none: status 2, nothing made."""
    assert here.run("roles", "define", "road-officer").status == 2
    assert "auth.role_invalid" in here.run("roles", "define", "x", "--may", "petition.fly").err
