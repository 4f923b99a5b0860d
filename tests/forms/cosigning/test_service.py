"""Inviting co-signers, signing, declining and withdrawing, on each database."""

from __future__ import annotations

from typing import Any

import pytest

from egovframe.forms.cosigning import service
from egovframe.forms.cosigning.model import Gathered, Invitation
from egovframe.forms.cosigning.service import CosignersOfPetitions
from egovframe.forms.cosigning.tables import cosigners
from egovframe.forms.model import TooManyTries
from egovframe.forms.statement import Statement
from egovframe.kernel.errors import Conflict, Invalid, NotFound
from egovframe.kernel.permissions import Actor
from egovframe.kernel.work import UnitOfWork
from tests.forms.desk import CITIZEN, GARDENER, OFFICER, SUGGESTION, VISITOR, Desk

NEIGHBOUR = Actor("citizen", "c-2", "Jang")
ANSWERS = {**SUGGESTION, "name": "홍길동"}


def of(work: UnitOfWork, desk: Desk) -> CosignersOfPetitions:
    """The verbs in a unit of work."""
    return CosignersOfPetitions(work, desk.forms)


def held(work: UnitOfWork, desk: Desk, filed: Any) -> Any:
    """The petition as its holder sees it."""
    return desk.at(work).holder(filed.petition.receipt, filed.key)


def invite(desk: Desk, filed: Any, **who: str) -> Invitation:
    """Make a link as the holder does."""
    with desk.work(VISITOR) as work:
        return of(work, desk).invite(held(work, desk, filed), **who)


def sign(desk: Desk, key: str, name: str, *, by: Actor = VISITOR, seen: str = "") -> None:
    """Sign with a link."""
    with desk.work(by) as work:
        of(work, desk).sign(key, name, seen=seen)


def gathered(desk: Desk, filed: Any) -> Gathered:
    """How many have signed."""
    with desk.work(VISITOR) as work:
        found = of(work, desk).gathered(held(work, desk, filed))
        assert found is not None
        return found


def rows(desk: Desk) -> list[dict[str, Any]]:
    """What the database keeps of co-signers."""
    with desk.database.read() as conn:
        return [dict(row) for row in conn.execute(cosigners.select().order_by(cosigners.c.id)).mappings()]


def test_a_petition_is_received_at_once_and_signed_afterwards(desk: Desk) -> None:
    """Nobody's signature holds the receipt (법9); the numbers grow with each, and each is a fact with its digest."""
    filed = desk.submit("suggestion", answers=ANSWERS)
    assert gathered(desk, filed) == Gathered(1, 3)
    assert gathered(desk, filed).missing == 1
    key = invite(desk, filed, name="옆집", email="jang@example.com").key
    assert gathered(desk, filed) == Gathered(1, 3, invited=1)
    with desk.look(VISITOR) as work:
        opened = of(work, desk).find(key)
    assert opened.may_sign
    assert not opened.may_retract
    assert opened.petitioner == "홍*동"
    sign(desk, key, "장보고", seen=opened.seen)
    assert gathered(desk, filed) == Gathered(1, 3, signed=1)
    assert gathered(desk, filed).missing == 0
    submitted, signed = desk.facts.last("petition.submitted"), desk.facts.last("cosigner.signed")
    assert signed.details["answers"] == submitted.details["answers"]
    assert signed.subjects == (f"petition:{filed.petition.id}",)


def test_neither_names_nor_keys_stand_in_the_database(desk: Desk) -> None:
    """Of a key its MAC, of a person what the case's own key seals: destroyed with it, nobody is named any more."""
    filed = desk.submit("suggestion", answers=ANSWERS)
    key = invite(desk, filed, name="옆집 사람", email="jang@example.com").key
    sign(desk, key, "장보고")
    (row,) = rows(desk)
    assert key not in str(row)
    assert all(words.encode() not in bytes(row["sealed"]) for words in ("옆집", "jang", "장보고"))
    with desk.work() as work:
        work.cabinet.destroy_key(work, f"petition:{filed.petition.id}")
        desk.note(work)
    with desk.work(OFFICER) as work:
        (cosigner,) = of(work, desk).of(filed.petition)
    assert (cosigner.name, cosigner.email, cosigner.state) == ("", "", "signed")


