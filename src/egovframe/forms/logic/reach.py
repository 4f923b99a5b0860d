"""Whether a condition can ever hold: where that can be decided, by trying every answer that makes a difference."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise, product
from math import prod
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms.logic.plan import plain
from egovframe.forms.logic.rule import Rule
from egovframe.forms.logic.types import EQUALS, ORDERS, type_of_kind
from egovframe.forms.logic.values import number_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from egovframe.forms.logic.values import Value
    from egovframe.forms.questions import Question

MOST_TRIES: Final = 20_000
"""More combinations of answers are not tried: then nothing is said."""

DECIDABLE: Final = frozenset({"var", "and", "or", "!", "!!", "if", "?:", "in", *EQUALS, *ORDERS})


def can_hold(rule: Rule, questions: Mapping[str, Question], *, never: frozenset[str] = frozenset()) -> bool:
    """Say whether some answers make the rule hold; True also where that cannot be decided.

    A rule is decided that only compares answers with constants. `never` are questions that are never asked.
    """
    said = rule.as_json()
    constants: list[Any] = []
    if not _decidable(said, constants):
        return True
    tried = {}
    for name in rule.names:
        question = questions.get(name)
        if question is None:
            return True
        answers = [None] if name in never else _answers(question, constants)
        if not answers:
            return True
        tried[name] = answers
    if prod(len(answers) for answers in tried.values()) > MOST_TRIES:
        return True
    return any(rule.holds(dict(zip(tried, chosen, strict=True))) for chosen in product(*tried.values()))


def _decidable(part: Any, constants: list[Any]) -> bool:
    """Say whether a part only compares answers with constants; gather these."""
    if isinstance(part, list):
        return all(_decidable(each, constants) for each in part)
    if not isinstance(part, dict):
        constants.append(part)
        return True
    ((name, said),) = part.items()
    if name == "var":
        return isinstance(said, str) and "." not in said
    arguments = said if isinstance(said, list) else [said]
    if name not in DECIDABLE or (name in EQUALS | ORDERS and sum(map(_has_answer, arguments)) > 1):
        return False
    return all(_decidable(each, constants) for each in arguments)


def _has_answer(part: Any) -> bool:
    return isinstance(part, dict)


def _answers(question: Question, constants: list[Any]) -> list[Value]:
    """Return answers to a question, one of each sort that constants can tell apart; none where there are too many."""
    found: list[Value] = []
    if question.kind in ("choice", "choices"):
        values = [offered.value for offered in question.choices]
        found = list(values) if question.kind == "choice" else [*([each] for each in values), values, []]
    elif question.kind in ("yes-no", "consent"):
        found = [True] if question.kind == "consent" and question.required else [True, False]
    elif type_of_kind(question) == "number":
        bounds = sorted({number for each in [0, *constants] for number in _around(each, question.kind)})
        middles = [(one + other) / 2 for one, other in pairwise(bounds)] if question.kind == "number" else []
        found = [number for number in (*bounds, *middles) if _within(question, number)]
        found += [bound for bound in (question.limits.ge, question.limits.le) if isinstance(bound, int)]
    elif question.kind in ("date", "birth-date"):
        found = [day for each in constants for day in _days_around(each)]
        found += ["1000-01-01", "2999-12-31"]
    elif type_of_kind(question) == "text":
        found = [each for each in constants if isinstance(each, str) and each]
        found += ["\u0001", "\U0010fffd", *(f"{each}\u0001" for each in found)]
    if not found:
        return []
    optional = question.nullable or question.when is not None
    return [*found, None] if optional else found


def _around(constant: Any, kind: str) -> Iterator[Decimal]:
    """Go through numbers at a constant and on both sides of it."""
    if isinstance(constant, str):
        constant = number_of(constant)
    if isinstance(constant, int | float | Decimal) and not isinstance(constant, bool):
        exact = Decimal(repr(constant) if isinstance(constant, float) else constant)
        if kind != "number":
            exact = exact.to_integral_value()
        yield from (exact - 1, exact, exact + 1)


def _within(question: Question, number: Value) -> bool:
    limits = question.limits
    lowest = 0 if question.kind == "money" and limits.ge is None and limits.gt is None else None
    return (
        (lowest is None or number >= lowest)
        and (limits.ge is None or number >= plain_bound(question, limits.ge))
        and (limits.gt is None or number > plain_bound(question, limits.gt))
        and (limits.le is None or number <= plain_bound(question, limits.le))
        and (limits.lt is None or number < plain_bound(question, limits.lt))
    )


def plain_bound(question: Question, bound: int | str) -> Value:
    """Return a limit as a number."""
    return bound if isinstance(bound, int) else plain(question, bound) or 0


def _days_around(constant: Any) -> Iterator[str]:
    try:
        day = dt.date.fromisoformat(constant)
    except (TypeError, ValueError):
        return
    for distance in (-1, 0, 1):
        yield (day + dt.timedelta(days=distance)).isoformat()
