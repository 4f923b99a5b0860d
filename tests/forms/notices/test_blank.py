"""Papers to be filled in by hand: which there are, empty fields, the office's words, and what is none."""

from __future__ import annotations

import pytest

from egovframe.forms.notices.blank import SIGNED, WIDE, blank, blanks
from egovframe.forms.notices.paper import FIELDS, Words
from egovframe.kernel.errors import NotFound
from tests.forms.desk import Desk


def test_the_forms_that_the_rule_prescribes(desk: Desk) -> None:
    """별지 제3호, 제4호, 제8호, 제11호서식, in this order (규칙4, 5①, 11①, 12①)."""
    assert [(paper.kind, paper.number) for paper in blanks(desk.forms)] == [
        ("proxy", 3),
        ("elsewhere", 4),
        ("prescreening", 8),
        ("objection", 11),
    ]


@pytest.mark.parametrize("language", ["ko", "en", "es"])
def test_every_field_is_there_and_empty(desk: Desk, language: str) -> None:
    """Each field stands there to be filled in; no officer is at its foot, and no field is left in braces."""
    for paper in blanks(desk.forms):
        written = blank(desk.forms, paper.kind, language=language)
        assert [label for label, _ in written.rows] == [FIELDS[name].in_(language) for name in paper.rows]
        assert not any(value for _, value in written.rows)
        assert written.foot == ((FIELDS["contact"].in_(language), "02-120"),)
        assert written.title == paper.title.in_(language)
        assert written.blocks
        assert "{" not in written.text()
        assert {"text", "delegated"} & set(paper.rows) <= WIDE


def test_the_office_and_its_words(desk: Desk) -> None:
    """The form is addressed to the office, and the office's own words count."""
    written = blank(desk.forms, "objection", language="ko", words=Words("이의", "다시 보아 주십시오.", 3))
    assert written.to == f"{desk.forms.office} 귀중"
    assert (written.subject, written.template) == ("이의", 3)
    assert [block.text for block in written.blocks] == ["다시 보아 주십시오."]
    assert SIGNED.in_("en") == "Applicant (signature)"


@pytest.mark.parametrize(("kind", "language"), [("refusal", "ko"), ("register", "ko"), ("x", "ko"), ("proxy", "fr")])
def test_what_is_no_form(desk: Desk, kind: str, language: str) -> None:
    """A notice, a register, an unknown kind and a language that it is not written in are not found."""
    with pytest.raises(NotFound):
        blank(desk.forms, kind, language=language)
