"""What a role may be allowed to do with petitions and forms."""

from __future__ import annotations

from typing import Final

from egovframe.forms.public.permissions import PERMISSIONS as OF_PUBLIC_PETITIONS
from egovframe.forms.statistics.permissions import PERMISSIONS as OF_STATISTICS
from egovframe.kernel.permissions import Permission
from egovframe.kernel.text import Text

READ: Final = Permission("petition.read", Text(ko="민원 열람", en="Read petitions"))
ASSIGN: Final = Permission("petition.assign", Text(ko="민원 담당자 지정", en="Assign petitions"))
ANSWER: Final = Permission("petition.answer", Text(ko="민원 답변·거부", en="Answer or refuse petitions"))
REVEAL: Final = Permission("petition.reveal", Text(ko="가린 개인정보 열람", en="See masked personal answers"))
SUBMIT: Final = Permission("petition.submit", Text(ko="민원 신청 (누구나)", en="File petitions (everybody)"))
IMPORT: Final = Permission("petition.import", Text(ko="민원 일괄 등록", en="Import petitions"))
READ_FORMS: Final = Permission("form.read", Text(ko="민원 서식 열람 (누구나)", en="Read forms (everybody)"))
DESIGN_FORMS: Final = Permission("form.design", Text(ko="민원 서식 만들기", en="Design forms"))
PUBLISH_FORMS: Final = Permission("form.publish", Text(ko="민원 서식 공개·중지", en="Publish and withdraw forms"))
DECLARE_HOLIDAYS: Final = Permission(
    "holiday.declare", Text(ko="휴무일과 근무시간 지정", en="Declare holidays and office hours")
)
APPROVE: Final = Permission("petition.approve", Text(ko="민원 결정 검토·결재", en="Approve decisions on petitions"))
ROUTE: Final = Permission("route.manage", Text(ko="민원 배정 규칙 관리", en="Settle where petitions go"))
WORD_NOTICES: Final = Permission("notice.word", Text(ko="통지 문구 관리", en="Word notices"))
REFUND: Final = Permission("payment.refund", Text(ko="수수료 환불", en="Give fees back"))

SUPERVISE: Final = Permission(
    "petition.supervise", Text(ko="민원 처리상황 확인·점검 (민원심사관)", en="Supervise how petitions are handled")
)

PERMISSIONS: Final = (
    *(READ, ASSIGN, ANSWER, REVEAL, SUBMIT, IMPORT),
    *(READ_FORMS, DESIGN_FORMS, PUBLISH_FORMS),
    *(DECLARE_HOLIDAYS, ROUTE, APPROVE, WORD_NOTICES, REFUND, SUPERVISE),
    *OF_STATISTICS,
    *OF_PUBLIC_PETITIONS,
)
"""Every permission of the component, in the order in which a person reads them."""
