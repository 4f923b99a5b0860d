"""What forms and records have to do with each other: a closed petition becomes a record.

The two components do not know each other; they meet here. The record is made by the worker, after the closing is
committed, once however often the task is tried.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms.dossier import Dossier, dossier
from egovframe.forms.events import Closed
from egovframe.kernel.clock import instant
from egovframe.kernel.errors import DeclarationError
from egovframe.kernel.permissions import Actor
from egovframe.records.casefile import CaseFile
from egovframe.records.model import RecordClass
from egovframe.records.retention import Period

if TYPE_CHECKING:
    from egovframe.app import App
    from egovframe.kernel.outbox import Task
    from egovframe.office.office import Office

KEEP: Final = "keep-record"
MOST_FACTS: Final = 1_000
MAY: Final = ("petition.reveal", "record.declare")
"""What the task may: a case file holds the answers as they are."""


def classes_of(app: App) -> tuple[RecordClass, ...]:
    """Return the record classes of the city: those declared, and one for each form that says how long itself."""
    found: dict[str, RecordClass] = dict(app.record_classes)
    for form in app.forms.values():
        made = (
            form.keep if isinstance(form.keep, RecordClass) else RecordClass(form.name, form.title, _period(form.keep))
        )
        known = found.setdefault(made.id, made)
        if known.keep != made.keep:
            raise DeclarationError(
                f"The form {form.name} keeps its records {made.keep}, the record class {made.id} {known.keep}.",
                hint="Say keep= with the record class, or give the class another id.",
            )
    return tuple(found.values())


def _period(keep: object) -> Period:
    if not isinstance(keep, Period):
        raise DeclarationError(f"{keep!r} is no retention.", hint="Say keep=years(5), or name a record class.")
    return keep


def keep_text(keep: Period | RecordClass | None) -> str:
    """Return how long a form's records are kept as the form's definition says it: `5y`, or the id of a record class."""
    return keep.id if isinstance(keep, RecordClass) else str(_period(keep))


def class_names(app: App) -> Mapping[str, str]:
    """Return the record class of each form, by the form's name."""
    return {name: form.keep.id if isinstance(form.keep, RecordClass) else name for name, form in app.forms.items()}


def follow(office: Office) -> None:
    """Have the worker keep the record of each petition that is closed."""
    names = class_names(office.app)

    def keep(task: Task) -> None:
        petition_id = task.event.petition_id
        facts = [fact["id"] for fact in office.trail.search(object=f"petition:{petition_id}", limit=MOST_FACTS)]
        with office.look(by=Actor.system("records", may=task.may), why="case file of a closed petition") as look:
            case = dossier(look, office.forms, petition_id)
        content = _case_file(case, sorted(facts)).content()
        # A refusal that was objected to is closed twice: what stood there first stays as it was kept.
        source = f"petition:{petition_id}" + ("/objection" if case.objection else "")
        form = case.petition.form_name
        with task.work(why="closed petition kept as a record") as work:
            work.records.keep(
                names.get(form) or str(case.definition["keep"]),
                f"{case.title} {case.petition.receipt}",
                content,
                source=source,
                completed=office.jurisdiction.calendar.local(case.closed).date(),
                unit=case.petition.unit,
                form=form,
                receipt=case.petition.receipt,
                subjects=case.subjects,
                sealed_for=f"petition:{petition_id}",
            )

    office.observers.later(Closed, KEEP, keep, may=MAY)


def _case_file(case: Dossier, facts: list[str]) -> CaseFile:
    petition = case.petition
    more: dict[str, Any] = {
        "unit": petition.unit,
        "registered": petition.registered,
        "channel": petition.channel,
        "due": instant(petition.due),
        "limit": str(petition.limit),
        "handler": petition.handler,
        "outcome": petition.outcome,
        **({"objection": dict(case.objection)} if case.objection else {}),
        **({"cosigners": [dict(each) for each in case.cosigners]} if case.cosigners else {}),
        **({"prefilled": [dict(each) for each in case.prefilled]} if case.prefilled else {}),
    }
    return CaseFile(
        receipt=petition.receipt,
        form=dict(case.definition),
        answers=case.answers,
        state=petition.state,
        received=instant(petition.received),
        closed=instant(case.closed),
        decision=case.decision,
        history=case.history,
        notices=case.notices,
        facts=facts,
        more=more,
    )
