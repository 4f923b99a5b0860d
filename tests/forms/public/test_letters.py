"""What leaves because of a public petition."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest

from egovframe.forms.builtin.channels import FileChannel
from egovframe.forms.builtin.texts import FolderTexts
from egovframe.forms.interfaces import Delivery, Message, Undeliverable
from egovframe.forms.public import letters
from egovframe.forms.public.marks import Contact
from egovframe.forms.public.model import Publication, collects
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


class Mail(FileChannel):
    """A channel that reaches mail addresses alone."""

    reaches: ClassVar[frozenset[str]] = frozenset({"email"})


@pytest.fixture
def two_ways(sqlite_url: str, tmp_path: Path) -> Iterator[Square]:
    """An office with mail, and text messages as its further channel."""
    square = Square(sqlite_url, tmp_path, public={"contacts": ["email", "phone"]})
    square.channel, square.others = Mail(folder=tmp_path / "notices"), (FolderTexts(folder=tmp_path / "texts"),)
    square.offer(square.made("playground", collects()))
    yield square
    square.database.close()


def test_a_link_leaves_by_the_channel_that_reaches_who_asked(two_ways: Square) -> None:
    """A phone number gets a text message though the office's own channel is mail, in the language of who asked."""
    publication = two_ways.published()
    contacts: tuple[dict[Contact, str], ...] = ({"phone": "010-1111-2222"}, {"email": "hong@example.org"})
    for contact in contacts:
        with two_ways.work(VISITOR) as work:
            two_ways.public(work).signing.ask(publication.id, name="홍", contact=contact, address=PAGE, language="es")
    two_ways.run_due_tasks()
    (text,) = [json.loads(each.read_text()) for each in (two_ways.folder / "texts").glob("*.json")]
    assert text["to"] == "+821011112222"
    key = text["text"].split(PAGE)[1]
    with two_ways.work(VISITOR) as work:
        assert two_ways.public(work).signing.confirm(key), "the link arrives whole"
    letter = two_ways.letters()[-1]
    assert (letter["To"], letter["Subject"]) == ("hong@example.org", "[Haneul City] Para firmar la petición")


def test_a_language_that_the_letter_does_not_have(small_square: Square) -> None:
    """The office's own stands in."""
    small_square.ask(small_square.published(), language="fr")
    assert small_square.letters()[-1]["Subject"] == "[Haneul City] 청원에 서명하시려면"


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

    reaches = frozenset({"email"})

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
    letters.follow(small_square.observers, small_square.forms, [channel])
    with small_square.work(VISITOR) as work:
        small_square.public(work).signing.ask(
            publication.id, name="홍길동", contact={"email": "hong@example.org"}, address=PAGE, language="ko"
        )
    small_square.run_due_tasks()
    with small_square.database.read() as conn:
        rows = conn.execute(outbox.select()).mappings().all()
    assert len(rows) == waits
    assert not any("hong" in str(row["error"]) for row in rows)
