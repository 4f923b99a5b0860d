"""The city that is measured: one form of twelve questions, as a city would write it."""

from __future__ import annotations

from typing import Any

from egovframe import App, Form, ask
from egovframe.forms import Email, LongText, PersonName, Phone, working_days
from egovframe.records import years

app = App("Haneul City")
clerk = app.role("clerk", may={"petition.read", "petition.answer"})


@app.form("request", title="생활 불편 신고", by=clerk, within=working_days(7), keep=years(5))
class Request(Form):
    """Twelve questions, four of them personal."""

    title: str = ask("제목", max_length=200, public=True)
    content: LongText = ask("내용", max_length=5000, public=True)
    place: str = ask("장소", max_length=200, public=True)
    lanes: int = ask("몇 개 차로가 막혔나요?", ge=0, le=8, default=0, public=True)
    people: int = ask("몇 명이 불편을 겪나요?", ge=1, le=100_000, public=True)
    urgent: bool = ask("급한가요?", public=True)
    category: str = ask("분야", max_length=40, public=True)
    seen: str = ask("언제부터인가요?", max_length=100, public=True)
    name: PersonName = ask("이름")
    phone: Phone = ask("전화번호")
    email: Email = ask("전자우편")
    note: str | None = ask("덧붙일 말씀", max_length=500)


ANSWERS: dict[str, Any] = {
    "title": "하늘로 12 앞 도로가 파였습니다",
    "content": "밤에 오토바이가 넘어질 뻔했습니다. 비가 오면 물이 고여 깊이를 알 수 없습니다. 빨리 고쳐 주세요. " * 3,
    "place": "하늘로 12, 버스 정류장 앞",
    "lanes": 1,
    "people": 25,
    "urgent": True,
    "category": "도로",
    "seen": "지난주 월요일",
    "name": "홍길동",
    "phone": "010-1234-5678",
    "email": "hong@example.org",
    "note": "사진은 나중에 보내겠습니다.",
}
"""What one person enters, as JSON has it."""


def posted() -> dict[str, str]:
    """Return the same answers as a browser posts them."""
    words = {True: "yes", False: "no"}
    return {name: words[value] if isinstance(value, bool) else str(value) for name, value in ANSWERS.items()}
