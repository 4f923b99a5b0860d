"""A form as data: one to one with the class, comparable by digest."""

from __future__ import annotations

import json

import pytest

from egovframe.forms import Definition, DefinitionInvalid, Form, ask, bind, working_days
from egovframe.kernel.errors import DeclarationError
from tests.forms.damage import ANSWERS as DAMAGE
from tests.forms.damage import Damage
from tests.forms.everything import ANSWERS, Everything

DEFINITION = Definition.of(
    Everything, name="everything", title="모두", limit=working_days(7), keep="5y", unit="roads", role="officer"
)


def test_class_to_json_and_back_is_the_same() -> None:
    """Every question, word and limit survives; the class made of it asks the same."""
    again = Definition.parse(DEFINITION.text())
    assert again == DEFINITION
    assert again.digest == DEFINITION.digest
    assert Definition.of(again.form_class(), name="everything", title="모두").questions == DEFINITION.questions


def test_the_made_class_takes_the_same_answers() -> None:
    """It has the name and the words of the form."""
    made = DEFINITION.form_class()
    assert made.__name__ == "Everything"
    assert bind(made, ANSWERS).model_dump(mode="json") == bind(Everything, ANSWERS).model_dump(mode="json")
    assert made is DEFINITION.form_class()


def test_the_digest_is_of_what_it_says_not_of_its_number() -> None:
    """The same form is not published twice; one word more is another form."""
    assert DEFINITION.published(4).digest == DEFINITION.digest
    assert DEFINITION.published(4).version == 4
    other = Definition.of(Everything, name="everything", title="모두", limit=working_days(8), keep="5y")
    assert other.digest != DEFINITION.digest


def test_the_words_above_the_questions() -> None:
    """The docstring of the class, unless `about` says something; not that of the base class."""
    assert str(DEFINITION.about) == "One question of every kind."
    assert str(Definition.of(Everything, name="x", title="x", about="다른 말").about) == "다른 말"

    class Silent(Form):
        it: str = ask("뭐?")

    assert Definition.of(Silent, name="x", title="x").about is None


def test_a_question_is_found_by_name() -> None:
    """Or not at all."""
    assert DEFINITION.question("phone").kind == "phone"
    with pytest.raises(KeyError):
        DEFINITION.question("nothing")


def test_what_is_no_definition_is_refused() -> None:
    """Not JSON, a public personal answer, an identifier without basis: each is named."""
    with pytest.raises(DefinitionInvalid, match="not JSON"):
        Definition.parse("{")
    data = json.loads(DEFINITION.text())
    phone = next(each for each in data["questions"] if each["name"] == "phone")
    phone["public"] = True
    with pytest.raises(DefinitionInvalid, match="phone"):
        Definition.parse(data)
    data = json.loads(DEFINITION.text())
    del next(each for each in data["questions"] if each["name"] == "number")["basis"]
    with pytest.raises(DefinitionInvalid, match="legal basis"):
        Definition.parse(data)


def test_an_annotation_that_names_nothing_is_refused() -> None:
    """With what to do about it."""
    form = type("Lost", (Form,), {"__annotations__": {"it": "NoSuchType"}, "it": ask("뭐?")})
    with pytest.raises(DeclarationError, match="does not exist"):
        Definition.of(form, name="x", title="x")


def test_groups_rules_and_parts_are_one_to_one_too() -> None:
    """Class to data to class to data: the same questions, nested ones as well, and the same answers."""
    one = Definition.of(Damage, name="damage", title="피해")
    again = Definition.parse(one.text())
    assert again == one
    made = again.form_class()
    assert Definition.of(made, name="damage", title="피해").questions == one.questions
    assert bind(made, DAMAGE).model_dump(mode="json") == bind(Damage, DAMAGE).model_dump(mode="json")
    things = one.question("things")
    assert [each.name for each in things.questions] == ["what", "price", "receipt"]
    assert (things.questions[2].accept, things.questions[2].max_size) == (("image/*",), 1_000_000)
    assert one.question("how").when is not None


def test_a_circle_of_rules_is_refused_as_data_too() -> None:
    """With the names on it."""
    data = json.loads(Definition.of(Damage, name="damage", title="피해").text())
    data["questions"][0]["when"] = {"var": "how"}
    with pytest.raises(DefinitionInvalid, match=r"hurt → how → hurt|how → hurt → how"):
        Definition.parse(data)
