"""Publishing a petition, or refusing to."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from egovframe.forms.builtin.py import Paraguay
from egovframe.forms.public.model import Prepared
from egovframe.forms.service import Petitions
from egovframe.kernel.errors import Conflict, Invalid, NotFound
from egovframe.kernel.permissions import Actor, Forbidden
from tests.forms.desk import VISITOR
from tests.forms.public.square import ELSEWHERE, PUBLISHER, READER, Square


def publish(square: Square, receipt: str, by: Actor = PUBLISHER, **said: Any) -> Any:
    """Publish it with a title."""
    with square.work(by) as work:
        return square.public(work).publishing.publish(receipt, **{"title": "놀이터", **said})


def refuse(square: Square, receipt: str, **said: Any) -> Any:
    """Refuse to publish it."""
    with square.work(PUBLISHER) as work:
        words = {"ground": "unfit", "reason": "공정한 처리에 지장이 있습니다.", **said}
        return square.public(work).publishing.keep_unpublished(receipt, **words)


def test_only_the_title_and_what_is_marked_public_becomes_public(square: Square) -> None:
    """Not the other answers, not who filed it, no receipt number in the trail's details, nothing personal anywhere."""
    receipt = square.receive().petition.receipt
    made = publish(square, receipt)
    shown = square.read(made)
    assert (shown.title, dict(shown.answers)) == (
        "놀이터",
        {"subject": "은하동 놀이터", "content": "은하동에 놀이터를 만들어 주십시오."},
    )
    fact = square.facts.last("petition.published")
    assert (fact.basis, fact.details["late"]) == ("청원법 제13조제1항", 0)


def test_petition_act_13_2_thirty_days_the_first_one_out(square: Square) -> None:
    """Decided on Monday, 21 September 2026: collected to the end of Wednesday, 21 October, in Seoul."""
    assert square.published().closes == datetime(2026, 10, 21, 14, 59, 59, tzinfo=UTC)


def test_petition_act_13_1_decided_within_fifteen_days(small_square: Square) -> None:
    """Received on 21 September: until 6 October 24:00; a day later the fact says that it came late."""
    receipt = small_square.receive().petition.receipt
    with small_square.look(PUBLISHER) as look:
        by = small_square.public(look).publishing.prepared(receipt).decide_by
    assert by == datetime(2026, 10, 6, 14, 59, 59, tzinfo=UTC)
    small_square.time.at = datetime(2026, 10, 6, 15, tzinfo=UTC)
    publish(small_square, receipt)
    assert small_square.facts.last("petition.published").details["late"] == 1


def test_where_no_law_says_by_when_nothing_is_late(sqlite_url: str, tmp_path: Any) -> None:
    """The second jurisdiction sets no date, and says no remedy by itself."""
    square = Square(sqlite_url, tmp_path, law=Paraguay())
    receipt = square.receive().petition.receipt
    with square.look(PUBLISHER) as look:
        assert square.public(look).publishing.prepared(receipt).decide_by is None
    with pytest.raises(Invalid) as error:
        refuse(square, receipt)
    assert [fault.field for fault in error.value.faults] == ["remedy"]
    square.database.close()


def test_who_may(square: Square) -> None:
    """The permission is asked for in the petition's unit; elsewhere nobody even learns that it is there."""
    receipt = square.receive().petition.receipt
    for by, error in ((READER, Forbidden), (VISITOR, Forbidden), (ELSEWHERE, NotFound)):
        with pytest.raises(error):
            publish(square, receipt, by)
    with pytest.raises(NotFound):
        publish(square, "22222222A")


def test_what_looks_like_personal_data_has_to_be_looked_through(small_square: Square) -> None:
    """A number in the text or the title stops it until the officer says that it was checked."""
    for answers, title in (({"content": "010-1234-5678로 전화 주세요"}, "놀이터"), ({}, "hong@example.org의 청원")):
        receipt = small_square.receive(**answers).petition.receipt
        with pytest.raises(Invalid) as error:
            publish(small_square, receipt, title=title)
        assert [fault.field for fault in error.value.faults] == ["checked"]
        assert publish(small_square, receipt, title=title, checked=True).state == "collecting"


@pytest.mark.parametrize("title", ["", "  ", "가" * 201])
def test_a_title_is_due(small_square: Square, title: str) -> None:
    """In words that fit one line of a list."""
    with pytest.raises(Invalid) as error:
        publish(small_square, small_square.receive().petition.receipt, title=title)
    assert [fault.field for fault in error.value.faults] == ["title"]


def test_a_refusal_has_ground_reason_and_remedy_and_the_applicant_is_told(square: Square) -> None:
    """청원법 13①, 22①: the remedy is the law's where the officer says none; the paper has all three."""
    receipt = square.receive().petition.receipt
    with pytest.raises(Invalid) as error:
        refuse(square, receipt, ground="", reason=" ")
    assert [fault.field for fault in error.value.faults] == ["ground", "reason"]
    made = refuse(square, receipt)
    assert (made.state, made.reason) == ("refused", "공정한 처리에 지장이 있습니다.")
    assert "30일 안에" in made.remedy
    with pytest.raises(NotFound):
        square.read(made)
    assert b"\xea\xb3\xb5\xec\xa0\x95\xed\x95\x9c" not in square.everything_on_disk()
    square.run_due_tasks()
    with square.look(PUBLISHER) as look:
        from egovframe.forms.notices.service import Notices

        petition = square.at(look).get(receipt)
        (notice,) = Notices(look, square.forms).of(petition)
    assert notice.kind == "unpublished"


