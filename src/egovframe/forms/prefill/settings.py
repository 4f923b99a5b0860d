"""The settings of a source of answers: a table `[forms.prefills.NAME]` of `egovframe.toml`."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from egovframe.kernel.settings import Section


class PrefillSettings(Section):
    """One register that is asked for answers."""

    plugin: str = Field(description="The plug-in that asks the register.")
    title: dict[str, str] = Field(
        default_factory=dict, description="What people call the register, by language: `{ko = '…', en = '…'}`."
    )
    assurance: int = Field(2, ge=1, le=3, description="How sure a sign-in must be before the register is asked.")
    seconds: float = Field(3.0, gt=0, le=30, description="How long the office waits for the register.")
    options: dict[str, Any] = Field(default_factory=dict, description="The plug-in's own settings.")
