"""The fee of a form in the making, on its page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from egovframe.forms import Fee
from egovframe.forms.definition import Definition
from egovframe.kernel.permissions import Actor
from egovframe.testing import SetClock, open_office
from egovframe.web.admin.designer.fees import entered_fee, fee_in
from tests.forms.fees.city import COPIES, SETTINGS
from tests.forms.test_source import RULED
from tests.web.desk.hall import Hall, haneul
from tests.web.html import assert_sound

PAGE = "/admin/forms/ruled"
ABOUT = {"ko": "서식", "en": "Form", "limit": "7d"}


@pytest.fixture
def taking(tmp_path: Path) -> Iterator[Hall]:
    """An office with a provider, and a form in the making."""
    with open_office(haneul(), tmp_path, **SETTINGS) as office:
        with office.work(by=Actor.system("console")) as work:
            work.drafts.save(Definition.parse(RULED))
        yield Hall(office, SetClock())


def fee(hall: Hall) -> Fee | None:
    """The fee of the draft."""
    with hall.office.look(by=Actor.system("console")) as work:
        found: Fee | None = work.drafts.get("ruled").definition.fee
        return found


@pytest.mark.parametrize("each", [None, Fee.of(5_000), Fee.of(1_250, "EUR", free_when={"==": [1, 1]}), COPIES])
def test_what_stands_on_the_page_is_the_fee(each: Fee | None) -> None:
    """Read back, it is the same."""
    data, faults = fee_in(entered_fee(each))
    assert (data, faults) == (None if each is None else each.as_json(), [])


@pytest.mark.parametrize(
    ("entered", "field"),
    [
        ({"fee": "-5"}, "fee"),
        ({"fee": "0"}, "fee"),
        ({"fee": "5.5"}, "fee"),
        ({"fee": "٥"}, "fee"),
        ({"fee": "9" * 17}, "fee"),
        ({"fee": "5", "fee-currency": "won"}, "fee-currency"),
        ({"fee": "5", "fee-computed": "6"}, "fee-computed"),
        ({"fee-computed": "{"}, "fee-computed"),
        ({"fee-computed": '{"nope": 1}'}, "fee-computed"),
        ({"fee-computed": "[" * 5_000}, "fee-computed"),
        ({"fee-free": "true"}, "fee-free"),
    ],
)
def test_what_does_not_hold_is_said_at_its_field(entered: dict[str, str], field: str) -> None:
    """Each with words."""
    faults = fee_in({**entered_fee(None), **entered})[1]
    assert field in [fault.field for fault in faults]


def test_a_fee_is_entered_mended_and_taken_away(taking: Hall) -> None:
    """What is wrong comes back with all that was typed; emptied fields are no fee."""
    designer = taking.officer("root", "admin", unit=None)
    wrong = designer.send(designer.get(PAGE), PAGE, {**ABOUT, "fee": "viel", "fee-currency": "KRW"})
    assert wrong.status_code == 422
    assert_sound(wrong, language="en")
    assert 'href="#form-fee"' in wrong.text
    assert 'value="viel"' in wrong.text
    sent: Any = designer.send(designer.get(PAGE), PAGE, {**ABOUT, "fee": "5,000", "fee-currency": "KRW"})
    assert (sent.status_code, fee(taking)) == (303, Fee.of(5_000))
    designer.send(designer.get(PAGE), PAGE, {**ABOUT, "fee": "", "fee-currency": "KRW"})
    assert fee(taking) is None


def test_where_nobody_takes_fees_the_fields_are_not_there(hall: Hall) -> None:
    """Nor does keeping the page take a fee away that the form has."""
    with hall.office.work(by=Actor.system("console")) as work:
        work.drafts.save(Definition.parse(RULED))
    designer = hall.officer("root", "admin", unit=None)
    assert 'name="fee"' not in designer.get(PAGE).text
    with hall.office.work(by=Actor.system("console")) as work:
        work.drafts.save(Definition.parse({**RULED, "fee": Fee.of(5_000).as_json()}))
    page = designer.get(PAGE)
    assert "the settings name nobody who takes it" in page.text
    sent = designer.send(page, PAGE, {**ABOUT, "fee-there": ""})
    assert (sent.status_code, fee(hall)) == (303, Fee.of(5_000))
    sent = designer.send(designer.get(PAGE), PAGE, {**ABOUT, **entered_fee(Fee.of(6_000))})
    assert (sent.status_code, fee(hall)) == (303, Fee.of(6_000))
