"""Notices that came back: through a real mail server out, and by its report back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from egovframe.forms.builtin.mail import MailChannel
from egovframe.forms.notices import follow
from egovframe.forms.notices.report import Report, read_report
from egovframe.forms.notices.returns import Returns
from egovframe.forms.notices.service import Notices
from egovframe.kernel.errors import Conflict, NotFound
from egovframe.kernel.events import Observers
from egovframe.kernel.outbox import Worker
from egovframe.kernel.permissions import Forbidden
from tests.forms.desk import GARDENER, OFFICER, POTHOLE, Desk
from tests.support import mailserver
from tests.support.bounces import bounce
from tests.support.mailserver import Mailbox


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """A mail server on this machine."""
    with mailserver.running() as mailbox:
        yield mailbox


def told(desk: Desk, mailbox: Mailbox) -> tuple[str, str]:
    """Answer a petition by mail; return its receipt number and the mail's Message-ID."""
    channel = MailChannel(host="127.0.0.1", port=mailbox.port, security="none", sender="minwon@haneul.example")
    desk.observers = Observers()
    follow(desk.observers, desk.forms, channel)
    desk.worker = Worker(desk)
    receipt = desk.submit(answers={**POTHOLE, "email": "gone@example.com"}).petition.receipt
    with desk.work(OFFICER) as work:
        desk.at(work).answer(receipt, "고쳤습니다.")
    desk.run_due_tasks()
    return receipt, str(mailbox.letters[-1].mail["Message-ID"])


def state(desk: Desk, receipt: str) -> tuple[str, bool]:
    """What became of the petition's notice, and whether somebody has to write a letter."""
    with desk.look(OFFICER) as work:
        (notice,) = Notices(work, desk.forms).of(desk.at(work).get(receipt))
        return notice.state, notice.lost


def test_a_notice_that_came_back_is_marked_once(small_desk: Desk, mailbox: Mailbox) -> None:
    """By the report of RFC 3464; the fact names the status and no address; a second report changes nothing."""
    receipt, about = told(small_desk, mailbox)
    assert state(small_desk, receipt) == ("sent", False)
    for _ in range(2):
        with small_desk.work(OFFICER) as work:
            assert Returns(work, small_desk.forms).take(read_report(bounce(about))) == receipt
    assert state(small_desk, receipt) == ("returned", True)
    assert small_desk.facts.count("notice.returned") == 1
    details = small_desk.facts.last("notice.returned").details
    assert (details["notice"], details["notice_state"], details["status"]) == ("result", "returned", "5.1.1")
    assert "example.com" not in str(details)


def test_what_was_made_up_or_is_of_others_changes_nothing(small_desk: Desk, mailbox: Mailbox) -> None:
    """Another domain, another task, a notice that never left by mail: refused in words, and the notice stays sent."""
    receipt, about = told(small_desk, mailbox)
    task = about.strip("<>").partition("@")[0]
    for other in (
        f"<{task}@evil.example>",
        "<nothing@haneul.example>",
        "<@haneul.example>",
        f"<x{task}@haneul.example>",
    ):
        with small_desk.work(OFFICER) as work, pytest.raises(NotFound, match="no notice that this office sent"):
            Returns(work, small_desk.forms).take(Report(other, "failed", "5.1.1"))
    assert state(small_desk, receipt) == ("sent", False)


def test_a_delay_is_no_return(small_desk: Desk, mailbox: Mailbox) -> None:
    """The mail server goes on trying."""
    receipt, about = told(small_desk, mailbox)
    with small_desk.work(OFFICER) as work, pytest.raises(Conflict, match="delayed"):
        Returns(work, small_desk.forms).take(Report(about, "delayed", "4.4.7"))
    assert state(small_desk, receipt) == ("sent", False)


def test_only_whoever_answers_the_petition_may(small_desk: Desk, mailbox: Mailbox) -> None:
    """Another unit is refused."""
    receipt, about = told(small_desk, mailbox)
    with pytest.raises((Forbidden, NotFound)), small_desk.work(GARDENER) as work:
        Returns(work, small_desk.forms).take(Report(about, "failed", "5.1.1"))
    assert state(small_desk, receipt) == ("sent", False)
