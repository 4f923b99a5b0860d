"""`verify` names what was changed behind the office's back, and ends with 1."""

import sqlite3
from datetime import timedelta

import pytest

from egovframe.cli import verifying
from egovframe.kernel.facts import Note
from egovframe.kernel.permissions import Actor
from tests.cli.run_cli import Place
from tests.support.deeds import deed


def test_an_untouched_office_holds(here: Place) -> None:
    """Rows, facts and files were read, nothing was found; verifying writes nothing."""
    here.run("users", "add", "kim")
    before = here.run("verify", "--json")
    assert before.status == 0
    assert before.json["holds"] is True
    assert before.json["rows"] > 0
    assert before.json["findings"] == []
    assert here.run("verify", "--json").json["facts"] == before.json["facts"]


def test_a_changed_row_is_named(here: Place) -> None:
    """With table and key and what to do, for people and for programs."""
    account = here.run("users", "add", "kim", "--json").json["id"]
    with sqlite3.connect(here.folder / "data" / "office.sqlite3") as database:
        database.execute("UPDATE accounts SET kind = 'service'")
    database.close()
    found = here.run("verify", "--json")
    assert found.status == 1
    (finding,) = found.json["findings"]
    assert (finding["table"], finding["key"], finding["kind"]) == ("accounts", account, "edited")
    said = here.run("verify")
    assert said.status == 1
    assert f"accounts {account}" in said.out
    assert finding["hint"] in said.out


def test_a_reader_of_korean_gets_korean(here: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """The kind, the sentence and what to do, with what the verification found at its place."""
    account = here.run("users", "add", "kim", "--json").json["id"]
    with sqlite3.connect(here.folder / "data" / "office.sqlite3") as database:
        database.execute("UPDATE accounts SET kind = 'service'")
    database.close()
    english = here.run("verify").out
    assert english.startswith(f"edited: accounts {account}: The row {account} of accounts was edited: ")
    monkeypatch.setattr(verifying, "words", lambda _en, ko: ko)
    monkeypatch.setattr(verifying, "LANGUAGE", "ko")
    said = here.run("verify")
    assert said.status == 1
    first = said.out.splitlines()[0]
    assert first.startswith(f"고쳐짐: accounts {account}: accounts 표의 행 {account}의 내용이 고쳐졌습니다.")
    assert first.endswith("데이터베이스에 접근할 수 있는 사람을 확인하세요.")
    (finding,) = here.run("verify", "--json").json["findings"]
    assert finding["message"].startswith(f"The row {account} of accounts was edited")
    assert f"{finding['ko']['message']} {finding['ko']['hint']}" in first


def test_a_checkpoint_of_another_log_is_a_finding(here: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was handed over is named, with why it is not the log's, in the reader's language."""
    here.run("users", "add", "kim")
    kept = here.write("kept", "no checkpoint\n")
    said = here.run("audit", "verify", "--since", str(kept))
    assert (said.status, f"The checkpoint in {kept} is not one of this log: " in said.out) == (1, True)
    monkeypatch.setattr(verifying, "LANGUAGE", "ko")
    assert (
        f"{kept} 파일의 체크포인트가 이 로그의 것이 아닙니다: " in here.run("audit", "verify", "--since", str(kept)).out
    )


def test_a_clock_that_was_set_back_is_a_remark(here: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is shown with the size of the jump, and the command ends with 0."""
    with here.office() as office, office.database.write() as conn:
        for days in (0, 2):
            at = office.clock.now() - timedelta(days=days)
            fact = office.trail.record(conn, Note(deed("thing.done"), Actor.system("test"), at))
    ran = here.run("verify")
    assert ran.status == 0
    assert fact in ran.out
    assert "a clock was set back by 2 days" in ran.out
    told = here.run("verify", "--json").json
    assert (told["holds"], told["findings"]) == (True, [])
    assert [(each["kind"], each["key"]) for each in told["remarks"]] == [("backdated", fact)]
    monkeypatch.setattr(verifying, "LANGUAGE", "ko")
    assert "시계가 2일 0:" in here.run("verify").out
