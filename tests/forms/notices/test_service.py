"""The list of notices and the papers themselves, for holder and officer."""

from __future__ import annotations

from typing import Any

import pytest

from egovframe.forms.interfaces import Undeliverable
from egovframe.forms.notices import follow
from egovframe.forms.notices.model import Choice
from egovframe.forms.notices.service import Notices
from egovframe.kernel import outbox
from egovframe.kernel.errors import Conflict, Invalid, NotFound
from egovframe.kernel.events import Observers
from egovframe.kernel.outbox import Worker
from egovframe.kernel.permissions import Actor, Forbidden
from tests.forms.desk import GARDENER, OFFICER, READER, SUGGESTION, VISITOR, Desk
from tests.forms.notices.test_following import ANSWERS, Listed, decide, through


def notices(desk: Desk, receipt: str, by: Actor = OFFICER) -> tuple[Any, ...]:
    """The notices of a petition, as an officer sees them."""
    with desk.look(by) as work:
        return Notices(work, desk.forms).of(desk.at(work).get(receipt))


def test_a_paper_is_kept_as_it_left(desk: Desk) -> None:
    """What the mail said is what the paper says, whatever the city calls its units afterwards."""
    channel = through(desk)
    receipt = decide(desk, refuse=True, answers=ANSWERS)
    desk.run_due_tasks()
    (notice,) = notices(desk, receipt)
    assert (notice.kind, notice.state, notice.tries) == ("refusal", "sent", 0)
    with desk.look(OFFICER) as work:
        paper = Notices(work, desk.forms).paper(desk.at(work).get(receipt), notice.paper)
    assert paper.text() == channel.sent[0].text
    assert (paper.number, paper.law) == (None, "민원 처리에 관한 법률 제27조제3항")


def test_what_a_channel_does_not_take_is_seen_and_tried_again(desk: Desk) -> None:
    """Waiting with the number of tries, then sent; the paper is the same, and each delay is a fact."""
    channel = through(desk, ConnectionError("down"), ConnectionError("down"))
    receipt = decide(desk, answers=ANSWERS)
    desk.run_due_tasks()
    (first,) = notices(desk, receipt)
    assert (first.state, first.tries, first.left) == ("waiting", 1, False)
    for _ in range(2):
        desk.time.forward(hours=1)
        desk.run_due_tasks()
    (last,) = notices(desk, receipt)
    assert (last.id, last.paper, last.state, last.tries) == (first.id, first.paper, "sent", 2)
    assert len(channel.sent) == 1
    assert (desk.facts.count("notice.delayed"), desk.facts.count("notice.sent")) == (2, 1)


def test_a_channel_that_never_takes_it_is_said_to_have_failed(desk: Desk) -> None:
    """After the worker's last try; the office sees it, and the applicant reads it on the progress page."""
    through(desk, *[ConnectionError("down")] * 20)
    receipt = decide(desk)
    for _ in range(14):
        desk.run_due_tasks()
        desk.time.forward(hours=2)
    notice, told = notices(desk, receipt)
    assert (notice.state, notice.tries, len(notice.history)) == ("failed", 12, 12)
    assert {each.said for each in notice.history} == {"ConnectionError"}
    assert (told.kind, told.state) == ("undelivered", "at_desk")
    assert desk.facts.last("notice.delayed").details["notice_state"] == "failed"


def test_what_cannot_be_delivered_is_told_apart(desk: Desk) -> None:
    """An address to which nothing goes."""
    through(desk, Undeliverable("no such address"))
    receipt = decide(desk)
    desk.run_due_tasks()
    notice, told = notices(desk, receipt)
    assert (notice.state, notice.left) == ("undeliverable", False)
    assert [(each.state, each.said) for each in notice.history] == [("undeliverable", "Undeliverable")]
    with desk.look(OFFICER) as work:
        paper = Notices(work, desk.forms).paper(desk.at(work).get(receipt), told.paper)
    assert "처리결과 통지" in paper.text()
    assert "주소로 보낼 수 없습니다" in paper.text()


def test_only_the_holder_reads_the_name(desk: Desk) -> None:
    """In the clear with the key; masked for officers. On the disk it stands sealed."""
    submission = desk.submit("suggestion", answers={**SUGGESTION, "name": "홍길동"})
    receipt = submission.petition.receipt
    with desk.work(GARDENER) as work:
        desk.at(work).answer(receipt, "반영했습니다.")
    desk.run_due_tasks()
    (notice,) = notices(desk, receipt, GARDENER)
    assert notice.state == "on_status_page"
    with desk.look(GARDENER) as work:
        seen = Notices(work, desk.forms).paper(desk.at(work).get(receipt), notice.paper)
    with desk.look(VISITOR) as work:
        held = Notices(work, desk.forms).paper(desk.at(work).holder(receipt, submission.key), notice.paper)
    assert (seen.to, held.to) == ("홍*동", "홍길동")
    assert "홍길동".encode() not in desk.everything_on_disk()
    assert "반영했습니다.".encode() not in desk.everything_on_disk()


