"""The holder of a petition: the key, the last four digits, and the pause that guessing brings."""

from __future__ import annotations

import pytest

from egovframe.forms.holder import holder_key, knows_key, knows_phone
from egovframe.forms.model import TooManyTries
from egovframe.kernel.errors import NotFound, WorkError
from egovframe.kernel.ids import new_receipt
from egovframe.kernel.permissions import Forbidden
from tests.forms.desk import POTHOLE, VISITOR, Desk


def look_up(desk: Desk, receipt: str, known: str, *, address: str = "") -> str:
    """Look a petition up and say what became of it."""
    try:
        with desk.look(VISITOR, address=address) as work:
            return str(desk.at(work).holder(receipt, known).form.phone)
    except NotFound as error:
        return str(error)
    except TooManyTries as error:
        return f"wait {error.retry_after}"


def test_the_key_opens_and_shows_what_was_written(desk: Desk) -> None:
    """Typed in any case, with blanks or hyphens; the look is the right of article 35 of the Privacy Act."""
    submission = desk.submit()
    receipt, key = submission.petition.receipt, submission.key
    for typed in (key, key.upper(), key.replace("-", " "), f" {key} "):
        assert look_up(desk, receipt, typed) == "010-1234-5678"
    fact = desk.facts.last("petition.read")
    assert (fact.basis, fact.details["holder"], fact.details["masked"]) == ("개인정보 보호법 제35조", 1, 0)


def test_four_digits_open_but_stay_masked(desk: Desk) -> None:
    """The last four digits of the phone show the state; what was written stays masked."""
    receipt = desk.submit().petition.receipt
    assert look_up(desk, receipt.lower(), " 5678 ") == "010-****-5678"
    assert desk.facts.last("petition.read").details["masked"] == 1


def test_four_digits_change_nothing(desk: Desk) -> None:
    """Others may know somebody's phone number: only the key amends or withdraws."""
    receipt = desk.submit().petition.receipt
    with desk.look(VISITOR) as work:
        petitions = desk.at(work)
        assert petitions.actions(petitions.holder(receipt, "5678")) == []
        with pytest.raises(Forbidden):
            petitions.withdraw(receipt)
        with pytest.raises(NotFound):
            petitions.amend(receipt, {"lanes": 2})


def test_wrong_and_unknown_look_the_same(desk: Desk) -> None:
    """Nobody learns from the words whether a receipt exists; each try is a fact that stays."""
    receipt = desk.submit().petition.receipt
    said = {look_up(desk, *pair) for pair in ((receipt, "0000"), (new_receipt(), "5678"), ("no number", "5678"))}
    assert len(said) == 1
    assert desk.facts.count("petition.inquired") == 3
    assert desk.facts.last("petition.inquired").outcome == "failed"


def test_guessing_has_to_wait_and_the_key_does_not(desk: Desk) -> None:
    """After ten tries of one receipt even the right digits wait; the key opens all the time; later digits do again."""
    submission = desk.submit()
    receipt = submission.petition.receipt
    for guess in range(10):
        assert "No petition" in look_up(desk, receipt, f"{guess:04d}")
    assert look_up(desk, receipt, "5678") == "wait 900"
    assert look_up(desk, receipt, submission.key) == "010-1234-5678"
    desk.time.forward(minutes=14, seconds=30)
    assert look_up(desk, receipt, "5678") == "wait 30"
    desk.time.forward(seconds=31)
    assert look_up(desk, receipt, "5678") == "010-****-5678"


def test_one_address_cannot_try_many_receipts(desk: Desk) -> None:
    """Tries are counted by the address too, and other addresses are let through."""
    receipt = desk.submit().petition.receipt
    for _ in range(10):
        look_up(desk, new_receipt(), "0000", address="203.0.113.9")
    assert look_up(desk, receipt, "5678", address="203.0.113.9").startswith("wait")
    assert look_up(desk, receipt, "5678", address="203.0.113.10") == "010-****-5678"


def test_the_counts_name_nobody(small_desk: Desk) -> None:
    """Neither the address nor the receipt lies in the table of tries."""
    from egovframe.forms.tables import inquiries

    receipt = small_desk.submit().petition.receipt
    look_up(small_desk, receipt, "0000", address="203.0.113.9")
    with small_desk.database.read() as conn:
        rows = str(conn.execute(inquiries.select()).all())
    assert "203.0.113.9" not in rows
    assert receipt not in rows


def test_a_lookup_comes_first_in_its_unit_of_work(small_desk: Desk) -> None:
    """Otherwise a failure would undo what was done before, or its count."""
    submission = small_desk.submit()
    with small_desk.work(VISITOR) as work:
        assert work.conn is not None
        with pytest.raises(WorkError):
            small_desk.at(work).holder(submission.petition.receipt, submission.key)


def test_keys_differ_and_stay() -> None:
    """Letters and digits alone are compared; four digits only with four digits."""
    assert knows_key("mapa-nuri-soda-kebi-7291", "MAPA nuri soda kebi 7291")
    assert not knows_key("mapa-nuri-soda-kebi-7291", "7291")
    assert knows_phone(["02-123-4567", "+82 10 1234 5678"], "5678")
    assert knows_phone(["０１０－１２３４－５６７８"], "5678")
    assert not knows_phone(["123"], "123")
    assert not knows_phone([], "")


def test_the_key_is_of_the_office_and_the_petition(small_desk: Desk) -> None:
    """The same petition always has the same key, another one another."""
    assert (
        holder_key(small_desk.cabinet, "a")
        == holder_key(small_desk.cabinet, "a")
        != holder_key(small_desk.cabinet, "b")
    )
    assert small_desk.submit(answers=POTHOLE).key != small_desk.submit(answers=POTHOLE).key
