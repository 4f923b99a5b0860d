"""The fee of a petition by the API: how it stands, and beginning to pay it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from egovframe.testing import open_office
from tests.forms.fees.city import SETTINGS, city, ended, filed, gone
from tests.web.api.room import Caller, City, fields


@pytest.fixture
def town(tmp_path: Path) -> Iterator[City]:
    """A city that takes fees."""
    with open_office(city(), tmp_path, **SETTINGS) as office:
        opened = City(office)
        yield opened
        opened.site.gate.close()


def holder(town: City, submission: Any) -> Caller:
    """A program with the key."""
    return town.caller().but(x_petition_key=submission.key)


def test_a_program_sees_the_fee_and_begins_to_pay(town: City) -> None:
    """With the key; the address is the provider's, and sent again it is the same payment."""
    submission = filed(town.office)
    at = f"/petitions/{submission.petition.receipt}"
    mine = holder(town, submission)
    assert mine.get(at).json()["fee"] == {
        "amount": 1_800, "currency": "KRW", "state": "due", "provider": None, "providers": ["card"],
        "begun": None, "settled": None,
    }  # fmt: skip
    begun = mine.post(f"{at}/payment", {"provider": "card"})
    assert begun.status_code == 200
    assert (begun.json()["fee"]["state"], "/demo-payments/" in begun.json()["address"]) == ("pending", True)
    assert mine.post(f"{at}/payment", {"provider": "card"}).json() == begun.json()
    ended(town.office, gone(town.office, submission)[0])
    after = mine.post(f"{at}/payment", {"provider": "card"}).json()
    assert (after["address"], after["fee"]["state"], after["fee"]["providers"]) == ("", "paid", [])
    assert mine.post(f"{at}/payment", {"provider": "card"}).status_code == 409


def test_what_costs_nothing_has_no_fee(town: City) -> None:
    """Null, and nothing to begin."""
    submission = filed(town.office, reduction="veteran")
    at = f"/petitions/{submission.petition.receipt}"
    assert holder(town, submission).get(at).json()["fee"] is None
    assert holder(town, submission).post(f"{at}/payment", {"provider": "card"}).status_code == 409


def test_only_the_holder_begins(town: City) -> None:
    """An officer sees how it stands; neither an officer nor another key pays. What is wrong is named."""
    submission, other = filed(town.office), filed(town.office)
    at = f"/petitions/{submission.petition.receipt}"
    kim = town.caller("kim", "officer", unit="counter")
    assert kim.get(at).json()["fee"]["state"] == "due"
    assert kim.post(f"{at}/payment", {"provider": "card"}).status_code == 404
    assert holder(town, other).post(f"{at}/payment", {"provider": "card"}).status_code == 404
    assert town.caller().post(f"{at}/payment", {"provider": "card"}).status_code == 401
    mine = holder(town, submission)
    assert fields(mine.post(f"{at}/payment", {"provider": "cash"})) == {"provider"}
    assert fields(mine.post(f"{at}/payment", {"provider": "card", "amount": 1})) == {"amount"}


def test_a_silent_provider_is_503(town: City) -> None:
    """The petition is received all the same, and the program may try again."""
    submission = filed(town.office)
    (town.office.settings.data_dir / "payments").write_text("no folder")
    answer = holder(town, submission).post(
        f"/petitions/{submission.petition.receipt}/payment", {"provider": "card"}
    )  # fmt: skip
    assert (answer.status_code, answer.json()["code"]) == (503, "forms.payment_unavailable")


def test_the_account_that_filed_begins_without_a_key(town: City) -> None:
    """Its token is enough."""
    lee = town.caller("lee", kind="citizen")
    sent = lee.post("/forms/permit/petitions", {"answers": {"where": "중앙로 12"}}).json()
    begun = lee.post(f"/petitions/{sent['receipt']}/payment", {"provider": "card"})
    assert begun.json()["fee"]["amount"] == 5_000


def test_a_provider_is_told_only_an_address_of_the_city(town: City) -> None:
    """Under another name it is 421, before anything is begun."""
    submission = filed(town.office)
    at = f"/petitions/{submission.petition.receipt}"
    mine = holder(town, submission)
    answer = mine.but(host="evil.example").post(f"{at}/payment", {"provider": "card"})
    assert (answer.status_code, answer.json()["code"]) == (421, "web.host_unknown")
    assert mine.get(at).json()["fee"]["state"] == "due"
