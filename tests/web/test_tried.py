"""A step that was tried on a page and not taken."""

from __future__ import annotations

from egovframe.web.tried import NOTHING_TRIED, Tried


def test_what_was_tried_belongs_to_its_step() -> None:
    """Entered words and faults show in the form of the step that was tried, and nowhere else."""
    tried = Tried("rate", {"words": "빨랐습니다."}, {"score": "고르세요."})
    assert (tried.value("rate", "words"), tried.value("remind", "words")) == ("빨랐습니다.", "")
    assert (tried.fault("rate", "score"), tried.fault("remind", "score")) == ("고르세요.", "")
    assert tried.summary == [("rate-score", "고르세요.")]
    assert (NOTHING_TRIED.summary, NOTHING_TRIED.overtaken) == ([], False)
