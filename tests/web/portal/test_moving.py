"""What of a new version concerns whoever fills a form in."""

from __future__ import annotations

from egovframe import Form, ask
from egovframe.forms.definition import Definition
from egovframe.web.portal.moving import left_behind, what_changed


class Thing(Form):
    """A thing."""

    what: str = ask("무엇", en="What")


class List(Form):
    """A list of things."""

    when: str = ask("언제", en="When")
    things: list[Thing] = ask("물건", en="Things", max_length=3)


def test_only_what_people_see_is_told() -> None:
    """A new label is; another unit or role is not."""
    before = Definition.of(List, name="list", title="목록", unit="roads", role="a")
    data = before.as_json()
    data["questions"][0]["label"] = {"ko": "날짜", "en": "Day"}
    after = Definition.parse({**data, "unit": "parks", "role": "b"})
    assert [each.aspect for each in what_changed(before, after)] == ["label"]


def test_answers_without_a_place_are_named_by_their_questions() -> None:
    """Each once: parts of a date are one answer, entries of a group ask the same question."""
    questions = Definition.of(List, name="list", title="목록").questions
    named = left_behind(questions, ["when-y", "when-m", "things.0.what", "things.1.what", "nobody"])
    assert [each.in_("en") for each in named] == ["When", "What"]
    assert left_behind(questions, []) == []
