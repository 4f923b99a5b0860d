"""Signing a public petition: by a link, or with an account; each person once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from egovframe.forms.builtin.texts import FolderTexts
from egovframe.forms.model import TooManyTries
from egovframe.forms.public.model import Publication, collects
from egovframe.forms.public.tables import signatures
from egovframe.forms.settings import FormsSettings
from egovframe.kernel.errors import Conflict, EgovError, Invalid, NotFound
from egovframe.kernel.permissions import Actor, AssuranceNeeded, Forbidden
from egovframe.kernel.text import Text
from tests.forms.desk import VISITOR
from tests.forms.public.square import CITIZEN, PAGE, Square


def count(square: Square) -> int:
    """How many signatures there are."""
    with square.database.read() as conn:
        return int(conn.execute(sa.select(sa.func.count()).select_from(signatures)).scalar_one())


def confirm(square: Square, key: str, **where: Any) -> bool:
    """Sign by a link."""
    with square.work(VISITOR, **where) as work:
        return square.public(work).signing.confirm(key)


def sign(square: Square, publication: Publication, by: Actor = CITIZEN, **said: Any) -> bool:
    """Sign with an account."""
    with square.work(by) as work:
        return square.public(work).signing.sign(publication.id, **said)


def ask(square: Square, publication: Publication, **said: Any) -> None:
    """Ask for a link."""
    words = {"name": "홍길동", "contact": {"email": "hong@example.org"}, "address": PAGE, "language": "ko", **said}
    with square.work(VISITOR, address="192.0.2.1") as work:
        square.public(work).signing.ask(publication.id, **words)


def test_nothing_is_kept_before_the_link_is_followed(square: Square) -> None:
    """The letter names title and link; looking at the link signs nothing; following it does, once."""
    publication = square.published()
    key = square.ask(publication)
    letter = square.letters()[-1]
    assert (letter["To"], "은하동에 놀이터를 만들어 주세요" in letter.get_content()) == ("hong@example.org", True)
    with square.look(VISITOR) as look:
        opened = square.public(look).signing.invitation(key)
    assert (opened.name, opened.signed, opened.fresh) == ("홍길동", None, True)
    assert count(square) == 0
    assert [confirm(square, key), confirm(square, key)] == [True, False]
    assert count(square) == 1
    with square.look(VISITOR) as look:
        assert square.public(look).signing.invitation(key).signed == square.time.at


def test_no_name_and_no_address_stands_in_the_clear(small_square: Square) -> None:
    """Neither of who asked nor of who signed, in no file of the office."""
    publication = small_square.published()
    confirm(small_square, small_square.ask(publication, name="홍길동", mail="hong@example.org"))
    small_square.database.close()
    kept = small_square.everything_on_disk()
    assert "홍길동".encode() not in kept
    assert b"hong@example.org" not in kept


def test_the_same_person_signs_once_however_it_is_written(square: Square) -> None:
    """Another name and other capitals make no second person; another petition is signed anew."""
    first, second = square.published(), square.published()
    assert confirm(square, square.ask(first)) is True
    assert confirm(square, square.ask(first, name="길동이", mail="HONG@example.org")) is False
    assert confirm(square, square.ask(second)) is True
    assert count(square) == 2


@pytest.mark.postgres
def test_a_hundred_signatures_of_one_person_at_once_are_one(postgres_url: str, tmp_path: Any) -> None:
    """However many connections try at the same moment, one row is kept and nobody sees an error of ours."""
    square = Square(postgres_url, tmp_path, public={"address_minute": 1_000})
    publication = square.published()
    keys = [square.ask(publication)] * 50 + [square.ask(publication, name="다른 이름")] * 50

    def one(key: str) -> str:
        try:
            return "signed" if confirm(square, key) else "before"
        except EgovError as error:
            return error.code

    with ThreadPoolExecutor(16) as pool:
        said = list(pool.map(one, keys))
    assert said.count("signed") == 1
    assert set(said) <= {"signed", "before", "egov.conflict"}
    assert count(square) == 1
    assert square.facts.count("signature.given") == 1
    square.database.close()


def test_a_signature_is_withdrawn_by_the_same_link(square: Square) -> None:
    """It is removed with all that was kept; the number falls; another time there is nothing."""
    publication = square.published()
    key = square.ask(publication)
    confirm(square, key)
    square.fold()
    assert square.read(publication).count == 1
    with square.work(VISITOR) as work:
        square.public(work).signing.withdraw(key)
    assert count(square) == 0
    square.fold()
    assert square.read(publication).count == 0
    with pytest.raises(NotFound), square.work(VISITOR) as work:
        square.public(work).signing.withdraw(key)
    assert square.facts.count("signature.withdrawn") == 1


def test_a_link_grows_old(small_square: Square) -> None:
    """After two days it signs no more, but withdraws what it signed."""
    publication = small_square.published()
    signed, late = small_square.ask(publication), small_square.ask(publication, mail="late@example.org")
    confirm(small_square, signed)
    small_square.time.forward(hours=48)
    with pytest.raises(Conflict):
        confirm(small_square, late)
    with small_square.look(VISITOR) as look:
        assert small_square.public(look).signing.invitation(late).fresh is False
    with small_square.work(VISITOR) as work:
        small_square.public(work).signing.withdraw(signed)
    assert count(small_square) == 0


@pytest.mark.parametrize("key", ["", "x", "가" * 20, "A" * 400, "A" * 3_000])
def test_what_is_no_link_leads_nowhere(small_square: Square, key: str) -> None:
    """Whatever is typed."""
    for deed in ("confirm", "withdraw", "invitation"):
        with pytest.raises(NotFound), small_square.work(VISITOR) as work:
            getattr(small_square.public(work).signing, deed)(key)


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ({"name": " ", "contact": {"email": "x"}}, ["name", "email"]),
        ({"contact": {}}, ["email"]),
        ({"contact": {"phone": "010-1234-5678"}}, ["phone"]),
        ({"contact": {"email": "a@b.org", "phone": "010-1234-5678"}}, ["phone"]),
    ],
)
def test_what_is_missing_is_said(small_square: Square, said: dict[str, Any], fields: list[str]) -> None:
    """Every fault with its field; a way that the office's channel does not carry is none."""
    with pytest.raises(Invalid) as error:
        ask(small_square, small_square.published(), **said)
    assert [fault.field for fault in error.value.faults] == fields


