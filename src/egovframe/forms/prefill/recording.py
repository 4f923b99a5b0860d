"""The facts of answers that were looked up: whom the office asked, and which of its answers were handed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from egovframe.forms.answers import value_of
from egovframe.forms.prefill import facts
from egovframe.forms.reading import as_written

if TYPE_CHECKING:
    from egovframe.forms.form import Form
    from egovframe.forms.model import Submission
    from egovframe.forms.prefill.model import Brought
    from egovframe.kernel.work import UnitOfWork

BASIS: Final = "민원 처리에 관한 법률 제10조 제3항"


def note_looked_up(work: UnitOfWork, brought: Brought, *, basis: str = BASIS) -> None:
    """Note each register that was asked, what came of it, and which questions it answered: never the answers.

    `basis` is what the jurisdiction rests it on.
    """
    for source, outcome in brought.outcomes.items():
        if outcome == "unsure":
            continue
        work.note(
            facts.LOOKED_UP,
            object=f"form:{brought.form}",
            subjects=(f"account:{brought.account}",),
            basis=basis,
            details={
                "form": brought.form,
                "source": source,
                "outcome": outcome,
                "fields": [name for name, each in brought.found.items() if each.source == source],
            },
        )


def note_handed_in(
    work: UnitOfWork, submission: Submission[Any], form: Form, brought: Brought, *, basis: str = BASIS
) -> None:
    """Note which answers of a petition come from which register, and which of those the person changed."""
    if submission.replayed:
        return
    case = f"petition:{submission.petition.id}"
    for source in brought.outcomes:
        used = {name: each for name, each in brought.found.items() if each.source == source}
        used = {name: each for name, each in used.items() if getattr(form, name) is not None}
        if not used:
            continue
        changed = [name for name, each in used.items() if not _same(form, name, each.value)]
        work.note(
            facts.HANDED_IN,
            object=case,
            subjects=(case, f"account:{brought.account}"),
            basis=basis,
            details={
                "form": brought.form,
                "source": source,
                "looked_up": brought.at,
                "fields": list(used),
                "changed": changed,
            },
        )


def _same(form: Form, name: str, value: Any) -> bool:
    questions = type(form).form_questions
    written = as_written(questions, {name: value}).get(name)
    return bool(getattr(form, name) == value_of(questions[name], written))
