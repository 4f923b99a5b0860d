"""From rows to petitions and back: which answers are shown, masked, hidden or sealed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms import store
from egovframe.forms.answers import split
from egovframe.forms.approvals.required import check_approved
from egovframe.forms.form import Form
from egovframe.forms.limits import parse_limit
from egovframe.forms.model import Decision, Outcome, Petition, Step
from egovframe.forms.notices.paper import Written
from egovframe.forms.personal import as_e164
from egovframe.forms.procedure import store as procedure
from egovframe.kernel.canonical import b64, canonical, canonical_text
from egovframe.kernel.clock import instant, moment
from egovframe.kernel.errors import Conflict, NotFound
from egovframe.kernel.ids import new_id
from egovframe.kernel.permissions import Actor
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
    "started": Text(ko="처리를 시작했습니다", en="Work begun"),
    "supplement_asked": Text(ko="보완을 요구했습니다", en="Supplement asked for"),
    "supplement_extended": Text(ko="보완 기간을 늘렸습니다", en="More time for the supplement"),
    "supplemented": Text(ko="보완했습니다", en="Supplement handed in"),
    "paused": Text(ko="처리기간이 멈췄습니다", en="Clock stopped"),
    "resumed": Text(ko="처리기간이 다시 진행됩니다", en="Clock running again"),
    "extended": Text(ko="처리기간을 연장했습니다", en="Limit extended"),
    "consent_asked": Text(ko="연장에 동의를 구했습니다", en="Consent to an extension asked for"),
    "consent_declined": Text(ko="연장에 동의하지 않았습니다", en="Consent to the extension declined"),
    "consulting": Text(ko="관계 기관과 협의합니다", en="Opinion of others asked for"),
    "consulted": Text(ko="협의가 끝났습니다", en="Opinion of others received"),
    "part_asked": Text(ko="관계 부서에 검토를 요청했습니다", en="Another unit asked to take part"),
    "part_replied": Text(ko="관계 부서가 회신했습니다", en="Reply of a unit that takes part"),
    "passed_on": Text(ko="다른 부서로 이송했습니다", en="Passed on to another unit"),
    "answered": Text(ko="답변했습니다", en="Answered"),
    "granted": Text(ko="승인했습니다", en="Granted"),
    "refused": Text(ko="거부했습니다", en="Refused"),
    "returned": Text(ko="반려했습니다", en="Returned"),
    "transferred": Text(ko="다른 기관으로 이송했습니다", en="Transferred to another body"),
    "repeated": Text(ko="반복 민원으로 종결했습니다", en="Closed as a repeat"),
    "withdrawn": Text(ko="취하되었습니다", en="Withdrawn"),
    "objected": Text(ko="이의신청이 접수되었습니다", en="Objection filed"),
    "objection_extended": Text(ko="이의신청 처리기간을 연장했습니다", en="Time for the objection extended"),
    "objection_granted": Text(ko="이의신청을 받아들였습니다", en="Objection granted"),
    "objection_dismissed": Text(ko="이의신청을 기각했습니다", en="Objection dismissed"),
    "reminded": Text(ko="신청인이 독촉했습니다", en="The applicant reminded us"),
    "rated": Text(ko="신청인이 만족도를 답했습니다", en="The applicant stated the satisfaction"),
    "notified": Text(ko="결과를 알렸습니다", en="Result sent"),
    "confirmed": Text(ko="접수를 알렸습니다", en="Receipt sent"),
    "closed": Text(ko="종결되었습니다", en="Closed"),
    "joined": Text(ko="같은 취지의 민원과 함께 처리합니다", en="Handled together with others of the same purpose"),
    "taken_out": Text(ko="따로 처리합니다", en="Handled by itself again"),
    "represented": Text(ko="대표자가 정해졌습니다", en="Representatives chosen"),
}
"""The steps of a petition's history in words."""

