"""The papers of a Paraguayan body."""

from __future__ import annotations

from egovframe.forms.builtin.kr_papers import PAPERS as KOREAN
from egovframe.forms.builtin.py_papers import PAPERS


def test_every_paper_is_there_in_spanish_beside_paraguayan_law() -> None:
    """The same kinds as anywhere, no official numbers, and no word of Korean law."""
    assert set(PAPERS) == set(KOREAN)
    for paper in PAPERS.values():
        assert paper.number is None
        assert paper.law is not None
        assert "6715/2021" in paper.law.in_("es")
        said = " ".join(" ".join(text.as_dict().values()) for text in (paper.law, paper.title, paper.body))
        assert "민원 처리에 관한 법률" not in said
        assert "es" in paper.body.as_dict()
