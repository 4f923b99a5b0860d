"""The settings of forms and petitions."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from egovframe.forms import FormsSettings


def test_what_is_so_unless_said_otherwise() -> None:
    """Notices go to the console, receipts are not mailed, ten guesses in a quarter of an hour."""
    settings = FormsSettings()
    assert (settings.channel, settings.receipt_notice, settings.tries, settings.tries_minutes) == (
        "console",
        False,
        10,
        15,
    )


def test_whom_to_call_about_a_unit() -> None:
    """Its own contact, or the office's (영31)."""
    settings = FormsSettings(contact="120", contacts={"roads": "02-777"})
    assert (settings.contact_of("roads"), settings.contact_of("parks")) == ("02-777", "120")


def test_slips_are_refused_and_nothing_changes_later() -> None:
    """Unknown names, numbers out of range, changes of an open office."""
    for wrong in ({"chanel": "file"}, {"tries": 0}, {"page": 501}):
        with pytest.raises(ValidationError):
            FormsSettings(**wrong)
    with pytest.raises(ValidationError):
        FormsSettings().contact = "x"  # type: ignore[misc]


def test_every_setting_says_what_it_is_for() -> None:
    """For the reference, which is made of these words."""
    assert all(field.description for field in FormsSettings.model_fields.values())
