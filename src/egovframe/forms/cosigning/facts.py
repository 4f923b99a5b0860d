"""What the trail tells of co-signers, never by their names; `answers` is the digest of the text that they signed."""

from __future__ import annotations

from typing import Final

from egovframe.forms.procedure.facts import step
from egovframe.kernel.facts import FactType
from egovframe.kernel.text import Text

INVITED: Final = step("cosigner.invited", "연명자 초대", "Co-signer invited", cosigner=str, until=str)
RECALLED: Final = step("cosigner.recalled", "연명자 초대 취소", "Co-signer's link taken back", cosigner=str)
OPENED: Final = FactType(
    action="cosigner.opened",
    title=Text(ko="연명자 열람", en="Petition read by a co-signer"),
    does="read",
    handles=True,
    details={"form": str, "unit": str, "state": str, "cosigner": str, "answers": str},
)
SIGNED: Final = step("cosigner.signed", "연명", "Petition co-signed", cosigner=str, answers=str)
RENEWED: Final = step("cosigner.renewed", "연명 갱신", "Co-signature renewed", cosigner=str, answers=str, earlier=str)
DECLINED: Final = step("cosigner.declined", "연명 거절", "Co-signing declined", cosigner=str)
RETRACTED: Final = step("cosigner.retracted", "연명 철회", "Co-signature withdrawn", cosigner=str, answers=str)
EXPIRED: Final = step("cosigner.expired", "연명자 초대 만료", "Co-signer's link expired", cosigner=str)

FACTS: Final = (INVITED, RECALLED, OPENED, SIGNED, RENEWED, DECLINED, RETRACTED, EXPIRED)
"""Every type of fact about co-signers."""
