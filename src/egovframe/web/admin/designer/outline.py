"""The questions of a form in the making by their places: `2` is the third, `2.0` the first one of its entries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from egovframe.kernel.errors import NotFound
from egovframe.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Line:
    """One question in the list: where it stands, how deep, and what it is."""

    at: str
    depth: int
    name: str
    label: Text
    kind: str
    required: bool
    ruled: bool
    page: Text | None
    first: bool
    last: bool


def outline(questions: Sequence[Mapping[str, Any]], above: str = "", depth: int = 0) -> tuple[Line, ...]:
    """Return the questions in their order, those of a group below it."""
    return tuple(_lines(questions, above, depth))


def _lines(questions: Sequence[Mapping[str, Any]], above: str, depth: int) -> Iterator[Line]:
    for number, each in enumerate(questions):
        at = f"{above}{number}"
        yield Line(
            at=at,
            depth=depth,
            name=each["name"],
            label=Text.of(each["label"]),
            kind=each["kind"],
            required=each.get("required", True),
            ruled="when" in each or "computed" in each,
            page=Text.of(each["page"]) if "page" in each else None,
            first=number == 0,
            last=number == len(questions) - 1,
        )
        yield from _lines(each.get("questions", ()), f"{at}.", depth + 1)


def list_at(data: dict[str, Any], above: str) -> list[dict[str, Any]]:
    """Return the list of questions of the form (`""`) or of the group at a place. Raises NotFound."""
    questions: list[dict[str, Any]] = data["questions"]
    for part in above.split(".") if above else ():
        question = _at(questions, part)
        if question["kind"] != "group":
            raise NotFound("There is no group at this place.", hint="Go back to the form.")
        questions = question.setdefault("questions", [])
    return questions


def place_of(at: str) -> tuple[str, str]:
    """Return the place of the group that a question stands in (`""`: the form) and its number there."""
    above, _, number = at.rpartition(".")
    return above, number


def question_at(data: dict[str, Any], at: str) -> dict[str, Any]:
    """Return the question at a place. Raises NotFound."""
    above, number = place_of(at)
    return _at(list_at(data, above), number)


def moved(data: dict[str, Any], verb: str, at: str) -> str:
    """Move or take out the question at a place, and return the place to look at then. Raises NotFound."""
    above, number = place_of(at)
    questions = list_at(data, above)
    question = _at(questions, number)
    place = int(number)
    if verb == "remove":
        questions.remove(question)
        other = max(0, place - 1)
    else:
        other = place + {"up": -1, "down": 1}.get(verb, 0)
        if not 0 <= other < len(questions) or other == place:
            raise NotFound("The question cannot be moved there.", hint="Go back to the form.")
        questions[place], questions[other] = questions[other], questions[place]
    return f"{above}.{other}" if above else str(other)


def _at(questions: Sequence[dict[str, Any]], number: str) -> dict[str, Any]:
    if not number.isascii() or not number.isdecimal() or len(number) > 4 or int(number) >= len(questions):
        raise NotFound("There is no question at this place.", hint="Go back to the form: somebody may have moved it.")
    return questions[int(number)]
