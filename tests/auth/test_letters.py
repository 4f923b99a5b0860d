"""Letters of sign-in: to the account's own address, in its language, through a real mail server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from egovframe.auth import AuthSettings
from egovframe.auth.events import CodeAsked
from egovframe.auth.letters import code_asked, opened_code
from egovframe.auth.profiles import Contact
from egovframe.auth.scim.users import Users
from egovframe.kernel.errors import CryptoError
from egovframe.kernel.permissions import Actor
from egovframe.office import Office
from egovframe.testing import SetClock, open_office
from tests.support import mailserver
from tests.support.mailserver import Mailbox
from tests.web.account.people import OTHER, PASSWORD
from tests.web.portal.town import CONSOLE, town


class Post:
    """An office whose letters go to a mail server of this test."""

    def __init__(self, office: Office, box: Mailbox, clock: SetClock) -> None:
        self.office, self.box, self.clock = office, box, clock

    def account(self, name: str, **profile: object) -> str:
        """Add an account with a profile; gives its id."""
        with self.office.work(by=CONSOLE) as work:
            found = work.accounts.add(name, password=PASSWORD).id
            if profile:
                work.accounts.set_profile(name, **profile)
        return str(found)

    def letters(self) -> list[tuple[str, str, str]]:
        """Recipient, subject and text of what arrived."""
        self.office.run_due_tasks()
        return [
            (letter.recipients[0], str(letter.mail["Subject"]), letter.text.replace("\r\n", "\n"))
            for letter in self.box.letters
        ]

    def asks(self, name: str) -> None:
        """Ask for a code."""
        from egovframe.kernel.work import Origin

        self.office.auth.recovery.ask(name, "sign-in", origin=Origin(address="198.51.100.7"))


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    """The office, with kim who has an address and reads Korean, and ann who reads English."""
    clock = SetClock()
    with mailserver.running() as box:
        ways = {
            "password": {"memory_kib": 8, "passes": 1},
            "totp": {},
            "recovery": {},
            "email": {"host": "127.0.0.1", "port": box.port, "security": "none", "sender": "no-reply@city.example"},
        }
        auth = AuthSettings.quick(authenticators=ways)
        with open_office(town(), tmp_path, clock=clock, auth=auth) as office:
            made = Post(office, box, clock)
            made.account("kim", emails=(Contact("kim@city.example", primary=True),), locale="ko-KR")
            made.account("ann", emails=(Contact("ann@city.example", primary=True),), locale="en-GB")
            yield made


def test_a_code_goes_to_the_address_of_the_account_in_its_language(post: Post) -> None:
    """The subject says from whom and why, and not the code: subjects show on locked screens."""
    post.asks("kim")
    post.asks("ann@city.example")
    (kim, subject, text), (ann, other, english) = post.letters()
    assert (kim, ann) == ("kim@city.example", "ann@city.example")
    assert (subject, other) == ("[하늘시] 로그인 코드", "[Haneul City] Your sign-in code")
    code = next(line for line in text.splitlines() if line.isdigit())
    assert len(code) == 8
    assert code not in subject
    assert "아무에게도" in text
    assert "ten minutes" in english


def test_the_code_waits_sealed_and_stands_in_no_fact(post: Post) -> None:
    """Neither the outbox nor the trail nor any other file of the office tells it."""
    post.asks("kim")
    with post.office.database.read() as conn:
        waiting = str(conn.exec_driver_sql("SELECT * FROM outbox").fetchall())
    ((_, _, text),) = post.letters()
    code = next(line for line in text.splitlines() if line.isdigit())
    assert "code_asked" in waiting
    assert code not in waiting
    assert code not in str(post.office.trail.search(limit=50))


def test_a_sealed_code_is_opened_for_its_account_alone(post: Post) -> None:
    """Moved to another account's event, it is nothing."""
    cabinet = post.office.cabinet
    event = code_asked(cabinet, "a1", "12345678")
    assert "12345678" not in event.sealed
    assert opened_code(cabinet, event) == "12345678"
    with pytest.raises(CryptoError):
        opened_code(cabinet, CodeAsked(account_id="a2", sealed=event.sealed))


@pytest.mark.asvs("V6.3.5", "V6.3.7")
@pytest.mark.parametrize(
    ("deed", "ko", "en"),
    [
        ("added", "로그인 방법이 추가되었습니다: 복구 코드", "was added to your account: Recovery codes"),
        ("removed", "로그인 방법이 삭제되었습니다: 복구 코드", "was removed from your account: Recovery codes"),
        ("password", "비밀번호가 바뀌었습니다", "password of your account was changed"),
        ("shut", "실패가 너무 많아 로그인 방법이 잠겼습니다: 비밀번호", "was shut after too many tries: Password"),
    ],
)
def test_word_of_every_change_to_how_one_signs_in(post: Post, deed: str, ko: str, en: str) -> None:
    """With what to do when it was somebody else; and that it was sent is a fact of the person's."""
    for name, words, foot in (("kim", ko, "본인이 한 일이 아니면"), ("ann", en, "If it was not you")):
        post.box.letters.clear()
        do(post, name, deed)
        _, subject, text = post.letters()[-1]
        assert words in text
        assert foot in text
        assert subject.startswith("[하늘시]" if name == "kim" else "[Haneul City]")
    sent = post.office.trail.search(action="letter.sent", limit=1)[0]
    assert sent["details"]["about"] in {
        "factor.added", "factor.removed", "account.password_changed", "authenticator.disabled"
    }  # fmt: skip


