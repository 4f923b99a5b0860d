"""The linter: what a form must say before anyone may answer it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from egovframe.forms.logic.findings import findings
from egovframe.forms.questions import FREE_TEXTS
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.forms.definition import Definition
    from egovframe.forms.questions import Question


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that a form lacks: where, what, and what to do. An error keeps the form from being published."""

    level: Literal["error", "warning"]
    code: str
    field: str
    message: Text
    hint: Text


def check_form(definition: Definition) -> list[Problem]:
    """Return what the form lacks, errors first, then in the order of its questions.

    Purpose (개인정보 보호법 15②) defaults to the title of the form, retention (15②3) comes from `keep=`.
    """
    problems: list[Problem] = []
    if definition.role is None:
        problems.append(
            Problem(
                "error",
                "no_handler",
                "",
                Text(ko="처리할 사람이 없습니다", en="Nobody handles this form"),
                Text(ko="by=에 역할을 적으세요", en="Name a role: by=…"),
            )
        )
    if not definition.questions:
        problems.append(
            Problem(
                "error",
                "no_questions",
                "",
                Text(ko="질문이 없습니다", en="The form asks nothing"),
                Text(ko='ask("…")로 질문을 적으세요', en='Ask something: ask("…")'),
            )
        )
    for name, question in _every(definition.questions, ""):
        problems.extend(_of_question(replace(question, name=name), kept=bool(definition.keep)))
    problems += [
        Problem("error", found.code, found.field, found.message, found.hint) for found in findings(definition.questions)
    ]
    if definition.public is not None and not any(
        each.public and each.personal is None and each.kind in FREE_TEXTS for each in definition.questions
    ):
        problems.append(
            Problem(
                "error",
                "nothing_public",
                "",
                Text(
                    ko="청원을 공개하는데 공개할 글이 없습니다", en="Its petitions are public, but no text of them is"
                ),
                Text(
                    ko="글로 답하는 질문에 public=True를 적으세요", en="Mark a question answered in words: public=True"
                ),
            )
        )
    return sorted(problems, key=lambda problem: problem.level != "error")


def foreign_identifiers(questions: tuple[Question, ...], known: Collection[str]) -> list[Problem]:
    """Return the questions that ask for an identifier of another jurisdiction; `known` are the kinds of this one."""
    return [
        Problem(
            "error",
            "foreign_identifier",
            name,
            Text(
                ko=f"{question.kind}: 이 도시의 관할에 없는 번호를 묻습니다",
                en=f"It asks for a number that this city's jurisdiction does not know: {question.kind}",
            ),
            Text(
                ko=f"이 관할의 번호를 물으세요: {', '.join(known) or '없음'}",
                en=f"Ask for one of this jurisdiction: {', '.join(known) or 'it has none'}",
            ),
        )
        for name, question in _every(questions, "")
        if question.identifier is not None and question.kind not in known
    ]


def _every(questions: tuple[Question, ...], at: str) -> Iterator[tuple[str, Question]]:
    """Go through all questions, those of groups too, each with its dotted name."""
    for question in questions:
        yield f"{at}{question.name}", question
        yield from _every(question.questions, f"{at}{question.name}.")


def _of_question(question: Question, *, kept: bool) -> list[Problem]:
    if question.kind == "group":
        return []  # what is asked in it is looked at question by question
    problems: list[Problem] = []
    if question.personal == "unique-id" and question.basis is None:
        problems.append(
            Problem(
                "error",
                "no_basis",
                question.name,
                Text(
                    ko="고유식별정보를 받을 법적 근거가 없습니다",
                    en="It asks for a unique identifier without a legal basis",
                ),
                Text(ko="basis=에 법령을 적거나 묻지 마세요", en="Name the law: basis=…, or do not ask"),
            )
        )
    if question.kind == "consent" and question.required and question.refusal is None:
        problems.append(
            Problem(
                "warning",
                "no_refusal",
                question.name,
                Text(
                    ko="동의하지 않으면 어떻게 되는지 적혀 있지 않습니다",
                    en="It does not say what becomes of who does not agree",
                ),
                Text(ko="refusal=에 적으세요 (개인정보 보호법 15②4)", en="Say so: refusal=…"),
            )
        )
    if question.personal == "sensitive" and question.basis is None:
        problems.append(
            Problem(
                "warning",
                "no_basis",
                question.name,
                Text(ko="민감정보인데 근거가 적혀 있지 않습니다", en="It asks for sensitive data and names no basis"),
                Text(ko="basis=에 법령이나 동의를 적으세요", en="Name the law or the consent: basis=…"),
            )
        )
    if question.personal and question.public:
        problems.append(
            Problem(
                "error",
                "public_personal",
                question.name,
                Text(ko="개인정보는 공개할 수 없습니다", en="A personal answer cannot be public"),
                Text(ko="public=True를 빼세요", en="Take public=True away"),
            )
        )
    if question.personal and not kept:
        problems.append(
            Problem(
                "error" if question.purpose is None else "warning",
                "no_retention",
                question.name,
                Text(
                    ko="개인정보를 언제까지 두는지 적혀 있지 않습니다",
                    en="It does not say how long the personal answer is kept",
                ),
                Text(ko="keep=에 보존기간을 적으세요", en="Name the retention: keep=years(5)"),
            )
        )
    return problems
