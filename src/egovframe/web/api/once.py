"""The mark of one request: sent again with the same content it is not done again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from egovframe.kernel.errors import Fault, Invalid
from egovframe.kernel.text import Text
from egovframe.web.api.operation import Header

if TYPE_CHECKING:
    from egovframe.web.api.operation import Call

LONGEST_MARK: Final = 255
"""Characters of an Idempotency-Key."""

ONCE: Final = Header(
    "Idempotency-Key",
    "Marks one request of one caller: sent again with the same content within a week it is not done again, but "
    "answered with the petition as it is then.",
)


def mark_of(call: Call) -> str | None:
    """Return the Idempotency-Key, None without one. Raises Invalid for one that is too long."""
    mark = call.page.header("idempotency-key").strip()
    if len(mark) > LONGEST_MARK:
        words = Text(ko=f"{LONGEST_MARK}자 이내로 보내세요.", en=f"Send at most {LONGEST_MARK} characters.")
        raise Invalid("The Idempotency-Key is too long.", faults=[Fault("Idempotency-Key", words, code="too_long")])
    return mark or None
