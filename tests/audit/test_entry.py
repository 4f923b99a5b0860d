"""One fact in its one byte form: complete, canonical, and committed to what is kept beside it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from egovframe.audit import TrailBroken
from egovframe.audit.entry import commits_to, decode, encode, reveal
from egovframe.kernel.canonical import NotCanonical, canonical
from egovframe.kernel.facts import Note, Origin, Write
from egovframe.kernel.permissions import Actor
from egovframe.testing.clock import SetClock

CLERK = Actor(kind="officer", id="o-1", name="Kim Clerk", acting_for="o-2")


def note(**fields: Any) -> Note:
    """A note of the clerk's."""
    return Note(action="case.read", actor=CLERK, at=SetClock().now(), **fields)


def test_a_fact_says_who_did_what_when_and_to_whose_data() -> None:
    """Every part of the note has its place; the actor's name, which is personal, has none."""
    entry = encode(
        note(
            object="case-1", subjects=("p-1", "p-2"), outcome="denied", reason="no role", basis="민원처리법 제9조",
            details={"n": 2}, writes=(Write("cases", "1", None, "ab"),), origin=Origin(request="r-1"),
        )
    )  # fmt: skip
    assert decode(entry.content) == {
        "v": 1, "id": entry.id, "at": "2026-09-21T01:00:00.000Z", "action": "case.read", "object": "case-1",
        "actor": {"kind": "officer", "id": "o-1", "for": "o-2"}, "outcome": "denied", "reason": "no role",
        "subjects": ["p-1", "p-2"], "basis": "민원처리법 제9조", "details": {"n": 2}, "request": "r-1",
        "writes": [["cases", "1", None, "ab"]],
    }  # fmt: skip
    assert b"Kim" not in entry.content


def test_there_is_one_byte_form() -> None:
    """The bytes are canonical JSON: reading and writing them again changes none."""
    entry = encode(note(details={"ö": 1, "a": [None, True], "€": "x"}))
    assert canonical(json.loads(entry.content)) == entry.content


def test_what_may_be_personal_stands_beside() -> None:
    """Address, session, program and purpose are only committed to; the commitment holds and fits nothing else."""
    told = note(private={"why": "asked by telephone"}, origin=Origin(address="10.0.0.1", session="s", agent="browser"))
    one, other = encode(told), encode(told)
    assert one.hidden is not None
    assert other.hidden is not None
    assert reveal(one.hidden) == {
        "why": "asked by telephone", "address": "10.0.0.1", "session": "s", "agent": "browser",
    }  # fmt: skip
    fact = decode(one.content)
    assert commits_to(fact, one.hidden)
    assert not commits_to(fact, other.hidden)
    assert not commits_to(fact, b"")
    for value in (b"10.0.0.1", b"telephone", b"browser"):
        assert value not in one.content


def test_equal_secrets_are_not_seen_to_be_equal() -> None:
    """A fresh salt each time: nobody can guess an address back from its commitment, or tell two facts alike."""
    told = note(origin=Origin(address="10.0.0.1"))
    assert len({decode(encode(told).content)["private"] for _ in range(8)}) == 8


def test_nothing_private_commits_to_nothing() -> None:
    """A fact without private parts has no commitment."""
    entry = encode(note())
    assert entry.hidden is None
    assert "private" not in decode(entry.content)
    assert not commits_to(decode(entry.content), b"")


@pytest.mark.parametrize(
    "content", [b"", b"\xff", b"[]", b"null", b"7", b'{"v":2,"id":"x"}', b'{"v":1}', b'{"v":1,"id":7}', b"[" * 60_000]
)
def test_what_is_no_entry_is_said_to_be_none(content: bytes) -> None:
    """Whatever another tool left there, one clear error."""
    with pytest.raises(TrailBroken):
        decode(content)


@pytest.mark.parametrize(
    "change",
    [
        {"actor": "o-1"}, {"actor": {}}, {"at": None}, {"object": 7}, {"action": []}, {"writes": 7}, {"writes": [7]},
        {"writes": [["t", "k", None]]}, {"writes": [[[], "k", None, "d"]]}, {"writes": [["t", "k", {"a": 1}, "d"]]},
    ],
    ids=str,
)  # fmt: skip
def test_an_entry_whose_fields_are_something_else_is_none(change: dict[str, Any]) -> None:
    """Readers rely on the fields being there and being text."""
    fact = json.loads(encode(note(writes=(Write("cases", "1", None, "ab"),))).content)
    assert decode(canonical(fact)) == fact
    with pytest.raises(TrailBroken):
        decode(canonical({**fact, **change}))


def test_details_must_be_json() -> None:
    """What has no canonical form is refused before it is written."""
    with pytest.raises(NotCanonical):
        encode(note(details={"at": SetClock().now()}))
