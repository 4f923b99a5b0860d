"""A statement verifies offline, or is refused by name: nothing in it can be changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from egovframe.audit import AuditError, NoteInvalid, Policy, QuorumMissing, SignedNote, Signer
from egovframe.audit.cosignatures import Cosigner
from egovframe.audit.errors import StatementInvalid
from egovframe.audit.facts import HANDED
from egovframe.audit.statement import Statement
from egovframe.kernel.canonical import canonical
from egovframe.kernel.crypto import Ed25519PrivateKey
from egovframe.kernel.facts import FactType, Note, Origin
from egovframe.kernel.permissions import Actor
from tests.audit import stated
from tests.audit.place import Place
from tests.support.deeds import deed

SAID = FactType(action="thing.said", title=stated.CITY, details={"digest": str, "facts": int})
Change = Callable[[dict[str, Any]], object]


@pytest.fixture
def lived(place: Place) -> Place:
    """A trail with facts about two people."""
    stated.lived(place)
    return place


def changed(statement: Statement, change: Change) -> str:
    """Return the file with something changed in it, written in its one form."""
    document = json.loads(str(statement))
    change(document)
    return canonical(document).decode() + "\n"


def test_a_statement_is_checked_with_the_key_alone(lived: Place) -> None:
    """Written to a file and read again, it holds: each fact of the person, the oldest first, and nobody else's."""
    statement = Statement.parse(str(stated.given(lived, "p-1", "account:p")))
    checkpoint = statement.verify(lived.trail.vkey)
    assert checkpoint.origin == "haneul.example/log"
    assert [fact["subjects"] for fact in statement.facts] == [["p-1", "account:p"]] * 3 + [["p-2", "p-1"]]
    assert [stated.index for stated in statement.statement.facts] == [0, 3, 6, 9]
    assert statement.statement.note["ko"]


def test_purposes_are_disclosed_and_fit_their_commitments(lived: Place) -> None:
    """What was sealed for the person is there with its salt; where the officer acted from is not."""
    statement = stated.given(lived, "p-1", "account:p")
    values = [value for fact in statement.statement.facts for each in fact.disclosed for value in each.values]
    assert [(value.name, getattr(value, "value", None)) for value in values] == [
        ("why", "complaint"), ("why", "a second look"), ("why", "전화 문의"),
    ]  # fmt: skip
    for secret in ("10.0.0.1", "s-1", "browser", "somebody else's"):
        assert secret not in str(statement)


def test_what_stays_sealed_is_there_by_its_digest_alone(place: Place) -> None:
    """A visitor's address is sealed for the case too; the purpose is shown without it, under the same commitment."""
    note = Note(
        fact=deed("thing.seen"), actor=Actor.visitor(), at=place.clock.now(), subjects=("p-1",), why="asked",
        origin=Origin(address="192.0.2.7"),
    )  # fmt: skip
    with place.database.write() as conn:
        place.trail.record(conn, note)
    place.trail.seal()
    statement = stated.given(place, "p-1")
    statement.verify(place.trail.vkey)
    (disclosed,) = statement.statement.facts[0].disclosed
    assert [(value.name, hasattr(value, "value")) for value in disclosed.values] == [("address", False), ("why", True)]
    assert "192.0.2.7" not in str(statement)
    renamed = changed(statement, lambda d: fact(d)["disclosed"][0]["values"][0].update(name="session"))
    with pytest.raises(StatementInvalid, match="not the one it commits to"):
        Statement.parse(renamed).verify(place.trail.vkey)


def test_whoever_was_erased_has_nothing_disclosed_and_the_rest_holds(lived: Place) -> None:
    """With the key the purposes are gone, the statement says so, and each fact is still proved."""
    lived.sql("DELETE FROM data_keys WHERE owner = 'p-1'")
    lived.cabinet._lent.clear()
    statement = stated.given(lived, "p-1")
    assert [(fact.disclosed, fact.erased) for fact in statement.statement.facts] == [((), ("p-1",))] * 3 + [((), ())]
    assert "complaint" not in str(statement)
    assert Statement.parse(str(statement)).verify(lived.trail.vkey).size == 11


