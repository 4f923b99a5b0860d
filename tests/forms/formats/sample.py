"""One form with something of everything, for tests that carry it to another system and back."""

from typing import Any

from egovframe.forms import Definition


def both(ko: str, en: str) -> dict[str, str]:
    """Words in both languages."""
    return {"ko": ko, "en": en}


ACCIDENT, THINGS = both("사고", "Accident"), both("물건", "Things")

REPORT: dict[str, Any] = {
    "name": "accident",
    "title": both("사고 신고", "Accident report"),
    "about": both("무슨 일이 있었는지 적어 주세요", "Tell us what happened"),
    "questions": [
        {
            "name": "harm",
            "label": both("무엇이 다쳤나요?", "What was harmed?"),
            "kind": "choice",
            "choices": [
                {"value": "car", "label": both("자동차", "Car")},
                {"value": "person", "label": both("사람", "A person")},
            ],
            "page": ACCIDENT,
        },
        {
            "name": "who",
            "label": both("누구인가요?", "Who?"),
            "kind": "person-name",
            "personal": "personal",
            "purpose": both("연락", "To write back"),
            "when": {"==": [{"var": "harm"}, "person"]},
            "page": ACCIDENT,
        },
        {
            "name": "lanes",
            "label": both("몇 개 차로?", "How many lanes?"),
            "kind": "whole-number",
            "limits": {"ge": 0, "le": 8},
            "required": False,
            "default": 0,
            "public": True,
            "page": ACCIDENT,
        },
        {
            "name": "things",
            "label": THINGS,
            "kind": "group",
            "each": both("물건", "Thing"),
            "limits": {"max_length": 10},
            "required": False,
            "default": [],
            "page": THINGS,
            "questions": [
                {"name": "what", "label": both("무엇", "What"), "kind": "text", "limits": {"max_length": 80}},
                {"name": "price", "label": both("값", "Price"), "kind": "money"},
            ],
        },
        {
            "name": "total",
            "label": both("합계", "Total"),
            "kind": "money",
            "computed": {"sum": [{"map": [{"var": "things"}, {"var": "price"}]}]},
            "page": THINGS,
        },
        {
            "name": "double",
            "label": both("두 배", "Double"),
            "kind": "number",
            "computed": {"*": [{"var": "lanes"}, 2]},
            "page": THINGS,
        },
        {
            "name": "signs",
            "label": both("본 것", "What you saw"),
            "kind": "choices",
            "choices": [
                {"value": "ice", "label": both("얼음", "Ice")},
                {"value": "sign", "label": both("표지", "A sign")},
            ],
            "required": False,
            "nullable": True,
            "page": THINGS,
        },
        {
            "name": "day",
            "label": both("날", "Day"),
            "kind": "date",
            "limits": {"ge": "2020-01-01"},
            "page": THINGS,
        },
        {
            "name": "at",
            "label": both("시각", "Time"),
            "kind": "time",
            "required": False,
            "nullable": True,
            "page": THINGS,
        },
        {"name": "phone", "label": both("전화", "Phone"), "kind": "phone", "personal": "personal", "page": THINGS},
        {
            "name": "photos",
            "label": both("사진", "Photos"),
            "kind": "files",
            "accept": ["image/*"],
            "max_size": 10 * 2**20,
            "limits": {"max_length": 3},
            "required": False,
            "nullable": True,
            "page": THINGS,
        },
        {
            "name": "spot",
            "label": both("곳", "Place"),
            "kind": "place",
            "required": False,
            "nullable": True,
            "page": THINGS,
        },
        {"name": "again", "label": both("또?", "Again?"), "kind": "yes-no", "page": THINGS},
        {
            "name": "code",
            "label": both("번호", "Code"),
            "kind": "text",
            "limits": {"pattern": "[A-Z]{2}[0-9]{3}"},
            "hint": both("예: AB123", "For example AB123"),
            "page": THINGS,
        },
        {
            "name": "agree",
            "label": both("동의합니다", "I agree"),
            "kind": "consent",
            "refusal": both("접수할 수 없습니다", "We cannot take it"),
            "page": THINGS,
        },
    ],
}


def report() -> Definition:
    """The form."""
    return Definition.parse(REPORT)
