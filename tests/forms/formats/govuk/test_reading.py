"""Reading a form document of GOV.UK Forms."""

import json
from pathlib import Path
from typing import Any

import pytest

from egovframe.forms.formats.carrying import Carried, FormatUnreadable
from egovframe.forms.formats.govuk.reading import read


def step(number: int, kind: str = "text", **more: Any) -> dict[str, Any]:
    """A step of a document."""
    data = {"question_text": f"Question {number}?", "answer_type": kind, "is_optional": False}
    data |= {key: value for key, value in more.items() if key != "routing_conditions"}
    routes = more.get("routing_conditions", [])
    return {"id": number, "position": number, "type": "question_page", "data": data, "routing_conditions": routes}


def of(*steps: Any, **more: Any) -> Carried:
    """The form of a document with these steps."""
    return read(json.dumps({"name": "A form", "language": "en", "steps": list(steps), **more}).encode())


@pytest.mark.parametrize(
    ("kind", "settings", "found"),
    [
        ("text", {"input_type": "single_line"}, "text"),
        ("text", {"input_type": "long_text"}, "long-text"),
        ("number", None, "number"),
        ("date", {"input_type": "date_of_birth"}, "birth-date"),
        ("date", {"input_type": "other_date"}, "date"),
        ("email", {}, "email"),
        ("phone_number", {}, "phone"),
        ("name", {"input_type": "full_name"}, "person-name"),
        ("address", {"input_type": {"uk_address": "true"}}, "address"),
        ("file", None, "file"),
        ("organisation_name", None, "text"),
        ("selection", {"only_one_option": "true", "selection_options": [{"name": "A"}]}, "choice"),
        ("selection", {"only_one_option": "0", "selection_options": [{"name": "A", "value": "a"}]}, "choices"),
    ],
)
def test_kinds(kind: str, settings: Any, found: str) -> None:
    """Every type of answer."""
    (question,) = of(step(1, kind, answer_settings=settings)).definition.questions
    assert (question.name, question.kind) == ("question_1", found)


def test_national_insurance_numbers_are_guarded() -> None:
    """An identifier without a law here: sensitive until somebody names one."""
    carried = of(step(1, "national_insurance_number"))
    assert carried.definition.questions[0].personal == "sensitive"
    assert "name the law" in carried.not_carried[0].reason.in_("en")


def test_what_repeats() -> None:
    """A question with «add another» is a group of one question; files are several files."""
    carried = of(step(1, "number", is_repeatable=True), step(2, "file", is_repeatable=True))
    one, files = carried.definition.questions
    assert (one.kind, [each.kind for each in one.questions], files.kind) == ("group", ["number"], "files")


def test_routes_become_conditions() -> None:
    """«Once» goes past question 2."""
    options = {"only_one_option": "true", "selection_options": [{"name": "Once"}, {"name": "More"}]}
    route = {"answer_value": "Once", "goto_page_id": 3, "check_page_id": 1, "routing_page_id": 1}
    carried = of(step(1, "selection", answer_settings=options, routing_conditions=[route]), step(2), step(3))
    _, second, third = carried.definition.questions
    assert second.when is not None
    assert (second.when.as_json(), third.when) == ({"!=": [{"var": "question_1"}, "Once"]}, None)
    several = {**route, "answer_value": {"operator": "in", "values": ["Once", "More"]}}
    carried = of(step(1, "selection", answer_settings=options, routing_conditions=[several]), step(2), step(3))
    second = carried.definition.questions[1]
    assert second.when is not None
    assert not second.when.holds({"question_1": "More"})


def test_exit_pages_are_named() -> None:
    """The questions after it are not asked of who leaves."""
    options = {"only_one_option": "true", "selection_options": [{"name": "Yes"}, {"name": "No"}]}
    route = {"answer_value": "No", "exit_page_heading": "Sorry", "exit_page_markdown": "…", "check_page_id": 1}
    carried = of(step(1, "selection", answer_settings=options, routing_conditions=[route]), step(2))
    assert carried.definition.questions[1].when is not None
    assert [each.item for each in carried.not_carried] == ["step 1: routing_conditions: Sorry"]


@pytest.mark.parametrize(
    "route",
    [None, {"answer_value": 5}, {"answer_value": "x", "goto_page_id": 99}, {"answer_value": "x", "goto_page_id": 1}],
)
def test_routes_that_lead_nowhere(route: Any) -> None:
    """Are named: unknown pages, going back, answers of no kind."""
    carried = of(step(1), step(2, routing_conditions=[route]), step(3))
    assert [each.item.split(":")[0] for each in carried.not_carried] == ["step 2"]


def test_the_declaration_is_a_consent_and_the_rest_is_named() -> None:
    """Pages after sending, contacts, payments."""
    carried = of(step(1), declaration_markdown="I agree", payment_url="https://pay", what_happens_next_markdown="Wait")
    assert carried.definition.questions[-1].kind == "consent"
    assert [each.item for each in carried.not_carried] == ["payment_url", "what_happens_next_markdown: Wait"]


def test_a_document_as_the_database_keeps_it() -> None:
    """Inside of `content`; ordered by position; Welsh is a language too."""
    document = {"id": 1, "tag": "live", "content": {"name": "Ffurflen", "language": "cy", "steps": [step(2), step(1)]}}
    form = read(json.dumps(document).encode()).definition
    assert (form.title.as_dict(), form.names) == ({"cy": "Ffurflen"}, ("question_1", "question_2"))


def test_what_has_no_steps() -> None:
    """Is no form document."""
    with pytest.raises(FormatUnreadable, match="no steps"):
        read(b'{"name": "x"}')


def test_forms_of_others(documents: Path) -> None:
    """The form with every type of question, of the runner's own tests."""
    carried = read((documents / "govuk" / "all_question_types_form.json").read_bytes())
    assert [each.kind for each in carried.definition.questions] == [
        "text",
        "number",
        "address",
        "email",
        "date",
        "text",
        "phone",
        "choices",
        "long-text",
    ]
    assert carried.definition.name == "all-question-types-form"
