"""What the trail tells of public petitions and their signatures. A signature's fact names the group, not the person."""

from __future__ import annotations

from typing import Final

from egovframe.forms.procedure.facts import step
from egovframe.kernel.facts import FactType
from egovframe.kernel.text import Text

PUBLISHED: Final = step(
    "petition.published", "청원 공개 결정", "Petition published", publication=str, closes=str, late=int
)
UNPUBLISHED: Final = step(
    "petition.publication_refused",
    "청원 공개 부적합 결정",
    "Publication refused",
    publication=str,
    ground=str,
    late=int,
)
REACHED: Final = step(
    "petition.threshold_reached",
    "서명 기준 도달",
    "Threshold of signatures reached",
    publication=str,
    threshold=int,
    count=int,
    answer_by=str,
)
ENDED: Final = step(
    "petition.collecting_ended", "서명 마감", "Collecting of signatures ended", publication=str, cause=str
)
TOTALLED: Final = step(
    "petition.signatures_counted", "서명 수 확정", "Signatures counted for good", publication=str, count=int
)
ASKED: Final = FactType(
    action="signature.asked",
    title=Text(ko="서명 확인 링크 요청", en="Link to sign by asked for"),
    handles=True,
    details={"form": str, "publication": str},
)
SIGNED: Final = FactType(
    action="signature.given",
    title=Text(ko="청원 서명", en="Petition signed"),
    handles=True,
    details={"form": str, "publication": str},
)
WITHDRAWN: Final = FactType(
    action="signature.withdrawn",
    title=Text(ko="서명 철회", en="Signature withdrawn"),
    handles=True,
    details={"form": str, "publication": str},
)
LISTED: Final = FactType(
    action="signature.listed",
    title=Text(ko="서명자 목록 열람", en="Signers listed"),
    does="list",
    handles=True,
    details={"form": str, "unit": str, "publication": str, "count": int},
)
REVEALED: Final = FactType(
    action="signature.revealed",
    title=Text(ko="서명자 개인정보 열람", en="Signer seen unmasked"),
    does="read",
    handles=True,
    due=True,
    details={"form": str, "unit": str, "publication": str, "signature": str},
    private={"reason": "subject"},
)
ERASED: Final = FactType(
    action="signature.erased",
    title=Text(ko="서명자 개인정보 파기", en="Signers' data erased"),
    handles=True,
    details={"form": str, "publication": str},
)

FACTS: Final = (
    PUBLISHED,
    UNPUBLISHED,
    REACHED,
    ENDED,
    TOTALLED,
    ASKED,
    SIGNED,
    WITHDRAWN,
    LISTED,
    REVEALED,
    ERASED,
)
"""Every type of fact of public petitions."""
