"""What a form asks of somebody who is filling it in: it depends on what was answered so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from egovframe.forms import reading

if TYPE_CHECKING:
    from egovframe.forms.form import Form


@dataclass(frozen=True, slots=True)
class Asking:
    """The answers so far with what is worked out of them, and the questions that are not asked."""

    answers: Mapping[str, object]
    hidden: frozenset[str]

    def asks(self, name: str) -> bool:
        """Say whether the question of this name is asked; in a group `things.0.price`."""
        return name not in self.hidden


def asking(form: type[Form], answers: Mapping[str, object], *, posted: bool = False) -> Asking:
    """Return what the form asks after these answers, right or wrong as they may be; see `bind` for `posted`."""
    if posted:
        answers = reading.from_page(form.form_questions, answers)
    written = reading.as_written(form.form_questions, answers)
    if form.form_plan is None:
        return Asking(written, frozenset())
    hidden: set[str] = set()
    applied = form.form_plan.applied(written, hidden=hidden)
    return Asking(applied, frozenset(hidden))
