"""Writing a form for form.io."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Any

from egovframe.forms.formats.carrying import Losses, Written, left_of_form
from egovframe.forms.formats.formio.components_writing import Writer
from egovframe.forms.formats.formio.details import OWN
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.forms.definition import Definition


def write(definition: Definition, *, language: str = "ko") -> Written:
    """Return the form as form.io saves it; labels in `language`, the other languages beside them."""
    losses = Losses()
    data = definition.as_json()
    left_of_form(losses, data)
    writer = Writer(losses, language=language)
    components: list[dict[str, Any]] = []
    for number, (heading, questions) in enumerate(pages(data["questions"]), start=1):
        inside = writer.components(questions)
        if heading is None:
            components += inside
        else:
            components.append(
                {
                    "type": "panel",
                    "key": f"page{number}",
                    "title": Text.of(heading).in_(language),
                    "input": False,
                    "openForms": {"translations": {tag: {"title": text} for tag, text in heading.items()}},
                    "components": inside,
                }
            )
    document = {
        "title": definition.title.in_(language),
        "name": definition.name,
        "path": definition.name,
        "type": "form",
        "display": "form",
        "components": components,
        "properties": {OWN: {name: data[name] for name in ("title", "about") if name in data}},
    }
    return Written(json.dumps(document, ensure_ascii=False, indent=1).encode(), losses.all())


def pages(questions: list[dict[str, Any]]) -> Iterable[tuple[Mapping[str, str] | None, list[dict[str, Any]]]]:
    """Yield the pages of a form: the heading, if any, and its questions."""
    for heading, together in groupby(questions, key=lambda each: each.get("page")):
        yield heading, list(together)