def test_names_are_masked_for_all_but_the_holder(desk: Desk) -> None:
    """The holder sees who signed; the desk sees that somebody did."""
    filed = desk.submit("suggestion", answers=ANSWERS)
    sign(desk, invite(desk, filed, name="옆집").key, "장보고")
    invite(desk, filed, name="조카", email="lee@example.com")
    with desk.work(VISITOR) as work:
        mine = of(work, desk).of(held(work, desk, filed))
    assert [(each.name, each.email) for each in mine] == [("장보고", ""), ("조카", "lee@example.com")]
    with desk.work(GARDENER) as work:
        seen = of(work, desk).of(desk.at(work).get(filed.petition.receipt))
    assert [(each.name, each.email) for each in seen] == [("장*고", ""), ("조*", "l***@example.com")]


def test_a_changed_petition_tells_which_signatures_are_of_an_earlier_text(desk: Desk) -> None:
    """It is signed anew by the same link; the fact names both texts. A change of personal answers touches nobody."""
    filed = desk.submit("suggestion", answers=ANSWERS)
    key = invite(desk, filed).key
    sign(desk, key, "장보고")
    with desk.work(VISITOR) as work:
        held(work, desk, filed)
        desk.at(work).amend(filed.petition.receipt, {"name": "홍길순"})
    assert gathered(desk, filed).earlier == 0
    with pytest.raises(Conflict, match="already"):
        sign(desk, key, "장보고")
    with desk.work(VISITOR) as work:
        held(work, desk, filed)
        desk.at(work).amend(filed.petition.receipt, {"content": "밤에도 다니면 좋겠습니다."})
    assert gathered(desk, filed) == Gathered(1, 3, signed=1, earlier=1)
    with desk.look(VISITOR) as work:
        opened = of(work, desk).find(key)
    assert opened.may_sign
    assert not opened.cosigner.current
    sign(desk, key, "", seen=opened.seen)
    assert gathered(desk, filed) == Gathered(1, 3, signed=1)
    renewed = desk.facts.last("cosigner.renewed")
    assert renewed.details["earlier"] == desk.facts.last("cosigner.signed").details["answers"]
    assert renewed.details["answers"] == opened.seen


def test_nobody_signs_what_they_did_not_read(desk: Desk) -> None:
    """The petition was changed between the look and the signature."""
    filed = desk.submit("suggestion", answers=ANSWERS)
    key = invite(desk, filed).key
    with desk.look(VISITOR) as work:
        seen = of(work, desk).find(key).seen
    with desk.work(VISITOR) as work:
        held(work, desk, filed)
        desk.at(work).amend(filed.petition.receipt, {"content": "다른 말"})
    with pytest.raises(Conflict, match="changed"):
        sign(desk, key, "장보고", seen=seen)
    assert gathered(desk, filed).signed == 0


@pytest.mark.parametrize("name", ["장보고", " 장 보고 ", "홍길동"])
def test_the_same_person_signs_once(desk: Desk, name: str) -> None:
    """By a name that signed already or filed; with something that tells them apart another person of it may."""
    filed = desk.submit("suggestion", answers=ANSWERS)
    sign(desk, invite(desk, filed).key, "장보고")
    other = invite(desk, filed).key
    with pytest.raises(Invalid) as refused:
        sign(desk, other, name)
    assert [fault.field for fault in refused.value.faults] == ["name"]
    sign(desk, other, f"{name} (1980)")
    assert gathered(desk, filed).signed == 2


def test_an_account_signs_once_whatever_its_name(desk: Desk) -> None:
    """The one that filed it does not sign it either; what an account signs is in its own statement."""
    filed = desk.submit("suggestion", by=CITIZEN, answers=SUGGESTION)
    first, second = invite(desk, filed).key, invite(desk, filed).key
    with pytest.raises(Invalid):
        sign(desk, first, "장보고", by=CITIZEN)
    sign(desk, first, "장보고", by=NEIGHBOUR)
    assert desk.facts.last("cosigner.signed").subjects[-1] == "account:c-2"
    with pytest.raises(Invalid):
        sign(desk, second, "이순신", by=NEIGHBOUR)
    sign(desk, second, "이순신")


@pytest.mark.parametrize("name", ["", "  ", "가" * 101, "나\x00다", "\u200b", "12"])
def test_a_signature_has_a_name(desk: Desk, name: str) -> None:
    """Blank, endless or invisible ones are refused at the field, and the link stays."""
    filed = desk.submit("suggestion", answers=ANSWERS)
    key = invite(desk, filed).key
    with pytest.raises(Invalid):
        sign(desk, key, name)
    sign(desk, key, "장보고")


