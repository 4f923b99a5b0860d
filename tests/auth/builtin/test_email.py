"""Codes by e-mail: handed to a real mail server, encrypted, and whole."""

from __future__ import annotations

import socket
import time
import traceback
from collections.abc import Iterator, Sequence
from datetime import timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, ClassVar

import pytest

from egovframe.auth import AUTHENTICATORS
from egovframe.auth.builtin.email import Email
from egovframe.auth.errors import MessageFailed
from egovframe.auth.evidence import Evidence, assurance_of
from egovframe.auth.interfaces import Message
from egovframe.kernel.errors import PluginError
from egovframe.testing.suites import MessageSuite
from tests.support import mailserver
from tests.support.mailserver import Mailbox

TO = "hong.gildong@example.com"
SENDER = "no-reply@city.example"


def plain(port: int, **more: Any) -> Email:
    """Mail in the clear to this machine."""
    return Email(**{"host": "127.0.0.1", "port": port, "security": "none", "sender": SENDER, "timeout": 5, **more})


class TestEmail(MessageSuite):
    """The suite for messages, on the built-in one, with a mail server that speaks TLS."""

    box: ClassVar[Mailbox]

    @pytest.fixture
    def message(self, tmp_path: Path) -> Iterator[Message]:
        """A server of this test."""
        public, context = mailserver.certified(tmp_path)
        with mailserver.running(tls="starttls", context=context) as box:
            type(self).box = box
            yield plain(box.port, security="starttls", certificates=public)

    @pytest.fixture
    def unreachable(self) -> Message:
        """A port where nobody listens."""
        return plain(free_port())

    def arrived(self, message: Message) -> Sequence[tuple[str, str, str]]:
        """What the server was handed, once a recipient."""
        return [(to, letter.mail["Subject"], letter.text) for letter in self.box.letters for to in letter.recipients]


def free_port() -> int:
    """A port where nobody listens."""
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        port = place.getsockname()[1]
        assert isinstance(port, int)
        return port


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_mail_goes_encrypted_to_the_server_that_the_certificate_names(security: str, tmp_path: Path) -> None:
    """After STARTTLS or from the start; the office signs in with name and password, in that connection only."""
    public, context = mailserver.certified(tmp_path)
    with mailserver.running(tls=security, context=context, login=("city", "a long secret")) as box:
        more = {"security": security, "certificates": public, "user": "city", "password": "a long secret"}
        plain(box.port, **more).send(TO, subject="482915", body="482 915")
        (letter,) = box.letters
        assert (letter.recipients, letter.sender, letter.encrypted, letter.user) == ((TO,), SENDER, True, "city")
        with pytest.raises(MessageFailed, match="status 535"):
            plain(box.port, **(more | {"password": "another"})).send(TO, subject="482915", body="482 915")
        assert len(box.letters) == 1


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_of_somebody_else_is_not_trusted(security: str, tmp_path: Path) -> None:
    """Neither one that no known authority made, nor one for another host: nothing is handed over."""
    ours, _ = mailserver.certified(tmp_path / "ours")
    _, theirs = mailserver.certified(tmp_path / "theirs")
    with mailserver.running(tls=security, context=theirs) as box:
        with pytest.raises(MessageFailed, match="SSLCertVerificationError"):
            plain(box.port, security=security, certificates=ours).send(TO, subject="1", body="1")
        assert box.letters == []
    elsewhere, context = mailserver.certified(tmp_path / "elsewhere", host="mail.elsewhere.example")
    with mailserver.running(tls=security, context=context) as box:
        with pytest.raises(MessageFailed, match="SSLCertVerificationError"):
            plain(box.port, security=security, certificates=elsewhere).send(TO, subject="1", body="1")
        assert box.letters == []


def test_a_server_that_lost_its_starttls_gets_no_mail() -> None:
    """Somebody in between who strikes the offer out gets nothing to read."""
    with mailserver.running() as box:
        with pytest.raises(MessageFailed, match="SMTPNotSupportedError"):
            plain(box.port, security="starttls").send(TO, subject="1", body="1")
        assert box.letters == []


def test_a_mail_says_who_it_is_from_when_and_that_a_machine_wrote_it() -> None:
    """RFC 5322 headers, the city's name in its own script, no absence notes in answer (RFC 3834)."""
    with mailserver.running() as box:
        plain(box.port, sender_name="하늘시, 민원실 <x>").send(TO, subject="[하늘시] 인증 번호", body="482 915")
    (letter,) = box.letters
    (sender,) = letter.mail["From"].addresses
    assert (sender.display_name, sender.addr_spec) == ("하늘시, 민원실 <x>", SENDER)
    assert letter.mail["Subject"] == "[하늘시] 인증 번호"
    assert letter.mail["Auto-Submitted"] == "auto-generated"
    assert letter.mail["Message-ID"].endswith("@city.example>")
    assert parsedate_to_datetime(letter.mail["Date"]).tzinfo is not None
    assert letter.mail.get_content_type() == "text/plain"
    assert letter.greeting == "city.example"


def test_a_domain_in_hangul_is_written_as_dns_has_it() -> None:
    """`한국` under `.kr` is xn--3e0b707e there."""
    with mailserver.running() as box:
        plain(box.port).send("hong@한국.kr", subject="1", body="1")
    assert box.letters[0].recipients == ("hong@xn--3e0b707e.kr",)


