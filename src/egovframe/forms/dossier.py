"""Everything that there is about one closed case, in plain values, for whoever keeps its record."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from egovframe.forms import store
from egovframe.forms.access import Access
from egovframe.forms.cosigning.service import CosignersOfPetitions
from egovframe.forms.model import Petition
from egovframe.forms.prefill.service import origins
from egovframe.forms.procedure.store import objection_of
from egovframe.kernel.clock import instant, moment
from egovframe.kernel.errors import Conflict, NotFound
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.forms.catalogue import Forms
    from egovframe.kernel.work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Dossier:
    """A closed case with its answers in the clear: to be sealed before it leaves memory.

    `definition` is the form as it was published, `answers` are complete, `subjects` name whose data it is.
    A refusal that was objected to is closed a second time, with the `objection`. `cosigners` are the signatures that
    stand, `prefilled` says which answers came from which register, and when.
    """

    petition: Petition[Any]
    closed: datetime
    definition: Mapping[str, Any]
    answers: Mapping[str, Any]
    decision: Mapping[str, Any] | None
    history: Sequence[Mapping[str, Any]]
    notices: Sequence[Mapping[str, Any]]
    subjects: tuple[str, ...]
    objection: Mapping[str, Any] | None = None
    cosigners: Sequence[Mapping[str, Any]] = ()
    prefilled: Sequence[Mapping[str, Any]] = ()

    @property
    def title(self) -> Text:
        """The title of the form, under which the case is known without saying what a person wrote."""
        return self.petition.title


def dossier(work: UnitOfWork, forms: Forms, petition_id: str) -> Dossier:
    """Return the dossier of a closed petition. Needs `petition.reveal`. Raises NotFound, or Conflict while open."""
    petitions = forms.at(work)
    row = store.by_id(work.conn, petition_id)
    if row is None:
        raise NotFound(f"There is no petition {petition_id}.", hint="It may have been removed; run `egovframe verify`.")
    Access(work).need_everything(row)
    if row["closed"] is None:
        raise Conflict(f"The petition {row['receipt']} is not closed yet.", hint="Only closed cases become records.")
    petition = petitions.case.shown(row)
    decision, objection = petition.decision, objection_of(work.conn, petition_id)
    return Dossier(
        petition=petition,
        closed=moment(row["closed"]),
        definition=forms.version(work.conn, row["form"], row["form_version"]).definition.as_json(),
        answers={**json.loads(row["answers"]), **petitions.case.personal(row)},
        decision=None
        if decision is None
        else {
            "kind": decision.kind,
            "at": instant(decision.at),
            "by": decision.by,
            "by_name": decision.by_name,
            "text": decision.text,
            "basis": decision.basis,
            "remedy": decision.remedy,
        },
        history=[
            {"at": instant(step.at), "kind": step.kind, "by": step.by} for step in petitions.case.timeline(petition)
        ],
        notices=[
            {name: notice[name] for name in ("kind", "channel", "state", "reference", "at")}
            for notice in store.notices_of(work.conn, petition_id)
        ],
        subjects=(f"petition:{petition_id}", *((f"account:{row['applicant']}",) if row["applicant"] else ())),
        objection=None
        if objection is None
        else {name: objection[name] for name in ("filed", "due", "extended", "decided", "outcome")},
        cosigners=CosignersOfPetitions(work, forms).signatures(petition_id),
        prefilled=[each.as_json() for each in origins(work, petition_id).values()],
    )