def test_a_text_message_where_the_office_sends_them(sqlite_url: str, tmp_path: Any) -> None:
    """Another setting lets people sign with their phone number."""
    square = Square(sqlite_url, tmp_path, public={"contacts": ["phone"]})
    ask(square, square.published(), contact={"phone": "010 1234 5678"})
    square.database.close()


def test_an_account_signs_at_once_and_withdraws(square: Square) -> None:
    """Without a letter; its own name stands, and it sees when it signed."""
    publication = square.published()
    assert [sign(square, publication), sign(square, publication)] == [True, False]
    with square.look(CITIZEN) as look:
        assert square.public(look).signing.mine(publication.id) == square.time.at
    with square.look(VISITOR) as look:
        assert square.public(look).signing.mine(publication.id) is None
    with square.work(CITIZEN) as work:
        square.public(work).signing.withdraw_own(publication.id)
    assert count(square) == 0


def test_who_may_not_sign(small_square: Square) -> None:
    """Without an account, not surely enough signed in, a company, or somebody who acts in another's place."""
    publication, certified = small_square.published(), small_square.published("certified")
    with pytest.raises(AssuranceNeeded):
        sign(small_square, publication, VISITOR)
    for deed in (sign, ask):
        with pytest.raises(AssuranceNeeded) as error:
            deed(small_square, certified)
        assert error.value.level == 2
    for by in (
        Actor("company", "c-2", "하늘상사", assurance=1),
        Actor("officer", "a-9", "Kim", assurance=1, acting_for="c-1"),
    ):
        with pytest.raises(Forbidden):
            sign(small_square, publication, by)
    assert sign(small_square, certified, Actor("citizen", "c-3", "이몽룡", assurance=2)) is True


def test_bursts_are_bounded_by_address_and_by_mail(small_square: Square) -> None:
    """Twenty a minute from one address, three letters an hour to one mail address; then with the seconds to wait."""
    publication = small_square.published()
    for _ in range(3):
        ask(small_square, publication)
    with pytest.raises(TooManyTries):
        ask(small_square, publication)
    small_square.time.forward(minutes=5)
    for number in range(20):
        ask(small_square, publication, contact={"email": f"p{number}@example.org"})
    with pytest.raises(TooManyTries) as error:
        ask(small_square, publication, contact={"email": "p20@example.org"})
    assert 1 <= error.value.retry_after <= 3


def test_what_cannot_be_signed(small_square: Square) -> None:
    """One that is not there, one that was refused, and one whose day is over, before anybody closed it."""
    publication = small_square.published()
    with pytest.raises(NotFound), small_square.work(CITIZEN) as work:
        small_square.public(work).signing.sign("nothing")
    assert publication.closes is not None
    small_square.time.at = publication.closes
    assert sign(small_square, publication, Actor("citizen", "c-9", "변학도", assurance=1)) is True
    small_square.time.forward(seconds=1)
    with pytest.raises(Conflict):
        sign(small_square, publication)


def test_an_address_that_no_channel_reaches_is_refused(sqlite_url: str, tmp_path: Path) -> None:
    """At its field, with what to write instead; where none is left an account is needed."""
    square = Square(sqlite_url, tmp_path, public={"contacts": ["email", "phone"]})
    square.channel = FolderTexts(folder=tmp_path / "texts")  # type: ignore[assignment]
    square.offer(square.made("playground", collects()))
    publication = square.published()
    with square.look(VISITOR) as look:
        assert square.public(look).signing.contacts == ("phone",)
    with pytest.raises(Invalid) as refused:
        ask(square, publication, contact={"email": "hong@example.org"})
    (fault,) = refused.value.faults
    assert (fault.field, "phone number" in Text.of(fault.message).in_("en")) == ("email", True)
    ask(square, publication, contact={"phone": "010-1111-2222"})
    square.forms.settings = FormsSettings.model_validate({"contact": "02-120", "public": {"contacts": ["email"]}})
    with pytest.raises(AssuranceNeeded):
        ask(square, publication)
    square.database.close()


def test_an_account_signs_by_its_own_name_whatever_that_is(small_square: Square) -> None:
    """A name that was typed is looked at as everywhere; the account's own was when it was made."""
    publication = small_square.published()
    by = Actor("officer", "a-9", "20231234", assurance=1)
    with pytest.raises(Invalid) as refused:
        sign(small_square, publication, by, name="홍\u202e길동")
    assert [fault.field for fault in refused.value.faults] == ["name"]
    assert sign(small_square, publication, by) is True
    with small_square.work(by) as work:
        small_square.public(work).signing.withdraw_own(publication.id)
