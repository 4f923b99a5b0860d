"""Reading a JSON Schema (2020-12, and what older drafts say in the same words) as a form that asks for its values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from egovframe.forms.definition import Definition
from egovframe.forms.errors import DefinitionInvalid
from egovframe.forms.formats import rules
from egovframe.forms.formats.carrying import (
    AS_TEXT,
    NO_PLACE,
    NO_SUCH_KIND,
    NOT_UNDERSTOOD,
    OF_FORM,
    Carried,
    FormatUnreadable,
    NotCarried,
)
from egovframe.forms.formats.documents import read_json_object
from egovframe.forms.formats.jsonschema import own
from egovframe.forms.formats.jsonschema.resolving import Schema, resolved, without_null
from egovframe.forms.formats.patterns import whole_pattern
from egovframe.forms.formats.sketch import TOO_MANY, Data, Sketch, words
from egovframe.kernel.text import Text

MOST_VISITS: Final = 3_000
"""Properties that are looked at: references can make few lines into a tree without end."""

DEEPEST: Final = 12
FLAT: Final = Text(
    ko="안의 질문이 따로따로 됩니다", en="The questions inside are asked on their own, not as one object"
)
BOXED: Final = Text(
    ko="되풀이 묶음으로 묻습니다",
    en="It is asked as a repeating group: each entry is an object here, not a plain value",
)
NUMBERED: Final = Text(ko="보기의 값이 글자가 됩니다", en="The values to choose from become texts")
ALTERNATIVES: Final = Text(
    ko="여럿 가운데 하나인 꼴은 물을 수 없습니다", en="One shape out of several cannot be asked for"
)
FORMATS: Final = {"date": "date", "time": "time", "email": "email", "idn-email": "email"}
ANNOTATIONS: Final = frozenset(
    "$schema $id id $ref $comment $anchor $defs definitions title description type enum const default properties "
    "required items minLength maxLength pattern minimum maximum exclusiveMinimum exclusiveMaximum minItems maxItems "
    "uniqueItems format examples example additionalProperties oneOf anyOf nullable enumNames readOnly if then else "
    "contentMediaType contentEncoding x-left".split()
)


def read(content: bytes, *, name: str = "") -> Carried:
    """Return a form that asks for what the schema describes, called `name` unless the schema is one of ours.

    Raises:
        FormatUnreadable: it is no schema of an object, too large, or asks nothing.
    """
    root = read_json_object(content)
    schema, chain, fault = resolved(root, root)
    if fault is not None or not isinstance(schema.get("properties"), Mapping):
        raise FormatUnreadable(
            "The file is no JSON Schema of an object with properties.", hint="Give the schema of the answers."
        )
    reading = _Reading(root)
    reading.properties(schema, chain, prefix="", item="", optional=False, depth=0)
    called = (
        name or str(root.get(own.FORM) or root.get("title") or root.get("$id") or "form").rsplit("/", maxsplit=1)[-1]
    )
    title = own.said(root, "title", "titles") or called
    read = reading.sketch.finish(name=called, title=title, about=own.said(root, "description", "abouts"))
    for said in OF_FORM:
        if (value := root.get(own.named(said))) is not None:
            read = _with(read, said, value)
    return read


def _with(read: Carried, said: str, value: object) -> Carried:
    """Return the form with what a schema of ours says of it, or with the note that it makes no sense."""
    try:
        return replace(read, definition=Definition.parse({**read.definition.as_json(), said: value}))
    except DefinitionInvalid:
        return replace(read, not_carried=(*read.not_carried, NotCarried(own.named(said), NOT_UNDERSTOOD)))


class _Reading:
    """One schema under way."""

    def __init__(self, root: Schema) -> None:
        self.root = root
        self.sketch = Sketch()
        self.visits = 0

    def properties(
        self,
        schema: Schema,
        chain: tuple[str, ...],
        *,
        prefix: str,
        item: str,
        optional: bool,
        depth: int,
        page: Any = None,
        when: Any = None,
    ) -> None:
        """Ask for every property of an object."""
        needed = schema.get("required")
        needed = set(map(str, needed)) if isinstance(needed, list) else set()
        properties = schema.get("properties")
        listed = properties if isinstance(properties, Mapping) else {}
        shared = {"chain": chain, "prefix": prefix, "item": item, "depth": depth, "page": page}
        for name, said in listed.items():
            self._property(str(name), said, optional=optional or name not in needed, when=when, **shared)
        for rule in [schema, *(each for each in schema.get("x-left", ()) if isinstance(each, Mapping))]:
            self._conditional(rule, set(listed), optional=optional, when=when, **shared)
        for word in ("dependentRequired", "dependentSchemas", "dependencies", "patternProperties", "not"):
            if schema.get(word):
                self.sketch.note(f"{item}/{word}", NOT_UNDERSTOOD)
        if depth == 0 or "properties" in schema:
            for word in ("oneOf", "anyOf"):
                if schema.get(word):
                    self.sketch.note(f"{item}/{word}", ALTERNATIVES)

    def _conditional(self, schema: Schema, known: set[str], *, when: Any, **shared: Any) -> None:
        """Ask what only `then` or `else` names when their condition holds, or does not."""
        if "if" not in schema:
            return
        rule = self._condition(schema["if"], shared["prefix"])
        for word, asked in (("then", rule), ("else", None if rule is None else rules.negated(rule))):
            branch, chain, _ = resolved(schema.get(word), self.root, shared["chain"])
            new = {name: said for name, said in (branch.get("properties") or {}).items() if name not in known}
            extra = {name for name in branch.get("required") or () if name in known}
            if extra or (new and asked is None) or "not" in branch:
                self.sketch.note(f"{shared['item']}/{word}", NOT_UNDERSTOOD)
            needed = branch.get("required") or ()
            for name, said in new.items():
                self._property(
                    str(name),
                    said,
                    **{**shared, "chain": chain, "optional": shared["optional"] or name not in needed},
                    when=rules.all_of([when, asked]),
                )

    @staticmethod
    def _condition(said: object, prefix: str) -> Any:
        """Return the rule of an `if` that speaks of constants only."""
        listed = said.get("properties") if isinstance(said, Mapping) else None
        parts = []
        for name, wanted in listed.items() if isinstance(listed, Mapping) else ():
            if isinstance(wanted, Mapping) and "const" in wanted:
                parts.append(rules.equals(f"{prefix}{name}", wanted["const"]))
            elif isinstance(wanted, Mapping) and isinstance(wanted.get("enum"), list):
                parts.append({"in": [{"var": f"{prefix}{name}"}, wanted["enum"]]})
            else:
                return None
        return rules.all_of(parts)

    def _property(
        self,
        name: str,
        said: Any,
        *,
        chain: tuple[str, ...],
        prefix: str,
        item: str,
        optional: bool,
        depth: int,
        page: Any,
        when: Any,
    ) -> None:
        self.visits += 1
        place = f"{item}/properties/{name}"
        if self.visits > MOST_VISITS or depth > DEEPEST:
            self.sketch.note(item or "/", TOO_MANY)
            return
        schema, chain, fault = resolved(said, self.root, chain)
        if fault is not None:
            self.sketch.note(place, fault)
            return
        schema, nullable = without_null(schema, self.root, chain)
        schema, chain, fault = resolved(schema, self.root, chain)
        key = f"{prefix}{name}"
        if own.KIND in schema:
            self._ours(key, schema, chain, place, depth)
            return
        optional = optional or nullable
        kind = _type(schema)
        self._left(schema, place)
        if kind == "object":
            self.sketch.note(place, FLAT)
            inside = page or (words(schema.get("title")) or words(_titled(name)))
            self.properties(
                schema,
                chain,
                prefix=f"{key}_",
                item=place,
                optional=optional,
                depth=depth + 1,
                page=inside,
                when=when,
            )
            return
        shared = {"item": place, "page": page, "when": when, "optional": optional}
        label, hint = schema.get("title") or _titled(name), words(schema.get("description"))
        if kind == "array":
            self._array(key, schema, chain, label=label, hint=hint, depth=depth, **shared)
            return
        asked, more = self._asked(kind, schema, place, optional=optional)
        self.sketch.add(key, asked, label, hint=hint, **shared, **more)

    def _asked(self, kind: str, schema: Schema, item: str, *, optional: bool) -> tuple[str, Data]:
        """Return the kind of question for a plain value, and its limits."""
        more: Data = {}
        if (offered := _offered(schema)) is not None:
            if any(not isinstance(each["value"], str) for each in offered):
                self.sketch.note(item, NUMBERED)
            more["choices"] = [{**each, "value": str(each["value"])} for each in offered]
            asked = "choice"
        elif kind == "boolean":
            asked = "consent" if schema.get("const") is True and not optional else "yes-no"
        elif kind in {"integer", "number"}:
            asked = "whole-number" if kind == "integer" else "number"
            more["limits"] = _bounds(schema, asked)
        elif kind == "string":
            asked = self._text(schema, item, more)
        else:
            self.sketch.note(f"{item}: {kind}", AS_TEXT)
            asked = "text"
        if optional and asked not in {"consent", "file"} and schema.get("default") is not None:
            default = schema["default"]
            more["default"] = str(default) if asked in {"number", "choice"} else default
        return asked, more

    def _text(self, schema: Schema, item: str, more: Data) -> str:
        form = str(schema.get("format") or "")
        if form in {"data-url", "binary"} or schema.get("contentEncoding") == "base64":
            more["accept"] = [schema["contentMediaType"]] if isinstance(schema.get("contentMediaType"), str) else None
            return "file"
        asked = FORMATS.get(form, "text")
        if form and form not in FORMATS:
            self.sketch.note(f"{item}: format {form}", AS_TEXT)
        limits: Data = {}
        if asked == "text":
            for theirs, ours in (("minLength", "min_length"), ("maxLength", "max_length")):
                if isinstance(schema.get(theirs), int) and not isinstance(schema[theirs], bool):
                    limits[ours] = schema[theirs]
            if isinstance(schema.get("pattern"), str):
                limits["pattern"] = whole_pattern(schema["pattern"])
            if (limits.get("max_length") or 0) > 1_000:
                asked = "long-text"
        more["limits"] = limits
        return asked

    def _array(
        self, key: str, schema: Schema, chain: tuple[str, ...], *, label: Any, depth: int, item: str, **shared: Any
    ) -> None:
        entry, chain, fault = resolved(schema.get("items"), self.root, chain)
        if fault is not None or not isinstance(schema.get("items"), Mapping):
            self.sketch.note(f"{item}/items", fault or NO_SUCH_KIND)
            return
        limits = {
            ours: schema[theirs]
            for theirs, ours in (("minItems", "min_length"), ("maxItems", "max_length"))
            if isinstance(schema.get(theirs), int)
        }
        offered = _offered(entry)
        if offered is not None and schema.get("uniqueItems") is not False:
            choices = [{**each, "value": str(each["value"])} for each in offered]
            self.sketch.add(key, "choices", label, item=item, choices=choices, limits=limits, **shared)
            return
        kind = _type(entry)
        if kind == "string" and self._text(entry, item, {}) == "file":
            self.sketch.add(key, "files", label, item=item, limits=limits, **shared)
            return
        optional = shared.pop("optional") and not limits.get("min_length")
        with self.sketch.group(key, label, item=item, limits=limits, optional=optional, **shared):
            if kind == "object":
                self.properties(entry, chain, prefix="", item=f"{item}/items", optional=False, depth=depth + 1)
            else:
                self.sketch.note(item, BOXED)
                asked, more = self._asked(kind, entry, f"{item}/items", optional=False)
                self.sketch.add("value", asked, entry.get("title") or label, item=f"{item}/items", **more)

    def _ours(self, key: str, schema: Schema, chain: tuple[str, ...], item: str, depth: int) -> None:
        """Take a question that we wrote as it was."""
        data = own.question(schema)
        if schema[own.KIND] != "group":
            self.sketch.add(key, data.pop("kind"), data.pop("label"), item=item, **data)
            return
        entry, chain, _ = resolved(schema.get("items"), self.root, chain)
        data.pop("kind")
        with self.sketch.group(key, data.pop("label"), item=item, **data):
            self.properties(entry, chain, prefix="", item=f"{item}/items", optional=False, depth=depth + 1)

    def _left(self, schema: Schema, item: str) -> None:
        for word in schema:
            if word not in ANNOTATIONS and word not in {
                "dependentRequired",
                "dependentSchemas",
                "dependencies",
                "patternProperties",
                "not",
            }:
                self.sketch.note(f"{item}: {word}", NO_PLACE)
        if (
            any(word in schema and _offered(schema) is None for word in ("oneOf", "anyOf"))
            and "properties" not in schema
        ):
            self.sketch.note(item, ALTERNATIVES)


def _type(schema: Schema) -> str:
    kind = schema.get("type")
    if isinstance(kind, str):
        return kind
    if isinstance(kind, list):
        return "several types"
    if "properties" in schema:
        return "object"
    if "items" in schema:
        return "array"
    if isinstance(schema.get("const"), bool):
        return "boolean"
    return "string" if {"enum", "pattern", "format", "maxLength", "minLength", "const"} & set(schema) else "any type"


def _offered(schema: Schema) -> list[Data] | None:
    """Return what a schema offers to choose from: `enum`, or `oneOf` / `anyOf` of constants with titles."""
    listed = schema.get("enum")
    if isinstance(listed, list) and listed:
        named = schema.get("enumNames")
        labels = named if isinstance(named, list) and len(named) == len(listed) else listed
        return [
            {"value": value, "label": words(label)}
            for value, label in zip(listed, labels, strict=True)
            if isinstance(value, str | int | float) and not isinstance(value, bool)
        ] or None
    for word in ("oneOf", "anyOf"):
        options = schema.get(word)
        if (
            isinstance(options, list)
            and options
            and all(isinstance(each, Mapping) and "const" in each for each in options)
        ):
            return [{"value": each["const"], "label": words(each.get("title") or each["const"])} for each in options]
    if isinstance(schema.get("const"), str):
        return [{"value": schema["const"], "label": words(schema["const"])}]
    return None


def _bounds(schema: Schema, kind: str) -> Data:
    """Return the limits of a number; draft 4 wrote exclusive bounds as true beside the bound."""
    limits: Data = {}
    for theirs, ours, strict in (("minimum", "ge", "gt"), ("maximum", "le", "lt")):
        exclusive = schema.get(f"exclusive{theirs.capitalize()}")
        if (bound := _bound(schema.get(theirs), kind)) is not None:
            limits[strict if exclusive is True else ours] = bound
        if (bound := _bound(exclusive, kind)) is not None:
            limits[strict] = bound
    return limits


def _bound(value: object, kind: str) -> int | str | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if isinstance(value, int) or value.is_integer():
        return int(value)
    return str(value) if kind == "number" else None


def _titled(name: str) -> str:
    """Return words made of a name: `veteranFullName` → `Veteran full name`."""
    parts = re.sub(r"[_\W]+", " ", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name)).strip()
    return parts[:1].upper() + parts[1:].lower() if parts.isascii() and parts else name
