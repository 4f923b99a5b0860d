"""What the trail tells of the words of notices."""

from __future__ import annotations

from typing import Final

from egovframe.kernel.facts import FactType
from egovframe.kernel.text import Text

_DETAILS: Final = {"notice": str, "language": str, "unit": str, "version": int, "effective": str}

WORDING_PUBLISHED: Final = FactType(
    action="wording.published",
    title=Text(ko="통지 문구 공개", en="Words of a notice published"),
    details={**_DETAILS, "digest": str},
)
WORDING_WITHDRAWN: Final = FactType(
    action="wording.withdrawn",
    title=Text(ko="통지 문구 철회", en="Words of a notice withdrawn"),
    details=_DETAILS,
)

FACTS: Final = (WORDING_PUBLISHED, WORDING_WITHDRAWN)
"""Every type of fact of this room."""
