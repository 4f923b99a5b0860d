"""What is kept of answers that were looked up: whom the office asked, and which of its answers were handed in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms.answers import value_of
from egovframe.forms.prefill import facts, store
from egovframe.forms.reading import as_written
from egovframe.kernel.canonical import canonical_text
from egovframe.kernel.clock import instant
from egovframe.kernel.ids import new_id

if TYPE_CHECKING:
    from egovframe.forms.form import Form
    from egovframe.forms.model import Petition
    from egovframe.forms.prefill.model import Brought
    from egovframe.kernel.text import Text
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
    work: UnitOfWork,
    petition: Petition[Any],
    form: Form,
    brought: Brought,
    *,
    title_of: Callable[[str], Text],
    basis: str = BASIS,
) -> None:
    """Keep and note which answers of a new petition come from which register, and which of those the person changed.

    `title_of` gives what people call a register: the title of that day stays with the case.
    """
    _hand_in(work, petition, form, brought, names=frozenset(brought.found), title_of=title_of, basis=basis)


def note_handed_in_again(
    work: UnitOfWork,
    petition: Petition[Any],
    form: Form,
    brought: Brought,
    *,
    title_of: Callable[[str], Text],
    differing: Iterable[str],
    basis: str = BASIS,
) -> None:
    """Do the same for answers that were changed later, as far as they are now what a register says."""
    same = (name for name in differing if name in brought.found and _same(form, name, brought.found[name].value))
    _hand_in(work, petition, form, brought, names=frozenset(same), title_of=title_of, basis=basis)


def keep_changed(work: UnitOfWork, petition_id: str, names: Iterable[str]) -> None:
    """Keep that answers are no longer those of a register; the next note vouches for it."""
    changed = frozenset(names)
    for row in store.of_petition(work.conn, petition_id) if changed else ():
        if row["question"] in changed and row["changed"] is None:
            store.change(work, row, {"changed": instant(work.at)})


def _hand_in(
    work: UnitOfWork,
    petition: Petition[Any],
    form: Form,
    brought: Brought,
    *,
    names: frozenset[str],
    title_of: Callable[[str], Text],
    basis: str,
) -> None:
    case = f"petition:{petition.id}"
    before = {row["question"]: row for row in store.of_petition(work.conn, petition.id)}
    for source in brought.outcomes:
        used = {name: each for name, each in brought.found.items() if each.source == source and name in names}
        used = {name: each for name, each in used.items() if getattr(form, name) is not None}
        if not used:
            continue
        changed = [name for name, each in used.items() if not _same(form, name, each.value)]
        title = canonical_text(title_of(source).as_dict())
        for name, each in used.items():
            since = instant(work.at) if name in changed else None
            values = {"source": source, "title": title, "at": brought.at, "fixed": int(each.fixed), "changed": since}
            if name in before:
                store.change(work, before[name], values)
            else:
                store.add(work, {"id": new_id(), "petition": petition.id, "question": name, **values})
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
