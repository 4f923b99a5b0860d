"""The settings section `[records]`."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from egovframe.kernel.settings import Section


class RecordsSettings(Section):
    """Where records are kept.

    The built-in `folder` vault needs no options: it keeps records in the office's storage.
    """

    vault: str = Field(default="folder", min_length=1, description="The vault: `folder` or a plug-in.")
    vault_options: dict[str, Any] = Field(default_factory=dict, description="The vault's own settings.")