def test_a_statement_about_nobody_seen_yet_holds(lived: Place) -> None:
    """That there is nothing is said too, and vouched for."""
    statement = stated.given(lived, "p-3")
    assert statement.facts == ()
    statement.verify(lived.trail.vkey)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_changed_byte_anywhere_is_caught(lived: Place, data: st.DataObject) -> None:
    """Whatever byte becomes whatever other one, is removed or added, but in a signature by a key not asked about."""
    kept = vars(lived).setdefault("kept", None) or stated.given(lived, "p-1", "account:p", fact=HANDED)
    vars(lived)["kept"] = kept
    whole = str(kept).encode()
    cosigned = whole.rindex("— ".encode())  # by a key that this verifier does not have: nothing is said of it
    inside = range(cosigned, whole.index(b"\\n", cosigned))
    place = data.draw(st.integers(0, len(whole) - 1).filter(lambda place: place not in inside))
    byte = data.draw(st.integers(0, 255).filter(lambda byte: byte != whole[place]))
    how = data.draw(st.sampled_from(("changed", "removed", "added")))
    if how == "changed":
        broken = whole[:place] + bytes([byte]) + whole[place + 1 :]
    elif how == "removed":
        broken = whole[:place] + whole[place + 1 :]
    else:
        broken = whole[:place] + bytes([byte]) + whole[place:]
    with pytest.raises(AuditError):
        Statement.parse(broken).verify(lived.trail.vkey)
    Statement.parse(whole).verify(lived.trail.vkey)


def doubled(document: dict[str, Any]) -> None:
    """Put a fact in twice."""
    document["statement"]["facts"].insert(0, document["statement"]["facts"][0])
    document["paths"].insert(0, document["paths"][0])


def swapped(document: dict[str, Any]) -> None:
    """Put two facts in each other's place."""
    facts, paths = document["statement"]["facts"], document["paths"]
    facts[0], facts[1], paths[0], paths[1] = facts[1], facts[0], paths[1], paths[0]


def dropped(document: dict[str, Any]) -> None:
    """Leave a fact out, with all that proves it."""
    document["statement"]["facts"].pop()
    document["paths"].pop()
    used = sorted({place for path in (*document["paths"], document["given"]["path"]) for place in path})
    document["hashes"] = [document["hashes"][place] for place in used]
    document["paths"] = [[used.index(place) for place in path] for path in document["paths"]]
    document["given"]["path"] = [used.index(place) for place in document["given"]["path"]]


def fact(document: dict[str, Any], number: int = 0) -> dict[str, Any]:
    """Return one fact of the document."""
    found: dict[str, Any] = document["statement"]["facts"][number]
    return found


CHANGES: dict[str, tuple[Change, str]] = {
    "doubled": (doubled, "comes twice"),
    "swapped": (swapped, "out of order"),
    "dropped": (dropped, "not the one that was given"),
    "entry": (lambda d: fact(d).update(entry=fact(d)["entry"].replace("o-1", "o-2")), "entry 0 is not in the log"),
    "index": (lambda d: fact(d).update(index=1), "entry 1 is not in the log"),
    "value": (lambda d: fact(d)["disclosed"][0]["values"][0].update(value="none"), "not the one it commits to"),
    "name": (lambda d: fact(d)["disclosed"][0]["values"][0].update(name="reason"), "not the one it commits to"),
    "salt": (lambda d: fact(d)["disclosed"][0]["values"][0].update(salt="!"), "cannot be read"),
    "owner": (lambda d: fact(d)["disclosed"][0].update(owner="account:o-1"), "nothing sealed for whom"),
    "twice": (lambda d: fact(d)["disclosed"].append(fact(d)["disclosed"][0]), "nothing sealed for whom"),
    "erased": (lambda d: fact(d, 3).update(erased=["p-1"]), "nothing sealed for whom"),
    "withheld": (lambda d: fact(d).update(disclosed=[]), "not the one that was given"),
    "words": (lambda d: fact(d).update(by={"ko": "아무도 아님", "en": "nobody"}), "not the one that was given"),
    "more": (lambda d: d["statement"].update(more=True), "not the one that was given"),
    "subjects": (lambda d: d["statement"].update(subjects=["p-9"]), "not about those"),
    "origin": (lambda d: d["statement"].update(origin="bada.example/log"), "is of bada.example/log"),
    "smaller": (lambda d: d["statement"].update(size=9), "beyond the 9"),
    "larger": (lambda d: d["statement"].update(size=11), "not given between"),
    "earlier": (
        lambda d: d["given"].update(entry=fact(d)["entry"], index=0, path=d["paths"][0]),
        "not given between",
    ),
    "giving": (
        lambda d: d["given"].update(entry=d["given"]["entry"].replace('"facts":4', '"facts":3')),
        "entry 10 is not",
    ),
    "path": (lambda d: d["paths"].pop(), "3 paths for 4 facts"),
    "hash twice": (lambda d: d["hashes"].append(d["hashes"][0]), "each there once and used"),
    "hash missing": (lambda d: d["paths"][0].append(99), "each there once and used"),
    "hash": (lambda d: d.update(hashes=["=" + each[1:] for each in d["hashes"]]), "not the base64 of a hash"),
    "format": (lambda d: d.update(format="egovframe-statement/2"), "not a statement of the format"),
    "field": (lambda d: d.update(more=1), "not a statement of the format"),
    "negative": (lambda d: d["given"].update(index=-1), "not a statement of the format"),
}


