"""What comes of carrying a form over: the form, and every item that could not come along, with the reason.

FormatUnreadable    a file as a whole is none of its format, or larger than a form can be
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from egovframe.forms.errors import FormsError
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.forms.definition import Definition


class FormatUnreadable(FormsError):
    """A file as a whole cannot be read as a form of that format."""

    code: ClassVar[str] = "forms.format_unreadable"


@dataclass(frozen=True, slots=True)
class NotCarried:
    """One thing that was left behind, or came as something else: where it stands in the original, and why."""

    item: str
    reason: Text

    def as_json(self, language: str) -> dict[str, str]:
        """Return it as JSON values, the reason in one language: `{"item", "reason"}`."""
        return {"item": self.item, "reason": self.reason.in_(language)}


@dataclass(frozen=True, slots=True)
class Carried:
    """A form that was read, and what of the original it does not have."""

    definition: Definition
    not_carried: tuple[NotCarried, ...]

    def as_json(self, language: str = "ko") -> dict[str, Any]:
        """Return the outcome as JSON values: `{"form", "not_carried": [{"item", "reason"}]}`."""
        left = [each.as_json(language) for each in self.not_carried]
        return {"form": self.definition.name, "not_carried": left}


@dataclass(frozen=True, slots=True)
class Written:
    """A form in another format: the bytes of the file, and what of the form it does not have."""

    content: bytes
    not_carried: tuple[NotCarried, ...]


class Losses:
    """The list of what is not carried, while a form is read or written. Grows; its reader or writer owns it."""

    def __init__(self) -> None:
        self._noted: dict[NotCarried, None] = {}

    def note(self, item: str, reason: Text) -> None:
        """Note an item once."""
        self._noted.setdefault(NotCarried(item[:LONGEST_ITEM], reason))

    def all(self) -> tuple[NotCarried, ...]:
        """Return what was noted, in the order in which it was met."""
        return tuple(self._noted)


def left_of_form(losses: Losses, data: Mapping[str, Any]) -> None:
    """Note what a form as data says of itself that no other format has a place for."""
    for said in OF_FORM:
        if said in data:
            losses.note(said, NO_FIELD)


OF_FORM = ("limit", "keep", "unit", "role", "kind", "procedure", "drafts", "cosigners", "fee", "public")
"""What a form as data says of itself besides its questions and what it is called."""

LONGEST_ITEM = 300
"""Characters that a place in an original is named with at most."""

NO_SUCH_KIND = Text(ko="이런 질문은 없습니다", en="There is no such question here")
AS_TEXT = Text(ko="같은 질문이 없어 글자로 묻습니다", en="There is no such question here: it is asked as text")
NO_QUESTION = Text(ko="묻는 것이 아닙니다", en="It asks nothing")
NO_PLACE = Text(ko="이 서식에는 적을 자리가 없습니다", en="There is no place for it in a form here")
LOOKS = Text(ko="모양은 기관이 정합니다", en="How a form looks is the office's to say")
SCRIPT = Text(ko="프로그램은 옮기지 않습니다", en="Programs are not carried over")
NOT_UNDERSTOOD = Text(ko="이 규칙은 알아볼 수 없습니다", en="This rule is not understood")
ELSEWHERE = Text(ko="보기가 파일 밖에 있습니다", en="The answers to choose from are not in the file")
RENAMED = Text(ko="이름을 바꾸었습니다", en="It got another name")
SERVICE = Text(ko="다른 서비스와의 연결은 기관이 정합니다", en="Links to other services are the office's to set up")
IDENTIFIER = Text(
    ko="고유식별정보로 표시하고 법적 근거를 적으세요. 그때까지 민감정보로 다룹니다",
    en="Mark it as a unique identifier and name the law; until then it is treated as sensitive",
)
NO_FIELD = Text(ko="그 형식에 적을 자리가 없습니다", en="That format has no place for it")
NO_KIND = Text(
    ko="그 형식에 같은 질문이 없어 글자로 나갑니다", en="That format has no such question: it goes out as text"
)
NO_RULE = Text(ko="그 형식으로 쓸 수 없는 규칙입니다", en="That format cannot say this rule")
