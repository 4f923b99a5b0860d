"""Papers that anybody may take along, to be filled in by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from egovframe.forms.notices.paper import write
from egovframe.kernel.errors import NotFound
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.forms.catalogue import Forms
    from egovframe.forms.notices.paper import Paper, Words, Written

WIDE: Final = frozenset({"text", "delegated"})
"""The fields that ask for more than a line."""

SIGNED: Final = Text(ko="신청인 (서명 또는 인)", en="Applicant (signature)", es="Solicitante (firma)")
"""Where the paper is signed."""

_TO: Final = Text(ko="{office} 귀중", en="To: {office}", es="A: {office}")


def blanks(forms: Forms) -> tuple[Paper, ...]:
    """Return every paper of this office that is filled in by hand: those with a number first, in its order."""
    found = [paper for paper in forms.papers.values() if paper.reader == "blank"]
    return tuple(sorted(found, key=lambda paper: paper.number or len(forms.papers)))


def blank(forms: Forms, kind: str, *, language: str, words: Words | None = None) -> Written:
    """Return a paper with empty fields, addressed to the office; `words` are the office's own.

    Raises NotFound for a kind that is not filled in by hand, and for a language in which it is not written.
    """
    paper = forms.papers.get(kind)
    if paper is None or paper.reader != "blank" or language not in paper.subject.as_dict():
        raise NotFound(f"There is no paper {kind!r} to fill in, in {language!r}.", hint="Choose one from the list.")
    values = {"office": forms.office, "contact": forms.settings.contact}
    to = _TO.in_(language).format(office=forms.office) if forms.office else ""
    return write(paper, values, language=language, words=words, to=to, strict=False)
