"""What can be done with a case, and what comes due by itself: in words, and the article that each rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from egovframe.kernel.text import Text

_LAW: Final = "민원 처리에 관한 법률"
_DECREE: Final = f"{_LAW} 시행령"


@dataclass(frozen=True, slots=True)
class Deed:
    """A deed in words, and its article; empty where it rests on none."""

    title: Text
    article: str = ""


def _deed(ko: str, en: str, article: str = "") -> Deed:
    return Deed(Text(ko=ko, en=en), article)


DEEDS: Final[Mapping[str, Deed]] = {
    "assign": _deed("담당자 지정", "Assign", f"{_DECREE} 제6조"),
    "start": _deed("처리 착수", "Start work", f"{_LAW} 제6조"),
    "answer": _deed("답변", "Answer", f"{_LAW} 제27조"),
    "grant": _deed("승인", "Grant", f"{_LAW} 제27조제1항"),
    "refuse": _deed("거부", "Refuse", f"{_LAW} 제27조제3항"),
    "ask_supplement": _deed("보완 요구", "Ask for a supplement", f"{_LAW} 제22조제1항, 시행령 제24조"),
    "supplement": _deed("보완", "Hand in the supplement", f"{_DECREE} 제24조"),
    "extend_supplement": _deed("보완 기간 연장", "Take more time for it", f"{_DECREE} 제24조제2항"),
    "give_back": _deed("반려", "Return", f"{_DECREE} 제25조제1항"),
    "pause": _deed("처리기간 정지", "Stop the clock", f"{_DECREE} 제20조"),
    "resume": _deed("처리기간 진행", "Let the clock run", f"{_DECREE} 제20조"),
    "extend": _deed("처리기간 연장", "Extend the limit", f"{_DECREE} 제21조제1항"),
    "ask_consent": _deed("연장 동의 요청", "Ask for consent", f"{_DECREE} 제21조제2항"),
    "consent": _deed("연장 동의", "Consent", f"{_DECREE} 제21조제2항"),
    "decline": _deed("연장 동의 거절", "Decline", f"{_DECREE} 제21조제2항"),
    "consult": _deed("협의 요청", "Consult others", f"{_LAW} 제20조"),
    "consulted": _deed("협의 회신", "Enter the reply", f"{_LAW} 제20조"),
    "ask_part": _deed("관계 부서 검토 요청 (복합민원)", "Ask a unit to take part", f"{_LAW} 제31조제1항, 제20조제1항"),
    "withdraw_part": _deed("관계 부서 검토 요청 철회", "Withdraw a part", f"{_LAW} 제31조제1항"),
    "waive_parts": _deed("회신을 기다리지 않고 처리", "Decide without the parts", f"{_LAW} 제31조제1항"),
    "give_part": _deed("관계 부서 담당자 지정", "Part given to an officer", f"{_LAW} 제20조제1항"),
    "extend_part": _deed("회신 기간 연장", "More time for a part", f"{_LAW} 제20조제2항"),
    "reply_part": _deed("관계 부서 회신", "Reply of a unit that takes part", f"{_LAW} 제20조제1항"),
    "transfer": _deed("부서 이송", "Pass to another unit", f"{_DECREE} 제13조제2항"),
    "transfer_out": _deed("기관 이송", "Transfer to another body", f"{_DECREE} 제13조제3항"),
    "close_repeat": _deed("반복 민원 종결", "Close as a repeat", f"{_LAW} 제23조제1항"),
    "mark_urgent": _deed("긴급 표시", "Mark as urgent"),
    "reveal": _deed("개인정보 열람", "See personal answers", "개인정보 보호법 제29조"),
    "amend": _deed("변경", "Change answers", f"{_LAW} 제22조제2항"),
    "withdraw": _deed("취하", "Withdraw", f"{_LAW} 제22조제2항"),
    "remind": _deed("독촉", "Remind the office", f"{_LAW} 시행규칙 별지 제7호서식"),
    "rate": _deed("만족도 응답", "State satisfaction", f"{_LAW} 제26조"),
    "file_objection": _deed("이의신청", "Object", f"{_LAW} 제35조제1항"),
    "extend_objection": _deed("이의신청 기간 연장", "Extend the objection", f"{_LAW} 제35조제2항"),
    "grant_objection": _deed("이의신청 인용", "Grant the objection", f"{_LAW} 제35조제2항"),
    "dismiss_objection": _deed("이의신청 기각", "Dismiss the objection", f"{_LAW} 제35조제2항, 제27조제3항"),
    "close": _deed("종결", "Close", f"{_LAW} 제27조"),
    "join": _deed("민원 병합", "Join with others", f"{_DECREE} 제6조제6항"),
    "lead": _deed("대표 민원 변경", "Put first among the joined", f"{_DECREE} 제6조제6항"),
    "mark_many": _deed("다수인관련민원 지정", "Mark as one of many", f"{_LAW} 제2조제6호"),
    "take_out": _deed("병합 해제", "Take out of the joining", f"{_DECREE} 제6조제6항"),
    "unmark_many": _deed("다수인관련민원 지정 해제", "No longer one of many", f"{_LAW} 제2조제6호"),
    "represent": _deed("대표자 선정", "Choose representatives", f"{_DECREE} 제8조"),
    "progress": _deed("처리상황 통지", "Progress notice due", f"{_DECREE} 제23조"),
    "overdue": _deed("처리기간 초과", "Overdue", f"{_LAW} 제19조"),
    "late_part": _deed("관계 부서 회신 지연", "Part overdue", f"{_LAW} 제20조제1항"),
    "escalate": _deed("지연 알림", "Escalated", f"{_LAW} 제25조, 시행령 제28조제2항"),
    "rearm": _deed("지연 알림 다시 시작", "Escalation begun anew", f"{_LAW} 제25조"),
    "lapse": _deed("보완 기간 만료", "Time for a supplement ran out", f"{_DECREE} 제25조"),
}
"""Every deed, by action; the last ones are what comes due by itself."""


def deed_of(action: str) -> Deed:
    """Return a deed in words; one that is not known by its name."""
    return DEEDS.get(action) or Deed(Text.of(action))
