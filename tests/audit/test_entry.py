"""One fact in its one byte form: complete, canonical, and committed to what is kept beside it."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest

from egovframe.audit import TrailBroken
from egovframe.audit.entry import Entry, Opened, blobs_of, decode, encode, is_intact, owners, owners_of, part_digest
from egovframe.kernel.canonical import NotCanonical, b64, canonical
from egovframe.kernel.crypto import new_key, open_sealed
from egovframe.kernel.facts import FactType, Note, Origin, Write
from egovframe.kernel.permissions import Actor
from egovframe.kernel.text import Text
from egovframe.testing.clock import SetClock

CLERK = Actor(kind="officer", id="o-1", name="Kim Clerk", acting_for="o-2")
VISITOR, WORKER = Actor.visitor(), Actor.system("worker")
READ = FactType(
    action="case.read",
    title=Text(ko="열람", en="Read"),
    does="read",
    due=True,
    details={"n": int, "ö": int, "a": list, "€": str, "at": object},
    private={"reason": "subject", "typed": "actor", "lost": "office"},
)
KEYS: dict[str, bytes] = {}


def note(by: Actor = CLERK, **fields: Any) -> Note:
    """A note of the clerk's."""
    return Note(fact=READ, actor=by, at=SetClock().now(), **fields)


def written(told: Note) -> Entry:
    """Write the fact down under keys that the test has."""
    parts = owners_of(told)
    for owner in parts:
        KEYS.setdefault(owner, new_key())
    return encode(told, parts, KEYS, told.writes)


def opened(entry: Entry) -> list[Opened]:
    """Open what stands beside an entry."""
    assert entry.sealed is not None
    names = owners(decode(entry.content))
    return [
        Opened.parse(owner, open_sealed(KEYS[owner], blob, bound_to=f"{owner}:fact:{entry.id}"))
        for owner, blob in zip(names, blobs_of(entry.sealed), strict=True)
    ]


@pytest.mark.asvs("V16.2.1")
def test_a_fact_says_who_did_what_when_and_to_whose_data() -> None:
    """Every part of the note has its place; the actor's name, which is personal, has none."""
    entry = written(
        note(
            object="case-1", subjects=("p-1", "p-2"), outcome="denied", reason="no role", basis="민원처리법 제9조",
            details={"n": 2}, writes=(Write("cases", "1", None, "ab"),), origin=Origin(request="r-1", trace="0f" * 16),
        )
    )  # fmt: skip
    assert decode(entry.content) == {
        "v": 2, "id": entry.id, "at": "2026-09-21T01:00:00.000Z", "action": "case.read", "version": 1, "does": "read",
        "actor": {"kind": "officer", "id": "o-1", "for": "o-2"}, "outcome": "denied", "reason": "no role",
        "object": "case-1", "subjects": ["p-1", "p-2"], "basis": "민원처리법 제9조", "details": {"n": 2},
        "request": "r-1", "trace": "0f" * 16, "writes": [["cases", "1", None, "ab"]],
    }  # fmt: skip
    assert b"Kim" not in entry.content


@pytest.mark.asvs("V16.4.1")
def test_there_is_one_byte_form() -> None:
    """The bytes are canonical JSON: reading and writing them again changes none."""
    entry = written(note(details={"ö": 1, "a": [None, True], "€": "x"}))
    assert canonical(json.loads(entry.content)) == entry.content


@pytest.mark.asvs("V16.2.5")
def test_what_may_be_personal_is_sealed_for_whose_it_is() -> None:
    """Where from is the actor's; the purpose and the reason are of whom it is about; the log shows neither."""
    entry = written(
        note(
            subjects=("p-1",), why="asked by telephone", private={"reason": "complaint", "typed": "Hong"},
            origin=Origin(address="10.0.0.1", session="s", agent="browser"),
        )
    )  # fmt: skip
    assert [(each.owner, {name: value for name, _, value in each.values}) for each in opened(entry)] == [
        ("account:o-1", {"address": "10.0.0.1", "agent": "browser", "session": "s", "typed": "Hong"}),
        ("p-1", {"why": "asked by telephone", "reason": "complaint"}),
    ]
    for value in (b"10.0.0.1", b"telephone", b"browser", b"complaint", b"Hong"):
        assert value not in entry.content
        assert value not in (entry.sealed or b"")


@pytest.mark.parametrize(
    ("by", "subjects", "owner"),
    [
        (CLERK, (), "account:o-1"), (VISITOR, ("petition:1",), "petition:1"), (VISITOR, (), "office:2026-09"),
        (WORKER, ("petition:1",), "office:2026-09"),
    ],
    ids=str,
)  # fmt: skip
def test_where_from_belongs_to_who_acts(by: Actor, subjects: tuple[str, ...], owner: str) -> None:
    """A visitor without an account is known by the case only; without a case nobody is known but the month."""
    assert owners_of(note(by, subjects=subjects, origin=Origin(address="10.0.0.1"))) == {owner: {"address": "10.0.0.1"}}


