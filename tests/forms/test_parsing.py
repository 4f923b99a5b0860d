"""Reading a form from JSON: the place of whatever is wrong is named."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from egovframe.forms import Definition, DefinitionInvalid
from egovframe.forms.parsing import MOST_QUESTIONS, read_definition

GOOD: dict[str, Any] = {
    "name": "f",
    "title": {"ko": "양식"},
    "questions": [
        {"name": "a", "label": "뭐?", "kind": "text"},
        {"name": "b", "label": "뭐?", "kind": "choice", "choices": [{"value": "x", "label": "X"}]},
    ],
}


def test_the_smallest_form() -> None:
    """What is left out has its default."""
    definition = Definition.parse(GOOD)
    assert (definition.version, definition.limit, definition.unit, definition.names) == (0, "", None, ("a", "b"))


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        (("name",), 5, "name"),
        (("version",), -1, "version"),
        (("version",), True, "version"),
        (("title",), "", "title"),
        (("title",), {"ko": 5}, "title"),
        (("surprise",), 1, "surprise"),
        (("questions",), {}, "questions"),
        (("questions", 0), "a", "questions/0"),
        (("questions", 0, "name"), "not a name", "questions/0/name"),
        (("questions", 0, "name"), "model_x", "questions/0/name"),
        (("questions", 0, "name"), "b", "twice: b"),
        (("questions", 0, "kind"), "poem", "questions/0/kind"),
        (("questions", 0, "kind"), ["text"], "questions/0/kind"),
        (("questions", 0, "kind"), "phone", "questions/0/personal"),
        (("questions", 0, "personal"), "secret", "questions/0/personal"),
        (("questions", 0, "required"), "yes", "questions/0/required"),
        (("questions", 0, "required"), False, "questions/0/default"),
        (("questions", 0, "default"), "x", "questions/0/required"),
        (("questions", 0, "choices"), [{"value": "x", "label": "X"}], "questions/0/choices"),
        (("questions", 1, "choices"), [], "questions/1/choices"),
        (("questions", 1, "choices", 0, "value"), 1, "questions/1/choices/0/value"),
        (("questions", 0, "limits"), {"longest": 5}, "questions/0/limits"),
        (("questions", 0, "limits"), {"max_length": "5"}, "questions/0/limits/max_length"),
        (("questions", 0, "limits"), {"ge": 0.5}, "questions/0/limits/ge"),
        (("questions", 0, "limits"), {"pattern": 5}, "questions/0/limits/pattern"),
        (("questions", 0, "when"), {"log": 1}, "questions/0/when"),
        (("questions", 0, "computed"), {"==": [1]}, "questions/0/computed"),
        (("questions", 0, "questions"), [], "questions/0/questions"),
        (("questions", 0, "accept"), [5], "questions/0/accept/0"),
        (("questions", 0, "max_size"), -1, "questions/0/max_size"),
        (("questions", 0, "kind"), "group", "questions/0/questions"),
    ],
)
def test_the_place_of_what_is_wrong_is_named(path: tuple[str | int, ...], value: object, place: str) -> None:
    """As a path into the document."""
    data: Any = copy.deepcopy(GOOD)
    inner = data
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    with pytest.raises(DefinitionInvalid) as caught:
        Definition.parse(data)
    assert place in str(caught.value)


def test_a_form_has_an_end() -> None:
    """A document of very many questions is refused before anything is compiled."""
    question = {"label": "?", "kind": "text"}
    many = [{**question, "name": f"q{n}"} for n in range(MOST_QUESTIONS + 1)]
    with pytest.raises(DefinitionInvalid, match="1,000"):
        read_definition({**GOOD, "questions": many})


def group(depth: int) -> dict[str, object]:
    """Groups in one another, so deep."""
    if depth == 0:
        return {"name": "a", "label": "뭐?", "kind": "phone", "personal": "personal"}
    return {"name": "g", "label": "무리", "kind": "group", "questions": [group(depth - 1)]}


def test_groups_stand_in_groups_but_not_without_end() -> None:
    """Each is as personal as what it asks; all questions count."""
    definition = Definition.parse({**GOOD, "questions": [group(3)]})
    assert definition.questions[0].personal == "personal"
    with pytest.raises(DefinitionInvalid, match="questions/0/questions/0"):
        Definition.parse({**GOOD, "questions": [group(4)]})
    many = [{"name": f"q{n}", "label": "뭐?", "kind": "text"} for n in range(MOST_QUESTIONS)]
    with pytest.raises(DefinitionInvalid, match="at /questions"):
        Definition.parse({**GOOD, "questions": [{"name": "g", "label": "무리", "kind": "group", "questions": many}]})
