"""Writing a form for form.io."""

import json

from egovframe.forms import Definition
from egovframe.forms.formats.formio.reading import read
from egovframe.forms.formats.formio.writing import pages, write


def test_a_form_comes_back_whole(accident: Definition) -> None:
    """What form.io has no place for comes along among a component's properties; it is noted nevertheless."""
    written = write(accident)
    assert read(written.content).definition == accident
    assert [each.item.split(":")[0] for each in written.not_carried] == ["total", "spot"]


def test_pages_are_panels(accident: Definition) -> None:
    """In the language asked for, the others beside."""
    document = json.loads(write(accident, language="en").content)
    assert [(each["type"], each["title"]) for each in document["components"]] == [
        ("panel", "Accident"),
        ("panel", "Things"),
    ]
    assert document["components"][0]["openForms"]["translations"]["ko"]["title"] == "사고"


def test_consecutive_questions_are_one_page() -> None:
    """The same heading later is another page."""
    asked = [{"page": {"en": "A"}}, {"page": {"en": "A"}}, {}, {"page": {"en": "A"}}]
    assert [len(questions) for _, questions in pages(asked)] == [2, 1, 1]
