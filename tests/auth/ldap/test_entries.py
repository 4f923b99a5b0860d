"""Entries as they come: values by attribute, and the identifier that never changes."""

from __future__ import annotations

from uuid import UUID

import pytest

from egovframe.auth.ldap.entries import Entry, entry_of, identifier_octets

GUID = UUID("7b95f0d5-a3ed-486c-919c-077b8c9731f2")


def test_an_entry_of_an_answer() -> None:
    """Attributes are found whatever their case; options such as a language do not part the values."""
    raw = {"UID": [b"kim"], "cn;lang-ko": ["김".encode()], "cn": [b"Kim"], "photo": [b"\xff\xd8"]}
    entry = entry_of({"dn": "uid=kim,dc=x", "raw_attributes": raw})
    assert (entry.dn, entry.text("uid"), entry.texts("CN")) == ("uid=kim,dc=x", "kim", ("김", "Kim"))
    assert entry.texts("photo") == (), "what is no text is none"
    assert (entry.text("mail"), entry.texts("mail")) == ("", ())


@pytest.mark.parametrize(
    ("attribute", "values", "found"),
    [
        ("entryUUID", (b"4c3a8b08-7ed0-1041-91d1-9fb137c50ae0",), "4c3a8b08-7ed0-1041-91d1-9fb137c50ae0"),
        ("objectGUID", (GUID.bytes_le,), str(GUID)),
        ("objectGUID", (b"short",), ""),
        ("entryUUID", (b"one", b"two"), ""),
        ("entryUUID", (), ""),
        ("entryUUID", (b"  ",), ""),
        ("entryUUID", (b"\xff",), ""),
    ],
)
def test_the_identifier(attribute: str, values: tuple[bytes, ...], found: str) -> None:
    """One value, as text; Active Directory's sixteen octets as the UUID that its tools show (MS-DTYP 2.3.4.2)."""
    assert Entry("uid=kim", {attribute.lower(): values}).identifier(attribute) == found


def test_an_identifier_goes_back_as_it_came() -> None:
    """Sixteen octets of Active Directory, or the text itself; what is none is nothing."""
    octets = bytes(range(16))
    entry = Entry("cn=x", {"objectguid": (octets,), "entryuuid": (b"8c1b",)})
    assert identifier_octets("objectGUID", entry.identifier("objectGUID")) == octets
    assert identifier_octets("entryUUID", entry.identifier("entryUUID")) == b"8c1b"
    assert identifier_octets("objectGUID", "8c1b") == b""
