"""Names that people type and names of entries: made safe where they stand in a filter or an entry's name, compared.

A typed name is written in hexadecimal whole, sign by sign. Filters (RFC 4515 §3) and names of entries (RFC 4514 §2.4)
both allow that for every octet, so that there is no list of dangerous signs to forget one in.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from egovframe.auth.model import name_key

_PLACE: Final = "{name}"


def hexed(text: str) -> str:
    r"""Return the text with every octet as `\xx`: it stands for itself in a filter and in the name of an entry."""
    return octets_hexed(text.encode())


def octets_hexed(octets: bytes) -> str:
    r"""Return octets as `\xx`, each of them; see `hexed`."""
    return "".join(f"\\{octet:02x}" for octet in octets)


def plain_name(typed: str) -> str:
    """Return the typed name as the directory is asked for it; an empty text for what is nobody's.

    Directories fold names far more than the office does (RFC 4518): full-width letters, soft hyphens and rows of blanks
    are the same to them. Whatever they would fold is nobody's, or one account could be guessed at under many names,
    each with tries of its own.
    """
    name = unicodedata.normalize("NFC", typed.strip())
    folded = unicodedata.normalize("NFKC", name) != name or "  " in name
    return "" if folded or not name.isprintable() else name


def is_named(typed: str, values: tuple[str, ...]) -> bool:
    """Say whether one of an entry's values is the typed name; case is no matter."""
    return name_key(typed) in {name_key(value) for value in values}


def filled(template: str, name: str) -> str:
    """Return the name of the entry that the template makes of a typed name."""
    return template.replace(_PLACE, hexed(name))


def has_place(template: str) -> bool:
    """Say whether a template has a place for the name."""
    return _PLACE in template


def entry_key(dn: str) -> tuple[tuple[str, str], ...]:
    """Return by what two names of entries are compared: case, blanks and the way of escaping are no matter.

    Raises ValueError for what is no name of an entry (RFC 4514).
    """
    from ldap3.core.exceptions import LDAPInvalidDnError
    from ldap3.utils.dn import parse_dn

    try:
        parts = parse_dn(dn, escape=False, strip=True)
    except (LDAPInvalidDnError, IndexError) as error:
        raise ValueError(f"{dn[:100]!r} is no name of an entry (RFC 4514)") from error
    key: list[tuple[str, str]] = []
    several: list[tuple[str, str]] = []
    for attribute, value, separator in parts:
        several.append((attribute.lower(), " ".join(_unescaped(value).split()).casefold()))
        if separator != "+":  # the parts of one step have no order
            key.extend(sorted(several))
            key.append(("", ""))
            several = []
    return tuple(key)


def _unescaped(value: str) -> str:
    octets = bytearray()
    rest = value
    while rest:
        if rest[0] == "\\" and len(rest) > 2 and all(sign in "0123456789abcdefABCDEF" for sign in rest[1:3]):
            octets.append(int(rest[1:3], 16))
            rest = rest[3:]
        elif rest[0] == "\\" and len(rest) > 1:
            octets += rest[1].encode()
            rest = rest[2:]
        else:
            octets += rest[0].encode()
            rest = rest[1:]
    return octets.decode("utf-8", "replace")
