"""The words of a paper as a template that an office may edit: fields to fill in, and parts left out when one is empty.

    {{title}}                      the field, as it is
    {{#basis}}…{{/basis}}          only where the field has something to say
    {{^handler}}…{{/handler}}      only where it has nothing
    # Heading                      a line that begins so is a heading; an empty line ends a paragraph

A subset of Mustache (mustache.github.io), total and without side effects: what is filled in is never read again, so
that no answer and no officer's text can add a field, a heading or a part.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from egovframe.kernel.errors import Fault, Invalid
from egovframe.kernel.text import Text

LONGEST: Final = 20_000
"""The most characters of a template."""
DEEPEST: Final = 5

_TAG: Final = re.compile(r"\{\{\s*([#^/]?)\s*([a-z_]{1,40})\s*\}\}")
_HOLE: Final = re.compile("\ue000(\\d+)\ue001")

Node = tuple[Literal["text", "field"], str] | tuple[Literal["#", "^"], str, tuple["Node", ...]]


@dataclass(frozen=True, slots=True)
class Block:
    """One heading or paragraph of a paper that is filled in."""

    text: str
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """A template that holds; `fields` are the names that it mentions."""

    nodes: tuple[Node, ...]
    fields: frozenset[str]

    @classmethod
    def parse(cls, text: str, known: Collection[str], *, where: str = "body") -> Template:
        """Return the template. Raises Invalid, its fault under `where`, that says what does not hold and what would."""
        if len(text) > LONGEST or any(mark in text for mark in "\ue000\ue001\x00"):
            raise _fault(
                where,
                Text(
                    ko="글이 너무 길거나 쓸 수 없는 글자가 있습니다.",
                    en="It is too long or has signs that no text has.",
                ),
            )
        stack: list[tuple[str, str, list[Node]]] = [("", "", [])]
        fields, at = set(), 0
        for tag in _TAG.finditer(text):
            _add_text(stack[-1][2], text[at : tag.start()], where)
            at = tag.end()
            sign, name = tag.group(1), tag.group(2)
            if name not in known:
                raise _fault(where, _unknown(name, known))
            fields.add(name)
            if sign in ("#", "^"):
                if len(stack) > DEEPEST:
                    raise _fault(
                        where, Text(ko="부분이 너무 깊이 들어 있습니다.", en="Parts stand too deep in each other.")
                    )
                stack.append((sign, name, []))
            elif sign == "/":
                kind, opened, nodes = stack.pop() if len(stack) > 1 else ("", "", [])
                if opened != name:
                    raise _fault(where, _unopened(name))
                stack[-1][2].append((kind, opened, tuple(nodes)))  # type: ignore[arg-type]  # "#" or "^"
            else:
                stack[-1][2].append(("field", name))
        _add_text(stack[-1][2], text[at:], where)
        if len(stack) > 1:
            raise _fault(where, _unclosed(stack[-1][1]))
        return cls(tuple(stack[0][2]), frozenset(fields))

    def line(self, values: Mapping[str, str]) -> str:
        """Return it filled in as one line, such as a subject."""
        return " ".join(" ".join(block.text for block in self.blocks(values)).split())

    def blocks(self, values: Mapping[str, str]) -> tuple[Block, ...]:
        """Return it filled in, as headings and paragraphs; a value of several paragraphs makes several."""
        filled: list[str] = []
        text = _rendered(self.nodes, values, filled)
        found: list[Block] = []
        for part in re.split(r"\n[ \t]*\n", text):
            paragraph: list[str] = []
            for line in part.strip("\n").split("\n"):
                if line.startswith("# "):
                    _end(found, paragraph, filled)
                    found.append(Block(_whole(line[2:], filled).strip(), heading=True))
                else:
                    paragraph.append(line)
            _end(found, paragraph, filled)
        return tuple(found)


def _add_text(nodes: list[Node], text: str, where: str) -> None:
    """Keep what stands between two tags; a brace pair there is a tag that nobody can read."""
    if "{{" in text or "}}" in text:
        raise _fault(
            where,
            Text(
                ko="{{ }} 안에는 항목 이름만 쓸 수 있습니다.", en="Between {{ and }} stands the name of a field alone."
            ),
        )
    if text:
        nodes.append(("text", text))


def _rendered(nodes: tuple[Node, ...], values: Mapping[str, str], filled: list[str]) -> str:
    """Return the text with a hole for each value, which `filled` then holds: values are put in last."""
    parts = []
    for node in nodes:
        if len(node) == 3:
            if (node[0] == "#") == bool(values.get(node[1], "").strip()):
                parts.append(_rendered(node[2], values, filled))
        elif node[0] == "text":
            parts.append(node[1])
        else:
            parts.append(f"\ue000{len(filled)}\ue001")
            filled.append(values.get(node[1], ""))
    return "".join(parts)


def _end(found: list[Block], paragraph: list[str], filled: list[str]) -> None:
    """End a paragraph: what is filled in may be several."""
    whole = _whole("\n".join(paragraph), filled)
    paragraph.clear()
    found.extend(Block(each.strip("\n")) for each in re.split(r"\n[ \t]*\n", whole) if each.strip())


def _whole(text: str, filled: list[str]) -> str:
    return _HOLE.sub(lambda hole: filled[int(hole.group(1))], text)


def _fault(where: str, words: Text) -> Invalid:
    return Invalid("The words of the paper do not hold.", faults=[Fault(where, words)])


def _unknown(name: str, known: Collection[str]) -> Text:
    names = ", ".join(sorted(known))
    return Text(
        ko=f"{name}이라는 항목은 없습니다. 쓸 수 있는 항목: {names}", en=f"There is no field {name}. There are: {names}"
    )


def _unopened(name: str) -> Text:
    return Text(
        ko=f"{{{{/{name}}}}} 앞에 그 부분을 여는 표시가 없습니다.",
        en=f"{{{{/{name}}}}} ends a part that was not begun.",
    )


def _unclosed(name: str) -> Text:
    return Text(
        ko=f"{{{{#{name}}}}} 부분이 끝나지 않았습니다. {{{{/{name}}}}}로 끝내세요.",
        en=f"The part {{{{#{name}}}}} does not end. End it with {{{{/{name}}}}}.",
    )