KIND_OF: Final[Mapping[str, str]] = {
    "assign": "assigned",
    "start": "started",
    "ask_supplement": "supplement_asked",
    "extend_supplement": "supplement_extended",
    "supplement": "supplemented",
    "pause": "paused",
    "resume": "resumed",
    "extend": "extended",
    "consent": "extended",
    "ask_consent": "consent_asked",
    "decline": "consent_declined",
    "consult": "consulting",
    "consulted": "consulted",
    "ask_part": "part_asked",
    "reply_part": "part_replied",
    "transfer": "passed_on",
    "file_objection": "objected",
    "extend_objection": "objection_extended",
    "grant_objection": "objection_granted",
    "dismiss_objection": "objection_dismissed",
    "remind": "reminded",
    "rate": "rated",
    "join": "joined",
    "take_out": "taken_out",
    "represent": "represented",
}
"""What a step is called in the history. Decisions and the closing have rows of their own, others are not shown."""


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
        if row["decided"] is None and row["state"] != "objected":
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
        """Return the steps of a petition, the oldest first.

        Decisions come from their own rows, an assignment that no step tells of from the petition's: cases decided
        before steps were kept have no others.
        """
        conn, taken = self._work.conn, procedure.steps_of(self._work.conn, petition.id)
        steps = [Step(petition.received, "received", STEPS["received"])]
        if petition.assigned is not None and all(row["action"] != "assign" for row in taken):
            steps.append(Step(petition.assigned, "assigned", STEPS["assigned"], petition.handler_name or ""))
        for row in taken:
            if (kind := KIND_OF.get(row["action"])) is not None:
                by = row["about"] if kind == "assigned" else _named(row)
                steps.append(Step(moment(row["at"]), kind, STEPS[kind], by))
        objected = any(step.kind.startswith("objection_") for step in steps)
        decided = store.decisions_of(conn, petition.id)
        steps += [
            Step(moment(row["at"]), row["kind"], STEPS[row["kind"]], _named(row))
            for nth, row in enumerate(decided)
            if not (objected and nth)  # the decision on an objection is told by its step
        ]
        for row in store.notices_of(conn, petition.id):
            if row["state"] in ("sent", "posted"):
                kind = "confirmed" if row["kind"] == "receipt" else "notified"
                paper = self._forms.papers.get(row["kind"])
                title = STEPS[kind] if paper is None or row["kind"] in ("receipt", "result") else paper.title
                steps.append(Step(moment(row["at"]), kind, title))
        closed = [moment(row["at"]) for row in taken if row["action"] == "close"]
        steps += [Step(at, "closed", STEPS["closed"]) for at in closed or filter(None, [petition.closed])]
        return sorted(steps, key=lambda step: step.at)

    def said(self, petition_id: str, step: Row) -> dict[str, str]:
        """Return what was said with a step of a petition, by field; nothing where nothing was."""
        if step["details"] is None:
            return {}
        said: dict[str, str] = json.loads(self.opened(petition_id, f"step:{step['id']}", step["details"]))
        return said

    # ------------------------------------------------------------------ writing

    def edition(self, row: Row) -> str:
        """Return a mark of the answers of a row: another one once any of them was changed."""
        answers = canonical({"open": row["answers"], "personal": self.personal(row), "petition": row["id"]})
        return b64(self._work.cabinet.mac("answers-seen", answers))

    def amended(
        self, row: Row, answers: Mapping[str, Any], *, seen: str | None = None
    ) -> tuple[Petition[Any], dict[str, Any], list[str]]:
        """Return the petition with changed answers, the changes of its row and the names of the changed fields.

        `seen` is the `edition` that was changed; None asks nothing. Raises Conflict where it is another one by now, and
        FormInvalid.
        """
        if seen is not None and seen != self.edition(row):
            raise Conflict("The answers were changed meanwhile.", hint="Read them once more, then change them.")
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
        """Write a decision, sealed by the case's key, and return it. Raises Conflict where an approval is missing."""
        check_approved(self._work, self._forms, row, outcome)
        work, decision_id = self._work, new_id()
        kept = {"text": words["text"], "basis": words.get("basis", ""), "remedy": words.get("remedy", "")}
        if words.get("body"):
            kept["body"] = words["body"]
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


def _named(row: Mapping[str, Any]) -> str:
    """Return the name of whoever took a step; empty for an applicant without an account, who has none."""
    return "" if row["by"] == Actor.visitor().id else str(row["by_name"])
