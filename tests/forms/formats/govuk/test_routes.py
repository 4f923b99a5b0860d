"""Routes of GOV.UK Forms as conditions."""

from typing import Any

import pytest

from egovframe.forms.formats.govuk.routes import MOST_WAYS, Map, Route
from egovframe.forms.logic import Rule

CHOICES = frozenset({"once", "more"})


def walked(way: Map, answers: dict[str, str]) -> set[str]:
    """The steps that somebody with these answers comes to, walked as the runner of GOV.UK Forms walks them."""
    reached: set[str] = set()
    here: str | None = way.steps[0]
    while here is not None:
        reached.add(here)
        place = way.steps.index(here)
        onward = way.steps[place + 1] if place + 1 < len(way.steps) else None
        for route in way.routes.get(here, ()):
            if route.answers is None or answers.get(route.check) in route.answers:
                onward = route.goto
                break
        here = onward
    return reached


BRANCH = Map(
    ["q", "a", "b", "c", "d"],
    {"q": CHOICES},
    {"q": [Route("q", "q", ("more",), "c")], "b": [Route("b", "q", None, "d")]},
)
SKIP = Map(["q", "a", "b"], {"q": CHOICES}, {"q": [Route("q", "q", ("once",), None)]})
TWO = Map(
    ["q", "a", "r", "b", "c"],
    {"q": CHOICES, "r": CHOICES},
    {"q": [Route("q", "q", ("once",), "r")], "r": [Route("r", "r", ("once",), "c"), Route("r", "r", ("more",), None)]},
)
TWICE = Map(
    ["q", "a", "b", "c"],
    {"q": CHOICES},
    {"q": [Route("q", "q", ("once",), None), Route("q", "q", ("once", "more"), "c")]},
)


@pytest.mark.parametrize("way", [BRANCH, SKIP, TWO, TWICE])
@pytest.mark.parametrize("q", ["once", "more", ""])
@pytest.mark.parametrize("r", ["once", "more", ""])
def test_conditions_ask_what_the_routes_lead_to(way: Map, q: str, r: str) -> None:
    """For all answers, and none, just the steps that somebody would come to."""
    answers: dict[str, Any] = {"q": q or None, "r": r or None}
    rules = way.conditions()
    asked = {step for step in way.steps if step not in rules or Rule.of(rules[step]).holds(answers)}
    assert asked == walked(way, {"q": q, "r": r})


def test_whoever_is_reached_by_all_has_no_condition() -> None:
    """Ways that come together again are one."""
    assert sorted(BRANCH.conditions()) == ["a", "b", "c"]
    assert BRANCH.conditions()["a"] == {"!=": [{"var": "q"}, "more"]}
    assert BRANCH.conditions()["c"] == {"==": [{"var": "q"}, "more"]}


def test_too_many_ways_are_given_up_by_name() -> None:
    """A maze is asked of everybody, and says so; it takes no longer than that."""
    steps = [f"q{n}" for n in range(40)] + ["end"]
    routes = {each: [Route(each, each, ("once",), steps[min(n + 2 + n % 5, 40)])] for n, each in enumerate(steps[:-1])}
    way = Map(steps, dict.fromkeys(steps, CHOICES), routes)
    assert way.conditions()
    assert all(each in steps for each in way.lost)
    assert MOST_WAYS == 64
