"""The papers of any office: in three languages, and without the law of one country."""

from __future__ import annotations

from egovframe.forms.builtin.kr import STATUTE
from egovframe.forms.jurisdiction import Jurisdiction
from egovframe.forms.limits import ClockRules
from egovframe.forms.notices.plain import PLAIN
from egovframe.kernel.calendar import Holiday


def test_every_paper_has_its_words_in_three_languages() -> None:
    """Korean, English and Spanish: title, subject and body, each its own."""
    for paper in PLAIN.values():
        for text in (paper.title, paper.subject, paper.body):
            words = text.as_dict()
            assert set(words) == {"ko", "en", "es"}
            assert len(set(words.values())) == 3 or not any(words.values())


def test_no_law_of_one_country_stands_in_them() -> None:
    """No number of a form, no article, no court: a jurisdiction adds them."""
    for paper in PLAIN.values():
        assert (paper.number, paper.law, paper.note) == (None, None, None)
        for word in ("법률", "시행령", "제27조", "Act,", "Decree", "60"):
            assert word not in paper.body.in_("ko") + paper.body.in_("en")


def test_a_jurisdiction_has_them_unless_it_says_otherwise() -> None:
    """A pack that says nothing of papers gives these."""

    class Nowhere(Jurisdiction):
        """A place without a law on papers."""

        zone: str = "UTC"

        def holidays(self, year: int) -> list[Holiday]:
            """None."""
            return []

        @property
        def rules(self) -> ClockRules:
            """Those of any place."""
            return STATUTE

    assert Nowhere().papers is PLAIN
