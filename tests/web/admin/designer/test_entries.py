"""A question as the designer's page takes it, and back."""

from __future__ import annotations

from typing import Any

import pytest

from egovframe.forms.definition import Definition, question_as_json
from egovframe.forms.limits import parse_limit
from egovframe.kernel.errors import Invalid
from egovframe.web.admin.designer.entries import entered_of, question_of
from egovframe.web.urlencoded import Fields
from tests.forms.everything import Everything
from tests.forms.test_source import RULED

EVERY = Definition.of(Everything, name="e", title="E", limit=parse_limit("3d")).questions
RULES = Definition.parse(RULED).questions


def posted(**fields: str) -> Fields:
    """What a browser sends."""
    return Fields(list(fields.items()))


def faults(**fields: str) -> list[str]:
    """The fields that are wrong."""
    sound = {"name": "where", "label-ko": "어디", "kind": "text", "need": "required"}
    sent = {**sound, **{name.replace("_ko", "-ko"): each for name, each in fields.items()}}
    with pytest.raises(Invalid) as caught:
        question_of(Fields(list(sent.items())), others=frozenset({"taken"}))
    return [fault.field for fault in caught.value.faults]


@pytest.mark.parametrize("question", [*EVERY, *RULES])
def test_a_question_comes_back_as_it_was(question: Any) -> None:
    """From data to the fields of the page and back, for every kind."""
    data = question_as_json(question)
    again = question_of(Fields(list(entered_of(data).items())), others=frozenset())
    data.pop("questions", None)  # the page leaves what stands in a group alone
    if question.kind == "group":  # a group is as personal as what stands in it
        again.pop("personal", None)
        data.pop("personal", None)
    assert again == data


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"name": ""}, "name"),
        ({"name": "Where"}, "name"),
        ({"name": "taken"}, "name"),
        ({"label_ko": " "}, "label-ko"),
        ({"kind": "choice", "choices": " \n "}, "choices"),
        ({"max_length": "many"}, "max_length"),
        ({"max_size": "-1"}, "max_size"),
        ({"kind": "whole-number", "ge": "1.5"}, "ge"),
        ({"kind": "yes-no", "need": "optional", "default": "maybe"}, "default"),
        ({"kind": "money", "need": "optional", "default": "much"}, "default"),
        ({"when": "{"}, "when"),
        ({"computed": "[" * 100_000}, "computed"),
    ],
)
def test_what_is_wrong_is_named_at_its_field(fields: dict[str, str], wrong: str) -> None:
    """Nothing of it is kept."""
    assert faults(**fields) == [wrong]


def test_choices_a_line_each() -> None:
    """A value alone, with words, with hints; spaces around them do not count."""
    written = "red\ncar | 자동차 | Car\n\n other |  | Other | 더 | More"
    question = question_of(
        posted(**{"name": "q", "label-en": "Q", "kind": "choice", "need": "required", "choices": written}),
        others=frozenset(),
    )
    assert question["choices"] == [
        {"value": "red", "label": {"en": "red"}},
        {"value": "car", "label": {"ko": "자동차", "en": "Car"}},
        {"value": "other", "label": {"en": "Other"}, "hint": {"ko": "더", "en": "More"}},
    ]
