"""The settings section `[records]`."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from egovframe.kernel.settings import Section


class RecordsSettings(Section):
    """Where records are kept.

    `vault` names a plug-in of the group `egovframe.records.vaults`; `options` are that plug-in's own settings. The
    built-in `folder` vault needs none: it keeps records in the office's storage.
    """

    vault: str = Field(default="folder", min_length=1)
    options: dict[str, Any] = Field(default_factory=dict)
