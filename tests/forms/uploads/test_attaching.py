"""Files that become part of a petition: once, for the question they were sent for, with the petition or not at all."""

from __future__ import annotations

from typing import Any

import pytest

from egovframe.forms.errors import FormInvalid
from egovframe.forms.uploads.attaching import TWICE, UNKNOWN
from egovframe.kernel.errors import Conflict
from egovframe.testing.suites.scanners import EICAR
from tests.forms.desk import CITIZEN, VISITOR
from tests.forms.uploads.place import Place

WHERE = {"where": "중앙로 12"}


def refused(place: Place, answers: dict[str, Any]) -> list[tuple[str, str]]:
    """What is wrong with the files of a petition."""
    with pytest.raises(FormInvalid) as caught:
        place.submit("damage", answers={**WHERE, **answers})
    return [(fault.field, str(fault.message)) for fault in caught.value.faults]


def test_files_of_every_question_become_part_of_the_petition(place: Place) -> None:
    """Single ones, several, those in groups; they do not expire any more, and the fact of the petition vouches."""
    photos = [place.send(), place.send()]
    paper = place.send(b"paper\n", field="paper", name="a.txt")
    things = [place.send(field=f"things.{number}.picture") for number in (0, 1)]
    answers = {
        "photos": [each.id for each in photos],
        "paper": paper.id,
        "things": [{"what": "문", "picture": things[0].id}, {"what": "창"}, {"what": "벽", "picture": things[1].id}],
    }
    submission = place.submit("damage", CITIZEN, answers={**WHERE, **answers})
    fact = place.facts.last("petition.submitted")
    assert sum(write.table == "uploads" for write in fact.writes) == 5
    with place.look(CITIZEN) as look:
        shown = place.uploads(look).of(place.at(look).mine(submission.petition.receipt))
    assert {each.id for each in shown} == {each.id for each in (*photos, paper, *things)}
    assert all(place.state(each) is None for each in photos)


def test_a_file_that_there_is_not_is_named(place: Place) -> None:
    """An id that nobody was given, one that was dropped, one that was sent for another question."""
    other = place.send(field="things.3.picture")
    assert refused(place, {"photos": ["0190-nothing", other.id]}) == [("photos", str(UNKNOWN))] * 2


def test_a_file_is_part_of_one_petition_only(place: Place) -> None:
    """Whoever learns the id of a file that was handed in gains nothing by it; nor twice in one petition."""
    upload, thing = place.send(), place.send(field="things.0.picture")
    things = [{"what": "문", "picture": thing.id}, {"what": "창", "picture": thing.id}]
    assert refused(place, {"things": things}) == [("things.1.picture", str(TWICE))]
    place.submit("damage", answers={**WHERE, "photos": [upload.id]})
    assert refused(place, {"photos": [upload.id]}) == [("photos", str(UNKNOWN))]


def test_a_harmful_file_is_said_where_it_stands(place: Place) -> None:
    """A file that was found harmful before the petition was filed keeps it from being filed, with the reason."""
    upload = place.send(EICAR, field="paper", name="letter.txt")
    place.run_due_tasks()
    ((field, words),) = refused(place, {"paper": upload.id})
    assert field == "paper"
    assert "letter.txt" in words
    assert "Eicar-Test" in words


def test_a_request_sent_twice_is_one_petition(place: Place) -> None:
    """The mark of a request finds the petition again, though its files are part of one by now."""
    upload = place.send()
    answers = {**WHERE, "photos": [upload.id]}
    first = place.submit("damage", answers=answers, once="m")
    again = place.submit("damage", answers=answers, once="m")
    assert again.replayed
    assert again.petition.receipt == first.petition.receipt
    with pytest.raises(Conflict):
        place.submit("damage", answers=WHERE, once="m")


def test_a_petition_that_is_refused_takes_no_file(place: Place) -> None:
    """What is wrong with one file leaves the other free to be sent again."""
    upload = place.send()
    refused(place, {"photos": [upload.id, "nothing"]})
    place.submit("damage", answers={**WHERE, "photos": [upload.id]})


def test_an_amended_petition_takes_new_files(place: Place) -> None:
    """The holder adds one; those that were there are still its own. Another's are not to be had this way (법22②)."""
    old, new, others = place.send(), place.send(), place.send()
    submission = place.submit("damage", CITIZEN, answers={**WHERE, "photos": [old.id]})
    place.submit("damage", VISITOR, answers={**WHERE, "photos": [others.id]})
    receipt = submission.petition.receipt
    with place.work(CITIZEN) as work:
        place.at(work).amend(receipt, {"photos": [old.id, new.id]})
    with place.look(CITIZEN) as look:
        assert len(place.uploads(look).of(place.at(look).mine(receipt))) == 2
    with pytest.raises(FormInvalid), place.work(CITIZEN) as work:
        place.at(work).amend(receipt, {"photos": [others.id]})
