"""Whether a resource meets a filter (RFC 7644, 3.4.2.2, table 3)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

from egovframe.auth.model import name_key
from egovframe.auth.scim.attributes import Attribute, ResourceType, Target
from egovframe.auth.scim.errors import ScimRefused
from egovframe.auth.scim.filters import And, Compare, Filter, Not, Or, Value, Within

Test = Callable[[dict[str, Any]], bool]

_ORDER: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "gt": lambda a, b: a > b,
    "ge": lambda a, b: a >= b,
    "lt": lambda a, b: a < b,
    "le": lambda a, b: a <= b,
}
_TEXT: Final[dict[str, Callable[[str, str], bool]]] = {
    "co": lambda a, b: b in a,
    "sw": lambda a, b: a.startswith(b),
    "ew": lambda a, b: a.endswith(b),
}


def condition(wanted: Filter, kind: ResourceType, *, strict: bool = True) -> Test:
    """Return the test of the filter for resources of this type.

    An attribute of the RFC that the office does not keep is never assigned. Raises ScimRefused (invalidFilter) for an
    attribute that is none, unless `strict` is false (a search over several types), for one that is never shown, and
    for comparisons that make no sense.
    """
    return _test(wanted, lambda path: _resolved(kind, path, strict=strict))


def element_test(wanted: Filter, attribute: Attribute) -> Test:
    """Return the test of the filter in brackets behind a multi-valued attribute, for one of its values."""

    def resolve(path: str) -> Target | None:
        part = attribute.part(path)
        if part is None:
            raise _invalid(f"{attribute.name} has no part {path[:80]!r}.")
        return Target("", part)

    return _test(wanted, resolve)


def _resolved(kind: ResourceType, path: str, *, strict: bool) -> Target | None:
    target = kind.resolve(path)
    if target is None:
        if strict:
            raise _invalid(f"A {kind.name} has no attribute {path[:80]!r}.")
        return None
    if target.last is not None and target.last.returned == "never":
        # Whoever could filter by a password could guess it letter by letter.
        raise _invalid(f"Nobody may filter by {path[:80]!r}.")
    return target


def _test(wanted: Filter, resolve: Callable[[str], Target | None]) -> Test:
    match wanted:
        case And(parts):
            tests = [_test(part, resolve) for part in parts]
            return lambda resource: all(test(resource) for test in tests)
        case Or(parts):
            tests = [_test(part, resolve) for part in parts]
            return lambda resource: any(test(resource) for test in tests)
        case Not(of):
            inner = _test(of, resolve)
            return lambda resource: not inner(resource)
        case Within():
            return _within(wanted, resolve)
        case Compare():
            return _compare(wanted, resolve)


def _within(wanted: Within, resolve: Callable[[str], Target | None]) -> Test:
    target = resolve(wanted.path)
    if target is None:
        return lambda _resource: False
    attribute = target.attribute
    if attribute is None or target.part is not None or attribute.kind != "complex":
        if attribute is not None and not attribute.kept:
            return lambda _resource: False
        raise _invalid(f"{wanted.path[:80]} has no parts to filter by.")
    holder, name = target.holder, attribute.name
    inner = element_test(wanted.of, attribute)
    rest = element_test(wanted.rest, attribute) if wanted.rest is not None else None
    return lambda resource: any(
        inner(each) and (rest is None or rest(each))
        for each in many(holder(resource).get(name))
        if isinstance(each, dict)
    )


def _compare(wanted: Compare, resolve: Callable[[str], Target | None]) -> Test:
    target = resolve(wanted.path)
    if target is None:
        return lambda _resource: _absent(wanted)
    if target.attribute is None:
        if wanted.operator != "pr":
            raise _invalid(f"{wanted.path[:80]} is a whole extension and has no value of its own.")
        whole = target.holder
        return lambda resource: bool(whole(resource))
    last = target.last
    if last is not None and last.kind == "complex" and wanted.operator != "pr" and wanted.value is not None:
        # RFC 7643, 2.4: a multi-valued attribute compared as a whole is compared by its `value`.
        part = last.part("value")
        if part is None:
            raise _invalid(f"Say which part of {wanted.path[:80]} you mean.")
        target = Target(target.urn, target.attribute, part)
        last = part
    assert last is not None  # noqa: S101 - an attribute stands there, see above
    holds = _holds(last, wanted)

    def test(resource: dict[str, Any]) -> bool:
        found = values_at(resource, target)
        return any(holds(each) for each in found) if found else _absent(wanted)

    return test


def _absent(wanted: Compare) -> bool:
    """Say whether the comparison holds of an attribute without a value; null means that (RFC 7643, 2.5)."""
    if wanted.operator == "eq":
        return wanted.value is None
    return wanted.operator == "ne" and wanted.value is not None


def _holds(attribute: Attribute, wanted: Compare) -> Callable[[Any], bool]:
    """Return the comparison of one value that is there. Raises ScimRefused where it makes no sense."""
    operator, value = wanted.operator, wanted.value
    if operator == "pr":
        return lambda _found: True
    if value is None:
        if operator not in ("eq", "ne"):
            raise _invalid(f"Nothing is {operator} null.")
        return lambda _found: operator == "ne"
    if attribute.kind == "boolean":
        return _boolean(attribute, operator, value)
    if not isinstance(value, str):
        if operator in ("eq", "ne"):
            return lambda _found: operator == "ne"  # a text is no number
        raise _invalid(f"{attribute.name} is a text: compare it with one in double quotes.")
    return _moment(attribute, operator, value) if attribute.kind == "dateTime" else _text(attribute, operator, value)


def _text(attribute: Attribute, operator: str, value: str) -> Callable[[Any], bool]:
    fold = _fold(attribute)
    other = fold(value)
    if operator in _TEXT:
        of_texts = _TEXT[operator]
        return lambda found: of_texts(fold(str(found)), other)
    if operator in _ORDER:
        of_order = _ORDER[operator]
        return lambda found: of_order(fold(str(found)), other)
    return lambda found: (fold(str(found)) == other) is (operator == "eq")


def _boolean(attribute: Attribute, operator: str, value: Value) -> Callable[[Any], bool]:
    if isinstance(value, str) and value.lower() in ("true", "false"):
        value = value.lower() == "true"  # as Entra ID writes it
    if operator not in ("eq", "ne") or not isinstance(value, bool):
        raise _invalid(f"{attribute.name} is true or false: compare it with eq or ne.")
    return lambda found: (found is value) is (operator == "eq")


def _moment(attribute: Attribute, operator: str, value: str) -> Callable[[Any], bool]:
    if operator in _TEXT:
        of_texts = _TEXT[operator]
        return lambda found: of_texts(str(found), value)
    wanted = _read_moment(value)
    if wanted is None:
        raise _invalid(f"{attribute.name} is a moment such as 2026-09-21T01:00:00Z.")
    if operator in _ORDER:
        of_order = _ORDER[operator]
        return lambda found: (at := _read_moment(str(found))) is not None and of_order(at, wanted)
    return lambda found: (_read_moment(str(found)) == wanted) is (operator == "eq")


def _read_moment(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def _fold(attribute: Attribute) -> Callable[[str], str]:
    return str if attribute.exact else name_key


def values_at(resource: dict[str, Any], target: Target) -> list[Any]:
    """Return every value where the target points; none where nothing is assigned."""
    if target.attribute is None:
        return [target.holder(resource)] if target.holder(resource) else []
    found = many(target.holder(resource).get(target.attribute.name))
    if target.part is not None:
        name = target.part.name
        found = [each[name] for each in found if isinstance(each, dict) and name in each]
    return [each for each in found if each is not None and each not in ({}, "")]


def many(value: Any) -> list[Any]:
    """Return the values of an attribute, one or several, as several."""
    return value if isinstance(value, list) else [] if value is None else [value]


def _invalid(message: str) -> ScimRefused:
    return ScimRefused(message, scim_type="invalidFilter", hint="See /Schemas for what there is to filter by.")
