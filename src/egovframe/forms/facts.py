"""What the trail tells of petitions and forms: each kind of deed, declared once."""

from __future__ import annotations

from typing import Final

from egovframe.forms.casetime.facts import FACTS as OF_TIME
from egovframe.forms.cosigning.facts import FACTS as OF_COSIGNERS
from egovframe.forms.drafting.facts import FACTS as OF_DRAFTS
from egovframe.forms.escalation.facts import FACTS as OF_ESCALATION
from egovframe.forms.fees.facts import FACTS as OF_FEES
from egovframe.forms.joined.facts import FACTS as OF_MANY
from egovframe.forms.joint.facts import FACTS as OF_PARTS
from egovframe.forms.prefill.facts import FACTS as OF_PREFILLS
from egovframe.forms.procedure.facts import PROCEDURE_PUBLISHED, STEPS, step
from egovframe.forms.public.facts import FACTS as OF_PUBLIC_PETITIONS
from egovframe.forms.registers.facts import FACTS as OF_REGISTERS
from egovframe.forms.repeats.facts import FACTS as OF_REPEATS
from egovframe.forms.supervision.facts import FACTS as OF_SUPERVISION
from egovframe.forms.unfinished.facts import FACTS as OF_UNFINISHED
from egovframe.forms.uploads.facts import FACTS as OF_FILES
from egovframe.forms.wordings.facts import FACTS as OF_WORDINGS
from egovframe.kernel.facts import FactType
from egovframe.kernel.text import Text

SUBMITTED: Final = FactType(
    action="petition.submitted",
    title=Text(ko="민원 접수", en="Petition received"),
    handles=True,
    details={
        "form": str,
        "version": int,
        "unit": str,
        "channel": str,
        "due": str,
        "receipt": str,
        "answers": str,
    },
)
READ: Final = FactType(
    action="petition.read",
    title=Text(ko="민원 열람", en="Petition read"),
    does="read",
    handles=True,
    details={"form": str, "unit": str, "masked": int, "holder": int, "notice": str},
)
LISTED: Final = FactType(
    action="petition.listed",
    title=Text(ko="민원 목록 열람", en="Petitions listed"),
    does="list",
    handles=True,
    details={"view": str, "form": str, "state": str, "count": int},
)
REVEALED: Final = FactType(
    action="petition.revealed",
    title=Text(ko="개인정보 열람", en="Personal answers seen"),
    does="read",
    handles=True,
    due=True,
    details={"form": str, "unit": str, "fields": list},
    private={"reason": "subject"},
)
INQUIRED: Final = FactType(
    action="petition.inquired",
    title=Text(ko="민원 조회 실패", en="Petition asked about in vain"),
    does="refusal",
)
ASSIGNED: Final = step("petition.assigned", "담당자 지정", "Petition assigned", handler=str)
MARKED_URGENT: Final = step("petition.marked_urgent", "긴급 지정", "Petition marked urgent")
AMENDED: Final = step("petition.amended", "민원 변경", "Petition amended", fields=list)
CLOSED: Final = step("petition.closed", "민원 종결", "Petition closed", outcome=str)
DECIDED: Final = {
    "answered": step("petition.answered", "민원 답변", "Petition answered", decision=str, late=int),
    "granted": step("petition.granted", "민원 승인", "Petition granted", decision=str, late=int),
    "refused": step("petition.refused", "민원 거부", "Petition refused", decision=str, late=int),
    "returned": step("petition.returned", "민원 반려", "Petition returned", decision=str, late=int),
    "transferred": step(
        "petition.transferred_out",
        "민원 이송 (다른 기관)",
        "Petition transferred to another body",
        decision=str,
        late=int,
        passed_late=int,
    ),
    "repeated": step(
        "petition.closed_as_repeat",
        "반복 민원 종결",
        "Petition closed as a repeat",
        decision=str,
        late=int,
        earlier=list,
    ),
    "withdrawn": step("petition.withdrawn", "민원 취하", "Petition withdrawn", decision=str, late=int),
}
"""The types of the facts of a decision, by its outcome."""
NOTICED: Final = step("notice.sent", "통지", "Notice sent", notice=str, channel=str, notice_state=str)
DELAYED: Final = step("notice.delayed", "통지 지연", "Notice delayed", notice=str, channel=str, notice_state=str)
RETURNED: Final = step(
    "notice.returned", "통지 반송", "Notice came back", notice=str, channel=str, notice_state=str, status=str
)
CHOSEN: Final = step("notice.chosen", "통지 방법 선택", "How to be told, chosen", language=str, way=str)
PUBLISHED: Final = FactType(
    action="form.published",
    title=Text(ko="서식 공개", en="Form published"),
    details={"form": str, "version": int, "digest": str},
)

FACTS: Final = (
    SUBMITTED,
    READ,
    LISTED,
    REVEALED,
    INQUIRED,
    ASSIGNED,
    MARKED_URGENT,
    AMENDED,
    *DECIDED.values(),
    CLOSED,
    *STEPS.values(),
    NOTICED,
    DELAYED,
    RETURNED,
    CHOSEN,
    PUBLISHED,
    *OF_FILES,
    PROCEDURE_PUBLISHED,
    *OF_DRAFTS,
    *OF_ESCALATION,
    *OF_SUPERVISION,
    *OF_UNFINISHED,
    *OF_COSIGNERS,
    *OF_TIME,
    *OF_PREFILLS,
    *OF_WORDINGS,
    *OF_REGISTERS,
    *OF_REPEATS,
    *OF_MANY,
    *OF_PARTS,
    *OF_FEES,
    *OF_PUBLIC_PETITIONS,
)
"""Every type of fact of this component."""
