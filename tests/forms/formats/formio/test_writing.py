"""Writing a form for form.io."""

import json
import subprocess
from pathlib import Path

import pytest

from egovframe.forms import Definition
from egovframe.forms.formats.formio.reading import read
from egovframe.forms.formats.formio.writing import pages, write
from tests.support.pypi import packages

LOOK = """
import json, sys
from formiodata.builder import Builder
from formiodata.form import Form
builder = Builder(open(sys.argv[1]).read(), language="en")
answers = {"harm": "person", "lanes": 3, "things": [{"what": "lamp", "price": 10}], "who": "Kim"}
form = Form(json.dumps(answers), builder)
print(json.dumps({
    "types": {key: each.type for key, each in builder.input_components.items()},
    "harm": form.input_components["harm"].value_label,
    "rows": [row.input_components["what"].value for row in form.input_components["things"].rows],
    "who": form.input_components["who"].conditionally_visible,
}))
"""


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


@pytest.fixture(scope="module")
def formio_data() -> Path:
    """Python with formio-data, in an environment of its own."""
    return packages("formio-data", tests="the tests of form.io against formio-data")


def test_another_reader_of_form_io_takes_it(accident: Definition, formio_data: Path, tmp_path: Path) -> None:
    """formio-data (Python) finds each question by its key and type, reads answers by them, and sees the condition."""
    file = tmp_path / "accident.json"
    file.write_bytes(write(accident, language="en").content)
    ran = subprocess.run([formio_data, "-c", LOOK, file], capture_output=True, text=True, timeout=120, check=False)
    assert ran.returncode == 0, ran.stderr[-2_000:]
    found = json.loads(ran.stdout)
    assert set(accident.names) <= set(found["types"])
    assert (found["types"]["total"], found["types"]["signs"], found["types"]["day"]) == (
        "currency",
        "selectboxes",
        "datetime",
    )
    assert (found["harm"], found["rows"], found["who"]) == ("A person", ["lamp"], True)
