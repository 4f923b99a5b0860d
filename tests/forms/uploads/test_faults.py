"""Refusals of files, in words."""

from __future__ import annotations

from egovframe.forms.uploads.content import EMPTY
from egovframe.forms.uploads.faults import FileRefused, missing_extra


def test_a_refusal_is_said_of_its_question() -> None:
    """The same words, where the file stands."""
    refused = FileRefused(EMPTY).of("things.0.picture")
    assert [(fault.field, fault.message) for fault in refused.faults] == [("things.0.picture", EMPTY)]
    assert refused.hint


def test_what_misses_packages_says_which() -> None:
    """The extra by its name."""
    assert "egovframe[files]" in missing_extra().hint
