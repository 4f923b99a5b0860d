"""Why a copy leaves the office: the usual reasons to choose from, and what is written beside them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from egovframe.kernel.errors import Fault, Invalid
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.web.urlencoded import Fields

USUAL: Final[Mapping[str, Text]] = {
    "handling": Text(ko="담당 업무 처리", en="To handle a matter of my own"),
    "disclosure": Text(ko="정보공개 청구", en="A request for disclosure"),
    "access": Text(ko="정보주체의 열람 요구", en="A data subject's request for access"),
    "audit": Text(ko="감사·수사·재판 자료 제출", en="For an audit, an investigation or a court"),
    "transfer": Text(ko="기록물 이관", en="Transfer of records"),
}
"""What a download is usually for; an officer may write something else, or more."""

LONGEST: Final = 1_000

UNREADABLE: Final = Text(
    ko="UTF-8을 퍼센트 인코딩하여 1,000자까지 보내세요.", en="Send percent-encoded UTF-8, up to 1,000 characters."
)


def chosen(form: Fields, language: str) -> str:
    """Return the reason that a form gives, in the office's language: what was chosen, what was written, or both.

    Empty when there is none: that is allowed, and the fact then waits in the monthly review.
    """
    usual = USUAL.get(form.get("usual"))
    written = form.line("reason", most=LONGEST)
    return ": ".join(filter(None, [usual.in_(language) if usual else "", written]))


def from_header(value: str) -> str:
    """Return the reason of an `X-Reason` header: percent-encoded UTF-8. Raises Invalid for anything else."""
    try:
        reason = unquote(value, errors="strict").strip()
    except UnicodeDecodeError:
        reason = "\0"
    if "\0" in reason or len(reason) > LONGEST or not value.isascii():
        raise Invalid("The reason cannot be read.", faults=[Fault("X-Reason", UNREADABLE)])
    return reason
