"""The settings of forms and petitions: the table `[forms]` of `egovframe.toml`."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Literal

from pydantic import Field

from egovframe.forms.fees.settings import PaymentSettings
from egovframe.forms.prefill.settings import PrefillSettings
from egovframe.forms.public.settings import PublicSettings
from egovframe.forms.uploads.settings import FilesSettings
from egovframe.kernel.settings import Section


class FormsSettings(Section):
    """How petitions are received and how the office writes back."""

    channel: str = Field(
        "console",
        description="The channel by which notices leave: `console`, `file`, `mail`, `webhook`, `text-folder` or a "
        "plug-in.",
    )
    options: dict[str, Any] = Field(default_factory=dict, description="The channel's own settings.")
    other_channels: dict[str, dict[str, Any]] = Field(
        default_factory=dict,
        description="Further channels, by name with their settings, by which an officer can send a notice again: "
        "`[forms.other_channels.text-folder]`.",
    )
    receipt_notice: bool = Field(
        default=False, description="Also send a receipt to the applicant, where an e-mail address or phone was left."
    )
    contact: str = Field("", description="The office's phone number or address, named in every notice (영31).")
    contacts: dict[str, str] = Field(
        default_factory=dict, description="The same for single units, by the unit's name: `roads = '02-123-4567'`."
    )
    tries: int = Field(10, ge=1, description="Failed look-ups of one receipt, or from one address, before a pause.")
    tries_minutes: int = Field(15, ge=1, description="The minutes in which those tries are counted.")
    acknowledge: Literal["durable", "sealed", "witnessed"] = Field(
        "durable",
        description="How far a petition must have come before its receipt is shown: kept (`durable`), in the signed "
        "log (`sealed`), cosigned by the witnesses (`witnessed`). With the last two the receipt has its proof at once.",
    )
    files: FilesSettings = Field(FilesSettings(), description="Which files the office takes, and how it checks them.")
    prefills: dict[str, PrefillSettings] = Field(
        default_factory=dict,
        description="The registers that forms may ask for answers, by name: `[forms.prefills.NAME]`.",
    )
    payments: dict[str, PaymentSettings] = Field(
        default_factory=dict, description="The providers through which fees are paid, by name: `[forms.payments.NAME]`."
    )
    payments_every: timedelta = Field(
        timedelta(minutes=2), description="How often the office asks providers how pending payments stand."
    )
    approval: tuple[str, ...] = Field(
        (),
        description="The forms whose decisions have to be drafted and approved by others first; `*` for every form, "
        "`permit:refused` where only those that end so.",
    )
    assignment: Literal["by-hand", "by-load"] = Field(
        "by-hand",
        description="Whether the office gives each petition to the officer of its unit who is there and has least to "
        "do (`by-load`), or officers take them (`by-hand`).",
    )
    assignments: dict[str, Literal["by-hand", "by-load"]] = Field(
        default_factory=dict, description="The same for single units, by the unit's name: `roads = 'by-load'`."
    )
    goal: int = Field(
        0, ge=0, le=100, description="How many of a hundred petitions are to be answered in time; 0: no goal is shown."
    )
    smallest: int = Field(
        5, ge=1, description="Numbers of petitions below this are hidden in the statistics that everybody may read."
    )
    due_every: timedelta = Field(
        timedelta(minutes=5),
        description="How often the office looks for what came due by itself: progress notices, limits that ran out, "
        "supplements that did not come.",
    )
    count_every: timedelta = Field(
        timedelta(minutes=15), description="How often the office looks for days whose petitions are to be counted."
    )
    sketch_every: timedelta = Field(
        timedelta(minutes=1), description="How often the office looks for new petitions that others may resemble."
    )
    unfinished_days: int = Field(
        30,
        ge=1,
        le=366,
        description="The days for which an unfinished petition is kept after somebody went on with it.",
    )
    unfinished_most: int = Field(
        100, ge=1, description="How many unfinished petitions one account, or one network address, may have saved."
    )
    cosigner_days: int = Field(
        30, ge=1, le=366, description="The days in which a link to co-sign a petition can be used."
    )
    public: PublicSettings = Field(PublicSettings(), description="How public petitions are signed.")
    page: int = Field(50, ge=1, le=500, description="How many petitions a list gives at once.")

    def by_load(self, unit: str) -> bool:
        """Say whether the office itself gives a unit's petitions to whoever has least to do."""
        return self.assignments.get(unit, self.assignment) == "by-load"

    def contact_of(self, unit: str) -> str:
        """Return whom an applicant may call about a petition of this unit; empty when nobody was named."""
        return self.contacts.get(unit, self.contact)
