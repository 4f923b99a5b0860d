"""The formats by name, and what holds for all of them."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from egovframe.forms import Definition, Fee, collects
from egovframe.forms.formats.carrying import FormatUnreadable
from egovframe.forms.formats.choosing import FORMATS, format_of

ASKED = {
    "jsonschema": {"properties": {"a": {"type": "string"}}},
    "formio": {"components": [{"type": "textfield", "key": "a", "label": "A"}]},
    "govuk": {"steps": [{"id": "a", "data": {"question_text": "A", "answer_type": "text"}}]},
}


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_written_and_read(name: str, accident: Definition) -> None:
    """What is written is read again as a form that asks the same; the same form gives the same file."""
    form = format_of(name)
    written = form.write(accident, language="en")
    assert written == form.write(accident, language="en")
    back = form.read(written.content).definition
    asked = [each for each in accident.names if each not in {"total", "double", "agree"}]
    assert [each for each in back.names if each in asked] == asked
    assert back.name == accident.name


@pytest.mark.parametrize("name", FORMATS)
def test_that_its_petitions_are_public_is_not_carried(name: str, accident: Definition) -> None:
    """No other format knows signatures and thresholds: it is said, and the file is the same."""
    form = format_of(name)
    usual, public = form.write(accident), form.write(replace(accident, public=collects(thresholds=(5,))))
    assert public.content == usual.content
    assert [each.item for each in public.not_carried] == ["public", *(each.item for each in usual.not_carried)]


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"null", b"PK\x05\x06" + b"\0" * 18, b"\xff" * 100, b"<a/>"])
def test_what_is_none_of_the_format_is_refused(name: str, content: bytes) -> None:
    """In words that say what to do."""
    with pytest.raises(FormatUnreadable) as refused:
        format_of(name).read(content)
    assert refused.value.hint


@pytest.mark.parametrize("name", ASKED)
@pytest.mark.parametrize("junk", [None, 5, "x", [], {}, [[]], {"a": {"b": []}}, [None, 5, "x", {"type": 5}], True])
def test_junk_anywhere_in_a_document_is_no_crash(name: str, junk: object) -> None:
    """Whatever stands in the place of whatever: a form, or words."""

    def spoilt(value: object) -> list[object]:
        found: list[object] = [junk]
        if isinstance(value, dict):
            found += [{**value, key: each} for key in value for each in spoilt(value[key])]
            found += [
                {**value, key: junk}
                for key in ("required", "when", "conditional", "validate", "if", "routing_conditions")
            ]
        if isinstance(value, list):
            found += [
                [*value[:place], each, *value[place + 1 :]]
                for place in range(len(value))
                for each in spoilt(value[place])
            ]
        return found

    for document in spoilt(ASKED[name]):
        try:
            format_of(name).read(json.dumps(document).encode())
        except FormatUnreadable as refused:
            assert refused.hint  # noqa: PT017 - either is fine, a crash is not


@pytest.mark.parametrize("name", FORMATS)
def test_a_fee_is_not_carried_and_said_so(name: str) -> None:
    """No other format knows what a petition costs."""
    data = {"name": "a", "title": "A", "questions": [{"name": "b", "label": "B", "kind": "text"}]}
    free = Definition.parse(data)
    written = format_of(name).write(Definition.parse({**data, "fee": Fee.of(5_000).as_json()}), language="en")
    assert written.content == format_of(name).write(free, language="en").content
    assert [each.item for each in written.not_carried if each.item == "fee"] == ["fee"]
    assert "fee" not in [each.item for each in format_of(name).write(free, language="en").not_carried]


def test_an_unknown_format() -> None:
    """Named, with those that there are."""
    with pytest.raises(FormatUnreadable, match="no format 'word'"):
        format_of("word")


@pytest.mark.parametrize("name", FORMATS)
def test_forms_of_others_go_out_again_and_come_back(name: str, documents: Path) -> None:
    """What was read of them is written in their own format and asks the same when it is read again."""
    form = format_of(name)
    files = sorted(each for each in (documents / name).iterdir() if "submission_schema" not in each.name)
    assert files
    for file in files:
        first = form.read(file.read_bytes(), name="theirs").definition
        again = form.read(form.write(first, language="en").content, name="theirs").definition
        asked = [each.name for each in first.questions if each.computed is None and each.kind != "consent"]
        assert [each for each in again.names if each in asked] == asked, file.name
