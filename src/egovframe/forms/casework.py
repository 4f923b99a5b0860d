"""From rows to petitions and back: which answers are shown, masked, hidden or sealed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms import store
from egovframe.forms.answers import split
from egovframe.forms.form import Form
from egovframe.forms.limits import parse_limit
from egovframe.forms.model import Decision, Outcome, Petition, Step
from egovframe.forms.notices.paper import Written
from egovframe.forms.personal import as_e164
from egovframe.kernel.canonical import canonical, canonical_text
from egovframe.kernel.clock import instant, moment
from egovframe.kernel.errors import NotFound
from egovframe.kernel.ids import new_id
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.forms.catalogue import Forms
    from egovframe.forms.store import Row
    from egovframe.forms.version import Version
    from egovframe.kernel.work import UnitOfWork

_ANSWERS: Final = "answers"

STEPS: Final[Mapping[str, Text]] = {
    "received": Text(ko="접수되었습니다", en="Received"),
    "assigned": Text(ko="담당자가 정해졌습니다", en="Assigned"),
    "answered": Text(ko="답변했습니다", en="Answered"),
    "refused": Text(ko="거부했습니다", en="Refused"),
    "withdrawn": Text(ko="취하되었습니다", en="Withdrawn"),
    "notified": Text(ko="결과를 알렸습니다", en="Result sent"),
    "confirmed": Text(ko="접수를 알렸습니다", en="Receipt sent"),
    "closed": Text(ko="종결되었습니다", en="Closed"),
}
"""The steps of a petition's history in words."""


def owner_of(petition_id: str) -> str:
    """Return the name under which a petition's data key is kept."""
    return f"petition:{petition_id}"


def sealed_personal(work: UnitOfWork, petition_id: str, answers: Mapping[str, Any]) -> bytes | None:
    """Return the personal answers of a new case sealed by a key of its own, drawn here; None when there are none."""
    if not answers:
        return None
    work.cabinet.new_key(work, owner_of(petition_id))
    return work.cabinet.seal(work, owner_of(petition_id), _ANSWERS, canonical(dict(answers)))


def case_of(row: Row, form: Form, *, title: Text, decision: Decision | None = None) -> Petition[Any]:
    """Return the petition of a row, with its answers as `form` shows them."""
    return Petition(
        id=row["id"],
        receipt=row["receipt"],
        form=form,
        form_name=row["form"],
        form_version=row["form_version"],
        title=title,
        headline=_headline(form),
        state=row["state"],
        urgent=bool(row["urgent"]),
        received=moment(row["received"]),
        due=moment(row["due"]),
        limit=parse_limit(row["limit"]),
        held=_moment(row["held"]),
        unit=row["unit"],
        registered_year=row["registered_year"],
        registered_no=row["registered_no"],
        language=row["language"],
        channel=row["channel"],
        applicant=row["applicant"],
        handler=row["handler"],
        handler_name=row["handler_name"],
        assigned=_moment(row["assigned"]),
        decided=_moment(row["decided"]),
        closed=_moment(row["closed"]),
        outcome=row["outcome"],
        decision=decision,
    )


def _moment(stored: str | None) -> Any:
    return None if stored is None else moment(stored)


def _headline(form: Form) -> str:
    """Return what a petition is about: its title, or the first open answer in words, cut to a line."""
    for name, question in type(form).form_questions.items():
        if question.personal is None and question.kind in ("text", "long-text"):
            value = getattr(form, name, None)
            if isinstance(value, str) and value.strip():
                line = " ".join(value[:400].split())
                return line if len(line) <= 80 else f"{line[:79]}…"
    return ""


