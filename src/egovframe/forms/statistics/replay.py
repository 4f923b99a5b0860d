"""The cases as the facts of the trail tell them: what statistics are held against. No I/O."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

from egovframe.forms import facts
from egovframe.forms.joined.facts import JOINED, MARKED_MANY
from egovframe.forms.procedure.facts import STEPS
from egovframe.forms.statistics.model import DECIDED_BY, RATED, Case, Passed
from egovframe.kernel.clock import moment

_DECIDES: Final = {outcome: action for action, outcome in DECIDED_BY.items()}
STEP_OF: Final[Mapping[str, str]] = {
    facts.ASSIGNED.action: "assign",
    facts.CLOSED.action: "close",
    **{fact.action: _DECIDES[outcome] for outcome, fact in facts.DECIDED.items()},
    **{fact.action: step for step, fact in STEPS.items()},
    JOINED.action: "join",
    MARKED_MANY.action: "mark_many",
}
"""The step of a case that a fact tells of, by the fact's action. What changes neither state nor unit is none."""

ACTIONS: Final = (facts.SUBMITTED.action, *STEP_OF)
"""The actions of the facts that are needed."""


class Told(NamedTuple):
    """A fact: when it happened, the action, the object (`petition:<id>`) and the details."""

    at: datetime
    action: str
    object: str
    details: Mapping[str, Any]


def cases_of(told: Iterable[Told]) -> list[Case]:
    """Return the cases that these facts tell of, in the order in which they were received; others are passed over.

    The facts come in the order in which they happened. A case whose receipt is not among them is none.
    """
    received: dict[str, Told] = {}
    steps: dict[str, list[Passed]] = {}
    for fact in told:
        case = fact.object.removeprefix("petition:")
        if fact.action == facts.SUBMITTED.action:
            received[case] = fact
        elif fact.action in STEP_OF:
            steps.setdefault(case, []).append(_step(fact))
    return [_case(case, fact, steps.get(case, [])) for case, fact in received.items()]


def _step(fact: Told) -> Passed:
    action, told = STEP_OF[fact.action], fact.details
    number = told["late"] if action in DECIDED_BY else told["score"] if action == RATED else None
    return Passed(fact.at, action, str(told["state"]), str(told["unit"]), None if number is None else int(number))


def _case(case: str, fact: Told, steps: list[Passed]) -> Case:
    return Case(
        id=case,
        form=str(fact.details["form"]),
        unit=steps[-1].unit if steps else str(fact.details["unit"]),
        channel=str(fact.details["channel"]),
        received=fact.at,
        due=moment(str(fact.details["due"])),
        steps=tuple(steps),
    )
