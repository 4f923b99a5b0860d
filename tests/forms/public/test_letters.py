"""What leaves because of a public petition."""

from __future__ import annotations

from typing import Any

import pytest

from egovframe.forms.interfaces import Delivery, Message, Undeliverable
from egovframe.forms.public import letters
from egovframe.forms.public.model import Publication
from egovframe.forms.service import Petitions
from egovframe.kernel.outbox import outbox
from tests.forms.desk import VISITOR
from tests.forms.public.square import PAGE, PUBLISHER, Square


def test_the_applicant_is_told_that_it_is_published(square: Square) -> None:
    """청원법 13①: with the day until which it can be signed."""
    publication = square.published()
    square.run_due_tasks()
    with square.look(PUBLISHER) as look:
        from egovframe.forms.notices.service import Notices

        (notice,) = Notices(look, square.forms).of(square.at(look).get(publication.receipt))
    assert (notice.kind, notice.title.in_("ko")) == ("published", "청원 공개 결정 통지")


def test_a_letter_in_the_language_that_was_asked_in(small_square: Square) -> None:
    """With the title and the link; not with the name, by which others could have words of theirs sent."""
    small_square.ask(small_square.published(), language="en")
    letter = small_square.letters()[-1]
    assert letter["Subject"] == "[Haneul City] To sign the petition"
    assert "press “I sign”" in letter.get_content()
    assert "홍길동" not in letter.get_content()


def test_no_address_waits_in_the_outbox_in_the_clear(small_square: Square) -> None:
    """The task holds what only the office opens."""
    publication = small_square.published()
    with small_square.work(VISITOR) as work:
        small_square.public(work).signing.ask(
            publication.id, name="홍길동", contact={"email": "hong@example.org"}, address=PAGE, language="ko"
        )
        waiting = " ".join(work.conn.execute(outbox.select()).mappings().all()[-1]["payload"].split())
    assert "hong" not in waiting
    assert "홍길동" not in waiting


def test_a_petition_that_closed_meanwhile_has_no_letter_sent(small_square: Square) -> None:
    """A link that could not be followed is not sent."""
    publication = small_square.published()
    small_square.run_due_tasks()
    before = len(small_square.letters())
    with small_square.work(VISITOR) as work:
        small_square.public(work).signing.ask(
            publication.id, name="홍길동", contact={"email": "hong@example.org"}, address=PAGE, language="ko"
        )
    with small_square.work(PUBLISHER) as work:
        Petitions.answer(small_square.at(work), publication.receipt, "만들겠습니다.")
    small_square.run_due_tasks()
    assert not any("hong@example.org" in str(letter["To"]) for letter in small_square.letters()[before:])


class Broken:
    """A channel that fails as it is told, in the place of one that cannot reach its server."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def send(self, message: Message) -> Delivery:
        """Fail."""
        raise self.error


@pytest.mark.parametrize(("error", "waits"), [(RuntimeError("hong@example.org is full"), 1), (Undeliverable("no"), 0)])
def test_a_channel_that_fails(small_square: Square, error: Exception, waits: int) -> None:
    """What can never arrive is done with; anything else is tried again, without the words of the channel."""
    publication: Publication = small_square.published()
    small_square.run_due_tasks()
    small_square.observers = type(small_square.observers)()
    channel: Any = Broken(error)
    letters.follow(small_square.observers, small_square.forms, channel)
    with small_square.work(VISITOR) as work:
        small_square.public(work).signing.ask(
            publication.id, name="홍길동", contact={"email": "hong@example.org"}, address=PAGE, language="ko"
        )
    small_square.run_due_tasks()
    with small_square.database.read() as conn:
        rows = conn.execute(outbox.select()).mappings().all()
    assert len(rows) == waits
    assert not any("hong" in str(row["error"]) for row in rows)
