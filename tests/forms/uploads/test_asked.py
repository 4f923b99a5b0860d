"""Which questions take files, and which files answers name."""

from __future__ import annotations

from egovframe.forms.uploads.asked import file_questions, named_files, plain_path
from tests.forms.uploads.place import Damage

QUESTIONS = tuple(Damage.form_questions.values())


def test_questions_for_files_are_found_by_path() -> None:
    """Those in groups too; how personal they are is that of the file or of the group around it."""
    found = file_questions(QUESTIONS)
    assert {path: each.level for path, each in found.items()} == {
        "photos": None,
        "paper": "personal",
        "things.picture": found["things.picture"].level,
    }


def test_files_are_named_by_field() -> None:
    """One name for each, as a fault would name it."""
    answers = {"where": "x", "photos": ["a", "b"], "paper": None, "things": [{"what": "x"}, {"picture": "c"}]}
    assert list(named_files(QUESTIONS, answers)) == [("photos", "a"), ("photos", "b"), ("things.1.picture", "c")]


def test_a_field_has_a_path() -> None:
    """The numbers of entries are no part of it."""
    assert plain_path("things.12.parts.0.photo") == "things.parts.photo"
