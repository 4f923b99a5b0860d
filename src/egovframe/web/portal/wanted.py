"""What the progress page needs for the holder's own steps: what is asked of them, what is said once it is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from egovframe.forms.limits import parse_limit
from egovframe.kernel.clock import moment
from egovframe.kernel.text import Text
from egovframe.web.portal.deadline import takes

if TYPE_CHECKING:
    from datetime import datetime

    from egovframe.forms.procedure.course import CaseStep

SAID: Final[Mapping[str, Text]] = {
    "supplement": Text(
        ko="보완하신 내용을 받았습니다. 처리기간이 다시 진행됩니다.",
        en="We have your supplement. The time for our answer is running again.",
    ),
    "amend": Text(
        ko="바꾸신 내용을 받았습니다. 담당자는 바뀐 내용으로 처리합니다.",
        en="We have your changes. Your petition is handled as it stands now.",
    ),
    "extend_supplement": Text(ko="보완 기간이 늘었습니다.", en="You have more time for the supplement now."),
    "consent": Text(ko="연장에 동의하셨습니다.", en="You agreed to the extension."),
    "decline": Text(
        ko="연장에 동의하지 않으셨습니다. 처리 기한은 그대로입니다.",
        en="You did not agree to the extension. Our date stays as it is.",
    ),
    "file_objection": Text(
        ko="이의신청을 받았습니다. 결과를 알려 드리겠습니다.", en="We have your objection and will write back."
    ),
    "remind": Text(
        ko="독촉을 받았습니다. 담당자에게 전했습니다.", en="Your reminder was passed on to whoever handles it."
    ),
    "tell": Text(ko="이제부터 그렇게 알려 드립니다.", en="From now on you are told like that."),
    "rate": Text(ko="의견을 주셔서 고맙습니다.", en="Thank you for telling us."),
}
"""What the page says once a step was taken."""
SCORES: Final[Mapping[int, Text]] = {
    5: Text(ko="매우 만족", en="Very satisfied"),
    4: Text(ko="만족", en="Satisfied"),
    3: Text(ko="보통", en="Neither"),
    2: Text(ko="불만족", en="Dissatisfied"),
    1: Text(ko="매우 불만족", en="Very dissatisfied"),
}
"""The scores that an applicant can give (민원 처리에 관한 법률 제26조)."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the office waits for: what it wrote, and by when or by how much."""

    words: str
    until: datetime | None = None
    by: Text | None = None


def wanted(course: tuple[CaseStep, ...], actions: tuple[str, ...] | list[str]) -> tuple[Wanted | None, Wanted | None]:
    """Return the supplement and the consent that are asked of the holder now, None where none is."""
    supplement = consent = None
    for step in course:
        if step.action == "ask_supplement" and "supplement" in actions:
            supplement = Wanted(step.said.get("text", ""), moment(step.about) if step.about else None)
        elif step.action == "extend_supplement" and supplement is not None:
            supplement = Wanted(supplement.words, moment(step.about) if step.about else supplement.until)
        elif step.action == "ask_consent" and "consent" in actions:
            consent = Wanted(step.said.get("reason", ""), by=takes(parse_limit(step.about or "")))
    return supplement, consent
