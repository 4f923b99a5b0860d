"""The settings of the audit trail: the section `[audit]`."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any

from pydantic import Field

from egovframe.kernel.settings import Section


class AuditSettings(Section):
    """Where checkpoints are remembered outside the office, and how often."""

    anchors: dict[str, dict[str, Any]] = Field(default_factory=dict)
    """The anchors, by entry point, each with its own settings: `[audit.anchors.folder] folder = "/mnt/worm"`."""
    anchor_every: Annotated[timedelta, Field(gt=timedelta(0))] = timedelta(hours=1)
    """How often the newest checkpoint is handed to the anchors. Seconds or ISO 8601 (`PT1H`)."""
