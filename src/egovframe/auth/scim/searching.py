"""Which part of a filter the database decides, so that not everybody has to be looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from egovframe.auth.model import name_key
from egovframe.auth.profiles.service import email_mark, external_mark
from egovframe.auth.scim.filters import And, Compare, Filter, Not, Or, Within
from egovframe.auth.scim.schemas import USERS
from egovframe.auth.scim.store import Where

if TYPE_CHECKING:
    from collections.abc import Iterator

    from egovframe.kernel.cabinet import Cabinet


def narrowed(wanted: Filter, cabinet: Cabinet) -> tuple[Where | None, bool]:
    """Return the condition that everybody who meets the filter meets, and whether it decides alone.

    None where the database knows nothing about it: names and addresses are sealed.
    """
    match wanted:
        case And(parts):
            found = [narrowed(part, cabinet) for part in parts]
            known = tuple(where for where, _ in found if where is not None)
            return Where("all", parts=known) if known else None, all(exact for _, exact in found)
        case Or(parts):
            found = [narrowed(part, cabinet) for part in parts]
            known = tuple(where for where, _ in found if where is not None)
            complete = len(known) == len(found)
            return Where("any", parts=known) if complete else None, complete and all(exact for _, exact in found)
        case Not():
            return None, False
        case Within():
            return _within(wanted, cabinet), False
        case Compare():
            where = _compared(wanted, cabinet)
            return where, where is not None


def paths(wanted: Filter) -> Iterator[str]:
    """Yield every attribute that the filter compares."""
    match wanted:
        case And(parts) | Or(parts):
            for part in parts:
                yield from paths(part)
        case Not(of):
            yield from paths(of)
        case _:
            yield wanted.path


def _within(wanted: Within, cabinet: Cabinet) -> Where | None:
    """Return the condition of `emails[value eq "…"]` and `emails[…].value eq "…"`: the type is looked at afterwards."""
    inner = wanted.of.parts if isinstance(wanted.of, And) else (wanted.of,)
    for each in (*inner, wanted.rest):
        if isinstance(each, Compare) and each.path.lower() == "value":
            found = _compared(Compare(f"{wanted.path}.{each.path}", each.operator, each.value), cabinet)
            if found is not None:
                return found
    return None


def _compared(wanted: Compare, cabinet: Cabinet) -> Where | None:
    target = USERS.resolve(wanted.path)
    if target is None or target.attribute is None or target.urn or wanted.operator != "eq":
        return None
    name, value = target.attribute.name, wanted.value
    if name == "active":
        said = str(value).lower()
        return Where("active", "1" if said == "true" else "") if said in ("true", "false") else None
    if not isinstance(value, str) or not value or value != value.strip():
        return None
    if name == "emails" and target.part is not None and target.part.name != "value":
        return None
    return _text(name, value, cabinet)


def _text(name: str, value: str, cabinet: Cabinet) -> Where | None:
    """Return the condition of an attribute that is a text."""
    match name:
        case "id":
            return Where("id", value)
        case "userName":
            return Where("name", name_key(value))
        case "externalId":
            return Where("external", external_mark(cabinet, value))
        case "emails":
            return Where("email", email_mark(cabinet, value))
        case _:
            return None
