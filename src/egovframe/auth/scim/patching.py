r"""Changes to a resource (RFC 7644, 3.5.2): add, replace and remove, with the forms that Entra ID and Okta send.

{"op": "Replace", "path": "active", "value": "False"}                    Entra ID: capital letters, texts
{"op": "replace", "value": {"active": false}}                            Okta: no path
{"op": "Add", "value": {"name.givenName": "…"}}                          Entra ID: paths as names
{"op": "add", "path": "emails[type eq \"work\"].value", "value": "…"}    makes the address where there is none
{"op": "remove", "path": "members", "value": [{"value": "…"}]}           Entra ID: the values to take away
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any, Final

from egovframe.auth.scim.attributes import Attribute, ResourceType, Target
from egovframe.auth.scim.errors import ScimRefused, ScimType
from egovframe.auth.scim.filters import And, Compare, Filter, PatchPath, read_path
from egovframe.auth.scim.matching import element_test, many
from egovframe.auth.scim.values import MOST_MEMBERS, MOST_VALUES, value_of

PATCH_URN: Final = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
MOST_OPERATIONS: Final = 100
_OPS: Final = ("add", "replace", "remove")
_IGNORED: Final = frozenset({"id", "schemas", "meta"})
"""What a whole resource carries along in a change without a path, as Okta sends it: passed over."""


def patched(resource: Mapping[str, Any], body: Any, kind: ResourceType) -> dict[str, Any]:
    """Return the resource as it is after all operations of a PATCH body; the one handed in stays as it is.

    Raises ScimRefused: invalidSyntax, invalidPath, noTarget, mutability, invalidValue. Nothing is done by halves.
    """
    found = copy.deepcopy(dict(resource))
    for number, operation in enumerate(_operations(body), 1):
        try:
            _apply(found, operation, kind)
        except ScimRefused as refused:
            raise ScimRefused(
                f"Operation {number}: {refused.message}",
                scim_type=refused.scim_type,
                status=refused.status,
                hint=refused.hint,
            ) from None
    for attribute in kind.attributes:
        if attribute.required and not found.get(attribute.name):
            raise _refused(f"{attribute.name} is required.", "mutability")
    return found


def password_in(body: Any, kind: ResourceType) -> str | None:
    """Return the new password that a body asks for, whole resource or PATCH; None for none. Never raises.

    Hashing takes long on purpose: it is done before anything is written.
    """
    if not isinstance(body, Mapping):
        return None
    lowered = {name.lower(): value for name, value in body.items()}
    found: Any = lowered.get("password")
    operations = lowered.get("operations")
    for each in operations if isinstance(operations, list) else ():
        said = {name.lower(): value for name, value in each.items()} if isinstance(each, Mapping) else {}
        values = {str(said["path"]): said.get("value")} if said.get("path") else said.get("value")
        if str(said.get("op")).lower() == "remove" or not isinstance(values, Mapping):
            continue
        for path, value in values.items():
            target = kind.resolve(path)
            if target is not None and target.attribute is not None and target.attribute.name == "password":
                found = value
    return found if isinstance(found, str) and found else None


def _operations(body: Any) -> list[Mapping[str, Any]]:
    if not isinstance(body, Mapping):
        raise _refused("The body is no JSON object.", "invalidSyntax")
    lowered = {name.lower(): value for name, value in body.items()}
    schemas = lowered.get("schemas")
    if not isinstance(schemas, list) or PATCH_URN.lower() not in [str(each).lower() for each in schemas]:
        raise _refused(f"The body is no {PATCH_URN}.", "invalidSyntax")
    operations = lowered.get("operations")
    if not isinstance(operations, list) or not operations:
        raise _refused("The body has no Operations.", "invalidSyntax")
    if len(operations) > MOST_OPERATIONS:
        raise _refused(f"There are {len(operations)} operations; at most {MOST_OPERATIONS} are taken.", "tooMany")
    found: list[Mapping[str, Any]] = []
    for each in operations:
        if not isinstance(each, Mapping):
            raise _refused("An operation is no JSON object.", "invalidSyntax")
        found.append({name.lower(): value for name, value in each.items()})
    return found


def _apply(resource: dict[str, Any], operation: Mapping[str, Any], kind: ResourceType) -> None:
    op, path = operation.get("op"), operation.get("path")
    if not isinstance(op, str) or op.lower() not in _OPS:
        raise _refused(f"There is no operation {str(op)[:40]!r}; there are {', '.join(_OPS)}.", "invalidSyntax")
    op = op.lower()
    if path is not None and not isinstance(path, str):
        raise _refused("The path is no text.", "invalidPath")
    if op != "remove" and "value" not in operation:
        raise _refused(f"{op} needs a value.", "invalidValue")
    if path:
        _one(resource, op, read_path(path), operation.get("value"), kind)
        return
    if op == "remove":
        raise _refused("remove needs a path.", "noTarget")
    values = operation["value"]
    if not isinstance(values, Mapping):
        raise _refused("Without a path, the value is an object of attributes.", "invalidValue")
    for name, value in values.items():
        _pathless(resource, op, name, value, kind)


def _pathless(resource: dict[str, Any], op: str, name: str, value: Any, kind: ResourceType) -> None:
    """Apply one attribute of a change without a path. What is read-only may be said again as it is."""
    target = kind.resolve(name)
    if target is None and "[" not in name:
        raise _refused(f"A {kind.name} has no attribute {name[:80]!r}.", "invalidPath")
    attribute = target.attribute if target is not None else None
    if attribute is not None and attribute.name in _IGNORED:
        return
    if attribute is not None and attribute.mutability == "readOnly" and resource.get(attribute.name) == value:
        return
    if target is not None and attribute is None:  # an extension as a whole: its attributes one by one
        if not isinstance(value, Mapping):
            raise _refused(f"{target.urn} is an object of attributes.", "invalidValue")
        for inner, one in value.items():
            if inner.lower() == "schemas":
                continue
            _pathless(resource, op, f"{target.urn}:{inner}", one, kind)
        return
    _one(resource, op, read_path(name), value, kind)


def _one(resource: dict[str, Any], op: str, path: PatchPath, value: Any, kind: ResourceType) -> None:
    target = kind.resolve(path.path)
    if target is None:
        raise _refused(f"A {kind.name} has no attribute {path.path[:80]!r}.", "invalidPath")
    attribute = target.attribute
    if attribute is None:
        _extension(resource, op, target.urn, value, kind)
        return
    last = target.last or attribute
    if not attribute.kept or not last.kept:
        return
    if "readOnly" in (attribute.mutability, last.mutability):
        raise _refused(f"{path.path} is read-only.", "mutability")
    holder = resource.setdefault(target.urn, {}) if target.urn else resource
    before = holder.get(attribute.name)
    if path.of is not None:
        after = _selected(attribute, before, op, path, value)
    elif target.part is not None:
        after = _parted(attribute, target, before, op, value)
    else:
        after = _whole(attribute, before, op, value)
    if attribute.mutability == "immutable" and before is not None and after != before:
        raise _refused(f"{attribute.name} is never changed.", "mutability")
    if attribute.required and after is None:
        raise _refused(f"{attribute.name} is required.", "mutability")
    _put(holder, attribute.name, _one_primary(attribute, before, after))
    if target.urn and not holder:
        resource.pop(target.urn)


def _extension(resource: dict[str, Any], op: str, urn: str, value: Any, kind: ResourceType) -> None:
    if op == "remove":
        resource.pop(urn, None)
        return
    if not isinstance(value, Mapping):
        raise _refused(f"{urn} is an object of attributes.", "invalidValue")
    if op == "replace":
        resource.pop(urn, None)
    for name, one in value.items():
        if name.lower() == "schemas":  # some clients say of an extension what it is
            continue
        _one(resource, op, PatchPath(f"{urn}:{name}"), one, kind)


# ---------------------------------------------------------------------------------------------------- what happens


def _whole(attribute: Attribute, before: Any, op: str, value: Any) -> Any:
    """Return the attribute after an operation on it as a whole."""
    if op == "remove":
        if value is None or not attribute.many:
            return None
        gone = [_sign(attribute, each) for each in many(value_of(attribute, value))]
        return [each for each in many(before) if _sign(attribute, each) not in gone] or None
    after = value_of(attribute, value)
    if attribute.many:
        return _bounded(attribute, _added(attribute, many(before), many(after)) if op == "add" else many(after))
    if attribute.kind == "complex" and isinstance(before, dict) and isinstance(after, dict):
        # 3.5.2.1 and 3.5.2.3: the parts that are given are set, the others stay.
        return {**before, **after}
    return before if after is None and op == "add" else after


def _parted(attribute: Attribute, target: Target, before: Any, op: str, value: Any) -> Any:
    """Return the attribute after an operation on one part of it: of each of its values, where there are several."""
    part = target.part
    assert part is not None  # noqa: S101 - asked for by the caller
    after = None if op == "remove" else value_of(part, value)
    if not attribute.many:
        return _with_part(before, part.name, after)
    if not before:
        return None if after is None else [{part.name: after}]
    return [made for each in many(before) if (made := _with_part(each, part.name, after)) is not None] or None


def _selected(attribute: Attribute, before: Any, op: str, path: PatchPath, value: Any) -> Any:
    """Return a multi-valued attribute after an operation on those of its values that the path selects."""
    assert path.of is not None  # noqa: S101 - asked for by the caller
    if not attribute.many or attribute.kind != "complex":
        raise _refused(f"{attribute.name} has no values to choose from.", "invalidPath")
    try:
        chosen = element_test(path.of, attribute)
    except ScimRefused as refused:
        raise _refused(refused.message, "invalidPath") from None
    part = attribute.part(path.sub) if path.sub else None
    if path.sub and part is None:
        raise _refused(f"{attribute.name} has no part {path.sub[:80]!r}.", "invalidPath")
    if part is not None and not part.kept:
        return before
    if part is not None and part.mutability == "readOnly":
        raise _refused(f"{attribute.name}.{part.name} is read-only.", "mutability")
    values = many(before)
    hits = [chosen(each) for each in values]
    if not any(hits):
        if op == "replace":
            raise _refused(f"No value of {attribute.name} is chosen by the path.", "noTarget")
        if op == "remove":
            return before
        return _bounded(attribute, [*values, _from_filter(attribute, path.of, part, value)])
    found: list[Any] = []
    for each, hit in zip(values, hits, strict=True):
        made = _changed(attribute, each, op, part, value) if hit else each
        found += [] if made is None else [made]
    return found or None


def _changed(attribute: Attribute, each: Any, op: str, part: Attribute | None, value: Any) -> Any:
    """Return one chosen value after the operation; None where it is taken away."""
    if part is not None:
        return _with_part(each, part.name, None if op == "remove" else value_of(part, value))
    if op == "remove":
        return None
    made = many(value_of(attribute, value))
    if len(made) != 1:
        raise _refused(f"One value of {attribute.name} is replaced by one.", "invalidValue")
    return {**each, **made[0]} if op == "add" else made[0]


def _from_filter(attribute: Attribute, of: Filter, part: Attribute | None, value: Any) -> dict[str, Any]:
    """Return a new value that the path's filter chooses: `emails[type eq "work"].value` makes the work address."""
    made: dict[str, Any] = {}
    for each in of.parts if isinstance(of, And) else (of,):
        known = attribute.part(each.path) if isinstance(each, Compare) and each.operator == "eq" else None
        if known is None or not isinstance(each, Compare):
            raise _refused(f"No value of {attribute.name} is chosen by the path, and none can be made.", "noTarget")
        made[known.name] = value_of(known, each.value)
    if part is not None:
        made[part.name] = value_of(part, value)
    else:
        given = many(value_of(attribute, value))
        made.update(given[0] if len(given) == 1 else {})
    return {name: one for name, one in made.items() if one is not None}


