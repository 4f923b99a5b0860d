"""The logic of a whole form: in which order its conditions and values are worked out, and what they make of answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, is_dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from enum import Enum
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms.logic.rule import run
from egovframe.forms.logic.values import Value, kept, truthy
from egovframe.kernel.errors import DeclarationError

if TYPE_CHECKING:
    from egovframe.forms.logic.compiling import Run
    from egovframe.forms.questions import Question


class Applied(dict[str, Any]):
    """Answers to which the logic of their form was applied already."""


@dataclass(frozen=True, slots=True)
class _Step:
    """One question that has logic: what it depends on is worked out before it."""

    question: Question
    when: Run | None
    computed: Run | None
    entries: Plan | None


class Plan:
    """What the rules of a form make of its answers; made once a form."""

    def __init__(self, questions: Mapping[str, Question], steps: tuple[_Step, ...], reads: frozenset[str]) -> None:
        self._steps = steps
        self._read = tuple((name, questions[name]) for name in questions if name in reads)
        self.outer = frozenset(reads - set(questions))

    @classmethod
    def of(cls, questions: Mapping[str, Question]) -> Plan | None:
        """Return the plan of these questions, or None where none of them has a rule.

        Raises:
            DeclarationError: rules need each other's results.
        """
        inner = {each.name: cls.of(by_name(each.questions)) for each in questions.values() if each.questions}
        needs: dict[str, set[str]] = {}
        for question in questions.values():
            entries = inner.get(question.name)
            names = set(reads_of(question)) | (set(entries.outer) if entries else set())
            if question.when is not None or question.computed is not None or entries is not None:
                needs[question.name] = names
        if not needs:
            return None
        steps = []
        for name in in_order(needs):
            question = questions[name]
            steps.append(
                _Step(
                    question,
                    question.when.compiled if question.when is not None else None,
                    question.computed.compiled if question.computed is not None else None,
                    inner.get(question.name),
                )
            )
        return cls(questions, tuple(steps), frozenset().union(*needs.values()))

    def applied(
        self,
        answers: Mapping[str, Any],
        outer: Mapping[str, Value] | None = None,
        *,
        hidden: set[str] | None = None,
        at: str = "",
    ) -> Applied:
        """Return the answers as they are checked: without those that are not asked, with those that are worked out.

        `outer` are the values of the form around a group. `hidden` learns the names of the questions that are not
        asked, those of a group's entries with their number: `things.0.price`; `at` is what they begin with. Answers
        may be of any type: what makes no sense counts as no answer here, and is refused by the check that follows.
        """
        if isinstance(answers, Applied):
            return answers
        found = Applied(answers)
        values: dict[str, Value] = dict(outer) if outer else {}
        for name, question in self._read:
            values[name] = plain(question, found.get(name, question.default))
        for step in self._steps:
            name = step.question.name
            if step.when is not None and not truthy(run(step.when, values)):
                found[name] = values[name] = None
                if hidden is not None:
                    hidden.add(f"{at}{name}")
            elif step.computed is not None:
                value = values[name] = run(step.computed, values)
                worked_out = as_answer(step.question, value)
                if worked_out is None:
                    found.pop(name, None)
                else:
                    found[name] = worked_out
            else:
                self._asked(step, found, values, hidden, at)
        return found

    def _asked(self, step: _Step, found: Applied, values: dict[str, Value], hidden: set[str] | None, at: str) -> None:
        """Take the answer to a question that is asked; of a group, apply the rules of every entry."""
        name, question = step.question.name, step.question
        given = found.get(name)
        if given is None and name in found and not question.nullable:
            del found[name]  # no answer where one is needed
        if step.entries is not None and isinstance(given, list | tuple):
            around = {each: values.get(each) for each in step.entries.outer}
            plan = step.entries
            entries = [
                plan.applied(each, around, hidden=hidden, at=f"{at}{name}.{number}.")
                if isinstance(each, Mapping)
                else each
                for number, each in enumerate(given)
            ]
            found[name] = entries
            if name in values:
                values[name] = plain(question, entries)


def by_name(questions: tuple[Question, ...]) -> dict[str, Question]:
    """Return questions by their names."""
    return {question.name: question for question in questions}


def reads_of(question: Question) -> tuple[str, ...]:
    """Return the names that the rules of one question read."""
    rules = [rule for rule in (question.when, question.computed) if rule is not None]
    return tuple(dict.fromkeys(name for rule in rules for name in rule.names))


def in_order(needs: Mapping[str, set[str]]) -> list[str]:
    """Return names so that each comes after those it needs. Raises DeclarationError for a circle."""
    done: dict[str, None] = {}
    for first in needs:
        stack: list[tuple[str, list[str]]] = [(first, sorted(needs[first] & needs.keys()))]
        walked = [first] if first not in done else []
        while stack and first not in done:
            name, rest = stack[-1]
            waiting = [each for each in rest if each not in done]
            if not waiting:
                done[name] = None
                stack.pop()
                walked.pop()
                continue
            following = waiting[0]
            if following in walked:
                circle = [*walked[walked.index(following) :], following]
                raise DeclarationError(
                    f"The rules of {' → '.join(circle)} need each other.",
                    hint="Let a rule read only answers that do not depend on its own question.",
                )
            stack.append((following, sorted(needs[following] & needs.keys())))
            walked.append(following)
    return list(done)


def plain(question: Question, given: Any) -> Value:  # noqa: PLR0911 - one a kind
    """Return an answer as rules see it, whether it comes from JSON, a page or a program."""
    match question.kind:
        case "number":
            return _decimal(given)
        case "whole-number" | "money":
            return given if isinstance(given, int) and not isinstance(given, bool) else None
        case "yes-no" | "consent":
            return given if isinstance(given, bool) else None
        case "choices" | "files":
            return [_text(each) for each in given] if isinstance(given, list | tuple) else None
        case "group":
            return _entries(question, given)
        case "period" | "postal-address" | "place":
            return _parts(given)
        case _:
            return _text(given)


def _text(given: Any) -> str | None:
    if isinstance(given, Enum):
        return str(given.value)
    if isinstance(given, str):
        return given or None
    if isinstance(given, dt.time):
        return given.strftime("%H:%M")
    return given.isoformat() if isinstance(given, dt.date) else None


def _decimal(given: Any) -> Value:
    if isinstance(given, str):
        try:
            return kept(Decimal(given)) if len(given) <= 60 else None
        except InvalidOperation:
            return None
    return kept(given) if isinstance(given, int | Decimal) and not isinstance(given, bool) else None


def _parts(given: Any) -> Value:
    if is_dataclass(given) and not isinstance(given, type):
        given = asdict(given)
    if not isinstance(given, Mapping):
        return None
    return {str(name): _coordinate(part) if isinstance(part, float) else _text(part) for name, part in given.items()}


def _coordinate(part: float) -> Value:
    return Decimal(repr(round(part, 6))) if abs(part) <= 180 else None


def _entries(question: Question, given: Any) -> Value:
    if not isinstance(given, list | tuple):
        return None
    inner = question.questions
    entries: list[Value] = []
    for entry in given[:_MOST]:
        if isinstance(entry, Mapping):
            entries.append({each.name: plain(each, entry.get(each.name, each.default)) for each in inner})
        else:
            entries.append({each.name: plain(each, getattr(entry, each.name, None)) for each in inner})
    return entries


_MOST: Final = 1_000


def as_answer(question: Question, value: Value) -> Any:
    """Return what a rule worked out as an answer to the question, or None where it is none."""
    if value is None:
        return None
    match question.kind:
        case "whole-number" | "money":
            return value if isinstance(value, int) and not isinstance(value, bool) else _rounded(value)
        case "number":
            return Decimal(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else None
        case "yes-no":
            return truthy(value)
        case "choices":
            return value if isinstance(value, list) else None
        case _:
            return value if isinstance(value, str) else None


def _rounded(value: Value) -> int | None:
    """Return an amount rounded half up to a whole one, as people do it with money."""
    if not isinstance(value, Decimal):
        return None
    return int(value.to_integral_value(rounding=ROUND_HALF_UP))
