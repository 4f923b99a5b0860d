"""The formats by name, and what holds for all of them."""

import json
from pathlib import Path
from typing import Any

import pytest

from egovframe.forms import Definition, Fee, collects
from egovframe.forms.formats.carrying import OF_FORM, FormatUnreadable
from egovframe.forms.formats.choosing import FORMATS, format_of
from egovframe.forms.parsing import DEFINITION
from egovframe.kernel.text import Text

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


QUESTION: dict[str, Any] = {"name": "why", "label": {"ko": "왜", "en": "Why"}, "kind": "text", "required": True}
SAID: dict[str, Any] = {
    "limit": "7d",
    "keep": "5y",
    "unit": "roads",
    "role": "clerk",
    "kind": "건의민원",
    "procedure": "permit",
    "drafts": "pin",
    "cosigners": {"least": 1, "most": 4},
    "fee": Fee.of(5_000).as_json(),
    "public": collects(thresholds=(5,)).as_json(),
}
"""Everything that a form says of itself besides its questions and what it is called."""
OF_QUESTION: dict[str, Any] = {
    "prefill": "registry.name",
    "fixed": True,
    "public": True,
    "purpose": {"ko": "연락", "en": "To call"},
    "page": {"ko": "첫째", "en": "First"},
    "hint": {"ko": "짧게", "en": "Short"},
}


def test_nothing_that_a_form_says_is_forgotten_here() -> None:
    """What comes to a form has to be carried, or listed."""
    assert SAID.keys() == set(OF_FORM) == DEFINITION - {"name", "version", "title", "about", "questions"}


@pytest.mark.parametrize("said", SAID)
@pytest.mark.parametrize("name", FORMATS)
def test_what_a_form_says_of_itself_comes_back_or_is_listed(name: str, said: str) -> None:
    """Never dropped silently; a form that does not say it has nothing to tell of it."""
    plain = {"name": "a", "title": {"ko": "가", "en": "A"}, "questions": [QUESTION]}
    usual, form = Definition.parse(plain), Definition.parse({**plain, said: SAID[said]})
    written = format_of(name).write(form, language="en")
    read = format_of(name).read(written.content, name="a").definition
    listed = [each.item for each in written.not_carried].count(said)
    assert (getattr(read, said) == getattr(form, said)) is (listed == 0)
    assert listed in (0, 1)
    assert said not in [each.item for each in format_of(name).write(usual, language="en").not_carried]


@pytest.mark.parametrize("said", OF_QUESTION)
@pytest.mark.parametrize("name", FORMATS)
def test_what_a_question_says_comes_back_or_is_listed(name: str, said: str) -> None:
    """Also in a format that has no place for it."""
    fits = {"fixed": {"prefill": "registry.name"}, "purpose": {"personal": "personal"}}.get(said, {})
    question = {**QUESTION, **fits, said: OF_QUESTION[said]}
    form = Definition.parse({"name": "a", "title": {"ko": "가", "en": "A"}, "questions": [question]})
    written = format_of(name).write(form, language="en")
    (read,) = format_of(name).read(written.content, name="a").definition.questions
    listed = any(said in each.item for each in written.not_carried)
    asked, came = (getattr(each, said) for each in (form.questions[0], read))
    same = came.in_("en") == asked.in_("en") if isinstance(asked, Text) and came else came == asked
    assert same is not listed


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
