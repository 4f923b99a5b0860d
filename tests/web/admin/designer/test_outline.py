"""The questions of a form by their places."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from egovframe.kernel.errors import NotFound
from egovframe.web.admin.designer.outline import list_at, moved, outline, question_at


def form() -> dict[str, Any]:
    """Three questions, the second one a group of two."""

    def ask(name: str, **more: Any) -> dict[str, Any]:
        return {"name": name, "label": {"en": name}, "kind": "text", **more}

    return {"questions": [ask("a"), ask("b", kind="group", questions=[ask("c"), ask("d")]), ask("e")]}


def test_places() -> None:
    """In order, those of a group below it; ends are marked."""
    lines = outline(form()["questions"])
    assert [(each.at, each.name, each.depth) for each in lines] == [
        ("0", "a", 0), ("1", "b", 0), ("1.0", "c", 1), ("1.1", "d", 1), ("2", "e", 0),
    ]  # fmt: skip
    assert [each.name for each in lines if each.first] == ["a", "c"]
    assert [each.name for each in lines if each.last] == ["d", "e"]
    assert question_at(form(), "1.1")["name"] == "d"


@pytest.mark.parametrize(
    ("verb", "at", "names", "target"),
    [
        ("up", "1", ["b", "c", "d", "a", "e"], "0"),
        ("down", "1.0", ["a", "b", "d", "c", "e"], "1.1"),
        ("remove", "0", ["b", "c", "d", "e"], "0"),
        ("remove", "1.1", ["a", "b", "c", "e"], "1.0"),
    ],
)
def test_moving(verb: str, at: str, names: list[str], target: str) -> None:
    """Within its own list; the place to look at follows."""
    data = form()
    assert moved(data, verb, at) == target
    assert [each.name for each in outline(data["questions"])] == names


@pytest.mark.parametrize(
    ("verb", "at"),
    [("up", "0"), ("down", "2"), ("turn", "1"), ("up", "9"), ("up", ""), ("up", "0.0"), ("up", "-1"), ("up", "²")],
)  # fmt: skip
def test_what_cannot_be_moved_leaves_the_form_as_it_was(verb: str, at: str) -> None:
    """A place that there is not, the end of a list, a question that is no group."""
    data = form()
    before = deepcopy(data)
    with pytest.raises(NotFound):
        moved(data, verb, at)
    assert data == before
    with pytest.raises(NotFound):
        list_at(data, "0")
