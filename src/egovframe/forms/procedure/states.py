"""The words of a procedure: the states that a case can be in, what can be done, and who may by law."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from egovframe.kernel.text import Text

State = Literal[
    "received",
    "assigned",
    "in_progress",
    "awaiting_supplement",
    "consulting",
    "answered",
    "granted",
    "refused",
    "returned",
    "transferred",
    "withdrawn",
    "repeated",
    "objected",
    "closed",
]
Outcome = Literal["answered", "granted", "refused", "returned", "transferred", "withdrawn", "repeated"]
Action = Literal[
    "assign",
    "start",
    "answer",
    "grant",
    "refuse",
    "ask_supplement",
    "pause",
    "resume",
    "extend",
    "ask_consent",
    "consult",
    "consulted",
    "ask_part",
    "withdraw_part",
    "waive_parts",
    "transfer",
    "transfer_out",
    "give_back",
    "close_repeat",
    "extend_objection",
    "grant_objection",
    "dismiss_objection",
    "mark_urgent",
    "reveal",
    "amend",
    "withdraw",
    "supplement",
    "extend_supplement",
    "consent",
    "decline",
    "file_objection",
    "remind",
    "rate",
    "close",
]

STATES: Final[Mapping[State, Text]] = {
    "received": Text(ko="접수", en="Received"),
    "assigned": Text(ko="처리 중", en="In progress"),
    "in_progress": Text(ko="처리 중 (착수)", en="Being worked on"),
    "awaiting_supplement": Text(ko="보완 대기", en="Waiting for a supplement"),
    "consulting": Text(ko="협의 중", en="Consulting"),
    "answered": Text(ko="답변 완료", en="Answered"),
    "granted": Text(ko="승인", en="Granted"),
    "refused": Text(ko="거부", en="Refused"),
    "returned": Text(ko="반려", en="Returned"),
    "transferred": Text(ko="이송", en="Transferred"),
    "withdrawn": Text(ko="취하", en="Withdrawn"),
    "repeated": Text(ko="반복 민원 종결", en="Closed as a repeat"),
    "objected": Text(ko="이의신청 심사 중", en="Objection under review"),
    "closed": Text(ko="종결", en="Closed"),
}
"""The states in words."""

OPEN: Final[frozenset[str]] = frozenset(
    ("received", "assigned", "in_progress", "awaiting_supplement", "consulting", "objected")
)
"""The states in which a case still waits for a decision."""

PAST: Final[Mapping[State, str]] = {
    "received": "The petition was received and is not decided yet.",
    "assigned": "The petition is assigned and not decided yet.",
    "in_progress": "The petition is being worked on and not decided yet (in_progress).",
    "awaiting_supplement": "The petition waits for a supplement (awaiting_supplement).",
    "consulting": "The petition waits for the opinion of others (consulting).",
    "answered": "The petition was answered already.",
    "granted": "The petition was granted already.",
    "refused": "The petition was refused already.",
    "returned": "The petition was returned already.",
    "transferred": "The petition was transferred to another body (transferred).",
    "withdrawn": "The petition was withdrawn.",
    "repeated": "The petition was closed as a repeat (repeated).",
    "objected": "The petition was refused, and the objection is under review (objected).",
    "closed": "The petition is closed.",
}
"""Why a state does not allow what was asked, as whole sentences that a catalogue translates."""

HOLDER: Final = "holder"
OFFICE: Final = "office"

_ANSWER: Final = ("petition.answer",)
_HOLDER: Final = (HOLDER,)

BY: Final[Mapping[Action, tuple[str, ...]]] = {
    "assign": ("petition.assign", "petition.answer"),
    "start": _ANSWER,
    "answer": _ANSWER,
    "grant": _ANSWER,
    "refuse": _ANSWER,
    "ask_supplement": _ANSWER,
    "pause": _ANSWER,
    "resume": _ANSWER,
    "extend": _ANSWER,
    "ask_consent": _ANSWER,
    "consult": _ANSWER,
    "consulted": _ANSWER,
    "ask_part": _ANSWER,
    "withdraw_part": _ANSWER,
    "waive_parts": _ANSWER,
    "transfer": ("petition.assign", "petition.answer"),
    "transfer_out": _ANSWER,
    "give_back": _ANSWER,
    "close_repeat": _ANSWER,
    "extend_objection": _ANSWER,
    "grant_objection": _ANSWER,
    "dismiss_objection": _ANSWER,
    "mark_urgent": ("petition.assign",),
    "reveal": ("petition.reveal",),
    "amend": _HOLDER,
    "withdraw": (HOLDER, "petition.answer"),
    "supplement": (HOLDER, "petition.answer"),
    "extend_supplement": _HOLDER,
    "consent": _HOLDER,
    "decline": _HOLDER,
    "file_objection": _HOLDER,
    "remind": _HOLDER,
    "rate": _HOLDER,
    "close": (OFFICE,),
}
"""Who may do what: holders of a permission, the petition's `holder`, the `office` itself. Procedures can narrow it."""
