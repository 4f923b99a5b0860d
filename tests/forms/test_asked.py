"""From an attribute to its question: the annotation says what it takes, and every notation says the same."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Any, Literal

import pytest

from egovframe.forms import Form, Personal, Phone, Question, ask, choice
from egovframe.kernel.errors import DeclarationError
from tests.forms.everything import Everything


class Size(Enum):
    """A plain enum."""

    SMALL = "s"
    LARGE = "l"


def question(annotation: Any, **options: Any) -> Question:
    """The question of a form with one attribute."""
    form = type("One", (Form,), {"__annotations__": {"it": annotation}, "it": ask("뭐?", **options)})
    return form.form_questions["it"]  # type: ignore[attr-defined, no-any-return]


def test_every_kind_is_read_from_its_type() -> None:
    """The kinds in the order of the form."""
    assert [each.kind for each in Everything.form_questions.values()] == [
        "text", "long-text", "whole-number", "number", "money", "yes-no", "choice", "choice", "choices", "date", "text",
        "phone", "email", "person-name", "address", "birth-date", "resident-number", "text",
    ]  # fmt: skip


@pytest.mark.parametrize("annotation", [Phone | None, Annotated[Phone | None, "note"]], ids=["union", "annotated"])
def test_optional_in_every_notation(annotation: Any) -> None:
    """No answer is an answer; the type underneath still says a person."""
    found = question(annotation)
    assert (found.kind, found.nullable, found.required, found.personal) == ("phone", True, False, "personal")


def test_a_marker_makes_any_type_personal() -> None:
    """The closest marker counts."""
    assert question(Annotated[int, Personal]).personal == "personal"
    assert Everything.form_questions["illness"].personal == "sensitive"
    assert Everything.form_questions["number"].personal == "unique-id"
    assert Everything.form_questions["title"].personal is None


def test_choices_from_literals_enums_and_words() -> None:
    """Values and words come from the type or from `choices=`, which must name the same values."""
    assert [each.value for each in question(Literal["a", "b"]).choices] == ["a", "b"]
    assert [each.value for each in question(Size).choices] == ["s", "l"]
    words = [choice("a", ko="가", en="A"), choice("b", ko="나", en="B")]
    assert question(Literal["a", "b"], choices=words).label_of("b").in_("en") == "B"
    assert question(str, choices=words).kind == "choice"
    assert question(list[str], choices=words).kind == "choices"
    for annotation, options in (
        (Literal["a", "c"], {"choices": words}),
        (Literal[1, 2], {}),
        (str, {"choices": words[:1] * 2}),
    ):
        with pytest.raises(DeclarationError):
            question(annotation, **options)


def test_required_default_and_nullable() -> None:
    """A default makes it optional, `None` in the type makes no answer valid."""
    assert question(str).required
    assert (question(str, default="x").required, question(str, default="x").default) == (False, "x")
    assert (question(int | None, default=3).nullable, question(int | None, default=3).default) == (True, 3)
