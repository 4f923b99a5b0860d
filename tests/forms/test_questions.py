"""Questions as plain data: what pages and programs ask them."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from egovframe.forms import Choices, choice
from egovframe.forms.questions import CONTROLS, KindName, Limits
from tests.forms.everything import Everything, Harm

Q = Everything.form_questions


def test_each_kind_has_a_control_that_needs_no_script() -> None:
    """Few choices are radio buttons, many a list; a yes/no with a default is a box to tick."""
    names = ("title", "story", "lanes", "cost", "harm", "days", "when", "phone", "email")
    assert [Q[name].control for name in names] == [
        "input", "textarea", "number", "number", "radios", "checkboxes", "date", "tel", "email",
    ]  # fmt: skip
    assert Q["seen"].control == "checkbox"
    assert replace(Q["seen"], required=True).control == "radios"
    assert replace(Q["harm"], choices=tuple(choice(str(n)) for n in range(8))).control == "select"
    assert set(CONTROLS) | {"choice", "yes-no"} == set(get_args(KindName))


def test_lengths_are_the_forms_own_or_the_kinds() -> None:
    """1,000 for a line, 100,000 for a long text, 254 for an e-mail (RFC 5321)."""
    assert (Q["title"].max_length, Q["code"].max_length, Q["story"].max_length) == (50, 1_000, 100_000)
    assert (Q["email"].max_length, Q["lanes"].max_length, Q["days"].max_length) == (254, None, 2)
    assert Q["number"].max_length == 14


def test_a_chosen_value_has_words() -> None:
    """In the reader's language; what is no longer offered shows as it was kept."""
    assert Q["harm"].label_of("person").in_("en") == "A person"
    assert Q["harm"].label_of("dog").in_("ko") == "dog"
    assert Q["harm"].choices[1].hint is not None


def test_a_named_list_of_answers() -> None:
    """Members compare as their values and carry their words."""
    assert Harm("car") is Harm.CAR
    assert str(Harm.CAR) == f"{Harm.CAR}" == "car"
    assert Harm("person").label.as_dict() == {"ko": "사람", "en": "A person"}

    class Plain(Choices):
        ONE = "one"

    assert Plain.ONE.label.in_("ko") == "one"


def test_limits_in_json_are_those_that_are_set() -> None:
    """What says nothing is left out."""
    assert Limits(ge=0, pattern="x").as_json() == {"ge": 0, "pattern": "x"}
    assert Limits().as_json() == {}