def test_each_value_is_committed_to_by_itself() -> None:
    """Known answer: SHA-256 over salt, name, zero and value of each; so one can be shown without the others."""
    entry = written(note(origin=Origin(address="10.0.0.1", agent="browser")))
    (one,) = opened(entry)
    digests = [
        hashlib.sha256(salt + name.encode() + b"\x00" + b'"%s"' % value.encode()).digest()
        for name, salt, value in one.values
    ]
    ((owner, names, committed),) = decode(entry.content)["private"]["parts"]
    assert (owner, names) == ("account:o-1", ["address", "agent"])
    assert committed == b64(hashlib.sha256(b"".join(digests)).digest()) == one.commitment
    assert part_digest(one.values[0][1], "address", "10.0.0.2") != digests[0]


def test_equal_secrets_are_not_seen_to_be_equal() -> None:
    """A fresh salt each time: nobody can guess an address back from its commitment, or tell two facts alike."""
    told = note(origin=Origin(address="10.0.0.1"))
    assert len({decode(written(told).content)["private"]["parts"][0][2] for _ in range(8)}) == 8


def test_what_stands_beside_is_held_without_any_key() -> None:
    """The entry holds the digest of the sealed bytes: also after an erasure, a change is seen."""
    entry = written(note(origin=Origin(address="10.0.0.1")))
    fact = decode(entry.content)
    assert entry.sealed is not None
    assert is_intact(fact, entry.sealed)
    assert not is_intact(fact, entry.sealed + b"x")
    assert not is_intact(fact, b"")
    with pytest.raises(ValueError, match="cut short"):
        blobs_of(entry.sealed[:-1])


def test_nothing_private_commits_to_nothing() -> None:
    """A fact without private parts has no commitment."""
    entry = written(note())
    assert entry.sealed is None
    assert "private" not in decode(entry.content)
    assert not is_intact(decode(entry.content), b"")


@pytest.mark.parametrize(
    ("fields", "due"),
    [({}, False), ({"reason": "audit"}, True), ({"private": {"reason": "x"}}, True), ({"why": "y"}, False)],
)
def test_a_reason_that_is_due_is_said_to_be_there_or_not(fields: dict[str, Any], due: bool) -> None:
    """The log shows that there is a reason, not what it says; what the program itself states is none."""
    assert decode(written(note(**fields)).content)["due"] is due


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"[]",
        b"null",
        b"7",
        b'{"v":3,"id":"x"}',
        b'{"v":2,"id":"x"}',
        b'{"v":1}',
        b'{"v":1,"id":7}',
        b"[" * 60_000,
    ],
)
def test_what_is_no_entry_is_said_to_be_none(content: bytes) -> None:
    """Whatever another tool left there, one clear error."""
    with pytest.raises(TrailBroken):
        decode(content)


@pytest.mark.parametrize(
    "change",
    [
        {"actor": "o-1"}, {"actor": {}}, {"at": None}, {"object": 7}, {"action": []}, {"writes": 7}, {"writes": [7]},
        {"private": {"parts": [[7, [], "x"]]}}, {"private": {"parts": 7}}, {"private": "x"},
        {"writes": [["t", "k", None]]}, {"writes": [[[], "k", None, "d"]]}, {"writes": [["t", "k", {"a": 1}, "d"]]},
    ],
    ids=str,
)  # fmt: skip
def test_an_entry_whose_fields_are_something_else_is_none(change: dict[str, Any]) -> None:
    """Readers rely on the fields being there and being text."""
    fact = json.loads(written(note(writes=(Write("cases", "1", None, "ab"),), why="x")).content)
    assert decode(canonical(fact)) == fact
    with pytest.raises(TrailBroken):
        decode(canonical({**fact, **change}))


def test_details_must_be_json() -> None:
    """What has no canonical form is refused before it is written."""
    with pytest.raises(NotCanonical):
        written(note(details={"at": SetClock().now()}))


def test_entries_of_the_first_version_are_still_read() -> None:
    """An office that is older than this code keeps its history."""
    fact = {
        "v": 1, "id": "f", "at": "2026-09-21T01:00:00.000Z", "action": "case.read", "object": "case-1",
        "actor": {"kind": "officer", "id": "o-1"}, "outcome": "done", "private": "x",
    }  # fmt: skip
    assert decode(canonical(fact)) == fact
    assert owners(fact) == []
