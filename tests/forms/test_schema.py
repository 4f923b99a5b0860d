"""The JSON Schema of a form: what a program may rely on, held against a validator of its own."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest

from egovframe.forms import Definition, bind, json_schema
from tests.forms.damage import ANSWERS as DAMAGE
from tests.forms.damage import Damage
from tests.forms.everything import ANSWERS, Everything

DEFINITION = Definition.of(Everything, name="everything", title="모두", version=3)
SCHEMA = json_schema(DEFINITION, language="en")


def holds(answers: dict[str, Any]) -> bool:
    """Say whether the schema takes the answers."""
    return jsonschema.Draft202012Validator(SCHEMA).is_valid(answers)


def test_it_is_a_schema_of_2020_12() -> None:
    """With titles in the language asked for, in the order of the form, and the form's name and version."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert list(SCHEMA["properties"]) == list(ANSWERS)
    assert (SCHEMA["x-egov-form"], SCHEMA["x-egov-version"]) == ("everything", 3)
    assert SCHEMA["description"] == "One question of every kind."
    assert SCHEMA["properties"]["title"]["title"] == "Title"
    assert json_schema(DEFINITION)["properties"]["title"]["title"] == "제목"
    assert SCHEMA["properties"]["title"]["x-egov-labels"] == {"ko": "제목", "en": "Title"}


def test_fields_are_marked_public_and_personal() -> None:
    """Whoever builds a client knows what to hide."""
    marks = {
        name: (field["x-egov-public"], field.get("x-egov-personal")) for name, field in SCHEMA["properties"].items()
    }
    assert marks["title"] == (True, None)
    assert (marks["phone"], marks["illness"], marks["number"]) == (
        (False, "personal"),
        (False, "sensitive"),
        (False, "unique-id"),
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": "x"},
        {"title": "\u3164\u3164"},
        {"lanes": 9},
        {"lanes": "2"},
        {"depth": 0.5},
        {"cost": -1},
        {"harm": "dog"},
        {"days": []},
        {"days": ["mon", "mon"]},
        {"days": ["mon", "tue", "wed"]},
        {"code": "x"},
        {"more": 1},
        {"phone": None},
    ],
)
def test_it_takes_what_the_form_takes(wrong: dict[str, Any]) -> None:
    """The answers hold; one wrong answer does not, nor does a missing one."""
    assert holds(ANSWERS)
    assert not holds({**ANSWERS, **wrong})
    assert not holds({name: answer for name, answer in ANSWERS.items() if name != "name"})


def test_no_answer_is_an_answer_where_it_may_be() -> None:
    """Optional questions take null, choices among them."""
    assert holds({**ANSWERS, "harm": None, "email": None, "depth": None})


def test_groups_rules_and_parts_have_a_schema() -> None:
    """Nested as the answers are; rules stand beside, and what only a rule can demand is not required."""
    schema = json_schema(Definition.of(Damage, name="damage", title="피해"))
    jsonschema.Draft202012Validator.check_schema(schema)
    check = jsonschema.Draft202012Validator(schema)
    filled = bind(Damage, DAMAGE).model_dump(mode="json", exclude_none=True)
    assert check.is_valid(DAMAGE)
    assert check.is_valid(filled), "what is given back may be sent again"
    things = schema["properties"]["things"]
    assert things["items"]["required"] == ["what", "price"]
    assert things["items"]["properties"]["receipt"]["x-egov-when"] == {">": [{"var": "price"}, 100_000]}
    assert "how" not in schema["required"]
    assert schema["properties"]["total"]["readOnly"] is True
    for name, wrong in {
        "things": [{"what": "x"}], "home": {"zip": "1", "road": "x"}, "where": {"lat": 91, "lon": 0},
        "agree": False, "at": "7:40", "photos": ["a", "a"],
    }.items():  # fmt: skip
        assert not check.is_valid({**DAMAGE, name: wrong}), name
