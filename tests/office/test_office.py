"""The office: from a declaration to an answered petition, its record and a trail that vouches for all of it."""

from __future__ import annotations

import json
import sqlite3
import time
from datetime import date
from pathlib import Path

import pytest

from egovframe.kernel.errors import DatabaseError, NotFound, SettingsError
from egovframe.kernel.permissions import Actor
from egovframe.office import Office
from egovframe.testing import SetClock, open_office
from tests.office.city import POTHOLE, haneul

VISITOR = Actor.visitor()
CONSOLE = Actor.system("console")


def test_a_petition_goes_all_the_way_to_a_record(office: Office, kim: Actor, clock: SetClock) -> None:
    """Received with a due date, first in the queue, answered, told, closed, kept from the next 1 January (영26③)."""
    with office.work(by=VISITOR) as work:
        submission = work.petitions.submit("pothole", POTHOLE)
    receipt = submission.petition.receipt
    assert office.jurisdiction.calendar.local(submission.petition.due).isoformat() == "2026-10-01T18:00:00+09:00"
    with office.look(by=kim) as look:
        assert [waiting.petition.receipt for waiting in look.petitions.queue().items] == [receipt]
    clock.forward(days=1)
    with office.work(by=kim) as work:
        work.petitions.answer(receipt, "고쳤습니다.")
    assert office.run_due_tasks() == 2  # the result is told, then the record kept
    with office.look(by=VISITOR) as look:
        petition = look.petitions.holder(receipt, submission.key)
    assert petition.state == "closed"
    assert petition.decision is not None
    assert petition.decision.text == "고쳤습니다."
    with office.look(by=kim) as look:
        (record,) = look.records.list().items
        content = json.loads(look.records.content(record.id))
    assert (record.class_id, record.unit, record.registration) == ("pothole", "roads", "roads-2026-1")
    assert (record.completed, record.starts, record.due) == (date(2026, 9, 22), date(2027, 1, 1), date(2032, 1, 1))
    assert content["answers"] == POTHOLE
    assert content["decision"]["text"] == "고쳤습니다."
    office.seal()
    report = office.verify()
    assert report.findings == []
    assert report.files == 1


def test_the_forms_own_handler_runs_in_the_transaction_that_receives(office: Office, kim: Actor) -> None:
    """A closed road goes to the front of the queue, before older petitions."""
    with office.work(by=VISITOR) as work:
        work.petitions.submit("pothole", POTHOLE)
        closed = work.petitions.submit("pothole", {**POTHOLE, "lanes": 4})
    with office.look(by=kim) as look:
        first = look.petitions.queue().items[0].petition
    assert first.receipt == closed.petition.receipt
    assert first.urgent


def test_an_officer_of_another_unit_finds_nothing(office: Office, kim: Actor) -> None:
    """What belongs to another unit is not there for an officer."""
    with office.work(by=VISITOR) as work:
        receipt = work.petitions.submit("suggestion", {"title": "더 많은 나무"}).petition.receipt
    with pytest.raises(NotFound), office.look(by=kim) as look:
        look.petitions.get(receipt)


def test_a_petition_is_assigned_to_an_officer_by_name(office: Office, kim: Actor) -> None:
    """Who may answer there is asked of the accounts, as they stand now."""
    with office.work(by=VISITOR) as work:
        receipt = work.petitions.submit("pothole", POTHOLE).petition.receipt
    with office.work(by=CONSOLE) as work:
        assert work.petitions.assign(receipt, "KIM").handler_name == "kim"
    assert office.run_due_tasks() == 0


def test_everything_is_there_when_the_office_opens_again(tmp_path: Path, sqlite_url: str) -> None:
    """A second opening publishes nothing anew and finds what the first one received."""
    with open_office(haneul(), tmp_path, url=sqlite_url) as office, office.work(by=VISITOR) as work:
        submission = work.petitions.submit("pothole", POTHOLE)
    with open_office(haneul(), tmp_path, url=sqlite_url) as office:
        with office.look(by=VISITOR) as look:
            assert look.petitions.holder(submission.petition.receipt, submission.key).form_version == 1
        facts = office.trail.status()["unsealed"]
    with open_office(haneul(), tmp_path, url=sqlite_url) as office:
        assert office.trail.status()["unsealed"] == facts


def test_an_office_that_lost_its_keys_does_not_go_on_with_others(tmp_path: Path, sqlite_url: str) -> None:
    """New keys are drawn for a new database only: everything sealed under the old ones would be lost unseen."""
    with open_office(haneul(), tmp_path, url=sqlite_url):
        pass
    (tmp_path / "keys" / "keyring.json").unlink()
    with pytest.raises(SettingsError, match="no keyring"), open_office(haneul(), tmp_path, url=sqlite_url):
        pass


def test_a_production_office_makes_neither_keys_nor_tables(tmp_path: Path, sqlite_url: str) -> None:
    """Whoever is responsible for a production office makes its keys and migrates its database on purpose."""
    with (
        pytest.raises(SettingsError, match="no keyring"),
        open_office(haneul(), tmp_path, url=sqlite_url, profile="production"),
    ):
        pass
    assert not (tmp_path / "keys").exists()


def test_verification_names_what_another_tool_changed(tmp_path: Path) -> None:
    """An edited row is named with its table and key; the office itself does not notice until it is asked."""
    with open_office(haneul(), tmp_path) as office:
        with office.work(by=VISITOR) as work:
            petition = work.petitions.submit("pothole", POTHOLE).petition
        office.seal()
        with sqlite3.connect(tmp_path / "office.sqlite3") as other:
            other.execute("UPDATE petitions SET unit = 'parks'")
        other.close()
        findings = office.verify().findings
    assert [(finding.kind, finding.table, finding.key) for finding in findings] == [
        ("edited", "petitions", petition.id)
    ]


def test_a_database_that_cannot_be_reached_is_named_without_its_password(tmp_path: Path) -> None:
    """The error says which database and why, and shows no secret."""
    url = "postgresql+psycopg://city:geheim@127.0.0.1:1/none"
    with pytest.raises(DatabaseError) as raised, open_office(haneul(), tmp_path, url=url):
        pass
    assert "127.0.0.1:1/none" in str(raised.value)
    assert "geheim" not in str(raised.value)


def test_the_office_works_and_seals_in_the_background(office: Office, kim: Actor) -> None:
    """Once started, tasks are done and facts sealed without being asked; stopping seals the rest."""
    office.start()
    with office.work(by=VISITOR) as work:
        receipt = work.petitions.submit("pothole", POTHOLE).petition.receipt
    with office.work(by=kim) as work:
        work.petitions.answer(receipt, "고쳤습니다.")

    def state() -> str:
        with office.look(by=kim) as look:
            return str(look.petitions.get(receipt).state)

    until = time.monotonic() + 30
    while state() != "closed" and time.monotonic() < until:
        time.sleep(0.05)
    assert state() == "closed"
    office.stop()
    assert office.trail.status()["unsealed"] == 0
