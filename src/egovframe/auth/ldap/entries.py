"""Entries of a directory as they come: their name, and their values by attribute."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

_BINARY: Final = frozenset({"objectguid"})
"""Identifiers that are sixteen octets, the first three numbers of the UUID little-endian (MS-DTYP 2.3.4.2)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry. Attributes are in lower case; values are kept as they came."""

    dn: str
    values: Mapping[str, tuple[bytes, ...]] = field(default_factory=dict)

    def texts(self, attribute: str) -> tuple[str, ...]:
        """Return the attribute's values as text; what is no UTF-8 is left out."""
        found: list[str] = []
        for value in self.values.get(attribute.lower(), ()):
            try:
                found.append(value.decode())
            except UnicodeDecodeError:
                continue
        return tuple(found)

    def text(self, attribute: str) -> str:
        """Return the attribute's first value; an empty text for none."""
        return next(iter(self.texts(attribute)), "")

    def identifier(self, attribute: str) -> str:
        """Return what the directory calls the entry for ever; an empty text when it has none, or several."""
        values = self.values.get(attribute.lower(), ())
        if len(values) != 1:
            return ""
        if attribute.lower() in _BINARY:
            return str(UUID(bytes_le=values[0])) if len(values[0]) == 16 else ""
        return self.text(attribute).strip()


def identifier_octets(attribute: str, identifier: str) -> bytes:
    """Return an identifier as the directory has it, the other way round; nothing for what is none."""
    if attribute.lower() not in _BINARY:
        return identifier.encode("utf-8", "replace")
    try:
        return UUID(identifier).bytes_le
    except ValueError:
        return b""


def entry_of(found: Mapping[str, Any]) -> Entry:
    """Return the entry of a search's answer as the library hands it over."""
    values: dict[str, tuple[bytes, ...]] = {}
    for name, each in dict(found["raw_attributes"]).items():
        plain = name.partition(";")[0].lower()  # without options such as `;lang-ko`
        values[plain] = (*values.get(plain, ()), *each)
    return Entry(str(found["dn"]), values)
