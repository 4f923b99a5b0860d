"""A form of several parts: conditions, a group, a computed total, and the kinds of answers that have parts."""

from __future__ import annotations

import datetime as dt
from typing import Any

from egovframe.forms import (
    BusinessNumber,
    Consent,
    File,
    ForeignerNumber,
    Form,
    Period,
    Place,
    PostalAddress,
    Signature,
    Won,
    ask,
)

DEAR = {">": [{"var": "price"}, 100_000]}
"""Only of a dear thing a receipt is asked."""


class Thing(Form):
    """One thing that was damaged."""

    what: str = ask("무엇인가요?", en="What is it?", max_length=50)
    price: Won = ask("수리비", en="Cost of repair")
    receipt: File | None = ask("영수증", en="Receipt", when=DEAR, accept=["image/*"], max_size=1_000_000)


class Damage(Form):
    """Damage by a broken road."""

    hurt: bool = ask("다친 사람이 있나요?", en="Was anybody hurt?", page="사고")
    how: str | None = ask("어떻게 다쳤나요?", en="How?", when={"var": "hurt"}, page="사고")
    note: str | None = ask("덧붙일 말", en="Anything else?", when={"!": {"var": "hurt"}}, default=None, page="사고")
    at: dt.time = ask("몇 시였나요?", en="At what time?", ge="06:00", page="사고")
    where: Place | None = ask("어디였나요?", en="Where?", public=True, page="사고")
    without: Period | None = ask("차를 못 쓴 기간", en="Time without the car", page="사고")
    things: list[Thing] = ask("부서진 물건", en="Things", each="물건", max_length=5, page="금액")
    total: Won = ask(
        "합계", en="Total", computed={"sum": [{"map": [{"var": "things"}, {"var": "price"}]}]}, page="금액"
    )
    photos: list[File] = ask("사진", en="Photos", default=[], max_length=3, page="금액")
    home: PostalAddress = ask("주소", en="Address", page="신청인")
    business: BusinessNumber | None = ask("사업자등록번호", en="Business number", page="신청인")
    foreigner: ForeignerNumber | None = ask(
        "외국인등록번호", en="Foreigner number", basis="도로법 제1조", page="신청인"
    )
    agree: Consent = ask("동의", en="Consent", refusal="배상할 수 없습니다", page="신청인")
    news: Consent = ask("소식", en="News", default=False, page="신청인")
    sign: Signature = ask("서명", en="Signature", page="신청인")


ANSWERS: dict[str, Any] = {
    "hurt": False,
    "at": "07:40",
    "where": {"lat": 37.5665, "lon": 126.978},
    "without": {"start": "2026-09-18", "end": "2026-09-20"},
    "things": [
        {"what": "타이어", "price": 90_000},
        {"what": "휠", "price": 240_000, "receipt": "0199-a_b"},
    ],
    "photos": ["up1", "up2"],
    "home": {"zip": "04524", "road": "하늘시 중앙로 12", "detail": "3층"},
    "business": "124-81-00998",
    "agree": True,
    "sign": "홍길동",
}