def test_who_declines_has_decided(desk: Desk) -> None:
    """Only what the holder called them stays; the place is free for another."""
    filed = desk.submit("suggestion", answers=ANSWERS)
    key = invite(desk, filed, name="옆집", email="jang@example.com").key
    with desk.work(VISITOR) as work:
        assert of(work, desk).decline(key).petition is None
    with pytest.raises(Conflict, match="Declined"):
        sign(desk, key, "장보고")
    assert gathered(desk, filed) == Gathered(1, 3, declined=1)
    with desk.work(VISITOR) as work:
        (cosigner,) = of(work, desk).of(held(work, desk, filed))
    assert (cosigner.name, cosigner.email) == ("옆집", "")
    assert desk.facts.last("cosigner.declined").details["cosigner"] == cosigner.id


def test_a_signature_is_withdrawn_until_the_case_is_closed(desk: Desk) -> None:
    """Also after the decision; the name is erased. Once closed, the link opens nothing."""
    filed = desk.submit("suggestion", answers=ANSWERS)
    first, second = invite(desk, filed).key, invite(desk, filed).key
    sign(desk, first, "장보고")
    sign(desk, second, "이순신")
    with desk.work(GARDENER) as work:
        desk.at(work).assign(filed.petition.receipt)
        desk.at(work).answer(filed.petition.receipt, "그렇게 하겠습니다.")
    with desk.work(VISITOR) as work:
        assert of(work, desk).retract(first).petition is None
    assert gathered(desk, filed).signed == 1
    assert [row["signed"] is None for row in rows(desk)] == [True, False]
    with desk.work(VISITOR) as work, pytest.raises(Conflict):
        of(work, desk).retract(first)
    desk.run_due_tasks()
    with desk.work(VISITOR) as work:
        assert held(work, desk, filed).closed is not None
    with desk.work(VISITOR) as work, pytest.raises(NotFound):
        of(work, desk).retract(second)


def test_a_decided_petition_is_signed_by_nobody_more(desk: Desk) -> None:
    """Nor does its holder invite anybody."""
    filed = desk.submit("suggestion", answers=ANSWERS)
    key = invite(desk, filed).key
    with desk.work(VISITOR) as work:
        held(work, desk, filed)
        desk.at(work).withdraw(filed.petition.receipt, "")
    with pytest.raises((Conflict, NotFound)):
        sign(desk, key, "장보고")
    with pytest.raises(Conflict):
        invite(desk, filed)


def test_a_link_is_taken_back_until_it_was_used(desk: Desk) -> None:
    """It opens nothing then, and who it was for is erased."""
    filed = desk.submit("suggestion", answers=ANSWERS)
    made = invite(desk, filed, name="옆집")
    with desk.work(VISITOR) as work:
        of(work, desk).recall(held(work, desk, filed), made.cosigner.id)
    assert [(row["state"], row["key"], row["sealed"]) for row in rows(desk)] == [("recalled", None, None)]
    with pytest.raises(NotFound):
        sign(desk, made.key, "장보고")
    used = invite(desk, filed)
    sign(desk, used.key, "장보고")
    with desk.work(VISITOR) as work, pytest.raises(Conflict):
        of(work, desk).recall(held(work, desk, filed), used.cosigner.id)


def test_another_petitions_co_signers_are_nobody(desk: Desk) -> None:
    """Neither the holder of another petition nor an officer takes a link back or makes one."""
    filed, other = desk.submit("suggestion", answers=ANSWERS), desk.submit("suggestion", answers=ANSWERS)
    made = invite(desk, filed)
    with desk.work(VISITOR) as work, pytest.raises(NotFound):
        of(work, desk).recall(held(work, desk, other), made.cosigner.id)
    with desk.work(GARDENER) as work, pytest.raises(NotFound):
        of(work, desk).recall(desk.at(work).get(filed.petition.receipt), made.cosigner.id)
    with desk.work(GARDENER) as work, pytest.raises(NotFound):
        of(work, desk).invite(desk.at(work).get(filed.petition.receipt))
    with desk.work(VISITOR) as work, pytest.raises(NotFound):
        of(work, desk).invite(desk.at(work).holder(filed.petition.receipt, other.key))


def test_no_more_are_invited_than_the_form_takes(desk: Desk) -> None:
    """Nor is the same address twice; a link that was taken back makes room, but not without end."""
    filed = desk.submit("suggestion", answers=ANSWERS)
    made = [invite(desk, filed, email="a@example.com"), invite(desk, filed)]
    with pytest.raises(Invalid):
        invite(desk, filed, email="A@example.com")
    with pytest.raises(Invalid):
        invite(desk, filed, email="nobody")
    made.append(invite(desk, filed))
    with pytest.raises(Conflict, match="At most 3"):
        invite(desk, filed)
    for _ in range(12):
        with desk.work(VISITOR) as work:
            of(work, desk).recall(held(work, desk, filed), made.pop().cosigner.id)
        made.append(invite(desk, filed))
    with desk.work(VISITOR) as work:
        of(work, desk).recall(held(work, desk, filed), made.pop().cosigner.id)
    with pytest.raises(Conflict, match="15 links"):
        invite(desk, filed)


