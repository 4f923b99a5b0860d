"""The page of the demo: there only where the settings name it, and nothing there is real."""

from __future__ import annotations

from pathlib import Path

from egovframe.testing import open_office
from egovframe.web import build
from tests.forms.fees.city import SETTINGS, city, filed, gone
from tests.office.city import haneul
from tests.web.client import Browser


def test_an_office_without_the_demo_has_no_such_page(tmp_path: Path) -> None:
    """Not even for an id that a demo would give."""
    with open_office(haneul(), tmp_path) as office:
        assert Browser(build(office)).get(f"/demo-payments/{'0' * 32}").status_code == 404


def test_only_payments_that_were_begun_have_a_page(tmp_path: Path) -> None:
    """Others are not there, whatever their id looks like."""
    with open_office(city(), tmp_path, **SETTINGS) as office:
        browser = Browser(build(office))
        payment, _ = gone(office, filed(office))
        assert browser.get(f"/demo-payments/{payment.reference}").status_code == 200
        for other in ("0" * 32, "..%2Fx", "x"):
            assert browser.get(f"/demo-payments/{other}").status_code == 404


def test_what_has_ended_cannot_be_ended_otherwise(tmp_path: Path) -> None:
    """The page leads back; a button that there is not shows the page again."""
    with open_office(city(), tmp_path, **SETTINGS) as office:
        browser = Browser(build(office))
        payment, _ = gone(office, filed(office))
        at = f"/demo-payments/{payment.reference}"
        page = browser.get(at)
        assert browser.send(page, at, {"how": "stolen"}).status_code == 200
        assert browser.send(page, at, {"how": "failed"}).status_code == 303
        ended = browser.get(at)
        assert 'value="paid"' not in ended.text
        sent = browser.send(ended, at, {"how": "paid"})
        assert sent.headers["location"].startswith(f"/payments/{payment.id}.")
        assert office.paying.ask(payment.id).state == "failed"
