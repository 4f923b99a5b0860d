"""What a person is told before agreeing that personal data are taken (개인정보 보호법 15②): purpose, what, how long."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from egovframe.forms.questions import Question

_YEARS = re.compile(r"([0-9]+)y")


@dataclass(frozen=True, slots=True)
class Notice:
    """Why personal data are taken, which, and how long they are kept (None where a record class says it)."""

    purpose: Text
    taken: tuple[Text, ...]
    kept: Text | None


class Asking(Protocol):
    """A form that asks: a service, or one in the making."""

    @property
    def title(self) -> Text:
        """What it is called."""

    @property
    def questions(self) -> tuple[Question, ...]:
        """What it asks."""


def notice_of(form: Asking, keep: str) -> Notice:
    """Return the notice of a form; `keep` is its retention (`5y`) or a record class."""
    found = _YEARS.fullmatch(keep)
    kept = Text(ko=f"{found[1]}년", en=f"{found[1]} year{'s' if found[1] != '1' else ''}") if found else None
    return Notice(form.title, tuple(question.label for question in _personal(form.questions)), kept)


def _personal(questions: Iterable[Question]) -> Iterable[Question]:
    """Go through the questions whose answers say a person, those in groups by themselves."""
    for question in questions:
        if question.questions:
            yield from _personal(question.questions)
        elif question.personal is not None:
            yield question
