"""The schemas say of every attribute what RFC 7643 says of it, where the office does not say otherwise for a reason."""

from __future__ import annotations

from typing import Any

from scim2_models import EnterpriseUser, Group, Mutability, Required, Returned, User

from egovframe.auth.scim.attributes import Attribute, Schema
from egovframe.auth.scim.schemas import ENTERPRISE, GROUP, RESOURCE_TYPES, USER

OURS = {
    ("Group", "displayName", "mutability"),  # the city declares its roles: never renamed
    ("Group", "displayName", "required"),
}


def test_every_attribute_is_one_of_the_rfc() -> None:
    """No name of our own in a schema that others own; mutability, required and returned as the RFC says."""
    models: dict[Schema, Any] = {USER: User, ENTERPRISE: EnterpriseUser, GROUP: Group}
    for schema, model in models.items():
        fields = {field.serialization_alias or name: name for name, field in model.model_fields.items()}
        for attribute in schema.attributes:
            assert attribute.name in fields, attribute.name
            if not attribute.kept:
                continue
            field = fields[attribute.name]
            said = {
                "mutability": model.get_field_annotation(field, Mutability).value,
                "required": bool(model.get_field_annotation(field, Required).value),
                "returned": model.get_field_annotation(field, Returned).value,
            }
            for name, value in said.items():
                if (schema.name, attribute.name, name) not in OURS:
                    assert getattr(attribute, name) == value, (attribute.name, name)


def test_everything_that_is_kept_is_described() -> None:
    """Whoever reads /Schemas learns what each attribute is."""

    def walk(attributes: tuple[Attribute, ...]) -> None:
        for attribute in attributes:
            if attribute.kept:
                assert attribute.about, attribute.name
                walk(attribute.parts)

    for schema in (USER, ENTERPRISE, GROUP):
        walk(schema.attributes)


def test_the_endpoints_are_those_of_the_rfc() -> None:
    """RFC 7644, 3.2."""
    assert [(each.name, each.endpoint) for each in RESOURCE_TYPES] == [("User", "/Users"), ("Group", "/Groups")]
