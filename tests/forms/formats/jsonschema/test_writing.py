"""Writing a form as JSON Schema 2020-12."""

import json
from typing import Any

import jsonschema
import pytest

from egovframe.forms import Definition, bind
from egovframe.forms.formats.jsonschema.reading import read
from egovframe.forms.formats.jsonschema.writing import write

ANSWERS: dict[str, Any] = {
    "harm": "person",
    "who": "홍길동",
    "things": [{"what": "lamp", "price": 1000}],
    "day": "2026-09-18",
    "phone": "010-1234-5678",
    "again": True,
    "code": "AB123",
    "agree": True,
}


def test_a_form_comes_back_whole(accident: Definition) -> None:
    """Nothing is left behind, in either direction."""
    written = write(accident)
    back = read(written.content)
    assert (written.not_carried, back.not_carried) == ((), ())
    assert back.definition == accident


def test_the_schema_is_one_and_takes_what_the_form_takes(accident: Definition) -> None:
    """By the validator of jsonschema (Python): right answers, and wrong ones."""
    schema = json.loads(write(accident, language="en").content)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert (schema["title"], schema["properties"]["harm"]["title"]) == ("Accident report", "What was harmed?")
    checker = jsonschema.Draft202012Validator(schema)
    assert list(checker.iter_errors(ANSWERS)) == []
    assert bind(accident.form_class(), ANSWERS).model_dump()["harm"] == "person"
    for name, wrong in (("harm", "cat"), ("code", "x"), ("agree", False), ("things", [{"what": "lamp"}])):
        assert list(checker.iter_errors({**ANSWERS, name: wrong}))


@pytest.mark.parametrize("key", ["purpose", "when", "page", "personal", "refusal", "limits", "computed"])
def test_what_json_schema_has_no_words_for(accident: Definition, key: str) -> None:
    """Stands beside it under a name of ours."""
    text = write(accident).content.decode()
    assert f'"x-egov-{key}"' in text
