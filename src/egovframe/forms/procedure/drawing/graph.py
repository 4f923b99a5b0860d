"""What is drawn of a procedure: its states, and the lines between them, so few that a person can follow each.

A move that is possible in several states is one line: from all of them where they stand side by side, else from the one
to which most leads, and a numbered note names the others. Moves that leave the case where it is are no lines.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from egovframe.forms.procedure.deeds import deed_of
from egovframe.forms.procedure.states import HOLDER, OFFICE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from egovframe.forms.procedure.model import Move, Procedure

Who = Literal["officer", "holder", "either", "office"]


@dataclass(frozen=True, slots=True)
class Arrow:
    """One move as a line: from these states (the first is drawn where they do not stand side by side) to one."""

    action: str
    label: str
    sources: tuple[str, ...]
    target: str
    who: Who
    note: int = 0


@dataclass(frozen=True, slots=True)
class Graph:
    """States by layer from top to bottom, and the arrows. `notes` are the other states of arrows, by number."""

    layers: tuple[tuple[str, ...], ...]
    titles: Mapping[str, str]
    kinds: Mapping[str, str]
    arrows: tuple[Arrow, ...]
    notes: tuple[str, ...] = ()
    layer_of: Mapping[str, int] = field(default_factory=dict)


def graph_of(procedure: Procedure, language: str) -> Graph:
    """Return what is drawn of a procedure, in words of a language."""
    place = {stage.name: number for number, stage in enumerate(procedure.stages)}
    titles = {stage.name: stage.title.in_(language) for stage in procedure.stages}
    incoming = Counter(move.to for move in procedure.moves if move.to)
    moves = [
        (move, drawn)
        for move in procedure.moves
        if move.to in place and (drawn := [each for each in move.sources if each != move.to and each in place])
    ]
    first = {id(move): max(drawn, key=lambda each: (incoming[each], place[each])) for move, drawn in moves}
    layer_of = _layered(procedure, place, [(first[id(move)], str(move.to)) for move, _ in moves])
    notes: list[str] = []
    arrows = []
    for move, drawn in moves:
        main, target = first[id(move)], str(move.to)
        beside = len({layer_of[each] for each in drawn}) == 1 and layer_of[drawn[0]] < layer_of[target]
        others = [] if beside else [each for each in drawn if each != main]
        number = 0
        if others:
            words = ", ".join(titles[each] for each in sorted(others, key=place.__getitem__))
            if words not in notes:
                notes.append(words)
            number = notes.index(words) + 1
        sources = tuple(sorted(drawn, key=place.__getitem__)) if beside else (main,)
        arrows.append(
            Arrow(move.action, deed_of(move.action).title.in_(language), sources, target, who_of(move), number)
        )
    count = max(layer_of.values(), default=0) + 1
    return Graph(
        layers=tuple(tuple(name for name in place if layer_of[name] == layer) for layer in range(count)),
        titles=titles,
        kinds={stage.name: stage.kind for stage in procedure.stages},
        arrows=tuple(arrows),
        notes=tuple(notes),
        layer_of=layer_of,
    )


def who_of(move: Move) -> Who:
    """Return who makes a move: officers, the holder of the petition, either of them, or the office by itself."""
    whose = set(move.whose)
    if whose == {HOLDER}:
        return "holder"
    if whose == {OFFICE}:
        return "office"
    return "either" if HOLDER in whose else "officer"


def _layered(procedure: Procedure, place: Mapping[str, int], lines: list[tuple[str, str]]) -> dict[str, int]:
    """Return the layer of each state: below all that lead to it and come before it, decided ones below all open ones.

    States come in the order of a case's life, so that every line leads from one layer to another.
    """
    layer: dict[str, int] = {}
    kinds = {stage.name: stage.kind for stage in procedure.stages}
    for name in place:
        above = [
            layer[other] + 1
            for line in lines
            if name in line and (other := line[0] if line[1] == name else line[1]) in layer and other != name
        ]
        if kinds[name] == "decided":
            above += [number + 1 for other, number in layer.items() if kinds[other] == "open"]
            above = [number for number in above if number] or [0]
            sides = [number for other, number in layer.items() if kinds[other] == "decided"]
            above += sides[:1]
        if kinds[name] == "final":
            above += [number + 1 for number in layer.values()]
        layer[name] = max(above, default=0)
    return layer
