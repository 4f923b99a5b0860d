"""What changed between two versions of a form, and which answers a newer version has no place for, for people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from egovframe.forms.uploads.asked import plain_path

if TYPE_CHECKING:
    from egovframe.forms.changes import Change
    from egovframe.forms.definition import Definition
    from egovframe.forms.questions import Question
    from egovframe.kernel.text import Text

TOLD: Final = frozenset({"title", "about", "limit", "label", "hint", "required", "choices", "kind", "public", "accept"})
"""What of a form or question concerns whoever fills it in; the rest is the office's own."""


def what_changed(before: Definition, after: Definition) -> list[Change]:
    """Return the changes that concern whoever fills the form in."""
    return [each for each in after.diff(before) if not each.aspect or each.aspect in TOLD]


def left_behind(questions: Iterable[Question], names: Iterable[str]) -> list[Text]:
    """Return the labels of the questions in which these fields stand, each once, in the order of the form.

    A field may be one part of an answer (`when-y`) and stand in a group (`things.0.price`).
    """
    paths = {plain_path(name) for name in names}
    found: list[Text] = []
    _walk(questions, "", paths, found)
    return found


def _walk(questions: Iterable[Question], before: str, paths: set[str], found: list[Text]) -> None:
    for question in questions:
        path = before + question.name
        if any(each == path or each.startswith(f"{path}-") for each in paths):
            found.append(question.label)
        _walk(question.questions, f"{path}.", paths, found)
