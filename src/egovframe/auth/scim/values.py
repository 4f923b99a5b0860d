"""Bodies and values taken from a provisioning system, in the one shape in which they are kept here."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any, Final

from egovframe.auth.scim.attributes import Attribute, ResourceType, Schema
from egovframe.auth.scim.errors import ScimRefused, ScimType

LONGEST_TEXT: Final = 512
MOST_VALUES: Final = 10
MOST_MEMBERS: Final = 5_000
"""Bounds on what comes from outside."""

_BOOLEANS: Final = {"true": True, "false": False}
_UNSEEN: Final = ("Cc", "Cs", "Co", "Cn")


def taken(body: Any, kind: ResourceType) -> dict[str, Any]:
    """Return what a body says of the attributes that the client decides about, in the spelling of the schema.

    Read-only attributes are passed over (RFC 7644, 3.3), and so is what the office does not keep. Raises ScimRefused
    (invalidSyntax, invalidValue).
    """
    if not isinstance(body, Mapping):
        raise _invalid("The body is no JSON object.", "invalidSyntax")
    _schemas(body, kind)
    found = _attributes(body, kind.attributes, kind.name)
    for extension in kind.extensions:
        inner = _of(body, extension.id)
        if isinstance(inner, Mapping) and (values := _attributes(inner, extension.attributes, extension.name)):
            found[extension.id] = values
        elif inner is not None and not isinstance(inner, Mapping):
            raise _invalid(f"{extension.id} is no JSON object.")
    return found


def require(resource: Mapping[str, Any], kind: ResourceType) -> None:
    """Raise ScimRefused (invalidValue) where a required attribute is missing."""
    for attribute in kind.attributes:
        if attribute.required and not resource.get(attribute.name):
            raise _invalid(f"A {kind.name} needs {attribute.name}.")


def value_of(attribute: Attribute, value: Any) -> Any:
    """Return a whole value of an attribute in the shape in which it is kept; None where it says that there is none.

    `"True"` is true where a boolean is asked for, as Entra ID writes it. Raises ScimRefused (invalidValue).
    """
    if value is None or value in ([], {}, ""):
        return None
    if not attribute.many:
        return one_of(attribute, value)
    values = value if isinstance(value, list) else [value]
    most = MOST_MEMBERS if attribute.name == "members" else MOST_VALUES
    if len(values) > most:
        raise _invalid(f"{attribute.name} has {len(values)} values; at most {most} are kept.")
    found = [one for each in values if (one := one_of(attribute, each)) is not None]
    primary = [each for each in found if isinstance(each, dict) and each.get("primary") is True]
    if len(primary) > 1:
        raise _invalid(f"{attribute.name} has {len(primary)} primary values; one is the most.")
    return found or None


def one_of(attribute: Attribute, value: Any) -> Any:
    """Return one value of an attribute, of several where it has several. Raises ScimRefused (invalidValue)."""
    if value is None or value == "":
        return None
    if attribute.kind == "complex":
        if isinstance(value, str) and attribute.part("value") is not None:
            value = {"value": value}  # RFC 7643, 2.4: the simple form of a multi-valued attribute
        if not isinstance(value, Mapping):
            raise _invalid(f"{attribute.name} is no JSON object.")
        return _attributes(value, attribute.parts, attribute.name) or None
    if attribute.kind == "boolean":
        known = _BOOLEANS.get(value.lower()) if isinstance(value, str) else value
        if not isinstance(known, bool):
            raise _invalid(f"{attribute.name} is true or false.")
        return known
    return _text(attribute, value)


def _text(attribute: Attribute, value: Any) -> str:
    if not isinstance(value, str):
        raise _invalid(f"{attribute.name} is a text.")
    if len(value) > LONGEST_TEXT:
        raise _invalid(f"{attribute.name} has {len(value)} characters; at most {LONGEST_TEXT} are kept.")
    if any(unicodedata.category(sign) in _UNSEEN for sign in value):
        raise _invalid(f"{attribute.name} has signs that cannot be seen.")
    return value if attribute.mutability == "writeOnly" else unicodedata.normalize("NFC", value)


def _attributes(body: Mapping[str, Any], attributes: tuple[Attribute, ...], where: str) -> dict[str, Any]:
    """Return the values of the attributes that the client decides about. Raises ScimRefused for a name given twice."""
    lowered: dict[str, Any] = {}
    for name, value in body.items():
        if name.lower() in lowered:
            raise _invalid(f"{where} says {name[:80]!r} twice.", "invalidSyntax")
        lowered[name.lower()] = value
    found: dict[str, Any] = {}
    for attribute in attributes:
        if not attribute.kept or attribute.mutability == "readOnly" or attribute.name == "schemas":
            continue
        if (value := value_of(attribute, lowered.get(attribute.name.lower()))) is not None:
            found[attribute.name] = value
    return found


def _schemas(body: Mapping[str, Any], kind: ResourceType) -> None:
    said = _of(body, "schemas")
    if not isinstance(said, list) or not all(isinstance(each, str) for each in said):
        raise _invalid("The body names no schemas.", "invalidSyntax", f"Send schemas: [{kind.schema.id!r}].")
    if kind.schema.id.lower() not in {each.lower() for each in said}:
        raise _invalid(f"The body is no {kind.schema.id}.", "invalidSyntax", "Name it in schemas.")


def _of(body: Mapping[str, Any], name: str) -> Any:
    return next((value for key, value in body.items() if key.lower() == name.lower()), None)


def schema_of(kind: ResourceType, urn: str) -> Schema:
    """Return the schema of the type, or of its extension, with that URN; an empty one is the type's own."""
    return next((each for each in kind.extensions if each.id == urn), kind.schema)


def _invalid(message: str, scim_type: ScimType = "invalidValue", hint: str = "") -> ScimRefused:
    return ScimRefused(message, scim_type=scim_type, hint=hint or "See /Schemas.")