def test_it_is_decided_once(square: Square) -> None:
    """A second decision finds the first; one that is decided, or of a form that is not public, is not published."""
    receipt = square.receive().petition.receipt
    publish(square, receipt)
    for deed in (publish, refuse):
        with pytest.raises(Conflict):
            deed(square, receipt)
    quiet = square.receive("quiet").petition.receipt
    with pytest.raises(Conflict):
        publish(square, quiet)
    done = square.receive().petition.receipt
    with square.work(PUBLISHER) as work:
        Petitions.answer(square.at(work), done, "만들었습니다.")
    with pytest.raises(Conflict):
        publish(square, done)


def test_what_was_published_stays_as_it_was(square: Square) -> None:
    """The applicant changes the petition later; people have signed what they read."""
    filed = square.receive()
    made = publish(square, filed.petition.receipt)
    with square.work(VISITOR) as work:
        square.at(work).holder(filed.petition.receipt, filed.key)
        square.at(work).amend(filed.petition.receipt, {"content": "수영장을 만들어 주십시오."})
    assert square.read(made).answers["content"] == "은하동에 놀이터를 만들어 주십시오."


def test_what_would_be_shown_is_seen_before(small_square: Square) -> None:
    """Title, public answers and whether there is something to look through."""
    receipt = small_square.receive(content="hong@example.org").petition.receipt
    with small_square.look(PUBLISHER) as look:
        found = small_square.public(look).publishing.prepared(receipt)
    assert (found.title, sorted(found.answers), found.personal) == ("은하동 놀이터", ["content", "subject"], True)
    with small_square.look(PUBLISHER) as look:
        assert small_square.public(look).publishing.publication(receipt) is None
    publish(small_square, receipt, checked=True)
    with small_square.look(READER) as look:
        made = small_square.public(look).publishing.publication(receipt)
    assert made is not None
    assert made.state == "collecting"


def prepared(square: Square, receipt: str) -> Prepared:
    """What the officer reads before publishing."""
    with square.look(PUBLISHER) as look:
        return square.public(look).publishing.prepared(receipt)


def test_only_the_text_that_was_read_is_published(square: Square) -> None:
    """The holder changes the text behind the officer's back: it stays unpublished until it was read once more."""
    filed = square.receive()
    receipt = filed.petition.receipt
    read = prepared(square, receipt)
    with square.work(VISITOR) as work:
        square.at(work).holder(receipt, filed.key)
        square.at(work).amend(receipt, {"content": "전화 주십시오: 홍길동"})
    with pytest.raises(Conflict, match=r"changed while you read it"):
        publish(square, receipt, seen=read.seen)
    assert square.facts.count("petition.published") == 0
    assert publish(square, receipt, seen=prepared(square, receipt).seen).state == "collecting"


def test_what_is_not_public_may_change_meanwhile(small_square: Square) -> None:
    """Another phone number changes nothing of the text; the same text of another petition is not the one read."""
    filed, other = small_square.receive(), small_square.receive().petition.receipt
    receipt = filed.petition.receipt
    read = prepared(small_square, receipt)
    with small_square.work(VISITOR) as work:
        small_square.at(work).holder(receipt, filed.key)
        small_square.at(work).amend(receipt, {"phone": "010-1111-2222"})
    assert prepared(small_square, receipt).seen == read.seen != prepared(small_square, other).seen


def test_personal_data_is_looked_for_in_groups_too(small_square: Square) -> None:
    """What is asked several times, each with several questions, is a list of values by name."""
    for text, personal in (("010-1234-5678", True), ("가문비나무", False)):
        receipt = small_square.receive("grove", trees=[{"kind": "느티나무"}, {"kind": text}]).petition.receipt
        assert prepared(small_square, receipt).personal is personal


def test_what_keeps_a_petition_from_being_published_is_said_first(small_square: Square) -> None:
    """Decided, decided on, or not to be public: before anything that an officer typed is looked at."""
    petitions = {name: small_square.receive().petition.receipt for name in ("open", "answered", "published")}
    petitions["quiet"] = small_square.receive("quiet").petition.receipt
    publish(small_square, petitions["published"])
    with small_square.work(PUBLISHER) as work:
        small_square.at(work).answer(petitions["answered"], "만들겠습니다.")
    assert [prepared(small_square, petitions[name]).decided for name in ("open", "answered")] == [False, True]
    for name, words in (("answered", "is decided"), ("published", "already"), ("quiet", "not public")):
        with pytest.raises(Conflict, match=words), small_square.look(PUBLISHER) as look:
            small_square.public(look).publishing.ready(petitions[name])
    with small_square.look(PUBLISHER) as look:
        small_square.public(look).publishing.ready(petitions["open"])
