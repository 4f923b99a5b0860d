"""Where everything of a drawing stands: nothing over anything else."""

from __future__ import annotations

from itertools import combinations

import pytest

from egovframe.forms.procedure.drawing.graph import graph_of
from egovframe.forms.procedure.drawing.layout import HEIGHT, label_of, laid_out, width_of
from egovframe.forms.procedure.model import Move, Procedure, Stage
from egovframe.forms.procedure.statutory import STATUTORY
from egovframe.kernel.text import Text
from tests.forms.procedure.test_own import PERMIT

MANY = STATUTORY.but(
    "many",
    title="많은 상태",
    states=[Stage(f"s{number}", "open", Text.of(f"검사 {number}")) for number in range(6)],
    moves=[
        *(Move("pause", (f"s{number}",), f"s{number + 1}") for number in range(5)),
        Move("pause", ("in_progress",), "s0"),
        Move("resume", tuple(f"s{number}" for number in range(6)), "in_progress"),
        Move("answer", ("s2", "s4"), "answered"),
    ],
)
BARE = Procedure(
    name="bare",
    title=Text.of("bare"),
    stages=(Stage.of("received", "open"), Stage.of("answered", "decided"), Stage.of("closed", "final")),
    moves=(Move("answer", ("received",), "answered"), Move("close", ("answered",), "closed")),
)
every = pytest.mark.parametrize("procedure", [STATUTORY, PERMIT, MANY, BARE], ids=lambda each: each.name)
both = pytest.mark.parametrize("language", ["ko", "en"])


@every
@both
def test_no_state_and_no_words_stand_over_others(procedure: Procedure, language: str) -> None:
    """Boxes of states and the words of arrows keep apart, and everything stands inside the drawing."""
    layout = laid_out(graph_of(procedure, language))
    boxes = [
        (node.x - node.width / 2, layout.tops[node.layer], node.x + node.width / 2, layout.tops[node.layer] + HEIGHT)
        for node in layout.nodes.values()
    ]
    for _, end in layout.ends:
        if end.arrow is not None:
            half = width_of(label_of(end.arrow), 13) / 2
            boxes.append((end.x - half, end.y - 27, end.x + half, end.y - 9))
    for one, other in combinations(boxes, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1], (one, other)
    assert all(box[0] >= 0 and box[2] <= layout.width and box[3] <= layout.height for box in boxes)


@every
@both
def test_no_line_runs_along_another_or_through_a_state(procedure: Procedure, language: str) -> None:
    """Lines of different arrows cross at most; none goes through the box of a state."""
    layout = laid_out(graph_of(procedure, language))
    pieces = [(wire, points) for wire, points in layout.lines if points[0] != points[1]]
    for (wire, one), (other_wire, other) in combinations(pieces, 2):
        if wire is not other_wire:
            assert not _along(one, other), (one, other)
    for node in layout.nodes.values():
        left, right, top = node.x - node.width / 2, node.x + node.width / 2, layout.tops[node.layer]
        for _, ((x1, y1), (x2, y2)) in pieces:
            inside = max(min(x1, x2), left) < min(max(x1, x2), right) or (x1 == x2 and left < x1 < right)
            assert not (inside and max(min(y1, y2), top) < min(max(y1, y2), top + HEIGHT)), node.name


def _along(one: tuple[tuple[float, float], ...], other: tuple[tuple[float, float], ...]) -> bool:
    """Whether two pieces share more than a point."""
    for across, on in ((0, 1), (1, 0)):
        if one[0][across] == one[1][across] == other[0][across] == other[1][across]:
            spans = [sorted((piece[0][on], piece[1][on])) for piece in (one, other)]
            return max(spans[0][0], spans[1][0]) < min(spans[0][1], spans[1][1])
    return False


@every
def test_every_arrow_ends_at_a_state(procedure: Procedure) -> None:
    """It begins at its states and points at its own, on an edge of the box."""
    graph = graph_of(procedure, "ko")
    layout = laid_out(graph)
    assert sum(end.arrow is not None for _, end in layout.ends) == len(graph.arrows)
    assert sum(end.points for _, end in layout.ends) == len(graph.arrows)
    for _, end in layout.ends:
        edges = [
            node
            for node in layout.nodes.values()
            if abs(node.x - end.x) <= node.width / 2
            and end.y in (layout.tops[node.layer], layout.tops[node.layer] + HEIGHT)
        ]
        assert len(edges) == 1


def test_it_is_the_same_each_time() -> None:
    """Nothing is drawn by chance."""
    assert [laid_out(graph_of(STATUTORY, "ko")).lines[0][1] for _ in range(2)].count(
        laid_out(graph_of(STATUTORY, "ko")).lines[0][1]
    ) == 2