def test_a_paper_of_another_petition_is_not_found(desk: Desk) -> None:
    """Whoever may see both petitions names the one that it belongs to."""
    receipts = [decide(desk, answers=ANSWERS), decide(desk, answers=ANSWERS)]
    desk.run_due_tasks()
    (notice,) = notices(desk, receipts[0])
    with desk.look(OFFICER) as work:
        other = desk.at(work).get(receipts[1])
        with pytest.raises(NotFound, match="no such paper"):
            Notices(work, desk.forms).paper(other, notice.paper)


def again(desk: Desk, receipt: str, paper: str, channel: str, by: Actor = OFFICER) -> None:
    """An officer sends a notice again."""
    with desk.work(by) as work:
        Notices(work, desk.forms).again(desk.at(work).get(receipt), paper, channel)


def test_a_notice_that_failed_goes_by_post(desk: Desk) -> None:
    """The officer printed and posted it and says so: the petition closes, and the history tells each try."""
    through(desk, *[ConnectionError("down")] * 12)
    receipt = decide(desk, answers=ANSWERS)
    for _ in range(13):
        desk.run_due_tasks()
        desk.time.forward(hours=2)
    notice = notices(desk, receipt)[0]
    with desk.look(OFFICER) as work:
        petition = desk.at(work).get(receipt)
        assert petition.state == "answered"
        assert Notices(work, desk.forms).lost([petition]) == {receipt}
    again(desk, receipt, notice.paper, "post")
    after = notices(desk, receipt)[0]
    assert (after.id, after.channel, after.state, after.left) == (notice.id, "post", "posted", True)
    assert [each.state for each in after.history[-2:]] == ["failed", "posted"]
    with desk.look(OFFICER) as work:
        petition = desk.at(work).get(receipt)
        assert petition.state == "closed"
        assert Notices(work, desk.forms).lost([petition]) == set()


def test_a_task_whose_notice_was_posted_meanwhile_sends_nothing(desk: Desk) -> None:
    """An administrator has the first task tried once more: the applicant got the letter, no second one leaves."""
    channel = through(desk, *[ConnectionError("down")] * 12)
    receipt = decide(desk, answers=ANSWERS)
    for _ in range(13):
        desk.run_due_tasks()
        desk.time.forward(hours=2)
    again(desk, receipt, notices(desk, receipt)[0].paper, "post")
    with desk.database.write() as conn:
        assert outbox.retry(conn, now=desk.time.now()) == 1
    for _ in range(3):
        desk.run_due_tasks()
        desk.time.forward(hours=2)
    assert channel.sent == []
    after = notices(desk, receipt)[0]
    assert (after.state, after.history[-1].state) == ("posted", "posted")


def test_a_letter_that_had_arrived_was_told_when_it_first_came(desk: Desk) -> None:
    """A second copy out of courtesy moves no period; one that came to nothing was told when the next one left."""
    through(desk)
    receipt = decide(desk, answers=ANSWERS)
    desk.run_due_tasks()
    first = notices(desk, receipt)[0]
    desk.time.forward(days=20)
    again(desk, receipt, first.paper, "post")
    assert notices(desk, receipt)[0].at == first.at
    through(desk, Undeliverable("no such address"))
    other = decide(desk, answers=ANSWERS)
    desk.run_due_tasks()
    lost = notices(desk, other)[0]
    desk.time.forward(days=20)
    again(desk, other, lost.paper, "post")
    assert notices(desk, other)[0].at > lost.at


def test_a_notice_is_sent_again_by_another_channel(desk: Desk) -> None:
    """Word for word as it was, as a message of its own; while it is on its way it is not sent a second time."""
    first = through(desk, Undeliverable("no such address"))
    other = Listed(sent=[], fails=[])
    desk.forms.settings.other_channels["text"] = {}
    desk.observers = Observers()
    follow(desk.observers, desk.forms, first, {"text": other})
    desk.worker = Worker(desk)
    receipt = decide(desk, answers=ANSWERS)
    desk.run_due_tasks()
    notice = notices(desk, receipt)[0]
    again(desk, receipt, notice.paper, "text")
    assert notices(desk, receipt)[0].state == "again"
    with pytest.raises(Conflict):
        again(desk, receipt, notice.paper, "text")
    desk.run_due_tasks()
    after = notices(desk, receipt)[0]
    assert (after.state, after.channel, first.sent) == ("sent", "Listed", [])
    assert [(each.state, each.channel) for each in after.history] == [
        ("undeliverable", "Listed"),
        ("again", "text"),
        ("sent", "Listed"),
    ]
    assert after.history[-1].said == f"listed:{other.sent[0].id}"
    with desk.look(OFFICER) as work:
        paper = Notices(work, desk.forms).paper(desk.at(work).get(receipt), after.paper)
    assert other.sent[0].text == paper.text()


