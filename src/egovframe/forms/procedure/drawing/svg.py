"""A procedure as SVG: readable by a person on a page, by a screen reader, and printed in black and white."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from egovframe.forms.procedure.drawing.graph import Who, graph_of
from egovframe.forms.procedure.drawing.layout import HEIGHT, label_of, laid_out, width_of
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from egovframe.forms.procedure.drawing.layout import End, Layout
    from egovframe.forms.procedure.model import Procedure

_WHO: Final[dict[Who, Text]] = {
    "officer": Text(ko="담당자", en="an officer"),
    "holder": Text(ko="신청인", en="the applicant"),
    "either": Text(ko="담당자 또는 신청인", en="an officer or the applicant"),
    "office": Text(ko="시스템", en="the office by itself"),
}
_DASH: Final[dict[Who, str]] = {"officer": "", "holder": "6 4", "either": "10 3 2 3", "office": "2 3"}
_INK: Final[dict[Who, str]] = {"officer": "#1d4f91", "holder": "#1f6b3a", "either": "#6b3fa0", "office": "#555f6d"}
_FILL: Final = {"open": "#eef4fb", "decided": "#eef7f0", "final": "#f1f1f3"}
_ALSO: Final = Text(ko="다음 상태에서도: {states}", en="also from: {states}")
_TITLE: Final = Text(ko="{name} 그림", en="Drawing of the {name}")
_DESC: Final = Text(
    ko="상태 {states}개와 상태를 바꾸는 행위 {arrows}개. 첫 상태는 {first}. 아래 표에 같은 내용이 글로 있습니다.",
    en="{states} states and {arrows} deeds that lead from one to another, beginning with {first}. The same stands in "
    "words in the table.",
)


def drawn(procedure: Procedure, language: str) -> str:
    """Return the drawing of a procedure as an SVG document, the same each time."""
    graph = graph_of(procedure, language)
    layout = laid_out(graph)
    legend = _legend({arrow.who for arrow in graph.arrows}, graph.notes, language)
    height = layout.height + 22 * len(legend) + 12
    width = max(layout.width, *(width_of(text, 13) + 90 for _, text in legend), 320)
    first = procedure.stage(procedure.start)
    about = _DESC.in_(language).format(
        states=len(graph.titles), arrows=len(graph.arrows), first=first.title.in_(language) if first else ""
    )
    name = f"procedure-{procedure.name}"
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
        f'height="{height:g}" role="img" aria-labelledby="{escape(name)}-title {escape(name)}-desc" '
        f'lang="{language}" font-family="Pretendard, Noto Sans KR, sans-serif">'
    )
    title = escape(_TITLE.in_(language).format(name=procedure.title.in_(language)))
    parts = [
        head,
        f'<title id="{escape(name)}-title">{title}</title>',
        f'<desc id="{escape(name)}-desc">{escape(about)}</desc>',
        f'<rect width="{width:g}" height="{height:g}" fill="#ffffff"/>',
        *_lines(layout),
        *(f'<circle cx="{x:g}" cy="{y:g}" r="3" fill="#333b47"/>' for x, y in layout.joints),
        *_boxes(layout, graph.titles, graph.kinds, procedure.start),
        *(_end(end, wire.arrows[0].who) for wire, end in layout.ends),
        *(_key(who, text, layout.height + 22 * number + 6) for number, (who, text) in enumerate(legend)),
        "</svg>",
    ]
    return "\n".join(each for each in parts if each) + "\n"


def _lines(layout: Layout) -> list[str]:
    found = []
    for wire, points in layout.lines:
        whose = {arrow.who for arrow in wire.arrows}
        who: Who = wire.arrows[0].who if len(whose) == 1 else "officer"
        if len(wire.below) > 1 and points[0][0] == points[-1][0]:  # the drop to one state of a trunk
            end = next(
                (end for other, end in layout.ends if other is wire and end.arrow and (end.x, end.y) == points[-1]),
                None,
            )
            who = end.arrow.who if end is not None and end.arrow is not None else who
        path = "M" + " L".join(f"{x:g} {y:g}" for x, y in points)
        dash = f' stroke-dasharray="{_DASH[who]}"' if _DASH[who] else ""
        found.append(f'<path d="{path}" fill="none" stroke="{_INK[who]}" stroke-width="1.6"{dash}/>')
    return found


def _boxes(layout: Layout, titles: Mapping[str, str], kinds: Mapping[str, str], start: str) -> list[str]:
    found = []
    for name, node in layout.nodes.items():
        x, y, kind = node.x - node.width / 2, layout.tops[node.layer], kinds[name]
        heavy = 2.6 if name == start else 1.4
        if kind == "final":
            found.append(
                f'<rect x="{x - 4:g}" y="{y - 4:g}" width="{node.width + 8:g}" height="{HEIGHT + 8}" rx="12" '
                'fill="none" stroke="#333b47" stroke-width="1.2"/>'
            )
        radius = 22 if kind == "open" else 6
        found.append(
            f'<rect x="{x:g}" y="{y:g}" width="{node.width:g}" height="{HEIGHT}" rx="{radius}" fill="{_FILL[kind]}" '
            f'stroke="#333b47" stroke-width="{heavy}"/>'
        )
        found.append(
            f'<text x="{node.x:g}" y="{y + HEIGHT / 2 + 5:g}" text-anchor="middle" font-size="14" font-weight="600" '
            f'fill="#1b2430">{escape(titles[name])}</text>'
        )
    return found


def _end(end: End, who: Who) -> str:
    who = end.arrow.who if end.arrow is not None else who
    head = ""
    if end.points:
        base = end.y + 9 if end.below else end.y - 9
        head = f'<path d="M{end.x:g} {end.y:g} L{end.x - 5:g} {base:g} L{end.x + 5:g} {base:g} Z" fill="{_INK[who]}"/>'
    if end.arrow is None:
        return head
    words = label_of(end.arrow)
    wide = width_of(words, 13) + 6
    label = (
        f'<rect x="{end.x - wide / 2:g}" y="{end.y - 27:g}" width="{wide:g}" height="18" fill="#ffffff"/>'
        f'<text x="{end.x:g}" y="{end.y - 14:g}" text-anchor="middle" font-size="13" fill="{_INK[who]}">'
        f"{escape(words)}</text>"
    )
    return label + head


def _legend(whose: set[Who], notes: tuple[str, ...], language: str) -> list[tuple[Who | None, str]]:
    found: list[tuple[Who | None, str]] = [(who, words.in_(language)) for who, words in _WHO.items() if who in whose]
    found += [
        (None, f"({number}) {_ALSO.in_(language).format(states=states)}") for number, states in enumerate(notes, 1)
    ]
    return found


def _key(who: Who | None, text: str, y: float) -> str:
    line = ""
    if who is not None:
        dash = f' stroke-dasharray="{_DASH[who]}"' if _DASH[who] else ""
        line = f'<path d="M16 {y:g} L56 {y:g}" stroke="{_INK[who]}" stroke-width="1.6"{dash}/>'
    return f'{line}<text x="{64 if who else 16}" y="{y + 4:g}" font-size="13" fill="#1b2430">{escape(text)}</text>'
