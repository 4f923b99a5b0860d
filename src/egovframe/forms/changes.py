"""What differs between two versions of a form, in words that an officer can read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from egovframe.forms.cosigning.model import Cosigners
from egovframe.forms.questions import LIMIT_NAMES
from egovframe.kernel.canonical import canonical_text
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.forms.definition import Definition
    from egovframe.forms.questions import Question

ASPECTS: Final[Mapping[str, Text]] = {
    "title": Text(ko="제목", en="title"),
    "about": Text(ko="안내", en="introduction"),
    "limit": Text(ko="처리기간", en="processing limit"),
    "keep": Text(ko="보존기간", en="retention"),
    "unit": Text(ko="부서", en="unit"),
    "role": Text(ko="담당 역할", en="role"),
    "procedure": Text(ko="처리 절차", en="procedure"),
    "drafts": Text(ko="작성 중인 민원", en="unfinished petitions"),
    "cosigners": Text(ko="연명자", en="co-signers"),
    "fee": Text(ko="수수료", en="fee"),
    "name": Text(ko="이름", en="name"),
    "label": Text(ko="질문", en="question"),
    "hint": Text(ko="도움말", en="hint"),
    "kind": Text(ko="종류", en="kind"),
    "required": Text(ko="필수", en="required"),
    "nullable": Text(ko="답하지 않아도 됨", en="may stay unanswered"),
    "default": Text(ko="기본값", en="default"),
    "limits": Text(ko="제한", en="limits"),
    "choices": Text(ko="보기", en="choices"),
    "public": Text(ko="공개", en="public"),
    "personal": Text(ko="개인정보", en="personal data"),
    "purpose": Text(ko="목적", en="purpose"),
    "basis": Text(ko="근거", en="legal basis"),
    "page": Text(ko="단계", en="page"),
    "when": Text(ko="조건", en="condition"),
    "computed": Text(ko="셈", en="computation"),
    "each": Text(ko="항목 이름", en="name of an entry"),
    "accept": Text(ko="파일 형식", en="types of files"),
    "max_size": Text(ko="파일 크기", en="size of a file"),
    "refusal": Text(ko="거절하면", en="what refusing means"),
    "prefill": Text(ko="미리 채우는 곳", en="where it is looked up"),
    "fixed": Text(ko="채운 값 고정", en="fixed when looked up"),
}
"""What of a form or of a question can change, in words."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `field` is the dotted name of a question, or empty for the form itself.

    `aspect` says what changed of it, with the JSON of it before and after (None where there was or is nothing).
    """

    what: Literal["added", "removed", "moved", "changed"]
    field: str
    label: Text
    aspect: str = ""
    before: Any = None
    after: Any = None

    @property
    def words(self) -> Text:
        """The change as a sentence without a full stop."""
        return Text(ko=self._in("ko"), en=self._in("en"))

    def _in(self, language: str) -> str:
        ko, about = language == "ko", self.label.in_(language)
        if self.what == "added":
            return f"‘{about}’ 질문을 더함" if ko else f"“{about}” was added"
        if self.what == "removed":
            return f"‘{about}’ 질문을 뺌" if ko else f"“{about}” was taken away"
        if self.what == "moved":
            return f"‘{about}’ 질문의 자리를 옮김" if ko else f"“{about}” was moved"
        aspect = ASPECTS[self.aspect].in_(language)
        before, after = (_shown(each, language) for each in (self.before, self.after))
        return f"‘{about}’의 {aspect}: {before} → {after}" if ko else f"{aspect} of “{about}”: {before} → {after}"


def changes(before: Definition, after: Definition) -> tuple[Change, ...]:
    """Return what changed from one definition to another: the form itself, then question by question as they stand now.

    Questions are the same where they have the same name. Versions are not compared.
    """
    return tuple(_of_form(before, after))


def _of_form(before: Definition, after: Definition) -> Iterator[Change]:
    one, other = ({**each.as_json(), "version": 0, "questions": []} for each in (before, after))
    yield from _aspects("", after.title, one, other)
    yield from _of_questions(before.questions, after.questions, "")


def _of_questions(before: tuple[Question, ...], after: tuple[Question, ...], at: str) -> Iterator[Change]:
    from egovframe.forms.definition import question_as_json

    earlier = {question.name: question for question in before}
    now = {question.name for question in after}
    stay = _in_place([each.name for each in before if each.name in now], [each.name for each in after])
    for question in before:
        if question.name not in now:
            yield Change("removed", f"{at}{question.name}", question.label)
    for question in after:
        name, old = f"{at}{question.name}", earlier.get(question.name)
        if old is None:
            yield Change("added", name, question.label)
            continue
        if question.name not in stay:
            yield Change("moved", name, question.label)
        one, other = ({**question_as_json(each), "questions": []} for each in (old, question))
        yield from _aspects(name, question.label, one, other)
        yield from _of_questions(old.questions, question.questions, f"{name}.")


def _aspects(field: str, label: Text, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    for aspect in ASPECTS:
        one, other = before.get(aspect), after.get(aspect)
        if one != other:
            yield Change("changed", field, label, aspect, one, other)


def _in_place(before: list[str], after: list[str]) -> frozenset[str]:
    """Return the most names that stand in the same order in both lists: all others were moved."""
    place = {name: number for number, name in enumerate(before)}
    found: list[tuple[int, list[str]]] = []  # by length: the run that ends earliest in the old order
    for name in after:
        number = place.get(name)
        if number is None:
            continue
        at = next((index for index, (last, _) in enumerate(found) if last > number), len(found))
        run = [*(found[at - 1][1] if at else []), name]
        found[at : at + 1] = [(number, run)]
    return frozenset(found[-1][1]) if found else frozenset()


def _shown(value: Any, language: str) -> str:  # noqa: PLR0911 - one a kind of value
    """Return a value as it is read: words in the reader's language, choices by their labels, rules as JSON."""
    if isinstance(value, bool):
        return {True: ("예", "yes"), False: ("아니요", "no")}[value][language != "ko"]
    if isinstance(value, list):
        return ", ".join(_choice(each, language) for each in value)
    if not isinstance(value, dict):
        return str(value) if value is not None else "없음" if language == "ko" else "nothing"
    if all(len(key) == 2 and isinstance(each, str) for key, each in value.items()):
        return Text.of(value).in_(language)
    if value.keys() == {"least", "most"}:
        return Cosigners(value["least"], value["most"]).words.in_(language)
    if value.keys() <= set(LIMIT_NAMES):
        return ", ".join(f"{name} {each}" for name, each in value.items())
    return canonical_text(value)


def _choice(each: Any, language: str) -> str:
    return Text.of(each["label"]).in_(language) if isinstance(each, dict) and "label" in each else str(each)
