"""Versions of resources as entity tags (RFC 7644, 3.14; RFC 9110, 8.8.3). All are weak."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from egovframe.auth.scim.errors import ScimRefused
from egovframe.kernel.canonical import canonical
from egovframe.kernel.crypto import sha256_hex

_TAG: Final = re.compile(r'(?:W/)?"([^"]*)"')


def version_of(resource: Mapping[str, Any]) -> str:
    """Return the weak entity tag of a resource: another one when anything about it is another.

    The version itself and where the resource is reached do not count.
    """
    meta = {name: value for name, value in resource.get("meta", {}).items() if name not in ("version", "location")}
    groups = [each.get("value") for each in resource.get("groups", ())]
    said = {**resource, "meta": meta, "groups": groups}
    return f'W/"{sha256_hex(canonical(said))[:24]}"'


def agrees(header: str, version: str) -> bool:
    """Say whether an If-Match or If-None-Match header names this version; `*` names every one (weak comparison)."""
    if header.strip() == "*":
        return True
    own = _TAG.fullmatch(version)
    return own is not None and own[1] in _TAG.findall(header)


def check_match(header: str, version: str) -> None:
    """Raise ScimRefused (412) where a header If-Match names another version than this."""
    if header and not agrees(header, version):
        raise ScimRefused(
            "The resource was changed since it was read.", status=412, hint="Read it again, and decide again."
        )