def test_what_cannot_be_sent_again(desk: Desk) -> None:
    """By a channel that there is not, a paper for the unit, one that is none, and by who may not answer."""
    through(desk, Undeliverable("no such address"))
    receipt = decide(desk, answers=ANSWERS)
    desk.run_due_tasks()
    notice, told = notices(desk, receipt)
    with pytest.raises(Invalid) as refused:
        again(desk, receipt, notice.paper, "pigeon")
    assert [fault.field for fault in refused.value.faults] == ["channel"]
    for paper in (told.paper, "nothing"):
        with pytest.raises(NotFound):
            again(desk, receipt, paper, "post")
    with pytest.raises(Forbidden):
        again(desk, receipt, notice.paper, "post", READER)


def told_like(desk: Desk, submission: Any, **how: str) -> None:
    """The holder chooses how to be told."""
    with desk.work(VISITOR) as work:
        petition = desk.at(work).holder(submission.petition.receipt, submission.key)
        Notices(work, desk.forms).choose(petition, **how)


def test_the_holder_is_told_in_another_language(desk: Desk) -> None:
    """Every later paper is in the language that was chosen, without a word of another; the choice is a fact."""
    channel = through(desk)
    submission = desk.submit(answers={**ANSWERS, "where": "12"})
    told_like(desk, submission, language="es", way="any")
    told_like(desk, submission, language="es", way="any")
    assert desk.facts.count("notice.chosen") == 1
    assert desk.facts.last("notice.chosen").details["language"] == "es"
    with desk.work(OFFICER) as work:
        desk.at(work).refuse(submission.petition.receipt, "La calle es privada.", basis="Art. 2", remedy="Recurso")
    desk.run_due_tasks()
    (message,) = channel.sent
    assert message.language == "es"
    for words in ("No fue posible acceder", "Motivos", "Base legal", "dentro de 60 días"):
        assert words in message.text


@pytest.mark.parametrize(("way", "email", "phone"), [("any", 1, 1), ("email", 1, 0), ("phone", 0, 1), ("none", 0, 0)])
def test_the_holder_is_told_in_another_way(desk: Desk, way: str, email: int, phone: int) -> None:
    """Only the address that was chosen leaves the office; with none of them the paper waits on the progress page."""
    channel = through(desk)
    submission = desk.submit(answers=ANSWERS)
    told_like(desk, submission, language="ko", way=way)
    with desk.work(OFFICER) as work:
        desk.at(work).answer(submission.petition.receipt, "고쳤습니다.")
    desk.run_due_tasks()
    assert [(bool(each.email), bool(each.phone)) for each in channel.sent] == [(email, phone)] * (way != "none")
    (notice,) = notices(desk, submission.petition.receipt)
    assert notice.state == ("on_status_page" if way == "none" else "sent")


def test_who_chooses_and_what(desk: Desk) -> None:
    """The holder alone, among the languages and ways that there are; an officer is refused."""
    submission = desk.submit(answers=ANSWERS)
    for how in ({"language": "fr", "way": "any"}, {"language": "ko", "way": "pigeon"}):
        with pytest.raises(Invalid):
            told_like(desk, submission, **how)
    with desk.work(OFFICER) as work:
        petition = desk.at(work).get(submission.petition.receipt)
        assert Notices(work, desk.forms).choice(petition) == Choice("ko", "any")
        with pytest.raises(Forbidden):
            Notices(work, desk.forms).choose(petition, language="en", way="any")


def test_whoever_files_chooses_with_the_filing(desk: Desk) -> None:
    """Before there is a key to show, in the same unit of work; among what is offered, and by no later visitor."""
    channel = through(desk)
    with desk.work(VISITOR) as work:
        petition = desk.at(work).submit("pothole", ANSWERS, language="ko").petition
        chosen = Notices(work, desk.forms)
        with pytest.raises(Invalid):
            chosen.choose(petition, language="en", way="email", among=("phone", "none"))
        assert chosen.choose(petition, language="en", way="phone", among=("phone", "none")) == Choice("en", "phone")
    details = desk.facts.last("notice.chosen").details
    assert (details["language"], details["way"]) == ("en", "phone")
    with desk.work(OFFICER) as work:
        desk.at(work).answer(petition.receipt, "It is mended.")
    desk.run_due_tasks()
    assert [(each.language, each.email, bool(each.phone)) for each in channel.sent] == [("en", None, True)]
    with desk.work(VISITOR) as work, pytest.raises(Forbidden):
        Notices(work, desk.forms).choose(petition, language="ko", way="any")


