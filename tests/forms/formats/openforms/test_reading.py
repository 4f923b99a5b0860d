"""Reading an export of Open Forms."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from egovframe.forms.formats.carrying import Carried, FormatUnreadable
from egovframe.forms.formats.openforms.reading import read


def export(components: list[Any], *, logic: Any = (), forms: int = 1, **form: Any) -> bytes:
    """An archive with one step."""
    files = {
        "forms": [{"uuid": "f", "name": "Klacht", "slug": "klacht", **form}] * forms,
        "formSteps": [{"uuid": "s", "index": 0, "slug": "stap", "form_definition": "http://x/d"}],
        "formDefinitions": [
            {"uuid": "d", "url": "http://x/d", "name": "Stap", "configuration": {"components": components}}
        ],
        "formLogic": list(logic),
        "formVariables": [{"key": "mine", "source": "user_defined"}],
        "_meta": {"of_release": "3.0"},
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, value in files.items():
            archive.writestr(f"{name}.json", json.dumps(value))
    return made.getvalue()


A = {"type": "textfield", "key": "a", "label": "A"}
B = {"type": "textfield", "key": "b", "label": "B"}


def of(components: list[Any], **more: Any) -> Carried:
    """The form of an archive."""
    return read(export(components, **more))


def rule(trigger: Any, component: str, **action: Any) -> dict[str, Any]:
    """A rule with one action."""
    return {"json_logic_trigger": trigger, "actions": [{"component": component, "action": action}]}


def hide(state: bool) -> dict[str, Any]:
    """The action that hides or shows."""
    return {"type": "property", "property": {"value": "hidden", "type": "bool"}, "state": state}


TRIGGER = {"==": [{"var": "a"}, "x"]}


def test_a_form_of_one_step() -> None:
    """Its name and questions; variables that no question asks are named."""
    carried = of([A])
    assert (carried.definition.name, carried.definition.names) == ("klacht", ("a",))
    assert [each.item for each in carried.not_carried] == ["formVariables mine"]


@pytest.mark.parametrize(
    ("hidden", "state", "holds"), [(True, False, True), (False, True, False), (True, True, None), (False, False, None)]
)
def test_rules_that_show_and_hide(hidden: bool, state: bool, holds: bool | None) -> None:
    """What is hidden is shown by a rule, what is shown is hidden by one; showing what is shown says nothing."""
    carried = of([A, {**B, "hidden": hidden}], logic=[rule(TRIGGER, "b", **hide(state))])
    when = carried.definition.question("b").when
    assert (when.holds({"a": "x"}) if when else None) == holds


def test_two_rules_for_one_question() -> None:
    """Either shows it."""
    other = {"==": [{"var": "a"}, "y"]}
    logic = [rule(TRIGGER, "b", **hide(False)), rule(other, "b", **hide(False))]
    when = of([A, {**B, "hidden": True}], logic=logic).definition.question("b").when
    assert when is not None
    assert [when.holds({"a": each}) for each in "xyz"] == [True, True, False]


def test_a_value_that_is_worked_out() -> None:
    """By a rule that always holds; any other rule is named."""
    number = {"type": "number", "key": "n", "label": "N"}
    value = {"+": [1, 2]}
    always = rule(True, "n", type="variable", value=value)
    sometimes = rule(TRIGGER, "n", type="variable", value=value)
    stop = rule(TRIGGER, "", type="disable-next")
    carried = of([A, number], logic=[always, sometimes, stop])
    computed = carried.definition.question("n").computed
    assert computed is not None
    assert computed.as_json() == value
    assert [each.item[:20] for each in carried.not_carried[:2]] == ["formLogic 1: variabl", "formLogic 2: disable"]


def test_settings_are_named() -> None:
    """Links to other systems and texts around the form."""
    carried = of([A], registration_backend="email", submission_confirmation_template="<p>Bedankt</p>")
    items = [each.item for each in carried.not_carried]
    assert items[:2] == ["forms registration_backend", "forms submission_confirmation_template: Bedankt"]


@pytest.mark.parametrize("forms", [0, 2])
def test_one_form_an_archive(forms: int) -> None:
    """None and several are refused."""
    with pytest.raises(FormatUnreadable, match=f"holds {forms} forms"):
        read(export([A], forms=forms))


@pytest.mark.parametrize(
    ("name", "questions", "called"),
    [
        ("simple_form_2", 4, "voorbeeld-vraag-of-klacht-bd39ec"),
        ("children-flow", 1, "children-flow"),
        ("advanced_logic_2", 4, "demo-advanced-logic"),
        ("logic_rules_2", 3, "rijbewijs-aanvraag-demo"),
        ("decision_tree_2", 1, "beslisboom"),
        ("autofill_address_2", 4, "voorbeeld-adres-demo"),
        ("dynamische-keuzelijsten", 2, "dynamische-keuzelijsten"),
    ],
)
def test_forms_of_others(documents: Path, name: str, questions: int, called: str) -> None:
    """The examples of the Open Forms manual: each can be answered, and says what it lacks."""
    carried = read((documents / "openforms" / f"{name}.zip").read_bytes())
    assert (carried.definition.name, len(carried.definition.questions)) == (called, questions)
    assert carried.definition.form_class()
    assert carried.not_carried
