"""What is wrong with the rules of a form, found before it is published: the part of the linter that reads rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from egovframe.forms.logic.plan import by_name, reads_of
from egovframe.forms.logic.reach import can_hold
from egovframe.forms.logic.types import Misfit, misfits, type_of_kind
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from egovframe.forms.logic.rule import Rule
    from egovframe.forms.questions import Question


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong with a rule: a code, the dotted name of its question, what it is and what to do."""

    code: str
    field: str
    message: Text
    hint: Text


def findings(questions: tuple[Question, ...]) -> Iterator[Finding]:
    """Go through what is wrong with the rules of these questions, in their order."""
    known = by_name(questions)
    pages = page_numbers(questions)
    yield from _of(questions, known, "")
    yield from _too_early(questions, known, pages)
    yield from _never(questions, known, pages)


def page_numbers(questions: tuple[Question, ...]) -> dict[str, int]:
    """Return the page of each question, from 0; a form whose first question names no page has one page."""
    numbers: dict[str, int] = {}
    page, heading = 0, questions[0].page if questions else None
    for question in questions:
        if questions[0].page is not None and question.page is not None and question.page != heading:
            page, heading = page + 1, question.page
        numbers[question.name] = page
    return numbers


def _of(questions: tuple[Question, ...], known: Mapping[str, Question], at: str) -> Iterator[Finding]:
    for question in questions:
        name = f"{at}{question.name}"
        if question.when is not None:
            yield from _misfits(name, question.when, known)
        if question.computed is not None:
            yield from _misfits(name, question.computed, known)
            yield from _result(name, question, question.computed, known)
        if question.questions:
            yield from _of(question.questions, {**known, **by_name(question.questions)}, f"{name}.")


def _misfits(field: str, rule: Rule, known: Mapping[str, Question]) -> Iterator[Finding]:
    for misfit in misfits(rule.as_json(), known)[1]:
        yield _told(field, misfit)


def _told(field: str, misfit: Misfit) -> Finding:
    what = misfit.what
    match misfit.code:
        case "unknown":
            return Finding(
                "rule_unknown_name",
                field,
                Text(
                    ko=f"규칙이 묻지 않는 답을 읽습니다: {what or '모두'}",
                    en=f"The rule reads what is not asked: {what or 'all'}",
                ),
                Text(ko="질문의 이름을 적으세요", en="Write the name of a question"),
            )
        case "value":
            return Finding(
                "rule_unknown_value",
                field,
                Text(
                    ko=f"규칙이 보기에 없는 값과 견줍니다: {what}",
                    en=f"The rule compares with a value that is not offered: {what}",
                ),
                Text(ko="보기의 값을 적으세요", en="Write the value of a choice"),
            )
        case _:
            return Finding(
                "rule_types",
                field,
                Text(ko=f"규칙의 형식이 맞지 않습니다: {what}", en=f"The types of the rule do not fit: {what}"),
                Text(ko="같은 형식끼리 견주거나 셈하세요", en="Compare and count what is of one type"),
            )


def _result(field: str, question: Question, rule: Rule, known: Mapping[str, Question]) -> Iterator[Finding]:
    """Find a computed value that is of another type than its question."""
    given = misfits(rule.as_json(), known)[0]
    wanted = type_of_kind(question)
    dated = wanted in ("date", "time") and given == "text"
    if given not in ("any", wanted) and wanted != "yes-no" and not dated:
        yield Finding(
            "rule_result",
            field,
            Text(
                ko=f"셈한 값의 형식이 질문과 다릅니다: {given}, {wanted}",
                en=f"The rule gives another type than is asked: {given}, {wanted}",
            ),
            Text(ko="질문의 종류나 규칙을 바꾸세요", en="Change the kind of the question, or the rule"),
        )


def _too_early(
    questions: tuple[Question, ...], known: Mapping[str, Question], pages: Mapping[str, int]
) -> Iterator[Finding]:
    """Find conditions that read an answer of a later page, which nobody has given yet."""
    for question in questions:
        rule = question.when
        for name in rule.names if rule is not None else ():
            if name in known and pages[name] > pages[question.name]:
                yield Finding(
                    "rule_reads_later",
                    question.name,
                    Text(
                        ko=f"조건이 뒤쪽 단계의 답을 읽습니다: {name}",
                        en=f"The condition reads an answer of a later page: {name}",
                    ),
                    Text(ko="질문을 뒤로 옮기세요", en="Ask this question later"),
                )


def _never(
    questions: tuple[Question, ...], known: Mapping[str, Question], pages: Mapping[str, int]
) -> Iterator[Finding]:
    """Find questions that are never asked, and pages on which nothing is."""
    never: set[str] = set()
    waiting = [question for question in questions if question.when is not None]
    for _ in range(len(waiting)):  # what is never asked may keep others from being asked
        more = {
            question.name
            for question in waiting
            if question.name not in never
            and question.when is not None
            and not set(reads_of(question)) - known.keys()
            and not can_hold(question.when, known, never=frozenset(never))
        }
        if not more:
            break
        never |= more
    for question in questions:
        if question.name in never:
            yield Finding(
                "rule_never_holds",
                question.name,
                Text(
                    ko="조건이 맞는 답이 없어 묻지 않는 질문입니다",
                    en="Its condition never holds, so it is never asked",
                ),
                Text(ko="조건을 고치거나 질문을 빼세요", en="Mend the condition, or leave the question out"),
            )
    for number in sorted(set(pages.values())):
        on_it = [question for question in questions if pages[question.name] == number]
        if all(question.name in never for question in on_it):
            yield Finding(
                "page_never_shown",
                on_it[0].name,
                Text(ko="아무것도 묻지 않는 단계입니다", en="Nothing is ever asked on this page"),
                Text(ko="단계를 빼거나 조건을 고치세요", en="Leave the page out, or mend its conditions"),
            )
