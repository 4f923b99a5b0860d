"""Receiving petitions: number, register, deadline, repeats, and what must never lie open; on both databases."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from egovframe.forms.errors import FormInvalid
from egovframe.forms.events import Submitted
from egovframe.kernel.database import metadata
from egovframe.kernel.errors import Conflict, NotFound
from egovframe.kernel.ids import read_receipt
from tests.forms.desk import CITIZEN, OFFICER, POTHOLE, SYSTEM, VISITOR, Desk, Pothole

PERSONAL = ("010-1234-5678", "01012345678", "+821012345678", "gildong@example.com", "홍길동")


def everything_kept(desk: Desk) -> bytes:
    """Every value of every table and every byte on disk of this office."""
    kept = [desk.everything_on_disk()]
    with desk.database.read() as conn:
        for table in metadata.sorted_tables:
            if sa.inspect(desk.database.engine).has_table(table.name):
                kept += [repr(tuple(row)).encode() for row in conn.execute(table.select())]
    return b"\n".join(kept)


def numbers(desk: Desk, unit: str = "roads") -> list[int]:
    """The register of a unit."""
    from egovframe.forms.tables import petitions

    with desk.database.read() as conn:
        query = sa.select(petitions.c.registered_no).where(petitions.c.unit == unit)
        return sorted(int(number) for (number,) in conn.execute(query))


def file_and_fail(desk: Desk) -> None:
    """A filing whose unit of work fails at its end."""
    with desk.work(VISITOR) as work:
        desk.at(work).submit("pothole", POTHOLE)
        raise RuntimeError


def test_a_petition_gets_number_register_deadline_and_key(desk: Desk) -> None:
    """Article 9: anybody may; the receipt can be read back, the register starts at 1, the seven days run."""
    submission = desk.submit()
    petition = submission.petition
    assert read_receipt(petition.receipt.lower().replace("-", " ")) == petition.receipt
    assert (petition.registered, petition.state, petition.unit) == ("2026-1", "received", "roads")
    assert petition.due == datetime(2026, 10, 1, 9, 0, tzinfo=UTC)
    assert (petition.form.where, petition.form.phone) == ("중앙로 12", "010-1234-5678")
    assert (petition.applicant, petition.open, submission.replayed) == (None, True, False)
    assert submission.key not in repr(submission)
    fact = desk.facts.last("petition.submitted")
    assert fact.details["due"].startswith("2026-10-01T09:00:00")
    told = json.dumps([fact.details, fact.object, fact.subjects], default=str, ensure_ascii=False)
    assert not any(said in told for said in ("중앙로", "1234-5678", "12345678")), "what was written stays out of facts"


def test_a_filled_form_is_taken_as_well(desk: Desk) -> None:
    """A city's own code hands in an instance; the account that files it is remembered."""
    with desk.work(CITIZEN) as work:
        petition = desk.at(work).submit(Pothole(**POTHOLE), channel="desk", language="en").petition
    assert (petition.applicant, petition.channel, petition.language) == ("c-1", "desk", "en")
    assert desk.facts.last("petition.submitted").subjects == (f"petition:{petition.id}", "account:c-1")


def test_personal_answers_lie_nowhere_in_the_clear(desk: Desk) -> None:
    """After filing, answering, sending and importing, no table and no file holds a personal answer as it was given."""
    answers = {**POTHOLE, "email": "gildong@example.com"}
    submission = desk.submit(answers=answers, once="same", source_key="홍길동")
    with desk.work(OFFICER) as work:
        desk.at(work).answer(submission.petition.receipt, "홍길동 님, 010-1234-5678로 연락드렸습니다.")
    desk.run_due_tasks()
    kept = everything_kept(desk)
    assert "중앙로 12".encode() in kept
    for word in PERSONAL:
        assert word.encode() not in kept
    assert submission.key.encode() not in kept
    assert list((desk.folder / "notices").glob("*.eml")), "the notice itself left the office"


def test_the_receipt_number_tells_no_volume(desk: Desk) -> None:
    """Numbers are drawn at random: they neither rise with the register nor share a beginning."""
    receipts = [desk.submit().petition.receipt for _ in range(12)]
    assert len(set(receipts)) == 12
    assert receipts != sorted(receipts)
    assert receipts != sorted(receipts, reverse=True)
    assert len({receipt[0] for receipt in receipts}) > 2


def test_the_register_has_no_gap_after_a_rollback(desk: Desk) -> None:
    """A filing that fails at the last moment leaves neither row nor number (별지1)."""
    desk.submit()
    with pytest.raises(RuntimeError):
        file_and_fail(desk)
    desk.submit()
    assert numbers(desk) == [1, 2]


def test_the_register_has_no_gap_when_many_file_at_once(desk: Desk) -> None:
    """Six threads file, one in three fails: the numbers are 1 … n, each once, in each unit for itself."""

    def file(turn: int) -> None:
        if turn % 3:
            desk.submit()
            return
        with suppress(RuntimeError):
            file_and_fail(desk)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(file, range(30)))
    desk.submit("suggestion")
    assert numbers(desk) == list(range(1, 21))
    assert numbers(desk, "parks") == [1]