def test_what_expired_or_was_declined_makes_room(desk: Desk) -> None:
    """At once, before the office tidies up: also the same address is invited anew, however often time ran out."""
    filed = desk.submit("suggestion", answers=ANSWERS)
    for _ in range(6):
        made = [invite(desk, filed, email=f"{each}@example.com") for each in "abc"]
        with pytest.raises(Conflict, match="At most 3"):
            invite(desk, filed)
        desk.time.forward(days=30)
    with desk.work() as work:
        of(work, desk).expire(made[0].cosigner.id)
    again = [invite(desk, filed, email=f"{each}@example.com") for each in "abc"]
    with desk.work(VISITOR) as work:
        of(work, desk).decline(again[0].key)
    invite(desk, filed, email="a@example.com")


def test_a_form_without_co_signers_has_none(desk: Desk) -> None:
    """There is nothing to count and nobody to invite."""
    filed = desk.submit("pothole")
    with desk.work(VISITOR) as work:
        petition = held(work, desk, filed)
        assert of(work, desk).gathered(petition) is None
        with pytest.raises(Conflict):
            of(work, desk).invite(petition)


def test_a_link_that_was_not_used_in_time_expires(desk: Desk) -> None:
    """At once for whoever opens it, and for good when the office tidies up; one that was used stays."""
    filed = desk.submit("suggestion", answers=ANSWERS)
    unused, used = invite(desk, filed, name="옆집"), invite(desk, filed)
    sign(desk, used.key, "장보고")
    desk.time.forward(days=30)
    assert gathered(desk, filed) == Gathered(1, 3, signed=1)
    with desk.work(VISITOR) as work, pytest.raises(NotFound):
        of(work, desk).find(unused.key)
    for each in (unused, used):
        with desk.work() as work:
            of(work, desk).expire(each.cosigner.id)
    assert [(row["state"], row["key"] is None) for row in rows(desk)] == [("expired", True), ("signed", False)]
    assert desk.facts.count("cosigner.expired") == 1
    with desk.work(VISITOR) as work:
        of(work, desk).retract(used.key)


def test_who_tries_keys_has_to_wait(desk: Desk) -> None:
    """From one address, whatever the keys; then also the right one has to wait."""
    filed = desk.submit("suggestion", answers=ANSWERS)
    key = invite(desk, filed).key
    for number in range(10):
        with desk.work(VISITOR, address="192.0.2.1") as work, pytest.raises(NotFound):
            of(work, desk).find(f"{key[:-2]}{number}")
    with desk.work(VISITOR, address="192.0.2.1") as work, pytest.raises(TooManyTries):
        of(work, desk).sign(key, "장보고")
    sign(desk, key, "장보고")


def test_reading_what_is_signed_is_a_fact(desk: Desk) -> None:
    """It names the co-signer, not the person; who declined reads nothing more."""
    filed = desk.submit("suggestion", answers=ANSWERS)
    made = invite(desk, filed)
    with desk.look(VISITOR) as work:
        opened = of(work, desk).find(made.key)
    assert opened.petition is not None
    assert opened.petition.form.content == SUGGESTION["content"]
    assert opened.petition.form.name != "홍길동"
    assert desk.facts.last("cosigner.opened").details["cosigner"] == made.cosigner.id
    with desk.work(VISITOR) as work:
        of(work, desk).decline(made.key)
    with desk.look(VISITOR) as work:
        assert of(work, desk).find(made.key).petition is None
    assert desk.facts.count("cosigner.opened") == 1


def test_the_text_is_digested_once_however_many_sign(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not once for each of them: a petition may be long, and a hundred may sign it."""
    filed = desk.submit("suggestion", answers=ANSWERS)
    keys = [invite(desk, filed).key for _ in range(3)]
    sign(desk, keys[0], "장보고")
    counted: list[str] = []

    class Counting(Statement):
        """Counts how often a statement is made."""

        @classmethod
        def of(cls, *said: Any, **more: Any) -> Statement:
            """Make one."""
            counted.append(more["receipt"])
            return Statement.of(*said, **more)

    monkeypatch.setattr(service, "Statement", Counting)
    with desk.work(VISITOR) as work:
        petition = held(work, desk, filed)
        counted.clear()
        assert [each.current for each in of(work, desk).of(petition)] == [True, False, False]
        assert len(counted) == 1
    with desk.look(VISITOR) as work:
        counted.clear()
        of(work, desk).find(keys[1])
        assert len(counted) == 1
