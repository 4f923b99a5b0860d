"""Notices: what they say, to whom they go, and that each leaves once, whatever happens on the way."""

from __future__ import annotations

import email
from email import policy
from pathlib import Path
from typing import Any

import pytest

from egovframe.forms.interfaces import Channel, Delivery, Message, Undeliverable
from egovframe.forms.notices import follow
from egovframe.kernel import outbox
from egovframe.kernel.events import Observers
from egovframe.kernel.outbox import Worker
from tests.forms.desk import OFFICER, POTHOLE, Desk

EMAIL = "gildong@example.com"
ANSWERS = {**POTHOLE, "email": EMAIL}


class Listed(Channel):
    """Keeps messages in a list, or fails as told."""

    sent: list[Message]
    fails: list[Exception]

    def send(self, message: Message) -> Delivery:
        """Fail while there is something to fail with."""
        if self.fails:
            raise self.fails.pop(0)
        self.sent.append(message)
        return Delivery(reference=f"listed:{message.id}")


def through(desk: Desk, *fails: Exception) -> Listed:
    """Let the desk's notices leave by a list."""
    channel = Listed(sent=[], fails=[])
    channel.fails.extend(fails)
    desk.observers = Observers()
    follow(desk.observers, desk.forms, channel)
    desk.worker = Worker(desk)
    return channel


def decide(desk: Desk, *, refuse: bool = False, **submission: Any) -> str:
    """Receive a petition and decide it."""
    receipt: str = desk.submit(**submission).petition.receipt
    with desk.work(OFFICER) as work:
        if refuse:
            desk.at(work).refuse(receipt, "사유지입니다.", basis="도로법 제33조", remedy="행정심판")
        else:
            desk.at(work).answer(receipt, "고쳤습니다.")
    return receipt


def mails(folder: Path) -> list[tuple[Any, str]]:
    """The mails that left, with their texts."""
    read = [email.message_from_bytes(path.read_bytes(), policy=policy.default) for path in sorted(folder.glob("*.eml"))]
    return [(mail, str(mail.get_content())) for mail in read]


def test_article_31_the_result_names_unit_officer_and_contact(desk: Desk) -> None:
    """Through the folder of files: in the applicant's language, to the address left, with what was decided."""
    receipt = decide(desk, answers=ANSWERS)
    desk.run_due_tasks()
    ((mail, text),) = mails(desk.folder / "notices")
    assert (mail["To"], mail["X-Egov-Phone"], mail["X-Egov-Receipt"]) == (EMAIL, "+821012345678", receipt)
    assert mail["Subject"] == f"[Haneul City] 민원 처리 결과 ({receipt})"
    for words in ("도로 파손 신고", "고쳤습니다.", "담당 부서: 도로과", "담당자: Kim", "연락처: 02-120"):
        assert words in text
    assert "중앙로" not in text


def test_article_27_3_a_refusal_says_why_by_what_law_and_what_to_do(desk: Desk) -> None:
    """Reasons, legal basis, remedies, and the objection within 60 days (법35), in English where asked so."""
    decide(desk, refuse=True, answers=ANSWERS, language="en")
    desk.run_due_tasks()
    ((_, text),) = mails(desk.folder / "notices")
    for words in ("could not be granted", "사유지입니다.", "도로법 제33조", "행정심판", "60 days", "Unit: Roads"):
        assert words in text


def test_without_an_address_the_status_page_tells(desk: Desk) -> None:
    """Nothing is sent, a fact says so, and the petition is closed all the same."""
    receipt = desk.submit("suggestion").petition.receipt
    from tests.forms.desk import GARDENER

    with desk.work(GARDENER) as work:
        desk.at(work).answer(receipt, "검토하겠습니다.")
    desk.run_due_tasks()
    assert mails(desk.folder / "notices") == []
    assert desk.facts.last("notice.sent").details["notice_state"] == "on_status_page"
    with desk.look(GARDENER) as work:
        petition = desk.at(work).get(receipt)
        assert petition.state == "closed"
        assert "notified" not in [step.kind for step in desk.at(work).timeline(petition)]


