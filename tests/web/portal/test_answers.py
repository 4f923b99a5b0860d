"""Answers in words, as people read them."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest

from egovframe.forms import Period, Place, PostalAddress
from egovframe.web.portal.answers import entry_name, in_words
from tests.forms.damage import Damage, Thing
from tests.forms.everything import Everything, Harm

QUESTIONS = {**Damage.form_questions, **Everything.form_questions, "place": Damage.form_questions["where"]}
QUESTIONS |= {"post": Damage.form_questions["home"], "home": Damage.form_questions["home"]}


@pytest.mark.parametrize(
    ("name", "value", "ko", "en"),
    [
        ("title", "구멍", "구멍", "구멍"),
        ("harm", Harm.CAR, "자동차", "Car"),
        ("harm", None, "", ""),
        ("seen", True, "예", "Yes"),
        ("seen", False, "아니요", "No"),
        ("days", ["mon", "tue"], "mon, tue", "mon, tue"),
        ("days", [], "", ""),
        ("cost", 145000, "145,000원", "₩145,000"),
        ("when", date(2026, 9, 18), "2026년 9월 18일(금)", "Friday 18 September 2026"),
        ("born", "1990-**-**", "1990-**-**", "1990-**-**"),
        ("depth", Decimal("0.35"), "0.35", "0.35"),
        ("lanes", 0, "0", "0"),
        ("at", time(7, 40), "07:40", "07:40"),
        ("home", "****", "****", "****"),
        ("agree", True, "동의함", "Agreed"),
        ("news", False, "동의하지 않음", "Not agreed"),
        ("place", Place(37.5, -1.25), "37.5, -1.25", "37.5, -1.25"),
        ("post", PostalAddress("04524", "중앙로 12"), "(04524) 중앙로 12", "(04524) 중앙로 12"),
        (
            "without",
            Period(date(2026, 9, 18), date(2026, 9, 19)),
            "2026년 9월 18일(금) – 2026년 9월 19일(토)",
            "Friday 18 September 2026 – Saturday 19 September 2026",
        ),
        (
            "things",
            [Thing(what="문", price=1500), {"what": "휠", "price": "****"}],
            "물건 1: 무엇인가요? 문, 수리비 1,500원\n물건 2: 무엇인가요? 휠, 수리비 ****",
            "물건 1: What is it? 문, Cost of repair ₩1,500\n물건 2: What is it? 휠, Cost of repair ****",
        ),
    ],
)
def test_in_words(name: str, value: object, ko: str, en: str) -> None:
    """An answer is told as people say it; a masked one as it is; no answer is empty, which nought is not."""
    assert in_words(QUESTIONS[name], value, "ko") == ko
    assert in_words(QUESTIONS[name], value, "en") == en


def test_files_are_told_one_by_one_where_they_are_known() -> None:
    """One a line, in a group on the line of their entry; of those that nobody knows here it is said how many."""
    photos, known = QUESTIONS["photos"], {"a": "앞.jpg (1 KB)", "b": "뒤.jpg (2 KB)"}
    assert in_words(photos, ["b", "a"], "ko", files=known) == "뒤.jpg (2 KB)\n앞.jpg (1 KB)"
    assert in_words(photos, ["a", "x", "y"], "en", files=known) == "앞.jpg (1 KB)\n2 files"
    assert in_words(photos, ["x"], "en") == "1 file"
    entries = [Thing(what="문", price=150_000, receipt="a"), {"what": "휠", "price": 1, "receipt": "x"}]
    said = in_words(QUESTIONS["things"], entries, "en", files=known)
    assert [line.rpartition(", ")[2] for line in said.splitlines()] == ["Receipt 앞.jpg (1 KB)", "Receipt 1 file"]


def test_an_entry_has_a_name() -> None:
    """What the form calls it and its number."""
    assert entry_name(QUESTIONS["things"], 2, "ko") == "물건 2"
