"""A procedure in words."""

from __future__ import annotations

from egovframe.forms.procedure.model import Move
from egovframe.forms.procedure.statutory import STATUTORY
from egovframe.forms.procedure.words import in_words, whose_of
from tests.forms.procedure.test_own import PERMIT


def test_every_move_in_words() -> None:
    """Where, to where, who, if, with what, and by which article, in each language."""
    for language in ("ko", "en"):
        lines = {line.action: line for line in in_words(STATUTORY, language)}
        assert len(in_words(STATUTORY, language)) == len(STATUTORY.moves)
        assert lines["refuse"].article.endswith("제27조제3항")
    assert lines["refuse"].sources == ("Received", "In progress", "Being worked on", "Consulting")
    assert (lines["refuse"].to, lines["extend"].to) == ("Refused", "")
    assert lines["refuse"].duties[:3] == ("reasons", "legal basis", "remedies")
    assert lines["remind"].guards == ("after the limit ran out",)
    assert lines["withdraw"].who == ("the applicant", "petition.answer")


def test_who_is_narrowed_is_said() -> None:
    """What the law asks, and what the procedure asks besides."""
    resume = next(move for move in PERMIT.moves if move.action == "resume" and move.by)
    assert whose_of(resume, "en") == ("petition.answer", "petition.approve")
    only = Move("withdraw", ("received",), "withdrawn", by=("holder",))
    assert whose_of(only, "en")[0] == "the applicant"
