"""What a form declares of public petitions, as class and as data."""

from __future__ import annotations

from typing import Any

import pytest

from egovframe.forms import Definition, DefinitionInvalid, check_form, collects, working_days
from egovframe.forms.public.model import Collecting
from egovframe.kernel.errors import DeclarationError
from tests.forms.public.square import Playground, Square

FULL = collects(thresholds=(100, 1_000), days=45, answer_days=14, assurance=2)


def test_class_and_data_are_one_to_one() -> None:
    """Whatever is said survives the way through JSON; what is as usual is left out."""
    for each in (FULL, collects(), collects(thresholds=[5])):
        assert Collecting.parse(each.as_json()) == each
    assert collects(thresholds=[5]).as_json() == {"thresholds": [5]}
    definition = Definition.of(Playground, name="playground", title="청원", public=FULL, limit=working_days(60))
    assert Definition.parse(definition.text()) == definition
    assert (
        definition.digest != Definition.of(Playground, name="playground", title="청원", limit=working_days(60)).digest
    )


@pytest.mark.parametrize(
    "said",
    [
        {"thresholds": (10, 5)},
        {"thresholds": (5, 5)},
        {"thresholds": (0,)},
        {"thresholds": (True,)},
        {"thresholds": ("5",)},
        {"thresholds": range(1, 40)},
        {"days": 0},
        {"days": 4_000},
        {"answer_days": 0},
        {"assurance": 4},
        {"assurance": True},
    ],
)
def test_what_cannot_be_counted_is_refused(said: dict[str, Any]) -> None:
    """At once, where it is declared, and in data with the place."""
    with pytest.raises(DeclarationError):
        collects(**said)
    data = Definition.of(Playground, name="playground", title="청원").as_json()
    with pytest.raises(DefinitionInvalid, match=r"^public: "):
        Definition.parse(
            {**data, "public": {name: list(v) if isinstance(v, tuple | range) else v for name, v in said.items()}}
        )


@pytest.mark.parametrize("data", [5, ["thresholds"], {"threshold": [5]}, {"thresholds": 5}])
def test_data_of_another_shape_is_refused(data: object) -> None:
    """With what is known."""
    with pytest.raises(DeclarationError):
        Collecting.parse(data)


def test_a_form_whose_petitions_are_public_has_something_to_publish() -> None:
    """The linter refuses one without a text that is public."""
    definition = Definition.of(Playground, name="playground", title="청원", role="officer", keep="5y", public=FULL)
    assert [each.code for each in check_form(definition) if each.level == "error"] == []
    without = Definition.parse(
        {
            **definition.as_json(),
            "questions": [each for each in definition.as_json()["questions"] if each["name"] == "phone"],
        }
    )
    assert [each.code for each in check_form(without) if each.level == "error"] == ["nothing_public"]


def test_the_way_to_the_next_threshold(small_square: Square) -> None:
    """In whole per cent, never 100 before it is there; behind the last one there is none."""
    publication = small_square.published()
    assert (publication.next_threshold, publication.share) == (2, 0)
    small_square.sign(publication, "가나다")
    small_square.fold()
    assert (small_square.read(publication).next_threshold, small_square.read(publication).share) == (2, 50)
    small_square.sign(publication, "나나나", "다다다", "라라라")
    small_square.fold()
    assert (small_square.read(publication).next_threshold, small_square.read(publication).share) == (None, 100)
