"""A procedure in words: what can be done where, by whom, when, with what duties and by which article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from egovframe.forms.procedure.deeds import deed_of
from egovframe.forms.procedure.model import DUTIES, GUARDS
from egovframe.forms.procedure.states import BY, HOLDER, OFFICE
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.forms.procedure.model import Move, Procedure

_WHO: Final = {
    HOLDER: Text(ko="신청인", en="the applicant"),
    OFFICE: Text(ko="시스템", en="the office by itself"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One move in words, in one language: `to` is empty where the case stays in its state."""

    action: str
    deed: str
    sources: tuple[str, ...]
    to: str
    who: tuple[str, ...]
    guards: tuple[str, ...]
    duties: tuple[str, ...]
    article: str


def in_words(procedure: Procedure, language: str) -> tuple[Line, ...]:
    """Return every move of a procedure in words of a language, in its order."""
    titles = {stage.name: stage.title.in_(language) for stage in procedure.stages}
    lines = []
    for move in procedure.moves:
        deed = deed_of(move.action)
        lines.append(
            Line(
                action=move.action,
                deed=deed.title.in_(language),
                sources=tuple(titles.get(each, each) for each in move.sources),
                to=titles.get(move.to, move.to) if move.to else "",
                who=whose_of(move, language),
                guards=guards_of(move, language),
                duties=duties_of(move, language),
                article=deed.article,
            )
        )
    return tuple(lines)


def whose_of(move: Move, language: str) -> tuple[str, ...]:
    """Return who makes a move: people in words, officers by the permission that they need."""
    law = next((by for action, by in BY.items() if action == move.action), ())
    narrowed = [each for each in move.by if each not in law]
    whose = [each for each in law if not move.by or each in move.by or each not in (HOLDER, OFFICE)]
    return tuple(_WHO[each].in_(language) if each in _WHO else each for each in (*whose, *narrowed))


def guards_of(move: Move, language: str) -> tuple[str, ...]:
    """Return the conditions of a move in words."""
    return tuple(GUARDS[each].in_(language) if each in GUARDS else each for each in move.guards)


def duties_of(move: Move, language: str) -> tuple[str, ...]:
    """Return the duties of a move in words."""
    return tuple(DUTIES[each].in_(language) if each in DUTIES else each for each in move.duties)
