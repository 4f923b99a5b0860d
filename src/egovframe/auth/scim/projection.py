"""What is shown of a resource: `attributes` and `excludedAttributes` (RFC 7644, 3.9; RFC 7643, 7, `returned`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from egovframe.auth.scim.attributes import Attribute, ResourceType, Target
from egovframe.auth.scim.errors import ScimRefused

MOST_NAMED: Final = 100


@dataclass(frozen=True, slots=True)
class Projection:
    """Which attributes are asked for, and which are not wanted; with neither, all that are shown as a rule."""

    attributes: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()

    @classmethod
    def read(cls, attributes: Sequence[str], excluded: Sequence[str]) -> Projection:
        """Return the projection of two lists of paths. Raises ScimRefused for both at once, or for far too many."""
        wanted, unwanted = (tuple(name.strip() for name in names if name.strip()) for names in (attributes, excluded))
        if wanted and unwanted:
            raise ScimRefused(
                "attributes and excludedAttributes exclude each other.",
                scim_type="invalidValue",
                hint="Send one of them.",
            )
        if len(wanted) + len(unwanted) > MOST_NAMED:
            raise ScimRefused(f"At most {MOST_NAMED} attributes are named.", scim_type="invalidValue")
        return cls(wanted, unwanted)

    def shown(self, resource: Mapping[str, Any], kind: ResourceType) -> dict[str, Any]:
        """Return what is shown of the resource. Names that are no attributes are passed over."""
        wanted = [target for name in self.attributes if (target := kind.resolve(name)) is not None]
        unwanted = [target for name in self.excluded if (target := kind.resolve(name)) is not None]
        narrow = bool(self.attributes)
        found = _shown(resource, kind.attributes, "", wanted, unwanted, narrow=narrow)
        for extension in kind.extensions:
            inner = resource.get(extension.id)
            if isinstance(inner, Mapping):
                values = _shown(inner, extension.attributes, extension.id, wanted, unwanted, narrow=narrow)
                if values:
                    found[extension.id] = values
        return found

    def names(self, attribute: str, kind: ResourceType) -> bool:
        """Say whether an attribute of the core schema is shown: what costs much need not be looked up otherwise."""
        wanted = {t.attribute.name for name in self.attributes if (t := kind.resolve(name)) and t.attribute}
        unwanted = {
            t.attribute.name for name in self.excluded if (t := kind.resolve(name)) and t.attribute and not t.part
        }
        return attribute not in unwanted and (not self.attributes or attribute in wanted)


def _shown(
    values: Mapping[str, Any],
    attributes: tuple[Attribute, ...],
    urn: str,
    wanted: list[Target],
    unwanted: list[Target],
    *,
    narrow: bool,
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for attribute in attributes:
        value = values.get(attribute.name)
        if value is None or value in ("", [], {}) or attribute.returned == "never":
            continue
        if attribute.returned == "always":
            found[attribute.name] = value
            continue
        asked = [t for t in wanted if t.urn == urn and (t.attribute is None or t.attribute.name == attribute.name)]
        refused = [t for t in unwanted if t.urn == urn and (t.attribute is None or t.attribute.name == attribute.name)]
        if (narrow and not asked) or any(t.part is None for t in refused):
            continue
        only = None if not narrow or any(t.part is None for t in asked) else {t.part.name for t in asked if t.part}
        value = _parts(value, only, {t.part.name for t in refused if t.part})
        if value not in ([], {}):
            found[attribute.name] = value
    return found


def _parts(value: Any, only: set[str] | None, without: set[str]) -> Any:
    if isinstance(value, list):
        found = [_parts(each, only, without) for each in value]
        return [each for each in found if each != {}]
    if not isinstance(value, dict) or (only is None and not without):
        return value
    return {name: one for name, one in value.items() if (only is None or name in only) and name not in without}
