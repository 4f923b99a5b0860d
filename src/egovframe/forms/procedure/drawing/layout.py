"""Where everything of a drawing stands: a layered layout that is the same each time, in which no two things overlap.

Every line leads from one layer to another: lines of one kind to side-by-side states share a trunk, and between two
layers each line has a track of its own. States are as wide as the words above them need.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final
from unicodedata import east_asian_width

if TYPE_CHECKING:
    from egovframe.forms.procedure.drawing.graph import Arrow, Graph

HEIGHT: Final = 44
GAP: Final = 22
TRUNK: Final = 26
TRACK: Final = 12
LABEL: Final = 24
"""The room for the words over a state, in pixels, like all numbers here."""
EDGE: Final = 16


@dataclass(slots=True)
class Node:
    """A state, or a place that a long line passes (no `name`). `x` is its middle."""

    layer: int
    width: float
    name: str = ""
    x: float = 0.0


@dataclass(slots=True)
class Wire:
    """One line, or a trunk with several ends: nodes above and below, joined in the layers between by `passes`."""

    arrows: list[Arrow]
    above: list[Node]
    below: list[Node]
    passes: list[Node] = field(default_factory=list)
    down: bool = True
    """Whether the arrow points down."""


Track = tuple[Wire, list[float], list[float]]
"""A wire between two layers: where it leaves the upper one, and where it meets the lower one."""


@dataclass(slots=True)
class End:
    """Where a wire meets a state: on its upper or lower edge."""

    x: float
    y: float
    arrow: Arrow | None
    points: bool
    below: bool


@dataclass(slots=True)
class Layout:
    """A drawing: its size, its nodes by name with the top of each layer, the lines as polygons, and the ends."""

    width: float
    height: float
    tops: list[float]
    nodes: dict[str, Node]
    lines: list[tuple[Wire, tuple[tuple[float, float], ...]]]
    ends: list[tuple[Wire, End]]
    joints: list[tuple[float, float]]
    """Where the lines of one trunk meet; where others cross there is none."""


def width_of(text: str, size: float) -> float:
    """Return about how wide a text is."""
    return sum(size * (1.0 if east_asian_width(sign) in "WF" else 0.6) for sign in text)


def laid_out(graph: Graph) -> Layout:
    """Return where everything stands."""
    nodes = {name: Node(graph.layer_of[name], 0, name) for name in graph.titles}
    wires = _wires(graph, nodes)
    for name, node in nodes.items():
        labels = sum(width_of(label_of(arrow), 13) + 18 for arrow, _ in _landing(wires, node))
        node.width = max(96.0, width_of(graph.titles[name], 14) + 28, labels)
    rows = _ordered(graph, nodes, wires)
    _placed(rows, wires)
    left = min(node.x - node.width / 2 for row in rows for node in row) - EDGE
    for row in rows:
        for node in row:
            node.x = round(node.x - left, 1)
    width = max(node.x + node.width / 2 for row in rows for node in row) + EDGE
    return _routed(rows, wires, nodes, width)


def label_of(arrow: Arrow) -> str:
    """Return the words of an arrow, with the number of its note."""
    return f"{arrow.label} ({arrow.note})" if arrow.note else arrow.label


def _landing(wires: list[Wire], node: Node) -> list[tuple[Arrow, Wire]]:
    """Return the arrows whose words stand over a state, with their wires."""
    return [
        (wire.arrows[wire.below.index(node)] if len(wire.below) > 1 else wire.arrows[0], wire)
        for wire in wires
        if node in wire.below
    ]


def _wires(graph: Graph, nodes: dict[str, Node]) -> list[Wire]:
    fans: dict[tuple[str, int], list[Arrow]] = defaultdict(list)
    wires = []
    for arrow in graph.arrows:
        target = nodes[arrow.target]
        if len(arrow.sources) == 1 and nodes[arrow.sources[0]].layer < target.layer - 1:
            fans[arrow.sources[0], target.layer].append(arrow)
        elif nodes[arrow.sources[0]].layer < target.layer:
            wires.append(Wire([arrow], [nodes[each] for each in arrow.sources], [target]))
        else:
            wires.append(Wire([arrow], [target], [nodes[arrow.sources[0]]], down=False))
    for (source, _), arrows in fans.items():
        by_target: dict[str, Arrow] = {}
        more = [arrow for arrow in arrows if by_target.setdefault(arrow.target, arrow) is not arrow]
        wires += [Wire([arrow], [nodes[source]], [nodes[arrow.target]]) for arrow in more]
        shared = list(by_target.values())
        wires.append(Wire(shared, [nodes[source]], [nodes[arrow.target] for arrow in shared]))
    for wire in wires:
        wire.passes = [Node(layer, TRUNK) for layer in range(wire.above[0].layer + 1, wire.below[0].layer)]
    return wires


def _levels(wire: Wire) -> list[list[Node]]:
    """Return the nodes of a wire from layer to layer."""
    return [wire.above, *([each] for each in wire.passes), wire.below]


def _joined(wires: list[Wire]) -> dict[int, list[Node]]:
    """Return what each node is joined to in the layers above and below."""
    beside: dict[int, list[Node]] = defaultdict(list)
    for wire in wires:
        for upper, lower in pairwise(_levels(wire)):
            for one in upper:
                for other in lower:
                    beside[id(one)].append(other)
                    beside[id(other)].append(one)
    return beside


def _ordered(graph: Graph, nodes: dict[str, Node], wires: list[Wire]) -> list[list[Node]]:
    """Return the nodes of each layer from left to right, with few crossings."""
    rows = [[nodes[name] for name in layer] for layer in graph.layers]
    for wire in wires:
        for node in wire.passes:
            rows[node.layer].insert((len(rows[node.layer]) + 1) // 2, node)
    beside = _joined(wires)
    for sweep in range(6):
        for number in range(len(rows)) if sweep % 2 == 0 else range(len(rows) - 1, -1, -1):
            near = number - 1 if sweep % 2 == 0 else number + 1
            if not 0 <= near < len(rows):
                continue
            share = {id(node): (at + 0.5) / len(rows[near]) for at, node in enumerate(rows[near])}
            own = {id(node): (at + 0.5) / len(rows[number]) for at, node in enumerate(rows[number])}

            def weight(node: Node, share: dict[int, float] = share, own: dict[int, float] = own) -> float:
                seen = [share[id(other)] for other in beside[id(node)] if id(other) in share]
                return sum(seen) / len(seen) if seen else own[id(node)]

            rows[number].sort(key=weight)
    return rows


def _placed(rows: list[list[Node]], wires: list[Wire]) -> None:
    """Give each node its place from left to right: near what it is joined to, nothing over anything else."""
    beside = _joined(wires)
    for row in rows:
        _spread(row, [0.0] * len(row))
    for sweep in range(12):
        for row in rows if sweep % 2 == 0 else rows[::-1]:
            wanted = []
            for node in row:
                near = beside[id(node)]
                wanted.append(sum(other.x for other in near) / len(near) if near else node.x)
            _spread(row, wanted)


def _spread(row: list[Node], wanted: list[float]) -> None:
    """Place nodes as near to where they want to be as their order and widths allow (isotonic regression)."""
    offsets, at = [], 0.0
    for number, node in enumerate(row):
        at += (row[number - 1].width / 2 + GAP + node.width / 2) if number else 0.0
        offsets.append(at)
    blocks: list[list[float]] = []  # each: sum and number of what its nodes want, less their offsets
    for place, offset in zip(wanted, offsets, strict=True):
        blocks.append([place - offset, 1.0])
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] > blocks[-1][0] / blocks[-1][1]:
            last = blocks.pop()
            blocks[-1] = [blocks[-1][0] + last[0], blocks[-1][1] + last[1]]
    placed = [block[0] / block[1] for block in blocks for _ in range(int(block[1]))]
    for node, place, offset in zip(row, placed, offsets, strict=True):
        node.x = place + offset


def _routed(rows: list[list[Node]], wires: list[Wire], nodes: dict[str, Node], width: float) -> Layout:
    """Draw the lines: ports on the states' edges, a track for each line between two layers."""
    upper, lower = _ports(nodes, wires)
    tracks: list[list[Track]] = [[] for _ in rows]
    for wire in wires:
        for one, other in pairwise(_levels(wire)):
            xs = [lower[id(wire), id(node)] if node.name else node.x for node in one]
            ys = [upper[id(wire), id(node)] if node.name else node.x for node in other]
            tracks[one[0].layer].append((wire, xs, ys))
    tops, y = [], float(EDGE)
    for number in range(len(rows)):
        tops.append(y)
        bent = sum({*xs} != {*ys} for _, xs, ys in tracks[number])
        y += HEIGHT + (TRACK * (bent + 2) + LABEL if number + 1 < len(rows) else EDGE)
    layout = Layout(round(width, 1), round(y, 1), tops, nodes, [], [], [])
    for number, found in enumerate(tracks):
        _drawn(layout, sorted(found, key=_turn), number)
    for wire in wires:
        passed = ((node.x, tops[node.layer]) for node in wire.passes)
        layout.lines.extend((wire, ((x, top), (x, top + HEIGHT))) for x, top in passed)
        for node in wire.above:
            at = lower[id(wire), id(node)]
            layout.ends.append((wire, End(at, tops[node.layer] + HEIGHT, None, points=not wire.down, below=True)))
        for place, node in enumerate(wire.below):
            arrow = wire.arrows[place] if len(wire.below) > 1 else wire.arrows[0]
            at = upper[id(wire), id(node)]
            layout.ends.append((wire, End(at, tops[node.layer], arrow, points=wire.down, below=False)))
    return layout