def test_a_mailbox_in_hangul_is_written_to_where_the_server_can() -> None:
    """SMTPUTF8 (RFC 6531): the address is not cut down to ASCII; a server that cannot gets nothing."""
    with mailserver.running() as box:
        plain(box.port).send("홍길동@example.com", subject="1", body="1")
    (letter,) = box.letters
    assert letter.recipients == ("홍길동@example.com",)
    with mailserver.running(utf8=False) as box:
        with pytest.raises(MessageFailed, match="SMTPNotSupportedError"):
            plain(box.port).send("홍길동@example.com", subject="1", body="1")
        assert box.letters == []


@pytest.mark.parametrize(
    "to",
    [
        "hong",
        "hong@",
        "@example.com",
        "a..b@example.com",
        ".a@example.com",
        '"a b"@example.com',
        "hong@[127.0.0.1]",
        "hong@example..com",
        f"hong@{'x' * 64}.example",
        "hong@example.com, thief@example.com",
        "Hong <hong@example.com>",
        "hong@example.com>\r\nRCPT TO:<thief@example.com",
        f"{'x' * 250}@example.com",
    ],
)
def test_one_address_is_one_recipient(to: str) -> None:
    """Lists, names and commands are no address."""
    with mailserver.running() as box:
        with pytest.raises(MessageFailed, match="cannot be written"):
            plain(box.port).send(to, subject="1", body="1")
        assert box.letters == []


def test_a_refusal_is_named_by_its_status_alone() -> None:
    """The server's words may quote the address or the text; the error does not."""
    with mailserver.running() as box:
        box.refuses = f"554 5.7.1 {TO}: your 482 915 looks like spam"
        with pytest.raises(MessageFailed) as raised:
            plain(box.port).send(TO, subject="1", body="482 915")
    assert str(raised.value).startswith(f"The mail server 127.0.0.1:{box.port} did not take the message (status 554).")
    assert TO not in "".join(traceback.format_exception(raised.value))


def test_a_recipient_that_is_refused_is_not_named() -> None:
    """Nor does a slip in the address stand in the log."""
    with mailserver.running() as box:
        box.knows_nobody = True
        with pytest.raises(MessageFailed, match=r"\(status 550\)") as refused:
            plain(box.port).send(TO, subject="1", body="1")
        with pytest.raises(MessageFailed) as odd:
            plain(box.port).send(f"{TO}\r\n", subject="1", body="1")
    for error in (refused, odd):
        assert TO not in "".join(traceback.format_exception(error.value))


def test_what_is_far_too_long_is_not_sent() -> None:
    """A subject of a page, a text of a book."""
    for more in ({"subject": "x" * 501, "body": "1"}, {"subject": "1", "body": "x" * 100_001}):
        with pytest.raises(MessageFailed, match="too long"):
            plain(free_port()).send(TO, **more)


def test_a_server_that_says_nothing_is_given_up() -> None:
    """After the time limit, not after the system's minutes."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        message = plain(silent.getsockname()[1], timeout=timedelta(milliseconds=200))
        begun = time.monotonic()
        with pytest.raises(MessageFailed, match="SMTPServerDisconnected"):  # the connection waits to be taken
            message.send(TO, subject="1", body="1")
        assert time.monotonic() - begun < 10


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"host": "mail.example", "security": "none"}, "in the clear"),
        ({"user": "city"}, "go together"),
        ({"password": "secret"}, "go together"),
        ({"sender": "no-reply"}, "no mail address"),
        ({"sender": "a@b.example\r\nBcc: c@d.example"}, "no mail address"),
        ({"certificates": "nowhere.pem"}, "cannot be read"),
        ({"timeout": "PT5M"}, "timeout"),
        ({"security": "ssl"}, "security"),
    ],
)
def test_settings_that_could_not_work_fail_the_start(change: dict[str, object], why: str) -> None:
    """And say which, by entry point."""
    settings = {"host": "127.0.0.1", "sender": SENDER} | change
    with pytest.raises(PluginError, match=why):
        AUTHENTICATORS.load("email", settings)


def test_the_usual_port_goes_with_the_kind_of_encryption() -> None:
    """587, 465 (RFC 8314) and 25; the error names the port that was tried."""
    for security, port in (("starttls", 587), ("tls", 465), ("none", 25)):
        message = Email.model_validate({"host": "127.0.0.1", "sender": SENDER, "security": security, "timeout": 1})
        with pytest.raises(MessageFailed, match=f"127.0.0.1:{port} "):
            message.send(TO, subject="1", body="1")


def test_a_code_by_e_mail_is_never_a_second_factor() -> None:
    """NIST SP 800-63B-4, 3.1.3.1; with a password it stays at the first level."""
    shown = plain(free_port()).evidence()
    assert not shown.counts
    assert assurance_of([Evidence("pwd"), shown]) == 1


def test_the_password_of_the_mail_server_is_not_shown() -> None:
    """Neither in a traceback nor where settings are listed."""
    message = plain(25, user="city", password="a long secret")
    assert "a long secret" not in repr(message)
    assert "a long secret" not in str(message.model_dump())
