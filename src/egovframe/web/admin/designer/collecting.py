"""How petitions of a form in the making collect signatures: whether they do, thresholds, periods, who may sign."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms.public.model import ANSWER_DAYS, LARGEST, LONGEST, MOST_THRESHOLDS
from egovframe.kernel.errors import Fault
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.forms.public.model import Collecting

FIELDS: Final = ("public", "public-thresholds", "public-days", "public-answer-days", "public-assurance")
"""The fields of the page."""
YES: Final = "yes"
_DAYS: Final = Text(ko=f"1부터 {LONGEST:,}까지의 정수를 적으세요.", en=f"Write a whole number from 1 to {LONGEST:,}.")
_RISING: Final = Text(
    ko=f"1 이상의 정수를 작은 것부터 쉼표로 나누어 {MOST_THRESHOLDS}개까지 적으세요.",
    en=f"Write whole numbers above 0 that rise, {MOST_THRESHOLDS} at most, with commas between them.",
)
_WHO: Final = Text(ko="목록에서 고르세요.", en="Choose one of the list.")
_NUMBER: Final = re.compile(r"[0-9]{1,10}")


def entered_collecting(public: Collecting | None) -> dict[str, str]:
    """Return the fields of the page as they stand for what a form says of signatures, or for a form that is private."""
    if public is None:
        return {**dict.fromkeys(FIELDS, ""), "public": "no", "public-assurance": "0"}
    return {
        "public": YES,
        "public-thresholds": ", ".join(map(str, public.thresholds)),
        "public-days": "" if public.days is None else str(public.days),
        "public-answer-days": "" if public.answer_days == ANSWER_DAYS else str(public.answer_days),
        "public-assurance": str(public.assurance),
    }


def collecting_in(entered: Mapping[str, str]) -> tuple[dict[str, Any] | None, list[Fault]]:
    """Return what was entered as data, None for petitions that stay private, and what is wrong with it by field."""
    if entered["public"] != YES:
        return None, []
    faults: list[Fault] = []
    data: dict[str, Any] = {"thresholds": _thresholds(entered["public-thresholds"], faults)}
    for field, name in (("public-days", "days"), ("public-answer-days", "answer_days")):
        written = entered[field]
        if _NUMBER.fullmatch(written) and 1 <= int(written) <= LONGEST:
            data[name] = int(written)
        elif written:
            faults.append(Fault(field, _DAYS))
    level = entered["public-assurance"] or "0"
    if level not in ("0", "1", "2", "3"):
        faults.append(Fault("public-assurance", _WHO))
    elif level != "0":
        data["assurance"] = int(level)
    return data, faults


def _thresholds(written: str, faults: list[Fault]) -> list[int]:
    """Return the thresholds of a line such as `100, 1000`; a space, a comma or a line end stands between them."""
    parts = [each for each in re.split(r"[\s,]+", written) if each]
    numbers = [int(each) for each in parts if _NUMBER.fullmatch(each)]
    rising = len(numbers) == len(parts) <= MOST_THRESHOLDS and numbers == sorted(set(numbers))
    if not rising or not all(1 <= each <= LARGEST for each in numbers):
        faults.append(Fault("public-thresholds", _RISING))
        return []
    return numbers
