"""The worker gives petitions to officers where the office settled it so."""

from __future__ import annotations

from pathlib import Path

from egovframe.forms.settings import FormsSettings
from egovframe.office import Office
from egovframe.testing import open_office
from tests.forms.routing.town import actor, file, people, state, town


def test_by_load_each_petition_gets_its_officer_by_itself(office_url: str, tmp_path: Path) -> None:
    """Evenly, after it was received: whoever files does not wait for it."""
    with open_office(town(), tmp_path, url=office_url, forms=FormsSettings(assignment="by-load")) as office:
        people(office, ("kim", "officer", "roads"), ("lee", "officer", "roads"))
        receipts = [file(office).receipt for _ in range(4)]
        assert state(office, receipts[0]).handler is None
        office.run_due_tasks()
        assert sorted(state(office, receipt).handler_name for receipt in receipts) == ["kim", "kim", "lee", "lee"]


def test_by_hand_nobody_gets_any(office: Office) -> None:
    """It is the office's own choice."""
    people(office, ("kim", "officer", "roads"))
    receipt = file(office).receipt
    office.run_due_tasks()
    assert state(office, receipt).handler is None


def test_after_a_transfer_the_unit_it_came_to_gives_it_by_load(office_url: str, tmp_path: Path) -> None:
    """Where that unit settled it so for itself; one that takes by hand waits for somebody to take it."""
    forms = FormsSettings(assignments={"parks": "by-load"})
    with open_office(town(), tmp_path, url=office_url, forms=forms) as office:
        people(office, ("kim", "officer", "roads"), ("choi", "officer", "parks"))
        receipt = file(office).receipt
        office.run_due_tasks()
        assert state(office, receipt).handler is None
        with office.work(by=actor(office, "kim")) as work:
            work.petitions.transfer(receipt, "parks", "공원 안입니다.")
        office.run_due_tasks()
        assert state(office, receipt).handler_name == "choi"
        with office.work(by=actor(office, "choi")) as work:
            work.petitions.transfer(receipt, "roads", "도로입니다.")
        office.run_due_tasks()
        assert state(office, receipt).handler is None
