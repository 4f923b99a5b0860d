"""Names of questions and forms, made from whatever the other system calls them."""

import keyword

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovframe.forms import Definition
from egovframe.forms.formats.naming import form_name, question_name, worded_name


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("firstName", "firstName"),
        ("first-name", "first_name"),
        ("a.b c", "a_b_c"),
        ("1st", "q_1st"),
        ("", "question"),
        ("class", "class_"),
        ("copy", "copy_"),
        ("model_config", "q_model_config"),
        ("__proto__", "proto"),
        ("이름", "이름"),
    ],
)
def test_names_of_questions(wanted: str, name: str) -> None:
    """What is a name stays; words of Python's and of the class's own do not become names."""
    assert question_name(wanted, taken=()) == name


def test_a_name_that_is_taken_gets_a_number() -> None:
    """Each name once."""
    assert question_name("a", taken={"a", "a_2"}) == "a_3"


@given(st.text(max_size=200))
def test_any_text_becomes_a_name(wanted: str) -> None:
    """Whatever it is, a question can be called so."""
    name = question_name(wanted, taken=())
    assert not keyword.iskeyword(name)
    question = {"name": name, "label": "x", "kind": "text"}
    assert Definition.parse({"name": "f", "title": "f", "questions": [question]}).form_class()


def test_names_made_of_words() -> None:
    """The first words of the question."""
    assert worded_name("What's your name, and where do you live in winter?", taken=()) == (
        "whats_your_name_and_where_do_you_live"
    )


@pytest.mark.parametrize(
    ("wanted", "name"),
    [("Report a Pothole!", "report-a-pothole"), ("21-0779", "form-21-0779"), ("도로", "form"), ("Café", "cafe")],
)
def test_names_of_forms(wanted: str, name: str) -> None:
    """Small letters, digits and hyphens, a letter first."""
    assert form_name(wanted) == name
