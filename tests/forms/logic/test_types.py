"""Types of rules: what is not asked, not offered, not comparable is found."""

from __future__ import annotations

from typing import Any, Literal, get_args

import pytest

from egovframe.forms import BirthDate, Form, ask
from egovframe.forms.logic.types import OF_KIND, misfits
from egovframe.forms.questions import TEXTS, KindName
from tests.forms.damage import Damage


class More(Damage):
    """With a choice, a date and a second number."""

    colour: Literal["red", "blue"] = ask("색")
    days: list[Literal["mon", "tue"]] = ask("요일")
    born: BirthDate = ask("생일")
    size: int = ask("크기")


SCOPE = More.form_questions


@pytest.mark.parametrize(
    ("rule", "type_"),
    [
        ({"==": [{"var": "colour"}, "red"]}, "yes-no"),
        ({"==": [{"var": "colour"}, None]}, "yes-no"),
        ({"in": [{"var": "colour"}, ["red", "blue"]]}, "yes-no"),
        ({"in": ["mon", {"var": "days"}]}, "yes-no"),
        ({"<": [{"var": "born"}, "2008-01-01"]}, "yes-no"),
        ({"<": [0, {"var": "size"}, 10]}, "yes-no"),
        ({">=": [{"var": "at"}, "18:00"]}, "yes-no"),
        ({"+": [{"var": "size"}, {"var": "where.lat"}]}, "number"),
        ({"days": [{"var": "without.start"}, {"var": "without.end"}]}, "number"),
        ({"sum": [{"map": [{"var": "things"}, {"var": "price"}]}]}, "number"),
        ({"sum": [{"map": [{"filter": [{"var": "things"}, {"var": "receipt"}]}, {"var": "price"}]}]}, "number"),
        ({"reduce": [{"var": "things"}, {"+": [{"var": "current.price"}, {"var": "accumulator"}]}, 0]}, "any"),
        ({"var": "things.0.price"}, "number"),
        ({"if": [{"var": "hurt"}, 1, {"var": "size"}]}, "number"),
        ({"if": [{"var": "hurt"}, 1, "x"]}, "any"),
        ({"cat": [{"var": "sign"}, "!"]}, "text"),
        ({"missing": ["sign", "home.zip"]}, "list"),
        ({"and": [{"var": "hurt"}, {"!": {"var": "news"}}]}, "yes-no"),
    ],
)
def test_rules_that_fit_have_a_type(rule: Any, type_: str) -> None:
    """And nothing is found in them."""
    assert misfits(rule, SCOPE) == (type_, [])


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        ({"var": "nothing"}, "unknown nothing"),
        ({"var": ""}, "unknown "),
        ({"var": "home.town"}, "unknown home.town"),
        ({"var": "things.price"}, "unknown things.price"),
        ({"missing": ["sign", "nothing"]}, "unknown nothing"),
        ({"missing_some": [1, ["nothing"]]}, "unknown nothing"),
        ({"some": [{"var": "things"}, {"var": "cost"}]}, "unknown cost"),
        ({"reduce": [{"var": "things"}, {"var": "current.cost"}, 0]}, "unknown cost"),
        ({"reduce": [{"var": "things"}, {"var": "size"}, 0]}, "unknown size"),
        ({"==": [{"var": "colour"}, "green"]}, "value colour: green"),
        ({"in": [{"var": "colour"}, ["red", "green"]]}, "value colour: green"),
        ({"in": ["sun", {"var": "days"}]}, "value days: sun"),
        ({"==": [{"var": "hurt"}, "yes"]}, "types ==: yes-no, text"),
        ({"==": [{"var": "size"}, {"var": "colour"}]}, "types ==: number, text"),
        ({"<": [{"var": "born"}, "soon"]}, "types <: date, text"),
        ({"<": [{"var": "born"}, {"var": "size"}]}, "types <: date, number"),
        ({">": [{"var": "things"}, {"var": "days"}]}, "types >: list"),
        ({"+": [{"var": "hurt"}, 1]}, "types +: yes-no"),
        ({"*": [{"var": "sign"}, 1]}, "types *: text"),
        ({"days": [{"var": "size"}, "2026-01-01"]}, "types days: number"),
    ],
)
def test_what_does_not_fit_is_found(rule: Any, found: str) -> None:
    """Named as it is written."""
    assert found in [f"{each.code} {each.what}" for each in misfits(rule, SCOPE)[1]]


def test_every_kind_has_a_type() -> None:
    """What is not named is a text."""
    assert set(get_args(KindName)) - set(OF_KIND) - TEXTS == {"choice"}
    assert misfits({"var": "x"}, Form.form_questions)[0] == "any"
