"""What a form says of the registers that it wants asked, held against those that there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from egovframe.forms.checking import Problem
from egovframe.forms.questions import is_text
from egovframe.kernel.errors import DeclarationError
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.forms.questions import Question

Offers = Mapping[str, Mapping[str, str]]
"""What each register offers: the kind of question that each attribute answers, by its name."""

_NO_SOURCE: Final = Text(ko="미리 채울 곳이 설정에 없습니다", en="The settings name no such register")
_NO_ATTRIBUTE: Final = Text(ko="그곳에는 이 항목이 없습니다", en="The register does not have that")
_NO_KIND: Final = Text(ko="그 항목은 다른 종류의 답입니다", en="What the register has is an answer of another kind")
_IN_GROUP: Final = Text(ko="되풀이 항목은 미리 채울 수 없습니다", en="What is asked in a group cannot be looked up")
_NAME: Final = Text(ko="설정의 [forms.prefills]를 보고 고치세요", en="Compare it with [forms.prefills] of the settings")
_TAKE_AWAY: Final = Text(ko="prefill=을 빼세요", en="Take prefill= away")


def prefill_problems(questions: Iterable[Question], offers: Offers) -> list[Problem]:
    """Return what keeps a form from being offered: a register, an attribute or a kind that does not fit, errors all."""
    return list(_problems(questions, offers))


def need_prefills(form: str, questions: Iterable[Question], offers: Offers) -> None:
    """Raise DeclarationError where a form that the city declares looks up what there is not."""
    for first in _problems(questions, offers):
        raise DeclarationError(
            f"The form {form} cannot look up {first.field}: {first.message.in_('en')}.",
            hint=f"{first.hint.in_('en')}.",
        )


def _problems(questions: Iterable[Question], offers: Offers) -> Iterator[Problem]:
    for question in questions:
        for inner in question.questions:
            if inner.prefill is not None or inner.questions:
                yield from _inside(question.name, inner)
        if question.prefill is None:
            continue
        source, _, attribute = question.prefill.partition(".")
        if source not in offers:
            yield Problem("error", "unknown_prefill", question.name, _NO_SOURCE, _NAME)
        elif (kind := offers[source].get(attribute)) is None:
            yield Problem("error", "unknown_prefill", question.name, _NO_ATTRIBUTE, _NAME)
        elif kind != question.kind and not (question.kind in ("text", "long-text") and is_text(kind)):
            yield Problem("error", "unknown_prefill", question.name, _NO_KIND, _NAME)


def _inside(at: str, question: Question) -> Iterator[Problem]:
    name = f"{at}.{question.name}"
    if question.prefill is not None:
        yield Problem("error", "unknown_prefill", name, _IN_GROUP, _TAKE_AWAY)
    for inner in question.questions:
        yield from _inside(name, inner)