def _drawn(layout: Layout, found: list[Track], number: int) -> None:
    """Draw the lines between a layer and the next one, each that bends on a level of its own."""
    start = layout.tops[number] + HEIGHT
    level = start + TRACK
    for wire, xs, ys in found:
        end = layout.tops[number + 1]
        if {*xs} == {*ys}:
            layout.lines.append((wire, ((xs[0], start), (xs[0], end))))
            continue
        level += TRACK
        left, right = min(*xs, *ys), max(*xs, *ys)
        layout.lines += [(wire, ((x, start), (x, level))) for x in xs]
        layout.lines.append((wire, ((left, level), (right, level))))
        layout.lines += [(wire, ((x, level), (x, end))) for x in ys]
        if len(xs) + len(ys) > 2:
            layout.joints += [(x, level) for x in (*xs, *ys) if left < x < right or x in {*xs} & {*ys}]


def _turn(each: Track) -> tuple[bool, float, float]:
    """Order tracks so that lines to the left turn from the outside in, and lines to the right likewise."""
    _wire, xs, ys = each
    right = sum(ys) / len(ys) >= sum(xs) / len(xs)
    start = sum(xs) / len(xs)
    return (right, -start if right else start, sum(ys) / len(ys))


def _ports(
    nodes: dict[str, Node], wires: list[Wire]
) -> tuple[dict[tuple[int, int], float], dict[tuple[int, int], float]]:
    """Return where each wire meets the upper and the lower edge of each state, none where another does."""
    upper: dict[tuple[int, int], float] = {}
    lower: dict[tuple[int, int], float] = {}
    for node in nodes.values():
        landing = sorted(_landing(wires, node), key=lambda each: _far(each[1], node))
        room = [width_of(label_of(arrow), 13) + 18 for arrow, _ in landing]
        at = node.x - sum(room) / 2
        for (_arrow, wire), wide in zip(landing, room, strict=True):
            upper[id(wire), id(node)] = round(at + wide / 2, 1)
            at += wide
        leaving = sorted((wire for wire in wires if node in wire.above), key=lambda wire: _far(wire, node))
        step = node.width / (len(leaving) + 1)
        for number, wire in enumerate(leaving, 1):
            lower[id(wire), id(node)] = round(node.x - node.width / 2 + step * number, 1)
    return upper, lower


def _far(wire: Wire, node: Node) -> float:
    """Return about where a wire comes from or goes to, seen from a node."""
    levels = _levels(wire)
    near = levels[1] if node in wire.above else levels[-2]
    return sum(other.x for other in near) / len(near)
