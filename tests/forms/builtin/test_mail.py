"""Notices by mail, through a real mail server: what arrives, what never can, and what is tried again."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence

import pytest

from egovframe.forms.builtin.mail import MailChannel
from egovframe.forms.interfaces import Channel, Message, NotSent, Undeliverable
from egovframe.kernel.errors import PluginError
from egovframe.kernel.plugins import Plugins
from egovframe.testing.suites import ChannelSuite
from egovframe.testing.suites.channels import EMAIL, a_message
from tests.support import mailserver
from tests.support.mailserver import Mailbox


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """A mail server on this machine."""
    with mailserver.running() as mailbox:
        yield mailbox


def channel_to(mailbox: Mailbox) -> MailChannel:
    """The channel that hands mail to it."""
    return MailChannel(host="127.0.0.1", port=mailbox.port, security="none", sender="minwon@haneul.example")


class TestMailChannel(ChannelSuite):
    """Mail holds to the contract."""

    @pytest.fixture
    def channel(self, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch) -> Channel:
        """A channel to the server of this test, whose own log is the other side's and not looked at."""
        monkeypatch.setattr(logging.getLogger("mail.log"), "disabled", True)
        self.mailbox = mailbox
        return channel_to(mailbox)

    def arrived(self, channel: Channel, message: Message) -> Sequence[str]:
        """The texts under the id of the message; as a mail program shows them, one for each Message-ID."""
        letters = {
            str(letter.mail["Message-ID"]): letter.text
            for letter in self.mailbox.letters
            if str(letter.mail["Message-ID"]).startswith(f"<{message.id}@")
        }
        return list(letters.values())


def test_a_notice_says_who_it_is_from_and_in_which_language(mailbox: Mailbox) -> None:
    """To the applicant alone; the reference is the Message-ID, the same however often it is sent."""
    message = a_message(language="en", subject="[Haneul] The result of your petition")
    channel = channel_to(mailbox)
    first, second = channel.send(message), channel.send(message)
    assert first == second
    letter = mailbox.letters[0]
    assert letter.recipients == (EMAIL,)
    assert first.reference == letter.mail["Message-ID"] == f"<{message.id}@haneul.example>"
    assert letter.mail["Content-Language"] == "en"
    assert letter.mail["Auto-Submitted"] == "auto-generated"
    assert letter.mail["Subject"] == message.subject


def test_a_mailbox_that_there_is_not_is_undeliverable(mailbox: Mailbox) -> None:
    """The server refuses the recipient for good (550); its words, which quote the address, go no further."""
    mailbox.knows_nobody = True
    with pytest.raises(Undeliverable) as refused:
        channel_to(mailbox).send(a_message())
    assert EMAIL not in str(refused.value)


@pytest.mark.parametrize("answer", ["451 try later", "552 mailbox full", "554 no"])
def test_what_the_server_does_not_take_now_is_tried_again(mailbox: Mailbox, answer: str) -> None:
    """Whatever the server says of the message itself may be otherwise tomorrow."""
    mailbox.refuses = answer
    with pytest.raises(NotSent, match=answer[:3]):
        channel_to(mailbox).send(a_message())


def test_a_server_that_is_not_there_is_tried_again(mailbox: Mailbox) -> None:
    """A refused connection says nothing about the applicant."""
    port = mailbox.port
    channel = MailChannel(
        host="127.0.0.1", port=port + 1 if port < 65_000 else 1, security="none", sender="a@b.example"
    )
    with pytest.raises(NotSent, match="cannot be reached"):
        channel.send(a_message())


@pytest.mark.parametrize("address", ["no-address", "a@b@c", "a@b.example\r\nBcc: c@d.example", "a b@c.example"])
def test_what_is_no_address_is_undeliverable(mailbox: Mailbox, address: str) -> None:
    """And no connection is made for it."""
    with pytest.raises(Undeliverable):
        channel_to(mailbox).send(a_message(email=address))
    assert mailbox.letters == []


def test_it_is_found_by_its_entry_point_and_never_sends_in_the_clear_to_others() -> None:
    """By the name `mail`; settings that could not work fail the start."""
    plugins: Plugins[Channel] = Plugins("egovframe.forms.channels", Channel)  # type: ignore[type-abstract]
    assert plugins.type_of("mail") is MailChannel
    with pytest.raises(PluginError, match="in the clear"):
        plugins.load("mail", {"host": "mail.example", "security": "none", "sender": "a@b.example"})
