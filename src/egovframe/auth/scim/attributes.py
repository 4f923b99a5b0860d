"""What an attribute of a resource is, and where a path points (RFC 7643, 2 and 7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

AttributeKind = Literal["string", "boolean", "dateTime", "reference", "complex"]
Mutability = Literal["readOnly", "readWrite", "immutable", "writeOnly"]
Returned = Literal["always", "never", "default", "request"]
Uniqueness = Literal["none", "server", "global"]


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute of a schema, with its characteristics (RFC 7643, 2.2).

    `many` is multiValued, `exact` is caseExact, `parts` are sub-attributes. `kept` is false for an attribute that the
    RFC defines and this office does not keep: taken without complaint, never assigned, not in the published schema.
    """

    name: str
    about: str = ""
    kind: AttributeKind = "string"
    many: bool = False
    required: bool = False
    exact: bool = False
    mutability: Mutability = "readWrite"
    returned: Returned = "default"
    uniqueness: Uniqueness = "none"
    canonical: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    parts: tuple[Attribute, ...] = ()
    kept: bool = True

    def part(self, name: str) -> Attribute | None:
        """Return the sub-attribute of that name, whatever its case; None when there is none."""
        return _named(self.parts, name)

    def document(self) -> dict[str, Any]:
        """Return the attribute as the schema document lists it (RFC 7643, 7)."""
        said: dict[str, Any] = {
            "name": self.name,
            "type": self.kind,
            "multiValued": self.many,
            "description": self.about,
            "required": self.required,
            "mutability": self.mutability,
            "returned": self.returned,
        }
        if self.kind != "complex":
            said |= {"caseExact": self.exact, "uniqueness": self.uniqueness}
        if self.canonical:
            said["canonicalValues"] = list(self.canonical)
        if self.references:
            said["referenceTypes"] = list(self.references)
        if self.parts:
            said["subAttributes"] = [part.document() for part in self.parts if part.kept]
        return said


@dataclass(frozen=True, slots=True)
class Schema:
    """A schema: its URN, what it is called, and its attributes."""

    id: str
    name: str
    about: str
    attributes: tuple[Attribute, ...]

    def attribute(self, name: str) -> Attribute | None:
        """Return the attribute of that name, whatever its case; None when there is none."""
        return _named(self.attributes, name)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a path points: an attribute, its `part`, or, with neither, a whole extension. `urn` is empty for the core.

    An extension's attributes stand in the resource under the extension's URN.
    """

    urn: str
    attribute: Attribute | None = None
    part: Attribute | None = None

    @property
    def last(self) -> Attribute | None:
        """The innermost attribute that is named; None for a whole extension."""
        return self.part or self.attribute

    def holder(self, resource: dict[str, Any]) -> dict[str, Any]:
        """Return the part of the resource that holds the attribute; empty where there is none."""
        found = resource.get(self.urn, {}) if self.urn else resource
        return found if isinstance(found, dict) else {}


@dataclass(frozen=True, slots=True)
class ResourceType:
    """A type of resource: where it is, its schema and its extensions (RFC 7643, 6)."""

    name: str
    endpoint: str
    about: str
    schema: Schema
    common: tuple[Attribute, ...]
    extensions: tuple[Schema, ...] = ()

    @property
    def attributes(self) -> tuple[Attribute, ...]:
        """Every attribute outside extensions, the common ones first."""
        return (*self.common, *self.schema.attributes)

    def resolve(self, path: str) -> Target | None:
        """Return where a path such as `name.familyName` or `urn:…:User:employeeNumber` points; None for nowhere.

        Names and URNs are read without regard to case (RFC 7643, 2.1).
        """
        lowered = path.lower()
        for schema in (self.schema, *self.extensions):
            urn = schema.id.lower()
            if lowered == urn and schema is not self.schema:
                return Target(schema.id)
            if lowered.startswith(urn + ":"):
                own = () if schema is not self.schema else self.common
                return _target(
                    "" if schema is self.schema else schema.id,
                    (*own, *schema.attributes),
                    path[len(urn) + 1 :],
                )
        return _target("", self.attributes, path)


def _target(urn: str, attributes: tuple[Attribute, ...], path: str) -> Target | None:
    name, dot, sub = path.partition(".")
    attribute = _named(attributes, name)
    if attribute is None:
        return None
    if not dot:
        return Target(urn, attribute)
    part = attribute.part(sub)
    return None if part is None else Target(urn, attribute, part)


def _named(attributes: tuple[Attribute, ...], name: str) -> Attribute | None:
    lowered = name.lower()
    return next((each for each in attributes if each.name.lower() == lowered), None)
