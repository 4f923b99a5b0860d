"""The mail server of the settings: how it refuses, told apart. What arrives is shown where mail is sent from."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from egovframe.kernel.smtp import MailNotTaken, MailNotWritten, MailServer
from tests.support import mailserver
from tests.support.mailserver import Mailbox


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """A mail server on this machine."""
    with mailserver.running() as mailbox:
        yield mailbox


def server(mailbox: Mailbox) -> MailServer:
    """The settings for it."""
    return MailServer(host="127.0.0.1", port=mailbox.port, security="none", sender="office@haneul.example")


def test_a_recipient_that_nobody_knows_is_told_apart_from_what_may_pass(mailbox: Mailbox) -> None:
    """5yz for the recipient is for good; 4yz and 5yz for the message are not said to be."""
    ours = server(mailbox)
    mail = ours.mail("a@b.example", subject="s", body="b")
    mailbox.refuses = "451 later"
    with pytest.raises(MailNotTaken) as passing:
        ours.hand_over(mail)
    mailbox.knows_nobody = True
    with pytest.raises(MailNotTaken) as final:
        ours.hand_over(mail)
    assert (passing.value.nobody, final.value.nobody) == (False, True)
    assert "a@b.example" not in passing.value.what + final.value.what


def test_a_mail_has_the_name_that_it_is_given_or_one_of_its_own(mailbox: Mailbox) -> None:
    """Two without a name are told apart."""
    ours = server(mailbox)
    named = [ours.mail("a@b.example", subject="s", body="b", name="n-1")["Message-ID"] for _ in range(2)]
    drawn = {str(ours.mail("a@b.example", subject="s", body="b")["Message-ID"]) for _ in range(2)}
    assert named == ["<n-1@haneul.example>"] * 2
    assert len(drawn) == 2


def test_what_cannot_be_written_calls_nobody(mailbox: Mailbox) -> None:
    """Several lines in the subject, no address, far too long."""
    for to, subject, body in (
        ("a@b.example", "s\nt", "b"),
        ("nobody", "s", "b"),
        ("a@b.example", "s", "b" * 100_001),
    ):
        with pytest.raises(MailNotWritten):
            server(mailbox).mail(to, subject=subject, body=body)
