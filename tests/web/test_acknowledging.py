"""Filings that wait for their seal."""

from __future__ import annotations

from pathlib import Path

import pytest

from egovframe.audit import NotAcknowledged
from egovframe.testing import SetClock, open_office
from egovframe.web.proving import receipt_proof
from tests.web.portal.town import POTHOLE, Town, town


def test_where_the_city_says_so_a_petition_is_sealed_when_its_receipt_is_shown(tmp_path: Path) -> None:
    """With `forms.acknowledge` the portal leads to a receipt whose proof is there; sent twice, it is one petition."""
    clock = SetClock()
    with open_office(town(), tmp_path, clock=clock, forms={"acknowledge": "sealed"}) as office:
        here = Town(office, clock)
        browser = here.browser()
        check = here.check(browser, "pothole", POTHOLE)
        for _ in range(2):
            answer = browser.send(check, "/forms/pothole", {"form-step": "file"})
            assert answer.status_code == 303
            (fact,) = office.trail.search(action="petition.submitted")
            assert receipt_proof(office, fact["object"].removeprefix("petition:")).index >= 0


def test_a_seal_that_does_not_come_in_time_keeps_nobody_from_the_receipt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The petition is received and its receipt shown; the proof comes later."""
    clock = SetClock()
    with open_office(town(), tmp_path, clock=clock, forms={"acknowledge": "sealed"}) as office:

        def late(facts: list[str], until: str) -> None:
            raise NotAcknowledged(facts, until=until, lacking="sealed", seconds=5)

        monkeypatch.setattr(office.acknowledgements, "wait", late)
        here = Town(office, clock)
        browser = here.browser()
        answer = browser.send(here.check(browser, "pothole", POTHOLE), "/forms/pothole", {"form-step": "file"})
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/receipts/")
        assert len(office.trail.search(action="petition.submitted")) == 1
