"""Reading a form of form.io."""

import json
from pathlib import Path

import pytest

from egovframe.forms.formats.carrying import FormatUnreadable
from egovframe.forms.formats.formio.reading import read

FORM = {"title": "Pothole", "name": "pothole", "components": [{"type": "textfield", "key": "a", "label": "A"}]}


def test_names_and_titles() -> None:
    """Of the document, unless another name is given."""
    carried = read(json.dumps(FORM).encode())
    assert (carried.definition.name, str(carried.definition.title)) == ("pothole", "Pothole")
    assert read(json.dumps(FORM).encode(), name="hole").definition.name == "hole"


def test_rights_are_not_carried() -> None:
    """Who may what is the office's to say."""
    carried = read(json.dumps({**FORM, "access": [{"type": "read_all"}]}).encode())
    assert [each.item for each in carried.not_carried] == ["access"]


def test_what_has_no_components() -> None:
    """Is no form of form.io."""
    with pytest.raises(FormatUnreadable, match="no components"):
        read(b'{"title": "x"}')


@pytest.mark.parametrize(
    ("name", "questions", "conditional"),
    [
        ("sfds-weird-test-case", 167, 84),
        ("example_builder", 33, 0),
        ("nested_components_builder", 20, 0),
        ("conditional_visibility_json_logic_builder", 3, 1),
        ("conditional_visibility_nested_json_logic_builder", 10, 3),
        ("conditional_visibility_simple_builder", 6, 4),
        ("datagrid_in_panel_builder", 1, 0),
    ],
)
def test_forms_of_others(documents: Path, name: str, questions: int, conditional: int) -> None:
    """A building permit of San Francisco and the examples of formio-data: each can be answered."""
    carried = read((documents / "formio" / f"{name}.json").read_bytes(), name=name)
    form = carried.definition
    assert (len(form.questions), sum(each.when is not None for each in form.questions)) == (questions, conditional)
    assert form.form_class()
    assert carried.not_carried