@pytest.mark.parametrize(("change", "words"), CHANGES.values(), ids=CHANGES)
def test_the_first_thing_that_does_not_hold_is_named(lived: Place, change: Change, words: str) -> None:
    """Each kind of change has its own words, so that somebody can be asked about it."""
    statement = stated.given(lived, "p-1", "account:p")
    with pytest.raises(StatementInvalid, match=words):
        Statement.parse(changed(statement, change)).verify(lived.trail.vkey)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"digest": "00" * 32}, "not the one that was given"),
        ({"facts": 5}, "another number of facts"),
        ({"named": ("p-2",)}, "about somebody else"),
        ({"fact": SAID}, "does not say that a statement was given"),
    ],
)
def test_the_fact_of_the_giving_says_which_statement(lived: Place, said: dict[str, Any], words: str) -> None:
    """A true entry of the log that vouches for another statement vouches for nothing here."""
    with pytest.raises(StatementInvalid, match=words):
        stated.given(lived, "p-1", **said).verify(lived.trail.vkey)


def test_another_persons_giving_does_not_vouch(lived: Place) -> None:
    """The fact of the giving must name the person; so must every entry."""
    mine, theirs = stated.given(lived, "p-1"), stated.given(lived, "p-2")
    mixed = mine.model_copy(update={"statement": theirs.statement, "paths": theirs.paths})
    with pytest.raises(AuditError):
        mixed.verify(lived.trail.vkey)


@pytest.mark.parametrize(
    "text",
    ["", "{}", "null", "[" * 100_000, "\ud800", " {}\n", '{"format":"egovframe-statement/1"}\n', "\N{EM DASH}"],
)
def test_what_is_no_statement_is_said_to_be_none(text: str) -> None:
    """Whatever somebody hands over, one clear error."""
    with pytest.raises(StatementInvalid):
        Statement.parse(text)


def test_the_key_of_another_log_does_not_do(lived: Place) -> None:
    """Neither another city's key nor one of the same name."""
    statement = stated.given(lived, "p-1")
    stranger = Signer("haneul.example/log", Ed25519PrivateKey.from_private_bytes(b"x" * 32))
    for vkey in (lived.trail.vkey_of("bada.example/log"), stranger.vkey):
        with pytest.raises(NoteInvalid):
            statement.verify(vkey)


def test_a_policy_asks_for_witnesses(lived: Place) -> None:
    """A policy that wants a witness takes the statement only with that witness's cosignature, whole."""
    statement = stated.given(lived, "p-1")
    witness = Cosigner("bada.example/witness", b"w" * 32, clock=lived.clock)
    policy = Policy.parse(f"log {lived.trail.vkey}\nwitness bada {witness.vkey}\nquorum bada\n")
    with pytest.raises(QuorumMissing):
        statement.verify(policy)
    note = str(SignedNote.parse(statement.checkpoint).sign(witness))
    cosigned = statement.model_copy(update={"checkpoint": note})
    assert cosigned.verify(policy) == cosigned.verify(lived.trail.vkey)
    broken = note[:-4] + ("AAA\n" if note[-4:] != "AAA\n" else "BBB\n")
    with pytest.raises(AuditError):
        statement.model_copy(update={"checkpoint": broken}).verify(policy)
