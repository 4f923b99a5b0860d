"""The cabinet: what is sealed for one owner opens with that owner's key, in its own place, and with nothing else."""

from __future__ import annotations

import pytest

from egovframe.kernel.cabinet import Cabinet, data_keys
from egovframe.kernel.errors import CryptoError, NotFound, WorkError
from tests.kernel.place import SmallOffice
from tests.support.deeds import deed
from tests.support.elsewhere import elsewhere


def kept(office: SmallOffice, owner: str, name: str, plain: bytes) -> bytes:
    """Seal a value for a new owner."""
    with office.work() as work:
        office.cabinet.new_key(work, owner)
        sealed = office.cabinet.seal(work, owner, name, plain)
        _ = work.conn
        work.note(deed("case.opened"), object=owner)
    return sealed


def opened(office: SmallOffice, owner: str, name: str, sealed: bytes) -> bytes:
    """Open a value as somebody who comes later."""
    with office.database.read() as conn:
        return office.cabinet.open(conn, owner, name, sealed)


def test_a_sealed_value_opens_later(office_on_both: SmallOffice) -> None:
    """The wrapped key is in the database, the value wherever its owner keeps it."""
    sealed = kept(office_on_both, "case-1", "answers", "주민".encode())
    assert opened(office_on_both, "case-1", "answers", sealed) == "주민".encode()
    with office_on_both.work() as work:
        again = office_on_both.cabinet.seal(work, "case-1", "answers", b"later")
    assert opened(office_on_both, "case-1", "answers", again) == b"later"


@pytest.mark.asvs("V11.3.3")
def test_a_sealed_value_belongs_to_its_owner_and_name(office: SmallOffice) -> None:
    """Moved to another case or another field, it does not open."""
    sealed = kept(office, "case-1", "answers", b"secret")
    kept(office, "case-2", "answers", b"other")
    for owner, name in (("case-2", "answers"), ("case-1", "reply")):
        with pytest.raises(CryptoError):
            opened(office, owner, name, sealed)


def test_a_wrapped_key_belongs_to_its_owner(office: SmallOffice) -> None:
    """A key copied to another owner's row by another tool does not unwrap there."""
    sealed = kept(office, "case-1", "answers", b"secret")
    kept(office, "case-2", "answers", b"other")
    first = next(row for row in office.rows(data_keys) if row["owner"] == "case-1")
    with elsewhere(office.database) as conn:
        conn.execute(data_keys.update().where(data_keys.c.owner == "case-2").values(wrapped=first["wrapped"]))
    with pytest.raises(CryptoError):
        opened(office, "case-2", "answers", sealed)


def test_what_was_read_in_a_unit_does_not_open_after_the_key_is_destroyed_in_it(office_on_both: SmallOffice) -> None:
    """A key is read once a transaction, but never outlives its row."""
    sealed = kept(office_on_both, "case-1", "answers", b"secret")
    with office_on_both.work() as work:
        assert office_on_both.cabinet.open(work.conn, "case-1", "answers", sealed) == b"secret"
        office_on_both.cabinet.destroy_key(work, "case-1")
        with pytest.raises(NotFound):
            office_on_both.cabinet.open(work.conn, "case-1", "answers", sealed)
        work.note(deed("case.erased"), object="case-1")


def test_nothing_opens_once_the_key_is_destroyed(office_on_both: SmallOffice) -> None:
    """Neither what is in the database nor any copy of it; destroying is a watched write and cannot be done twice."""
    sealed = kept(office_on_both, "case-1", "answers", b"secret")
    with office_on_both.work() as work:
        office_on_both.cabinet.destroy_key(work, "case-1")
        work.note(deed("person.erased"), object="case-1")
    (write,) = office_on_both.notes[-1].writes
    assert (write.table, write.key, write.after) == ("data_keys", "case-1", None)
    with pytest.raises(NotFound):
        opened(office_on_both, "case-1", "answers", sealed)
    with pytest.raises(NotFound), office_on_both.work() as work:
        office_on_both.cabinet.destroy_key(work, "case-1")


def test_a_destroyed_key_seals_nothing_more_in_the_same_unit(office: SmallOffice) -> None:
    """The key is gone from memory as well."""
    kept(office, "case-1", "answers", b"secret")
    with office.work() as work:
        office.cabinet.seal(work, "case-1", "answers", b"x")
        office.cabinet.destroy_key(work, "case-1")
        work.note(deed("person.erased"))
        with pytest.raises(NotFound):
            office.cabinet.seal(work, "case-1", "answers", b"y")


def test_a_key_is_kept_with_a_fact_or_not_at_all(office: SmallOffice) -> None:
    """Drawing a key without saying why keeps nothing."""
    with pytest.raises(WorkError), office.work() as work:
        office.cabinet.new_key(work, "case-1")
    assert office.rows(data_keys) == []


@pytest.mark.asvs("V11.2.2")
def test_keys_wrapped_before_a_rotation_still_open(office: SmallOffice) -> None:
    """New owners get the new key, old ones keep theirs."""
    sealed = kept(office, "case-1", "answers", b"old")
    newer = office.cabinet._keyring.rotate()
    fresh = kept(office, "case-2", "answers", b"new")
    assert (opened(office, "case-1", "answers", sealed), opened(office, "case-2", "answers", fresh)) == (b"old", b"new")
    assert {row["owner"]: row["wrapped_by"] for row in office.rows(data_keys)}["case-2"] == newer


def test_what_belongs_to_the_office_itself(office: SmallOffice) -> None:
    """Office seals, MACs and signing keys are the same for every process of the office, and bound to their names."""
    other = Cabinet(office.cabinet._keyring)
    sealed = office.cabinet.office_seal("fact:1", b"address")
    assert other.office_open("fact:1", sealed) == b"address"
    with pytest.raises(CryptoError):
        other.office_open("fact:2", sealed)
    assert office.cabinet.mac("a", b"x") == other.mac("a", b"x") != other.mac("b", b"x")
    one, same, another = (
        key.public_key().public_bytes_raw()
        for key in (office.cabinet.signing_key("log"), other.signing_key("log"), other.signing_key("receipts"))
    )
    assert one == same != another
    assert office.cabinet.signing_seed("witness") == other.signing_seed("witness") != other.signing_seed("log")
    assert len(other.signing_seed("witness")) == 32