def test_every_year_and_unit_has_a_register_of_its_own(small_desk: Desk) -> None:
    """The register follows the local year: 16:00 UTC on New Year's Eve is the new year in Seoul."""
    small_desk.submit()
    small_desk.time.at = datetime(2026, 12, 31, 16, 0, tzinfo=UTC)
    assert small_desk.submit().petition.registered == "2027-1"


# --- repeats ---


def test_the_same_request_again_is_the_same_petition(desk: Desk) -> None:
    """Sent again with the same mark and answers: the same petition and key, nothing received twice."""
    first, again = desk.submit(once="m"), desk.submit(once="m")
    assert (again.petition.id, again.key, again.replayed) == (first.petition.id, first.key, True)
    assert again.petition.form == first.petition.form
    assert numbers(desk) == [1]
    assert desk.facts.count("petition.submitted") == 1


def test_a_mark_is_no_key_to_somebody_elses_petition(desk: Desk) -> None:
    """The mark with other answers is a conflict; the same mark of somebody else, or for another form, is another."""
    desk.submit(once="m", by=CITIZEN)
    for changed in ({"where": "다른 곳"}, {"phone": "010-9999-0000"}):
        with pytest.raises(Conflict):
            desk.submit(once="m", by=CITIZEN, answers={**POTHOLE, **changed})
    assert not desk.submit(once="m", by=VISITOR).replayed
    assert not desk.submit("suggestion", once="m", by=CITIZEN).replayed


def test_many_threads_send_the_same_request(desk: Desk) -> None:
    """However many arrive together, one petition comes of it; who lost the race may simply send again."""

    def send(_turn: int) -> str | None:
        try:
            with desk.work(VISITOR) as work:
                petition: Any = desk.at(work).submit("pothole", POTHOLE, once="m").petition
            return str(petition.id)
        except Conflict:
            return None

    with ThreadPoolExecutor(6) as pool:
        ids = set(pool.map(send, range(12))) - {None}
    assert len(ids) == 1
    assert numbers(desk) == [1]


def test_an_imported_line_is_received_once_whatever_it_says(desk: Desk) -> None:
    """The key of a line decides within its form; the answers of the first time stay."""
    first = desk.submit("suggestion", source_key="7", by=SYSTEM)
    again = desk.submit(
        "suggestion", source_key="7", by=SYSTEM, answers={"category": "x", "title": "y", "content": "z"}
    )
    assert again.replayed
    assert again.petition.id == first.petition.id
    assert again.petition.form.title == "버스"
    assert not desk.submit("pothole", source_key="7", by=SYSTEM).replayed


# --- observers ---


def test_an_observer_acts_in_the_same_transaction(desk: Desk) -> None:
    """Four lanes closed: the form's own observer puts the petition in front, without a permission."""
    submission = desk.submit(answers={**POTHOLE, "lanes": 4})
    with desk.look(OFFICER) as work:
        assert desk.at(work).get(submission.petition.receipt).urgent
    assert desk.seen[-1].form.phone == "010-1234-5678"


def test_an_observer_that_fails_loses_nothing(desk: Desk) -> None:
    """The petition is received, what the observer had written is undone, and a fact tells of the failure."""
    submission = desk.submit(answers={**POTHOLE, "where": "boom", "lanes": 4})
    with desk.look(OFFICER) as work:
        petition = desk.at(work).get(submission.petition.receipt)
    assert not petition.urgent, "the observer's own write is undone"
    assert petition.form.where == "boom"
    failure = desk.facts.last("handler.failed")
    assert failure.details == {"handler": "Desk.observe", "event": "petition.submitted", "error": "RuntimeError"}


def test_a_general_observer_that_fails_loses_nothing_either(desk: Desk) -> None:
    """The same holds for whoever declared an interest in all petitions."""

    def failing(event: Submitted, work: object) -> None:
        raise LookupError(event.form)

    desk.observers.on(Submitted, failing)
    desk.submit()
    assert numbers(desk) == [1]
    assert desk.facts.last("handler.failed").details["error"] == "LookupError"


# --- what does not hold ---


def test_nothing_is_received_that_does_not_hold(desk: Desk) -> None:
    """An unknown form is not found; wrong answers name every field; no row, number or fact comes of either."""
    with pytest.raises(NotFound):
        desk.submit("no-such-form", answers={"a": 1})
    with pytest.raises(FormInvalid) as caught:
        desk.submit(answers={"lanes": 99, "phone": "12"})
    assert [fault.field for fault in caught.value.faults] == ["where", "lanes", "phone"]
    assert "12" not in str(caught.value)
    assert numbers(desk) == []
    assert desk.facts.count("petition.submitted") == 0


def test_an_unknown_language_falls_back_to_the_offices(small_desk: Desk) -> None:
    """Notices are written in a language that the office has."""
    assert small_desk.submit(language="xx").petition.language == "ko"


def test_files_of_the_office_are_not_the_notices(small_desk: Desk, tmp_path: Path) -> None:
    """The look at everything on disk does look: an open answer is found in it."""
    small_desk.submit()
    assert "중앙로 12".encode() in small_desk.everything_on_disk()
    assert tmp_path == small_desk.folder
