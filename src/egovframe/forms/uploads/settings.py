"""The settings of files: the table `[forms.files]` of `egovframe.toml`."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from egovframe.forms.uploads.names import ENDINGS
from egovframe.kernel.settings import Section


class FilesSettings(Section):
    """Which files are taken, who looks at them, how long they wait."""

    scanner: str = Field(
        "", description="Who looks for harmful files: `clamav` or a plug-in; empty: nobody, and pages say so."
    )
    options: dict[str, Any] = Field(default_factory=dict, description="The scanner's own settings.")
    types: tuple[str, ...] = Field(
        tuple(ENDINGS), description="The media types that are taken where a question names none, such as `image/*`."
    )
    largest: int = Field(
        20_000_000, ge=1_000, description="The largest file in bytes, where a question says nothing else."
    )
    pixels: int = Field(
        60_000_000, ge=10_000, description="The largest picture in pixels; it is unpacked in memory, 3 bytes a pixel."
    )
    hours: int = Field(24, ge=1, description="The hours that a file waits to become part of a petition or draft.")
    per_address: int = Field(500_000_000, ge=1_000, description="The bytes that may wait so from one network address.")