def test_what_can_never_arrive_is_noted_and_not_tried_again(desk: Desk) -> None:
    """Undeliverable closes the petition; the applicant still sees the result on the status page."""
    through(desk, Undeliverable("no such address"))
    receipt = decide(desk)
    desk.run_due_tasks()
    told = [note.details for note in desk.facts.notes if note.action == "notice.sent"]
    assert [(each["notice"], each["notice_state"]) for each in told] == [
        ("result", "undeliverable"),
        ("undelivered", "at_desk"),
    ]
    with desk.look(OFFICER) as work:
        assert desk.at(work).get(receipt).state == "closed"


def test_a_channel_that_is_down_is_tried_again(desk: Desk) -> None:
    """The petition stays answered until the notice left; then it is closed, with one notice in all."""
    channel = through(desk, ConnectionError("down"), ConnectionError("down"))
    receipt = decide(desk)
    desk.run_due_tasks()
    with desk.look(OFFICER) as work:
        assert desk.at(work).get(receipt).state == "answered"
    for _ in range(3):
        desk.time.forward(hours=1)
        desk.run_due_tasks()
    assert len(channel.sent) == 1
    assert desk.facts.count("notice.sent") == 1
    with desk.look(OFFICER) as work:
        assert desk.at(work).get(receipt).state == "closed"


def test_nothing_personal_is_logged_or_kept_when_a_channel_fails(
    desk: Desk, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """A library's error quotes the address and the text; neither reaches the log or the outbox."""
    quoting = OSError(f"550 {EMAIL} +821012345678 refused: 고쳤습니다.")
    through(desk, quoting)
    decide(desk, answers=ANSWERS)
    desk.run_due_tasks()
    with desk.database.read() as conn:
        (waiting,) = outbox.waiting(conn)
    captured = capsys.readouterr()
    said = captured.out + captured.err + caplog.text + str(waiting.error) + str(waiting.payload)
    assert "OSError" in said
    for word in (EMAIL, "010-1234-5678", "+821012345678", "고쳤습니다"):
        assert word not in said


def test_a_notice_is_noted_once_a_task(desk: Desk) -> None:
    """Whoever runs the same task again finds it noted."""
    petition = desk.submit().petition
    for _ in range(2):
        with desk.work() as work:
            desk.at(work).dispatch.noticed(
                petition.id, "receipt", channel="file", state="sent", reference="r", task="task-1"
            )
    assert desk.facts.count("notice.sent") == 1


def test_a_killed_worker_sends_the_same_message_again(desk: Desk) -> None:
    """At least once: the second try carries the same id, so that a channel can tell."""
    channel = through(desk)
    decide(desk)
    (task,) = desk.worker._claim()
    with desk.look() as look:
        event = outbox.waiting(look.conn)[0]
        from egovframe.forms.events import Decided

        petition_id = Decided.parse(event.payload).petition_id
        first = desk.at(look).dispatch.notice(petition_id, "result", id=task.id)
    channel.send(first)  # …and here the worker dies, before anything is noted
    desk.time.forward(minutes=5)
    desk.run_due_tasks()
    assert [message.id for message in channel.sent] == [task.id, task.id]
    assert channel.sent[0] == channel.sent[1]
    assert desk.facts.count("notice.sent") == 1


def test_receipts_are_sent_where_the_setting_says_so(sqlite_url: str, tmp_path: Path) -> None:
    """Article 9②: the receipt names what, number, when received and by when answered."""
    desk = Desk(sqlite_url, tmp_path, receipt_notice=True, contacts={"roads": "02-777"})
    receipt = desk.submit(answers=ANSWERS).petition.receipt
    desk.run_due_tasks()
    ((mail, text),) = mails(tmp_path / "notices")
    assert mail["X-Egov-Kind"] == "receipt"
    for words in (receipt, "접수: 2026-09-21 10:00", "처리 기한: 2026-10-01 18:00", "연락처: 02-777", "지정되면"):
        assert words in text
    with desk.look(OFFICER) as work:
        steps = desk.at(work).timeline(desk.at(work).get(receipt))
    assert [step.kind for step in steps] == ["received", "confirmed"]
    desk.database.close()
