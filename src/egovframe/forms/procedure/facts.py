"""What the trail tells of the steps of a case, each kind of step declared once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from egovframe.kernel.facts import FactType
from egovframe.kernel.text import Text

_CASE: Final[dict[str, Any]] = {"form": str, "unit": str, "state": str}


def step(action: str, ko: str, en: str, **details: Any) -> FactType:
    """Return the type of a step of a case: it names the form, the unit and the state that the case is in now."""
    return FactType(action=action, title=Text(ko=ko, en=en), handles=True, details={**_CASE, **details})


STEPS: Final[Mapping[str, FactType]] = {
    "start": step("petition.started", "민원 처리 착수", "Work on a petition begun", handler=str),
    "ask_supplement": step(
        "petition.supplement_asked", "보완 요구", "Supplement asked for", supplement=str, nth=int, until=str, late=int
    ),
    "extend_supplement": step(
        "petition.supplement_extended",
        "보완 기간 연장",
        "More time for a supplement",
        supplement=str,
        until=str,
        times=int,
    ),
    "supplement": step("petition.supplemented", "보완", "Supplement handed in", supplement=str, fields=list, due=str),
    "pause": step("petition.paused", "처리기간 정지", "Clock stopped", pause=str),
    "resume": step("petition.resumed", "처리기간 진행", "Clock running again", pause=str, due=str, due_before=str),
    "extend": step(
        "petition.extended",
        "처리기간 연장",
        "Limit extended",
        by=str,
        nth=int,
        consented=int,
        due=str,
        due_before=str,
    ),
    "ask_consent": step("petition.consent_asked", "연장 동의 요청", "Consent to an extension asked for", by=str),
    "decline": step("petition.consent_declined", "연장 동의 거절", "Consent to an extension declined", by=str),
    "consult": step("petition.consulting", "협의 요청", "Opinion of others asked for", reply_by=str),
    "consulted": step("petition.consulted", "협의 회신", "Opinion of others received"),
    "ask_part": step(
        "petition.part_asked", "관계 부서 검토 요청", "Unit asked to take part", part=str, to=str, reply_by=str
    ),
    "withdraw_part": step(
        "petition.part_withdrawn", "관계 부서 검토 요청 철회", "Part withdrawn", part=str, to=str, decided=int
    ),
    "waive_parts": step("petition.parts_waived", "회신을 기다리지 않고 처리", "Decided without the parts", open=int),
    "give_part": step(
        "petition.part_given", "관계 부서 담당자 지정", "Part given to an officer", part=str, to=str, officer=str
    ),
    "extend_part": step(
        "petition.part_extended", "관계 부서 회신 기간 연장", "More time for a part", part=str, to=str, reply_by=str
    ),
    "reply_part": step(
        "petition.part_replied",
        "관계 부서 회신",
        "Reply of a unit that takes part",
        part=str,
        to=str,
        result=str,
        late=int,
    ),
    "late_part": step("petition.part_late", "관계 부서 회신 지연", "Part overdue", part=str, to=str, reply_by=str),
    "transfer": step("petition.transferred", "부서 이송", "Petition transferred to another unit", to=str, late=int),
    "file_objection": step("petition.objected", "이의신청", "Objection filed", objection=str, due=str),
    "extend_objection": step(
        "petition.objection_extended", "이의신청 기간 연장", "Time for an objection extended", objection=str, due=str
    ),
    "grant_objection": step(
        "petition.objection_granted", "이의신청 인용", "Objection granted", objection=str, decision=str, late=int
    ),
    "dismiss_objection": step(
        "petition.objection_dismissed", "이의신청 기각", "Objection dismissed", objection=str, decision=str, late=int
    ),
    "remind": step("petition.reminded", "독촉", "Office reminded"),
    "rate": step("petition.rated", "만족도 응답", "Satisfaction stated", score=int),
    "progress": step("petition.progress_due", "처리상황 통지 시기", "Progress notice due", nth=int),
    "overdue": step("petition.overdue", "처리기간 초과", "Petition overdue", due=str),
    "escalate": step(
        "petition.escalated",
        "지연 알림",
        "Petition escalated",
        rung=str,
        ladder=str,
        version=int,
        due=str,
        to=list,
    ),
    "rearm": step(
        "petition.escalation_rearmed",
        "지연 알림 다시 시작",
        "Escalation begun anew",
        rung=str,
        ladder=str,
        version=int,
        due=str,
    ),
    "lapse": step(
        "petition.supplement_lapsed", "보완 기간 만료", "Time for a supplement ran out", supplement=str, nth=int
    ),
}
"""The types of the facts of steps, by the action."""

PROCEDURE_PUBLISHED: Final = FactType(
    action="procedure.published",
    title=Text(ko="처리 절차 공개", en="Procedure published"),
    details={"procedure": str, "version": int, "digest": str},
)
