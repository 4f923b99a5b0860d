"""Notices on their way out."""

from __future__ import annotations

import pytest

from egovframe.kernel.permissions import Forbidden
from tests.forms.desk import GARDENER, POTHOLE, READER, SYSTEM, Desk


def test_a_notice_has_the_address_and_no_personal_answer_in_its_words(desk: Desk) -> None:
    """E-mail as written, phone as networks dial it; putting it together is a look, with its fact."""
    petition = desk.submit(answers={**POTHOLE, "email": "gildong@example.com"}).petition
    with desk.look(SYSTEM) as look:
        message = desk.at(look).dispatch.notice(petition.id, "receipt", id="t-1")
    assert (message.id, message.email, message.phone) == ("t-1", "gildong@example.com", "+821012345678")
    for word in ("gildong", "1234", "중앙로"):
        assert word not in message.text.replace(message.receipt, "")
        assert word not in message.subject.replace(message.receipt, "")
    assert desk.facts.last("petition.read").details["notice"] == "receipt"


def test_only_who_may_reveal_puts_notices_together(desk: Desk) -> None:
    """Nor may anyone note one without answering for the unit."""
    petition = desk.submit().petition
    for actor in (READER, GARDENER):
        with pytest.raises(Forbidden), desk.look(actor) as look:
            desk.at(look).dispatch.notice(petition.id, "result", id="t")
        with pytest.raises(Forbidden), desk.work(actor) as work:
            desk.at(work).dispatch.noticed(petition.id, "result", channel="c", state="sent", reference=None, task="t")
    assert desk.facts.count("notice.sent") == 0
