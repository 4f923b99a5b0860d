"""The settings of public petitions: the table `[forms.public]` of `egovframe.toml`."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from pydantic import Field

from egovframe.kernel.settings import Section


class PublicSettings(Section):
    """How petitions are signed, how often one may, and how long the signers' data is kept."""

    contacts: tuple[Literal["email", "phone"], ...] = Field(
        ("email",),
        description="What people without an account may sign with; what no channel of the office reaches is not asked "
        "for. `[]`: only people with an account sign.",
    )
    link_hours: int = Field(48, ge=1, le=720, description="For how many hours a link confirms a signature.")
    address_minute: int = Field(20, ge=1, description="Signatures that one network address may try in a minute.")
    address_day: int = Field(300, ge=1, description="Signatures that one network address may try in a day.")
    contact_hour: int = Field(3, ge=1, description="Links that are sent to one address of mail or phone in an hour.")
    petition_second: int = Field(500, ge=1, description="Signatures that one petition takes in a second.")
    petition_hour: int = Field(500_000, ge=1, description="Signatures that one petition takes in an hour.")
    fold_every: timedelta = Field(
        timedelta(seconds=5), description="How often the office counts signatures and looks for what is due."
    )
    erase_days: int = Field(
        90, ge=1, le=3_650, description="The days after the end of a public petition when the signers' data is erased."
    )
