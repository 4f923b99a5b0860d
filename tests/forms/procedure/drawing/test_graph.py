"""What is drawn of a procedure."""

from __future__ import annotations

from egovframe.forms.procedure.drawing.graph import graph_of
from egovframe.forms.procedure.model import Move
from egovframe.forms.procedure.statutory import STATUTORY


def test_every_state_and_every_move_that_leads_elsewhere() -> None:
    """Each once; a state stands below what leads to it, decided ones side by side, the last one alone at the end."""
    graph = graph_of(STATUTORY, "ko")
    assert sorted(name for layer in graph.layers for name in layer) == sorted(each.name for each in STATUTORY.stages)
    leading = [move for move in STATUTORY.moves if move.to and set(move.sources) != {move.to}]
    assert len(graph.arrows) == len(leading)
    decided = {stage.name for stage in STATUTORY.stages if stage.kind == "decided"}
    assert decided in [set(layer) for layer in graph.layers]
    assert graph.layers[0] == ("received",)
    assert graph.layers[-1] == ("closed",)
    for arrow in graph.arrows:
        assert all(graph.layer_of[source] != graph.layer_of[arrow.target] for source in arrow.sources)


def test_where_else_a_move_begins_is_a_note() -> None:
    """Of the states that do not stand side by side one is drawn, and the others are named; nothing is left out."""
    graph = graph_of(STATUTORY, "en")
    refuse = next(arrow for arrow in graph.arrows if arrow.action == "refuse")
    assert refuse.sources == ("in_progress",)
    assert graph.notes[refuse.note - 1] == "Received, In progress, Consulting"
    close = next(arrow for arrow in graph.arrows if arrow.action == "close")
    assert (len(close.sources), close.note) == (7, 0)


def test_who_makes_a_move() -> None:
    """Officers, the holder, either, or the office itself; what a procedure narrows is narrowed here."""
    who = {arrow.action: arrow.who for arrow in graph_of(STATUTORY, "en").arrows}
    assert (who["refuse"], who["file_objection"], who["withdraw"], who["close"]) == (
        "officer",
        "holder",
        "either",
        "office",
    )
    own = STATUTORY.but("own", title="own", moves=[Move("withdraw", ("received",), "withdrawn", by=("holder",))])
    assert "holder" in {arrow.who for arrow in graph_of(own, "en").arrows if arrow.action == "withdraw"}