# ---------------------------------------------------------------------------------------------------- values


def _with_part(value: Any, name: str, after: Any) -> dict[str, Any] | None:
    kept = {key: one for key, one in (value or {}).items() if key != name}
    if after is not None:
        kept[name] = after
    return kept or None


def _added(attribute: Attribute, before: list[Any], more: list[Any]) -> list[Any]:
    """Return both, without what is there already (RFC 7644, 3.5.2.1)."""
    signs = {_sign(attribute, each) for each in before}
    found = list(before)
    for each in more:
        if _sign(attribute, each) not in signs:
            signs.add(_sign(attribute, each))
            found.append(each)
    return found


def _sign(attribute: Attribute, value: Any) -> Any:
    """Return by what one of several values is told apart: its `value`, with what it is for."""
    if not isinstance(value, dict):
        return value
    kind = "" if attribute.name == "members" else str(value.get("type", "")).lower()
    return (str(value.get("value", "")), kind)


def _one_primary(attribute: Attribute, before: Any, after: Any) -> Any:
    """Return the values with one primary at most: a new one takes the mark from the old (RFC 7644, 3.5.2)."""
    if not isinstance(after, list):
        return after
    marked = [n for n, each in enumerate(after) if isinstance(each, dict) and each.get("primary") is True]
    if len(marked) < 2:
        return after
    old = [_sign(attribute, each) for each in many(before) if isinstance(each, dict) and each.get("primary") is True]
    new = [n for n in marked if _sign(attribute, after[n]) not in old]
    if len(new) != 1:
        raise _refused("One value is the primary one; there are several.", "invalidValue")
    return [{**each, "primary": False} if n in marked and n != new[0] else each for n, each in enumerate(after)]


def _bounded(attribute: Attribute, values: list[Any]) -> list[Any] | None:
    most = MOST_MEMBERS if attribute.name == "members" else MOST_VALUES
    if len(values) > most:
        raise _refused(f"{attribute.name} has {len(values)} values; at most {most} are kept.", "invalidValue")
    return values or None


def _put(holder: dict[str, Any], name: str, value: Any) -> None:
    if value is None:
        holder.pop(name, None)
    else:
        holder[name] = value


def _refused(message: str, scim_type: ScimType) -> ScimRefused:
    return ScimRefused(message, scim_type=scim_type, hint="See RFC 7644, section 3.5.2.")
