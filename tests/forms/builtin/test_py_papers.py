"""The papers of a Paraguayan body."""

from __future__ import annotations

from egovframe.forms.builtin.kr_papers import PAPERS as KOREAN
from egovframe.forms.builtin.py_papers import PAPERS
from egovframe.forms.notices.paper import write
from egovframe.forms.wordings import sample


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


def test_every_paper_is_whole_in_spanish() -> None:
    """Who chose Spanish reads no word of another language: fields, words, note, law and foot of every paper."""
    for paper in PAPERS.values():
        written = write(paper, sample.values("es", office="Asunción"), language="es", strict=False)
        said = f"{written.title} {written.subject} {written.law} {written.text()}"
        assert not any("가" <= letter <= "힣" for letter in said), said
        assert " the " not in said, said
