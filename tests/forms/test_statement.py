"""What a receipt states: the entry holds digests that only the holder can open, and nothing of a person."""

from __future__ import annotations

import hashlib
import json

import pytest
import rfc8785

from egovframe.kernel.errors import NotFound
from egovframe.kernel.permissions import Actor
from tests.forms.desk import CITIZEN, OFFICER, POTHOLE, VISITOR, Desk


def digest(content: bytes) -> str:
    """What anybody's SHA-256 tool prints."""
    return hashlib.sha256(content).hexdigest()


def test_the_entry_is_committed_to_number_and_answers(desk: Desk) -> None:
    """The digests in the published details are those of what the holder is given, by plain SHA-256."""
    submission = desk.submit()
    details = desk.facts.last("petition.submitted").details
    with desk.look(VISITOR) as work:
        petition = desk.at(work).holder(submission.petition.receipt, submission.key)
        statement = desk.at(work).statement(petition)
    assert statement.number == f"{petition.receipt}:{statement.code}"
    assert details["receipt"] == digest(statement.number.encode())
    assert details["answers"] == digest(statement.answers)
    assert statement.answers_as_filed(details) == statement.answers
    filed = json.loads(statement.answers)
    assert rfc8785.dumps(filed) == statement.answers, "anybody's canonical JSON of the same is the same bytes"
    assert filed["receipt"] == petition.receipt
    assert filed["answers"] == {"lanes": 1, "where": "중앙로 12"}, "open answers, and none that is personal"


def test_the_entry_names_neither_number_nor_answers(desk: Desk) -> None:
    """Whoever reads the log learns no receipt number and no answer, and cannot try all of them: each has its salt."""
    first, second = desk.submit(), desk.submit()
    notes = [note for note in desk.facts.notes if note.action == "petition.submitted"]
    published = [json.dumps(note.details, ensure_ascii=False) for note in notes]
    with desk.look(VISITOR) as work:
        petition = desk.at(work).holder(first.petition.receipt, first.key)
        statement = desk.at(work).statement(petition)
    salt = json.loads(statement.answers)["salt"]
    for words in (first.petition.receipt, POTHOLE["where"], statement.code, salt):
        assert words not in "".join(published)
    assert len(statement.code) == len(salt) == 32
    assert statement.code != salt, "the code is on the paper; it must not open the answers"
    answers = [json.loads(one)["answers"] for one in published]
    assert answers[0] != answers[1], "the same answers twice, told apart by their salts"
    assert second.petition.receipt not in repr(statement)


def test_amended_answers_are_not_what_was_filed(desk: Desk) -> None:
    """After an amendment the number can still be shown, the answers as filed only from the holder's own copy."""
    submission = desk.submit()
    details = desk.facts.last("petition.submitted").details
    with desk.work(VISITOR) as work:
        petition = desk.at(work).holder(submission.petition.receipt, submission.key)
        desk.at(work).amend(petition.receipt, {"where": "중앙로 14"})
        statement = desk.at(work).statement(petition)
    assert statement.digests["receipt"] == details["receipt"]
    assert statement.answers_as_filed(details) is None


def test_the_account_that_filed_reads_its_own(desk: Desk) -> None:
    """Signed in, no key is needed; the answers are in the clear, and the reading is a fact."""
    with desk.work(CITIZEN) as work:
        filed = desk.at(work).submit("pothole", POTHOLE).petition
    with desk.look(CITIZEN) as work:
        petition = desk.at(work).mine(filed.receipt)
    assert petition.form.phone == POTHOLE["phone"]
    assert desk.facts.last("petition.read").details["holder"] == 1


@pytest.mark.parametrize("actor", [VISITOR, OFFICER, Actor("citizen", "c-2", "Kim")])
def test_nobody_else_reads_it_as_their_own(desk: Desk, actor: Actor) -> None:
    """Another account, an officer or a visitor finds no petition of theirs under the number."""
    with desk.work(CITIZEN) as work:
        filed = desk.at(work).submit("pothole", POTHOLE).petition
    with pytest.raises(NotFound), desk.look(actor) as work:
        desk.at(work).mine(filed.receipt)
