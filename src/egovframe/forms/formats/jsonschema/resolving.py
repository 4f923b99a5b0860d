"""References and alternatives of JSON Schema, followed within bounds: what is asked at one place, in one object."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import unquote

from egovframe.kernel.text import Text

Schema = Mapping[str, Any]

FAR: Final = Text(ko="다른 파일을 가리킵니다", en="It refers to another file")
MISSING: Final = Text(ko="가리키는 것이 없습니다", en="It refers to something that is not there")
CYCLE: Final = Text(ko="자기 자신을 가리킵니다", en="It refers to itself")
MOST_STEPS: Final = 50


def resolved(  # noqa: C901 - one step after the other
    schema: Any, root: Schema, chain: tuple[str, ...] = ()
) -> tuple[Schema, tuple[str, ...], Text | None]:
    """Return a schema with its references followed and its `allOf` joined, the references behind it, and any fault.

    `chain` are the references that led here: one that stands in it already would never end.
    """
    if not isinstance(schema, Mapping):
        return {}, chain, None
    found: dict[str, Any] = dict(schema)
    for _ in range(MOST_STEPS):
        reference = found.pop("$ref", None)
        if isinstance(reference, str):
            if not reference.startswith("#"):
                return found, chain, FAR
            if reference in chain:
                return found, chain, CYCLE
            target = pointed(root, reference)
            if target is None:
                return found, chain, MISSING
            chain = (*chain, reference)
            found = {**target, **found}
            continue
        parts = found.pop("allOf", None)
        if not isinstance(parts, list) or not parts:
            return found, chain, None
        left = []
        for part in parts:
            if isinstance(part, Mapping) and not {"if", "not", "anyOf", "oneOf"} & set(part):
                found = joined(found, part)
            else:
                left.append(part)
        if left:
            found["x-left"] = [*found.get("x-left", []), *left]
    return found, chain, CYCLE


def joined(one: Schema, other: Schema) -> dict[str, Any]:
    """Return the schema that says what both say; where both say something, the first."""
    found = {**other, **one}
    for name in ("properties", "required"):
        first, second = one.get(name), other.get(name)
        if isinstance(first, Mapping) and isinstance(second, Mapping):
            found[name] = {**first, **second}
        elif isinstance(first, list) and isinstance(second, list):
            found[name] = [*first, *second]
    return found


def pointed(root: Schema, reference: str) -> Schema | None:
    """Return what a JSON Pointer (RFC 6901) or an anchor points to within the document."""
    path = unquote(reference.removeprefix("#"))
    if path and not path.startswith("/"):
        for place in ("$defs", "definitions"):
            listed = root.get(place)
            for each in listed.values() if isinstance(listed, Mapping) else ():
                if isinstance(each, Mapping) and path in (each.get("$anchor"), each.get("$id"), each.get("id")):
                    return each
        return None
    here: Any = root
    for step in path.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        if isinstance(here, Mapping) and name in here:
            here = here[name]
        elif isinstance(here, list) and name.isdigit() and int(name) < len(here):
            here = here[int(name)]
        else:
            return None
    return here if isinstance(here, Mapping) else None


def without_null(schema: Schema, root: Schema, chain: tuple[str, ...]) -> tuple[Schema, bool]:
    """Return the one alternative that is not null, and whether null is one; the schema itself if there are several."""
    kinds = schema.get("type")
    if isinstance(kinds, list):
        others = [each for each in kinds if each != "null"]
        left = {**schema, "type": others[0] if len(others) == 1 else others}
        if isinstance(left.get("enum"), list):
            left["enum"] = [each for each in left["enum"] if each is not None]
        return left, "null" in kinds
    for name in ("oneOf", "anyOf"):
        options = schema.get(name)
        if isinstance(options, list) and len(options) == 2:
            known = [resolved(each, root, chain)[0] for each in options]
            others = [each for each in known if each.get("type") != "null"]
            if len(others) == 1:
                rest = {key: value for key, value in schema.items() if key != name}
                return {**others[0], **rest}, True
    return schema, schema.get("nullable") is True
