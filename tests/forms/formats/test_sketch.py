"""A form in the making: what does not hold is left behind by name."""

from typing import Any

import pytest

from egovframe.forms import Definition
from egovframe.forms.formats.carrying import FormatUnreadable
from egovframe.forms.formats.sketch import MOST_QUESTIONS, Sketch, words


def finished(sketch: Sketch) -> tuple[Definition, list[str]]:
    """The form, and the items that are not carried."""
    carried = sketch.finish(name="f", title="F")
    return carried.definition, [each.item for each in carried.not_carried]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("도로", {"ko": "도로"}),
        (" Road ", {"en": "Road"}),
        (5, {"en": "5"}),
        ("", None),
        (True, None),
        ({"ko": ""}, None),
    ],
)
def test_words(said: object, found: object) -> None:
    """By language; nothing for nothing."""
    assert words(said) == found


def test_questions_are_needed_or_not_in_the_way_of_their_kind() -> None:
    """Optional: no answer, a default, an empty group, a consent that is not given."""
    sketch = Sketch()
    sketch.add("a", "text", "A", optional=True)
    sketch.add("b", "text", "B", optional=True, default="x")
    sketch.add("c", "consent", "C", optional=True)
    sketch.add("d", "phone", "D")
    with sketch.group("e", "E", optional=True):
        sketch.add("f", "text", "F")
    form, lost = finished(sketch)
    assert lost == []
    assert [(q.required, q.nullable, q.default, q.personal) for q in form.questions] == [
        (False, True, None, None),
        (False, False, "x", None),
        (False, False, False, None),
        (True, False, None, "personal"),
        (False, False, (), None),
    ]


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("text", {"limits": {"pattern": "(?=x)x"}}),
        ("text", {"limits": {"pattern": "("}}),
        ("whole-number", {"limits": {"ge": "x"}}),
        ("whole-number", {"optional": True, "default": "many"}),
        ("phone", {"computed": {"var": "other"}}),
        ("choice", {"choices": []}),
        ("choice", {"choices": [{"value": "a"}, {"value": "a"}]}),
    ],
)
def test_what_keeps_a_question_from_holding_is_taken_away(kind: str, more: dict[str, Any]) -> None:
    """The question stays, and the item says that it is not as it was."""
    sketch = Sketch()
    sketch.add("other", "text", "Other")
    sketch.add("it", kind, "It", item="place of it", **more)
    form, lost = finished(sketch)
    assert form.names == ("other", "it")
    assert [each.split(":")[0] for each in lost] == ["place of it"]


@pytest.mark.parametrize("rule", [{"==": [{"var": "nobody"}, 1]}, {"nope": []}, {"==": [{"var": "it"}, 1]}])
def test_rules_that_speak_of_nothing_are_left_behind(rule: Any) -> None:
    """An unknown name, an unknown operator, the question itself."""
    sketch = Sketch()
    sketch.add("it", "text", "It", when=rule)
    form, lost = finished(sketch)
    assert form.questions[0].when is None
    assert len(lost) == 1


def test_rules_inside_a_group_see_the_entry_and_the_form() -> None:
    """And speak of the names here, whatever the original calls them."""
    sketch = Sketch()
    sketch.add("the harm", "text", "Harm")
    with sketch.group("things", "Things"):
        sketch.add("what", "text", "What")
        sketch.add("why", "text", "Why", when={"and": [{"var": "the harm"}, {"var": "what"}]})
    form, lost = finished(sketch)
    inner = form.questions[1].questions[1]
    assert inner.when is not None
    assert inner.when.as_json() == {"and": [{"var": "the_harm"}, {"var": "what"}]}
    assert lost == ["the harm: the harm"]


def test_empty_and_deep_groups_are_left_behind() -> None:
    """A group asks something; three stand in one another at most."""
    sketch = Sketch()
    sketch.add("a", "text", "A")
    with sketch.group("empty", "Empty"):
        pass
    with sketch.group("g1", "1"), sketch.group("g2", "2"), sketch.group("g3", "3"):
        sketch.add("x", "text", "X")
        with sketch.group("g4", "4"):
            sketch.add("y", "text", "Y")
    form, lost = finished(sketch)
    assert form.names == ("a", "g1")
    assert lost == ["empty", "g4"]


def test_more_questions_than_a_form_can_have() -> None:
    """The others are named."""
    sketch = Sketch()
    for number in range(MOST_QUESTIONS + 2):
        sketch.add(f"q{number}", "yes-no", "?")
    form, lost = finished(sketch)
    assert len(form.questions) == MOST_QUESTIONS
    assert lost == ["q1000", "q1001"]


def test_a_form_that_asks_nothing_is_none() -> None:
    """Refused, with the first reasons."""
    with pytest.raises(FormatUnreadable, match="asks nothing"):
        Sketch().finish(name="f", title="F")
