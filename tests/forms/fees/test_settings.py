"""The settings of providers of payments."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from egovframe.kernel.errors import SettingsError
from egovframe.office import opening
from egovframe.office.timetable import timetable
from egovframe.testing import open_office
from egovframe.testing.office import settings_for
from tests.forms.fees.city import CARD, SETTINGS, city


def test_the_demo_never_opens_in_production(tmp_path: Path) -> None:
    """There somebody would believe that a fee was paid."""
    with open_office(city(), tmp_path, **SETTINGS) as office:
        production = office.settings.model_copy(update={"profile": "production"})
        with pytest.raises(SettingsError, match="is the demo") as caught:
            opening.payments_of(production, office.cabinet)
    assert "forms.payments.card" in caught.value.message


def test_providers_are_named_and_titled_by_the_settings(tmp_path: Path) -> None:
    """One without a title is called by its name; the demo keeps its payments in the data directory."""
    named: dict[str, Any] = {
        "forms": {"payments": {**CARD, "bank": {"plugin": "demo", "seconds": 2, "options": {"folder": "b"}}}}
    }
    with open_office(city(), tmp_path, **named) as office:
        card, bank = office.payments.all["card"], office.payments.all["bank"]
        assert (card.title.in_("ko"), card.seconds) == ("카드", 5)
        assert (bank.title.in_("en"), bank.seconds) == ("bank", 2)
        assert [each.plugin.model_dump()["folder"] for each in (card, bank)] == [tmp_path / "payments", tmp_path / "b"]


def test_who_takes_fees_asks_for_what_is_pending(tmp_path: Path) -> None:
    """Every so often, as the settings say."""
    with open_office(city(), tmp_path, **SETTINGS) as office:
        assert "payments" in [each.name for each in timetable(office)]


@pytest.mark.parametrize("wrong", [{"plugin": "demo", "seconds": 0}, {"plugin": "demo", "who": 1}, {}])
def test_a_setting_that_does_not_hold_is_refused(tmp_path: Path, wrong: dict[str, object]) -> None:
    """At the start, not when somebody pays."""
    with pytest.raises(SettingsError):
        settings_for(tmp_path, forms={"payments": {"card": wrong}})