def test_a_text_goes_by_the_channel_that_reaches_phones(desk: Desk) -> None:
    """The office's own channel takes mail alone: what is to go to a phone leaves by the other one."""

    class Mails(Listed):
        """Takes mail alone."""

        reaches = frozenset({"email"})

    class Texts(Listed):
        """Takes phones alone."""

        reaches = frozenset({"phone"})

    mails, texts = Mails(sent=[], fails=[]), Texts(sent=[], fails=[])
    desk.observers = Observers()
    follow(desk.observers, desk.forms, mails, {"text": texts})
    desk.worker = Worker(desk)
    for way in ("any", "phone"):
        submission = desk.submit(answers=ANSWERS)
        told_like(desk, submission, language="ko", way=way)
        with desk.work(OFFICER) as work:
            desk.at(work).answer(submission.petition.receipt, "고쳤습니다.")
    desk.run_due_tasks()
    assert (len(mails.sent), len(texts.sent)) == (1, 1)
    assert texts.sent[0].email is None


def lost(desk: Desk, by: Actor = OFFICER, **asked: Any) -> list[str]:
    """The receipt numbers of results that did not arrive."""
    with desk.look(by) as work:
        return [each.petition.receipt for each in Notices(work, desk.forms).lost_results(**asked).items]


def test_a_result_that_did_not_arrive_is_listed_until_it_does(desk: Desk) -> None:
    """Of the units whose petitions somebody may read; personal answers are hidden, and the look is a fact."""
    through(desk, Undeliverable("no such address"))
    receipt = decide(desk)
    desk.run_due_tasks()
    assert lost(desk) == lost(desk, READER) == [receipt]
    assert lost(desk, GARDENER) == []
    assert lost(desk, form="suggestion") == []
    with pytest.raises(Forbidden):
        lost(desk, VISITOR)
    with desk.look(OFFICER) as work:
        (found,) = Notices(work, desk.forms).lost_results(form="pothole").items
    assert (found.state, found.title.in_("en")) == ("undeliverable", "Notice of the result")
    assert "010" not in str(found.petition.form)
    assert desk.facts.last("petition.listed").details == {"view": "lost", "form": "pothole", "count": 1}
    assert found.paper is not None
    with desk.work(OFFICER) as work:
        Notices(work, desk.forms).again(desk.at(work).get(receipt), found.paper, "post")
    assert lost(desk) == []


def test_what_was_lost_before_the_end_does_not_count(desk: Desk) -> None:
    """A request to complete the petition did not arrive, its result did: nothing is to be done."""
    through(desk, Undeliverable("no such address"))
    receipt = str(desk.submit(answers=ANSWERS).petition.receipt)
    with desk.work(OFFICER) as work:
        desk.at(work).ask_supplement(receipt, "사진을 보내 주세요.", days=5)
    desk.run_due_tasks()
    assert [each.state for each in notices(desk, receipt)][:1] == ["undeliverable"]
    assert lost(desk) == []


def test_a_later_result_that_arrived_makes_up_for_it(desk: Desk) -> None:
    """The refusal was lost, the decision on the objection arrived: the applicant knows how it ended."""
    through(desk, Undeliverable("no such address"))
    receipt = decide(desk, refuse=True)
    desk.run_due_tasks()
    assert lost(desk) == [receipt]
    with desk.work(OFFICER) as work:
        petition = desk.at(work).get(receipt)
        desk.at(work).dispatch.noticed(
            petition.id, "objection-result", channel="post", state="posted", reference=None, task="later"
        )
    assert lost(desk) == []


def test_lost_results_come_page_by_page(desk: Desk) -> None:
    """The newest first, none twice and none left out."""
    through(desk, *[Undeliverable("no such address")] * 3)
    receipts = []
    for _ in range(3):
        receipts.append(decide(desk))
        desk.run_due_tasks()
    seen, cursor = [], None
    for _ in range(3):
        with desk.look(OFFICER) as work:
            page = Notices(work, desk.forms).lost_results(cursor=cursor, limit=1)
        seen += [each.petition.receipt for each in page.items]
        cursor = page.next
    assert (seen, cursor) == (receipts[::-1], None)