class Casework:
    """Opens and writes what is sealed in petitions, within one unit of work."""

    def __init__(self, work: UnitOfWork, forms: Forms) -> None:
        self._work = work
        self._forms = forms

    # ------------------------------------------------------------------ reading

    def personal(self, row: Row, *, kinds: frozenset[str] | None = None) -> dict[str, Any]:
        """Return the personal answers in the clear, as JSON has them; none when the petition has none.

        `kinds` narrows them to some levels (personal, sensitive, unique-id); None is all.
        """
        if row["personal"] is None:
            return {}
        plain = self.opened(row["id"], _ANSWERS, row["personal"])
        answers: dict[str, Any] = json.loads(plain)
        if kinds is None:
            return answers
        level = {question.name: question.personal for question in self._version(row).definition.questions}
        return {name: value for name, value in answers.items() if level.get(name) in kinds}

    def shown(self, row: Row) -> Petition[Any]:
        """Return the petition with every answer in the clear."""
        version = self._version(row)
        form = version.shown(row["answers"], self.personal(row))
        return case_of(row, form, title=version.title, decision=self.decision(row))

    def masked(self, row: Row) -> Petition[Any]:
        """Return the petition with its personal answers masked (`010-****-1234`)."""
        version = self._version(row)
        form = version.masked(row["answers"], self.personal(row))
        return case_of(row, form, title=version.title, decision=self.decision(row))

    def hidden(self, row: Row, *, decision: Decision | None = None) -> Petition[Any]:
        """Return the petition with its personal answers hidden whole; nothing that is sealed is opened."""
        version = self._version(row)
        form = version.hidden(row["answers"], personal=row["personal"] is not None)
        return case_of(row, form, title=version.title, decision=decision)

    def phones(self, row: Row) -> list[str]:
        """Return the phone numbers that the applicant left, read beside the unit's transaction, which does not begin.

        Whoever compares them counts failures outside the unit of work, where its own transaction would be in the way.
        """
        with self._work.place.database.read() as conn:
            answers = json.loads(row["answers"])
            if row["personal"] is not None:
                plain = self._work.cabinet.open(conn, owner_of(row["id"]), _ANSWERS, bytes(row["personal"]))
                answers |= json.loads(plain)
            return self._forms.version(conn, row["form"], row["form_version"]).of_kind("phone", answers)

    def addresses(self, row: Row) -> tuple[str | None, str | None]:
        """Return the first e-mail address and phone number (E.164) that the applicant left, where there are any."""
        answers = {**json.loads(row["answers"]), **self.personal(row)}
        version = self._version(row)
        emails, phones = version.of_kind("email", answers), version.of_kind("phone", answers)
        return (emails[0] if emails else None), (as_e164(phones[0]) if phones else None)

    def name_of(self, row: Row) -> str:
        """Return the first name that the applicant left, empty where there is none."""
        answers = {**json.loads(row["answers"]), **self.personal(row)}
        return next(iter(self._version(row).of_kind("person-name", answers)), "")

    def written(self, petition_id: str, paper_id: str, sealed: bytes) -> Written:
        """Return a paper that was kept, opened."""
        return Written.read(json.loads(self.opened(petition_id, f"paper:{paper_id}", sealed)))

    def sealed_paper(self, petition_id: str, paper_id: str, plain: bytes) -> bytes:
        """Return a paper sealed by the case's key."""
        return self.sealed(petition_id, f"paper:{paper_id}", plain)

    def decision(self, row: Row) -> Decision | None:
        """Return the last decision of a petition, opened, or None."""
        if row["decided"] is None:
            return None
        found = store.decisions_of(self._work.conn, row["id"])
        if not found:
            return None
        last = found[-1]
        words = json.loads(self.opened(row["id"], f"decision:{last['id']}", last["text"]))
        return Decision(
            id=last["id"], kind=last["kind"], at=moment(last["at"]), by=last["by"], by_name=last["by_name"], **words
        )

    def timeline(self, petition: Petition[Any]) -> list[Step]:
        """Return the steps of a petition, the oldest first."""
        steps = [Step(petition.received, "received", STEPS["received"])]
        if petition.assigned is not None:
            steps.append(Step(petition.assigned, "assigned", STEPS["assigned"], petition.handler_name or ""))
        steps += [
            Step(moment(row["at"]), row["kind"], STEPS[row["kind"]], row["by_name"])
            for row in store.decisions_of(self._work.conn, petition.id)
        ]
        for row in store.notices_of(self._work.conn, petition.id):
            if row["state"] == "sent":
                kind = "confirmed" if row["kind"] == "receipt" else "notified"
                paper = self._forms.papers.get(row["kind"])
                title = STEPS[kind] if paper is None or row["kind"] in ("receipt", "result") else paper.title
                steps.append(Step(moment(row["at"]), kind, title))
        if petition.closed is not None:
            steps.append(Step(petition.closed, "closed", STEPS["closed"]))
        return sorted(steps, key=lambda step: step.at)

    # ------------------------------------------------------------------ writing

    def amended(self, row: Row, answers: Mapping[str, Any]) -> tuple[Petition[Any], dict[str, Any], list[str]]:
        """Return the petition with changed answers, the changes of its row and the names of the changed fields."""
        version = self._version(row)
        before = {**json.loads(row["answers"]), **self.personal(row)}
        form = version.bind({**before, **answers})
        open_answers, personal = split(form)
        after = {**open_answers, **personal}
        fields = sorted(name for name in {*before, *after} if before.get(name) != after.get(name))
        sealed = self.sealed(row["id"], _ANSWERS, canonical(personal)) if personal else None
        changes = {"answers": canonical_text(open_answers), "personal": sealed}
        return case_of({**row, **changes}, form, title=version.title), changes, fields

    def decide(self, row: Row, outcome: Outcome, words: Mapping[str, str]) -> Decision:
        """Write a decision, sealed by the case's key, and return it."""
        work, decision_id = self._work, new_id()
        kept = {"text": words["text"], "basis": words.get("basis", ""), "remedy": words.get("remedy", "")}
        values = {
            "id": decision_id,
            "petition": row["id"],
            "kind": outcome,
            "at": instant(work.at),
            "by": work.actor.id,
            "by_name": work.actor.name,
            "text": self.sealed(row["id"], f"decision:{decision_id}", canonical(kept)),
        }
        store.add_decision(work, values)
        return Decision(id=decision_id, kind=outcome, at=work.at, by=work.actor.id, by_name=work.actor.name, **kept)

    # ------------------------------------------------------------------ inside

    def _version(self, row: Row) -> Version:
        return self._forms.version(self._work.conn, row["form"], row["form_version"])

    def opened(self, petition_id: str, name: str, sealed: bytes) -> bytes:
        """Return what `sealed` gave, in the clear."""
        return self._work.cabinet.open(self._work.conn, owner_of(petition_id), name, bytes(sealed))

    def sealed(self, petition_id: str, name: str, plain: bytes) -> bytes:
        """Return bytes sealed by the case's key, drawing one when nothing of the case was sealed before."""
        work, owner = self._work, owner_of(petition_id)
        try:
            return work.cabinet.seal(work, owner, name, plain)
        except NotFound:
            work.cabinet.new_key(work, owner)
            return work.cabinet.seal(work, owner, name, plain)
