"""Deeds in words, with their articles."""

from __future__ import annotations

from egovframe.forms.procedure.deeds import DEEDS, deed_of
from egovframe.forms.procedure.facts import STEPS
from egovframe.forms.procedure.states import BY


def test_every_deed_has_words() -> None:
    """Whatever can be done and whatever comes due by itself, in both languages, told apart from each other."""
    of_many = {"join", "lead", "take_out", "mark_many", "unmark_many", "represent"}
    assert set(DEEDS) == set(BY) | of_many | {
        "progress",
        "overdue",
        "lapse",
        "give_part",
        "extend_part",
        "reply_part",
        "late_part",
        "escalate",
        "rearm",
    }
    assert set(STEPS) <= set(DEEDS)
    for language in ("ko", "en"):
        words = [deed.title.in_(language) for deed in DEEDS.values()]
        assert len(set(words)) == len(words)


def test_only_what_no_law_speaks_of_has_no_article() -> None:
    """Urgency is the office's own; everything else rests on an article."""
    assert {action for action, deed in DEEDS.items() if not deed.article} == {"mark_urgent"}
    assert all("제" in deed.article or "별지" in deed.article for deed in DEEDS.values() if deed.article)


def test_an_unknown_deed_is_called_by_its_name() -> None:
    """Of a version of this program that knew more."""
    assert deed_of("dance").title.in_("ko") == "dance"
