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


def asking(form: type[Form], answers: Mapping[str, object], *, posted: bool = False, blank: int = 0) -> Asking:
    """Return what the form asks after these answers, right or wrong as they may be; see `bind` for `posted`.

    `blank` entries of each group, behind those that were written, are looked at too: a page may show them empty.
    """
    questions = form.form_questions
    if posted:
        answers = reading.from_page(questions, answers)
    written = reading.as_written(questions, answers)
    plan = form.form_plan
    if plan is None:
        return Asking(written, frozenset())
    hidden: set[str] = set()
    applied = plan.applied(written, hidden=hidden)
    groups = [name for name, question in questions.items() if question.kind == "group"] if blank else []
    if groups:
        longer = dict(written)
        for name in groups:
            entries = written.get(name)
            longer[name] = [*(entries if isinstance(entries, list) else []), *({} for _ in range(blank))]
        plan.applied(longer, hidden=hidden)
    return Asking(applied, frozenset(hidden))
