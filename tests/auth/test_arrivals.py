"""What a step is for decides what comes of a proof; the whole ways are in `test_certified.py`, `test_presented.py`."""

from __future__ import annotations

from typing import Any

import pytest

from egovframe.auth import Evidence, Person
from egovframe.auth.admission import Entered
from egovframe.auth.arrivals import Arrivals, further
from egovframe.auth.errors import StepOver
from egovframe.auth.factors.model import Step
from egovframe.auth.factors.steps import Steps
from egovframe.auth.people import Linked
from tests.auth.fakes import Papers
from tests.auth.gatehouse import HOME, Gatehouse

SOMEBODY = Person("papers", "k1", Evidence("hwk", frozenset({"have"}), assurance=2), name="k1")


@pytest.fixture
def house(gate: Gatehouse) -> Gatehouse:
    """A gatehouse with papers; kim has an account."""
    gate.auth.methods.update(papers=Papers())
    gate.add()
    return gate


def parts(gate: Gatehouse) -> tuple[Arrivals, Steps]:
    """The arrivals of the office, and its steps."""
    arrivals: Any = gate.auth.certified._arrivals
    return arrivals, arrivals._steps


@pytest.mark.parametrize(
    ("step", "right"),
    [
        (Step("sign-in", account="a"), True),
        (Step("again", account="a"), True),
        (Step("sign-in"), False),
        (Step("link", account="a"), False),
        (Step("recover", account="a"), False),
        (Step("enrol", account="a"), False),
        (Step("present", account="a"), False),
    ],
    ids=str,
)
def test_who_is_on_the_way(step: Step, right: bool) -> None:
    """Whoever comes in or proves themselves again, and whose account is known."""
    assert further(step) == right


@pytest.mark.parametrize("purpose", ["recover", "enrol", "new-password", "present"])
def test_no_other_step_takes_a_proof(house: Gatehouse, purpose: Any) -> None:
    """And it is still there afterwards, for what it is for."""
    arrivals, steps = parts(house)
    token = steps.open(Step(purpose), origin=HOME)
    with pytest.raises(StepOver):
        arrivals.spent(steps.read(token), token, None)
    assert steps.read(token).step.purpose == purpose
    with pytest.raises(StepOver):
        arrivals.asked("papers", "kept", token=token, session=None, onward="", origin=HOME)


def test_a_link_is_for_the_session_that_asked(house: Gatehouse) -> None:
    """For no other one, and for nobody who is not signed in; then it is linked, and brings the person in."""
    arrivals, steps = parts(house)
    (_, mine), (_, other) = house.enter(), house.enter()
    token = arrivals.asked("papers", "kept", token="", session=mine, onward="/on", origin=HOME)
    for session in (None, other):
        with pytest.raises(StepOver):
            arrivals.spent(steps.read(token), token, session)
    held = arrivals.spent(steps.read(token), token, mine)
    with pytest.raises(StepOver):
        steps.read(token)
    assert arrivals.come(held, "papers", SOMEBODY, origin=HOME, device="") == Linked("/on")
    came = arrivals.come(None, "papers", SOMEBODY, origin=HOME, device="", onward="/on")
    assert isinstance(came, Entered)
    assert came.session.account == mine.account


def test_a_step_that_goes_on_keeps_its_token(house: Gatehouse) -> None:
    """What it waited for is gone, so that nothing counts twice; the step itself waits for the next proof."""
    arrivals, steps = parts(house)
    _, session = house.enter()
    token = house.auth.entrance.again(session, origin=HOME)
    assert arrivals.asked("papers", "kept", token=token, session=None, onward="", origin=HOME) == token
    assert steps.read(token).step.kept == "kept"
    held = arrivals.spent(steps.read(token), token, session)
    assert (held.step.kept, held.step.authenticator, held.step.purpose) == ("", "", "again")