def do(post: Post, name: str, deed: str) -> None:
    """Have something change in how the account signs in."""
    from egovframe.auth.events import AuthenticatorDisabled

    auth = post.office.auth
    with post.office.look(by=CONSOLE) as work:
        account = work.accounts.get(name).id
    if deed == "password":
        auth.change_password(account, PASSWORD, OTHER)
        return
    if deed == "shut":
        with post.office.work(by=Actor.visitor()) as work:
            work.emit(AuthenticatorDisabled(account_id=account, authenticator="password"))
        return
    with auth.changing_factors(account) as (work, owner):
        factor, _ = auth.factors.enrol_code(work, owner, "recovery")
        if deed == "removed":
            auth.factors.remove(work, owner, factor.id)


def test_whoever_has_no_address_gets_none_and_another_language_is_the_offices(post: Post) -> None:
    """A French speaker reads Korean here; an account without a profile or an address is passed over without a fault."""
    post.account("park")
    post.account("choi", display_name="최")
    post.account("marie", emails=(Contact("marie@city.example", primary=True),), locale="fr")
    for name in ("park", "choi", "marie"):
        do(post, name, "password")
    assert [(to, subject) for to, subject, _ in post.letters()] == [
        ("marie@city.example", "[하늘시] 비밀번호가 바뀌었습니다")
    ]
    assert len(post.office.trail.search(action="letter.sent")) == 1


def test_a_server_that_does_not_take_it_is_tried_again(post: Post) -> None:
    """Nothing is lost, nobody is told in the request, and it arrives once."""
    post.box.refuses = "451 4.3.0 later"
    post.asks("kim")
    assert post.letters() == []
    assert post.office.trail.search(action="letter.sent") == []
    post.box.refuses = ""
    post.clock.forward(hours=1)
    assert len(post.letters()) == 1
    assert len(post.letters()) == 1


def test_no_line_of_a_name_becomes_a_header(post: Post) -> None:
    """The office's own words make the subject; what people wrote about themselves is in no letter."""
    post.account("min", emails=(Contact("min@city.example", primary=True),), display_name="Min <b>")
    do(post, "min", "password")
    letter = post.letters()[-1]
    assert "Min <b>" not in str(letter)
    assert post.box.letters[-1].recipients == ("min@city.example",)


@pytest.mark.asvs("V6.3.5")
def test_word_of_a_sign_in_from_a_browser_that_is_new(post: Post) -> None:
    """Once; not where the browser shows the mark of an earlier sign-in, nor where no letters are sent."""
    auth = post.office.auth
    _, session = auth.sign_in("kim", PASSWORD)
    mark = auth.device_mark(session)
    auth.came_in(session, "")
    auth.came_in(session, mark)
    ((to, subject, text),) = post.letters()
    assert (to, subject) == ("kim@city.example", "[하늘시] 새 브라우저에서 로그인")
    assert "본인이 한 일이 아니면" in text
    _, other = auth.sign_in("ann", PASSWORD)
    auth.came_in(other, mark)  # of kim's: nothing to ann
    assert post.letters()[-1][1] == "[Haneul City] Signed in from a new browser"


@pytest.mark.asvs("V6.3.7")
def test_word_of_another_address_goes_to_the_one_before(post: Post) -> None:
    """Whoever took the account over must not be the only one who hears of it; the new address is not told there."""
    with post.office.work(by=CONSOLE) as work:
        work.accounts.set_profile("kim", emails=(Contact("thief@evil.example", primary=True),))
        work.accounts.set_profile("ann", emails=(Contact("ANN@city.example", primary=True),))  # the same one
    ((to, subject, text),) = post.letters()
    assert (to, subject) == ("kim@city.example", "[하늘시] 전자우편 주소가 바뀌었습니다")
    assert "thief" not in text
    with post.office.database.read() as conn:
        assert "kim@city.example" not in str(conn.exec_driver_sql("SELECT * FROM outbox").fetchall())
    with post.office.work(by=CONSOLE) as work:
        work.accounts.set_profile("kim", emails=())
    assert post.letters()[-1][0] == "thief@evil.example"


@pytest.mark.asvs("V6.3.7")
def test_word_of_another_name(post: Post) -> None:
    """A provisioning system renamed the account: its owner hears of it."""
    with post.office.work(by=CONSOLE) as work:
        kim = work.accounts.get("kim").id
        users = Users(work, post.office.auth, base="https://city.example/scim/v2")
        body = users.get(kim)
        users.replace(kim, {**body, "userName": "kim.roads"})
    assert post.letters()[-1][:2] == ("kim@city.example", "[하늘시] 아이디가 바뀌었습니다")
