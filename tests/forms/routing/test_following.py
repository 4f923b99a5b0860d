"""The worker gives petitions to officers where the office settled it so."""

from __future__ import annotations

from pathlib import Path

from egovframe.forms.settings import FormsSettings
from egovframe.office import Office
from egovframe.testing import open_office
from tests.forms.routing.town import file, people, state, town


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
