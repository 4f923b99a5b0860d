"""The verbs of approvals (`work.approvals`): draft a decision, approve it, send it back, recall it.

What the last one approves is decided in the same unit of work, word for word as it was drafted.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms import facts as of_petitions
from egovframe.forms import store as forms_store
from egovframe.forms.access import object_of, subjects_of
from egovframe.forms.approvals import facts, store
from egovframe.forms.approvals.covering import Covering
from egovframe.forms.approvals.model import ACTIONS, LAST, Approval, Outcome, Signer, Step, waiting, wrong_with
from egovframe.forms.model import check_refusal
from egovframe.kernel.canonical import canonical
from egovframe.kernel.clock import instant, moment
from egovframe.kernel.errors import Conflict, Fault, Invalid, NotFound
from egovframe.kernel.ids import new_id
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.forms.catalogue import Forms
    from egovframe.forms.model import Petition
    from egovframe.forms.store import Row
    from egovframe.kernel.facts import FactType
    from egovframe.kernel.permissions import Actor
    from egovframe.kernel.work import UnitOfWork

APPROVE: Final = "petition.approve"
ANSWER: Final = "petition.answer"
READ: Final = "petition.read"
LAW: Final = "행정업무의 운영 및 혁신에 관한 규정 제10조"
MOST: Final = 200

_JOINED: Final = "joined"
"""Among the sealed words: the ids of the joined petitions that a draft covers."""

Approvals_ = list[Approval]


class Approvals:
    """Drafted decisions, as the person at work may draft, see and approve them."""

    def __init__(self, work: UnitOfWork, forms: Forms) -> None:
        self._work = work
        self._forms = forms

    # ------------------------------------------------------------------ looking

    def mine(self) -> Approvals_:
        """Return what waits for the actor, or for whom the actor stands in; the oldest first. Needs `petition.approve`.

        The words are not opened: `get` does.
        """
        self._work.need(APPROVE)
        rows = store.open_for(self._work.conn, {self._work.actor.stands_for}, limit=MOST)
        found = [self._approval(row) for row in rows]
        return [each for each in found if any(self._is_mine(step) for step in each.waiting())]

    def drafted(self) -> Approvals_:
        """Return what the actor drafted, the newest first, without its words. Needs `petition.answer`."""
        self._work.need(ANSWER)
        rows = store.drafted_by(self._work.conn, self._work.actor.stands_for, limit=MOST)
        found = [self._approval(row) for row in rows]
        return [each for each in found if self._work.may(READ, unit=each.unit, form=each.form, owner=each.drafter)]

    def of(self, receipt: str) -> Approvals_:
        """Return what was drafted for a petition, with its words, the oldest first. Needs `petition.read`."""
        petition = self._forms.at(self._work).get(receipt)
        rows = store.of_petition(self._work.conn, petition.id)
        return [self._approval(row, opened=True) for row in rows]

    def get(self, approval_id: str) -> Approval:
        """Return a draft with its words, to whoever may read the petition. Raises NotFound."""
        row, case = self._found(approval_id, READ)
        self._forms.at(self._work).get(case["receipt"])  # leaves the fact of who read what
        return self._approval(row, opened=True)

    # ------------------------------------------------------------------ drafting

    def draft(
        self,
        receipt: str,
        outcome: Outcome,
        *,
        text: str,
        line: Sequence[Signer],
        basis: str = "",
        remedy: str = "",
        joined: bool = False,
    ) -> Approval:
        """Draft a decision and send it along a line. Needs `petition.answer`.

        With `joined` it covers the petitions that are joined under this one now, as far as the drafter answers them,
        they allow it and the line may sign for them: with the last signature all are decided (영6⑥).

        Raises Invalid for a line or words that do not hold: everybody in the line holds `petition.approve` for the
        petition, and the last one `petition.answer` as well; a refusal has reasons, basis and remedies (법27③); with
        `joined` there is one at least. Raises Conflict where the petition is decided, or has a draft that is open.
        """
        work = self._work
        if outcome not in ACTIONS:
            raise _invalid("outcome", "Choose how it is decided.", "어떻게 결정할지 고르세요.")
        self._forms.at(work).ready(receipt, ACTIONS[outcome])
        petition = self._forms.at(work).get(receipt)
        row = forms_store.by_id(work.conn, petition.id)
        assert row is not None  # noqa: S101 - it was just read
        words = {"text": text, "basis": basis, "remedy": remedy}
        if outcome == "refused":
            check_refusal(words)
        elif not text.strip():
            raise _invalid("text", "Write the answer.", "답변을 적으세요.")
        signers = self._signers(row, line)
        covered: list[Row] = []
        if joined:
            covered = self._covering.coverable(
                row, outcome, signs=lambda each: all(_signs(*who, each) for who in signers)
            )
            if not covered:
                raise _invalid(
                    "joined",
                    "No petition is joined under this one that this line can decide with it.",
                    "이 결재선으로 함께 처리할 수 있는 병합 민원이 없습니다.",
                )
            words[_JOINED] = " ".join(each["id"] for each in covered)
        approval_id = new_id()
        values = {
            "id": approval_id,
            "petition": row["id"],
            "outcome": outcome,
            "words": self._sealed(row["id"], f"approval:{approval_id}", words),
            "drafter": work.actor.id,
            "drafter_name": work.actor.name,
            "made": instant(work.at),
            "state": "open",
            "settled": None,
        }
        store.add(work, values, [self._new_step(approval_id, signer, who) for signer, who in signers])
        more = [subject for each in covered for subject in subjects_of(each)]
        details = {"outcome": outcome, "signers": len(signers), "joined": len(covered)}
        self._note(facts.DRAFTED, row, approval_id, more=more, **details)
        return self._approval(values, opened=True)

    def recall(self, approval_id: str) -> Approval:
        """Take one's own open draft back. Raises NotFound for others' drafts, Conflict once it is settled."""
        row, case = self._found(approval_id, ANSWER)
        if row["drafter"] != self._work.actor.stands_for:
            raise _unknown()
        self._check_open(row)
        after = store.change(self._work, row, {"state": "recalled", "settled": instant(self._work.at)})
        self._note(facts.RECALLED, case, approval_id)
        return self._approval(after)

    # ------------------------------------------------------------------ approving

    def ready(self, approval_id: str) -> None:
        """Raise what keeps the actor from taking a step of this draft now, before anything is entered for it."""
        self._turn(approval_id)

    def approve(self, approval_id: str, *, note: str = "") -> Approval:
        """Take one's step in the line; with the last one the petition is decided as drafted. Needs `petition.approve`.

        Whoever acts in the place of the officer named does so as their proxy (대결). Raises NotFound for a draft in
        whose line the actor does not stand, Conflict before or after the actor's turn, SamePerson for the drafter.
        """
        row, case, step = self._turn(approval_id)
        self._take(case, step, "approved", note)
        done = [step["id"] == each["id"] or each["state"] == "approved" for each in self._steps(row)]
        last = all(done)
        details = {"part": step["part"], "proxy": int(self._proxy(step)), "last": int(last)}
        after = row
        if last:
            after = store.change(self._work, row, {"state": "approved", "settled": instant(self._work.at)})
        self._note(facts.SIGNED, case, approval_id, **details)
        if last:
            self._decide(case, row)
        return self._approval(after)

    def send_back(self, approval_id: str, *, note: str) -> Approval:
        """Send a draft back to its drafter, saying why; it is settled then, and another one may be drafted.

        Needs `petition.approve`. Raises Invalid without a note, and what `approve` raises.
        """
        row, case, step = self._turn(approval_id)
        if not note.strip():
            raise _invalid("note", "Say what has to be changed.", "무엇을 고쳐야 하는지 적으세요.")
        self._take(case, step, "returned", note)
        after = store.change(self._work, row, {"state": "returned", "settled": instant(self._work.at)})
        self._note(facts.RETURNED, case, approval_id, part=step["part"], proxy=int(self._proxy(step)))
        return self._approval(after)

    # ------------------------------------------------------------------ inside

    @property
    def _covering(self) -> Covering:
        return Covering(self._work, self._forms)

    def _signers(self, row: Row, line: Sequence[Signer]) -> list[tuple[Signer, Actor]]:
        """Return the line with the officers. Raises Invalid."""
        wrong = wrong_with(line, drafter=self._work.actor.name)
        if wrong is not None:
            raise Invalid("The line does not hold.", faults=[Fault("line", wrong)])
        found = []
        for signer in line:
            officer = self._forms.officer(self._work, signer.name)
            if officer is None or not _signs(signer, officer, row):
                words = Text(
                    ko=f"{signer.name[:100]}은(는) 이 민원을 결재할 수 있는 담당자가 아닙니다.",
                    en=f"{signer.name[:100]} may not approve decisions on this petition.",
                )
                raise Invalid("The line does not hold.", faults=[Fault("line", words)])
            found.append((replace(signer, name=officer.name), officer))
        return found

    def _new_step(self, approval_id: str, signer: Signer, officer: Actor) -> dict[str, Any]:
        return {
            "id": new_id(),
            "approval": approval_id,
            "turn": signer.turn,
            "part": signer.part,
            "officer": officer.id,
            "officer_name": signer.name,
            "state": "waiting",
            "acted": None,
            "acted_by": None,
            "acted_by_name": None,
            "note": None,
        }

    def _found(self, approval_id: str, permission: str) -> tuple[Row, Row]:
        """Return the row of a draft and of its petition, to whoever may both know it and do this."""
        self._work.need(permission)
        row = store.by_id(self._work.conn, approval_id)
        case = None if row is None else forms_store.by_id(self._work.conn, row["petition"])
        if row is None or case is None or not self._work.may(READ, **_where(case)):
            raise _unknown()
        self._work.need(permission, **_where(case))
        return row, case

    def _turn(self, approval_id: str) -> tuple[Row, Row, Row]:
        """Return draft, petition and the step that is the actor's to take now."""
        row, case = self._found(approval_id, APPROVE)
        steps = self._steps(row)
        mine = [step for step in steps if step["officer"] == self._work.actor.stands_for]
        if not mine:
            raise _unknown()
        self._work.need_other_than([row["drafter"]], deed=APPROVE, object=object_of(case))
        self._check_open(row)
        due = {step.id for step in waiting([self._step(step) for step in steps])}
        if mine[0]["id"] not in due:
            raise Conflict(
                "It is not your turn to approve this.", hint="Others in the line come first, or you acted already."
            )
        return row, case, mine[0]

    def _check_open(self, row: Row) -> None:
        if row["state"] != "open":
            raise Conflict("This draft is settled already.", hint="Look at it again.")

    def _take(self, case: Row, step: Row, state: str, note: str) -> None:
        actor = self._work.actor
        changes = {
            "state": state,
            "acted": instant(self._work.at),
            "acted_by": actor.id,
            "acted_by_name": actor.name,
            "note": self._sealed(case["id"], f"approval-step:{step['id']}", {"note": note}) if note.strip() else None,
        }
        store.act(self._work, step, changes)

    def _decide(self, case: Row, row: Row) -> None:
        """Make the decision that was approved, by the verbs of petitions, which ask for what they need."""
        words = self._opened(case["id"], f"approval:{row['id']}", row["words"])
        petitions, text = self._forms.at(self._work), words["text"]

        def deed(receipt: str) -> Petition[Any]:
            if row["outcome"] == "refused":
                return petitions.refuse(receipt, text, basis=words["basis"], remedy=words["remedy"])
            verbs = {"answered": petitions.answer, "granted": petitions.grant, "returned": petitions.give_back}
            return verbs[row["outcome"]](receipt, text)

        self._covering.decide(case, words.get(_JOINED, "").split(), row["outcome"], deed)

    def _proxy(self, step: Row) -> bool:
        return bool(step["officer"] != self._work.actor.id)

    def _is_mine(self, step: Step) -> bool:
        return step.officer == self._work.actor.stands_for

    def _steps(self, row: Row) -> list[Row]:
        return store.steps_of(self._work.conn, row["id"])

    def _step(self, row: Row, *, petition: str | None = None) -> Step:
        note = ""
        if petition is not None and row["note"] is not None:
            note = self._opened(petition, f"approval-step:{row['id']}", row["note"])["note"]
        return Step(
            id=row["id"],
            turn=row["turn"],
            part=row["part"],
            officer=row["officer"],
            officer_name=row["officer_name"],
            state=row["state"],
            acted=None if row["acted"] is None else moment(row["acted"]),
            acted_by=row["acted_by"],
            acted_by_name=row["acted_by_name"],
            proxy=row["acted_by"] is not None and row["acted_by"] != row["officer"],
            note=note,
        )

    def _approval(self, row: Row, *, opened: bool = False) -> Approval:
        case = forms_store.by_id(self._work.conn, row["petition"])
        assert case is not None  # noqa: S101 - the database holds the reference
        its = row["petition"] if opened else None
        words = self._opened(row["petition"], f"approval:{row['id']}", row["words"]) if opened else {}
        covered, unseen, rows = self._covering.shown(words.pop(_JOINED, "").split())
        if rows:
            self._work.note(
                of_petitions.LISTED,
                object=object_of(case),
                subjects=tuple(dict.fromkeys(subject for each in rows for subject in subjects_of(each))),
                basis=LAW,
                details={"view": "approval", "form": case["form"], "count": len(rows)},
            )
        return Approval(
            id=row["id"],
            petition=row["petition"],
            receipt=case["receipt"],
            form=case["form"],
            unit=case["unit"],
            outcome=row["outcome"],
            drafter=row["drafter"],
            drafter_name=row["drafter_name"],
            made=moment(row["made"]),
            state=row["state"],
            steps=tuple(self._step(step, petition=its) for step in self._steps(row)),
            settled=None if row["settled"] is None else moment(row["settled"]),
            words=words,
            joined=covered,
            unseen=unseen,
        )

    def _sealed(self, petition_id: str, name: str, words: Mapping[str, str]) -> bytes:
        return self._forms.at(self._work).case.sealed(petition_id, name, canonical(dict(words)))

    def _opened(self, petition_id: str, name: str, sealed: bytes) -> dict[str, str]:
        plain = self._forms.at(self._work).case.opened(petition_id, name, sealed)
        return dict(json.loads(plain))

    def _note(self, fact: FactType, case: Row, approval_id: str, *, more: Sequence[str] = (), **details: Any) -> None:
        self._work.note(
            fact,
            object=object_of(case),
            subjects=tuple(dict.fromkeys((*subjects_of(case), *more))),
            basis=self._forms.basis(LAW),
            details={"form": case["form"], "unit": case["unit"], "approval": approval_id, **details},
        )


def _signs(signer: Signer, officer: Actor, row: Row) -> bool:
    """Say whether an officer may do their part for a petition."""
    needed = (APPROVE, ANSWER) if signer.part in LAST else (APPROVE,)
    return all(officer.may(each, **_where(row)) for each in needed)


def _where(case: Row) -> dict[str, Any]:
    return {"unit": case["unit"], "form": case["form"], "owner": case["handler"]}


def _unknown() -> NotFound:
    return NotFound("There is no such draft.", hint="It may be settled or recalled; look at the list again.")


def _invalid(field: str, en: str, ko: str) -> Invalid:
    return Invalid(en, faults=[Fault(field, Text(ko=ko, en=en))])
