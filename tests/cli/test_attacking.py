"""`audit attack` convinces an auditor that `verify` checks, or says what it does not."""

import sqlite3

import pytest

from egovframe.audit.verification.state import State
from egovframe.cli import attacking
from tests.cli.run_cli import Place


@pytest.mark.whole
def test_every_attack_is_caught_and_told(here: Place) -> None:
    """One document for programs; for people a table with a line for each attack, and a verdict."""
    here.run("users", "add", "kim")
    ran = here.run("audit", "attack", "--json")
    assert ran.status == 0
    told = ran.json
    assert (told["caught"], told["missed"]) == (len(told["attacks"]), 0)
    assert told["caught"] > 60
    first = told["attacks"][0]
    assert set(first) == {"name", "title", "caught", "finding", "seconds"}
    assert set(first["finding"]) == {"kind", "table", "key", "message", "hint", "ko"}
    for finding in (each["finding"] for each in told["attacks"]):
        korean = finding["ko"]["message"]
        assert any("가" <= letter <= "힣" for letter in korean), finding
        assert "{" not in korean + finding["message"], finding
        assert finding["ko"]["hint"] != finding["hint"]
    shown = here.run("audit", "attack", "entries.edited", "files")
    assert shown.status == 0
    assert "One bit of a sealed fact changed" in shown.out
    assert shown.out.endswith("4 attacks, all of them caught.\n")


def test_an_attack_that_gets_through_is_named(here: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a check taken away the command ends with 1, and what it says names the attack."""
    here.run("users", "add", "kim")
    monkeypatch.setattr(State, "compare", lambda *_args, **_how: None)
    ran = here.run("audit", "attack", "rows.edited.accounts", "entries.deleted", "--json")
    assert ran.status == 1
    assert (ran.json["caught"], ran.json["missed"]) == (1, 1)
    assert [(each["name"], each["finding"]) for each in ran.json["attacks"] if not each["caught"]] == [
        ("rows.edited.accounts", None)
    ]
    monkeypatch.setattr(attacking, "words", lambda _en, ko: ko)
    monkeypatch.setattr(attacking, "LANGUAGE", "ko")
    shown = here.run("audit", "attack", "rows.edited.accounts", "entries.deleted")
    assert shown.status == 1
    assert "accounts 표의 행을 고침" in shown.out
    assert "지워짐: facts " in shown.out
    assert shown.out.endswith("공격 2건 가운데 1건을 놓쳤습니다.\n")


def test_a_trail_that_does_not_hold_is_not_attacked(here: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says what `verify` says, and ends with 1 as well."""
    here.run("users", "add", "kim")
    with sqlite3.connect(here.folder / "data" / "office.sqlite3") as database:
        database.execute("UPDATE accounts SET kind = 'service'")
    database.close()
    ran = here.run("audit", "attack", "--json")
    assert ran.status == 1
    assert (ran.json["attacks"], "accounts" in ran.json["broken"]) == ([], True)
    assert "of accounts was edited: " in here.run("audit", "attack").out
    monkeypatch.setattr(attacking, "words", lambda _en, ko: ko)
    monkeypatch.setattr(attacking, "LANGUAGE", "ko")
    said = here.run("audit", "attack").out
    assert "공격해도 알 수 있는 것이 없습니다: accounts 표의 행 " in said
    assert "was edited" not in said


def test_an_unknown_attack_is_refused(here: Place) -> None:
    """With the families that there are."""
    here.run("users", "add", "kim")
    ran = here.run("audit", "attack", "nothing")
    assert ran.status == 2
    assert "entries, history" in ran.err
