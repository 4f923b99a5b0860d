"""Lists of resources: what is asked for, sorting and pages (RFC 7644, 3.4.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from egovframe.auth.model import name_key
from egovframe.auth.scim.attributes import ResourceType, Target
from egovframe.auth.scim.errors import ScimRefused
from egovframe.auth.scim.filters import Filter, read_filter
from egovframe.auth.scim.matching import values_at
from egovframe.auth.scim.projection import Projection

MAX_RESULTS: Final = 500
"""So many resources come at once: the fact of a list names everybody on it, and an entry of the log has its bound."""
DEFAULT_RESULTS: Final = 100
MAX_START: Final = 2**31 - 1
_EVERYTHING: Final = Projection()


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is asked for. `start` counts from 1; `count` is bounded by MAX_RESULTS."""

    filter: Filter | None = None
    sort_by: str = ""
    descending: bool = False
    start: int = 1
    count: int = DEFAULT_RESULTS
    projection: Projection = _EVERYTHING

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> Asked:
        """Return what a query or a search request says, by the names of RFC 7644, 3.4.2 and 3.4.3.

        A count below 0 is 0, a start below 1 is 1 (3.4.2.4). Raises ScimRefused for what cannot be read.
        """
        order = str(said.get("sortOrder") or "ascending").lower()
        if order not in ("ascending", "descending"):
            raise ScimRefused("sortOrder is ascending or descending.", scim_type="invalidValue")
        text = said.get("filter")
        if text is not None and not isinstance(text, str):
            raise ScimRefused("The filter is no text.", scim_type="invalidFilter")
        return cls(
            filter=read_filter(text) if text else None,
            sort_by=str(said.get("sortBy") or ""),
            descending=order == "descending",
            start=max(1, min(_number(said, "startIndex", 1), MAX_START)),
            count=max(0, min(_number(said, "count", DEFAULT_RESULTS), MAX_RESULTS)),
            projection=Projection.read(_names(said, "attributes"), _names(said, "excludedAttributes")),
        )


def ordered(
    resources: list[dict[str, Any]], sort_by: str, kind: ResourceType, *, descending: bool
) -> list[dict[str, Any]]:
    """Return the resources by the attribute: of several values by the primary or first one (RFC 7644, 3.4.2.3).

    What has no value comes last, when descending first. Raises ScimRefused for an attribute that is none.
    """
    target = kind.resolve(sort_by)
    if target is None or target.attribute is None or target.last is None or target.last.returned == "never":
        raise ScimRefused(f"Nothing is sorted by {sort_by[:80]!r}.", scim_type="invalidPath", hint="See /Schemas.")
    if target.last.kind == "complex":
        part = target.last.part("value")
        if part is None:
            raise ScimRefused(f"Say which part of {sort_by[:80]!r} you mean.", scim_type="invalidPath")
        target = Target(target.urn, target.attribute, part)
    keyed = [(_key(each, target), each) for each in resources]
    valued = sorted((pair for pair in keyed if pair[0] is not None), key=lambda pair: pair[0], reverse=descending)
    without = [each for key, each in keyed if key is None]
    found = [each for _, each in valued]
    return [*without, *found] if descending else [*found, *without]


def _key(resource: dict[str, Any], target: Target) -> Any:
    attribute = target.attribute
    if attribute is not None and attribute.many and target.part is not None:
        values = target.holder(resource).get(attribute.name) or []
        first = next((each for each in values if each.get("primary") is True), values[0] if values else {})
        found = [first[target.part.name]] if target.part.name in first else []
    else:
        found = values_at(resource, target)
    if not found:
        return None
    last = target.last
    if last is not None and last.kind == "boolean":
        return str(bool(found[0]))
    return str(found[0]) if last is not None and last.exact else name_key(str(found[0]))


def _number(said: Mapping[str, Any], name: str, usual: int) -> int:
    value = said.get(name)
    if value is None or value == "":
        return usual
    if isinstance(value, bool) or not isinstance(value, int | str) or len(str(value)) > 12:
        raise ScimRefused(f"{name} is a whole number.", scim_type="invalidValue")
    try:
        return int(value)
    except ValueError:
        raise ScimRefused(f"{name} is a whole number.", scim_type="invalidValue") from None


def _names(said: Mapping[str, Any], name: str) -> list[str]:
    value = said.get(name)
    if value is None:
        return []
    if isinstance(value, str):
        return value.split(",")
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return value
    raise ScimRefused(f"{name} is a list of attributes.", scim_type="invalidValue")
