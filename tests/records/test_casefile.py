"""The case file: one byte form for everything that made up a case."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovframe.records import CaseFile, CaseFileInvalid

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
values = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts
nested = st.recursive(values, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3))
objects = st.dictionaries(texts, nested, max_size=3)


def case_file(**changes: Any) -> CaseFile:
    """A small case file."""
    given = {
        "receipt": "7K4-RM2-X9H", "form": {"name": "pothole", "version": 1}, "answers": {"where": "시청 앞"},
        "state": "closed", "received": "2026-11-22T03:00:00.000Z", "closed": "2026-11-23T03:00:00.000Z",
    }  # fmt: skip
    return CaseFile(**{**given, **changes})


def test_is_canonical_json_that_names_itself() -> None:
    """The bytes are canonical JSON (RFC 8785) with kind and version, readable by anyone without this program."""
    content = case_file().content()
    data = json.loads(content)
    assert (data["kind"], data["version"]) == ("egovframe.case-file", 1)
    assert data["answers"] == {"where": "시청 앞"}
    assert content == json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


@given(
    answers=objects,
    decision=st.none() | objects,
    history=st.lists(objects, max_size=2),
    facts=st.lists(texts, max_size=3),
)
def test_what_was_written_is_read_back(
    answers: dict[str, Any], decision: dict[str, Any] | None, history: list[dict[str, Any]], facts: list[str]
) -> None:
    """Reading gives what was written, and writing that gives the same bytes."""
    content = case_file(answers=answers, decision=decision, history=history, facts=facts).content()
    again = CaseFile.read(content)
    assert (again.answers, again.decision, again.history, again.facts) == (answers, decision, history, facts)
    assert again.content() == content


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\xff", b"null", b"[]", b"{}", b'{"kind":"other","version":1}',
        b'{"kind":"egovframe.case-file","version":2}', b'{"kind":"egovframe.case-file","version":1}',
        case_file().content()[:-1], case_file().content().replace(b'"receipt"', b'"recipe"'),
    ],
)  # fmt: skip
def test_anything_else_is_no_case_file(content: bytes) -> None:
    """Other content, and case files of newer programs, are refused with the next step."""
    with pytest.raises(CaseFileInvalid) as caught:
        CaseFile.read(content)
    assert caught.value.hint
