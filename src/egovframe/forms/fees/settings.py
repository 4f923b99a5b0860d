"""The settings of a provider of payments: a table `[forms.payments.NAME]` of `egovframe.toml`."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from egovframe.kernel.settings import Section


class PaymentSettings(Section):
    """One provider through which fees are paid."""

    plugin: str = Field(description="The plug-in that speaks with the provider; `demo` for trials, where nobody pays.")
    title: dict[str, str] = Field(
        default_factory=dict, description="What people call the way to pay, by language: `{ko = '…', en = '…'}`."
    )
    seconds: float = Field(5.0, gt=0, le=30, description="How long the office waits for the provider.")
    options: dict[str, Any] = Field(default_factory=dict, description="The plug-in's own settings.")
