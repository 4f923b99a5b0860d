"""A form with a question of every kind, and answers to it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Literal

from egovframe.forms import (
    Address,
    BirthDate,
    Choices,
    Email,
    Form,
    LongText,
    Money,
    PersonName,
    Phone,
    ResidentNumber,
    Sensitive,
    ask,
    choice,
)


class Harm(Choices):
    """What was harmed."""

    CAR = choice("car", ko="자동차", en="Car")
    PERSON = choice("person", ko="사람", en="A person", hint="누구든")


class Everything(Form):
    """One question of every kind."""

    title: str = ask("제목", en="Title", min_length=2, max_length=50, public=True, hint="짧게")
    story: LongText = ask("내용", en="Story", public=True)
    lanes: int = ask("차로", en="Lanes", ge=0, le=8, default=0, public=True)
    depth: Decimal | None = ask("깊이(m)", en="Depth", ge=Decimal("0.1"), lt=Decimal(5))
    cost: Money | None = ask("금액", en="Cost")
    seen: bool = ask("보았나요?", en="Seen?", default=False)
    harm: Harm | None = ask("피해", en="Harm")
    colour: Literal["red", "blue"] = ask("색", en="Colour", default="red")
    days: list[Literal["mon", "tue", "wed"]] = ask("요일", en="Days", max_length=2)
    when: dt.date = ask("언제", en="When", ge=dt.date(2020, 1, 1), le=dt.date(2030, 12, 31))
    code: str | None = ask("코드", en="Code", pattern=r"[A-Z]{2}-\d{3}")
    phone: Phone = ask("전화", en="Phone", page="연락처")
    email: Email | None = ask("전자우편", en="E-mail")
    name: PersonName = ask("이름", en="Name")
    home: Address | None = ask("주소", en="Address")
    born: BirthDate | None = ask("생일", en="Born")
    number: ResidentNumber | None = ask("주민등록번호", en="Registration number", basis="도로법 제1조")
    illness: Annotated[str, Sensitive] | None = ask("질환", en="Illness", basis="동의")


ANSWERS: dict[str, Any] = {
    "title": "구멍이 났습니다",
    "story": "  첫 줄\n둘째 줄  ",
    "lanes": 2,
    "depth": "0.35",
    "cost": 145000,
    "seen": True,
    "harm": "car",
    "colour": "blue",
    "days": ["mon", "wed"],
    "when": "2026-09-18",
    "code": "AB-123",
    "phone": "010-1234-5678",
    "email": "hong@example.com",
    "name": "홍길동",
    "home": "하늘시 중앙로 12",
    "born": "1990-02-28",
    "number": "900101-1234568",
    "illness": "천식",
}

SAID = ("010-1234-5678", "hong@example.com", "홍길동", "중앙로 12", "1990-02-28", "900101", "천식")
"""Pieces of the personal answers."""
