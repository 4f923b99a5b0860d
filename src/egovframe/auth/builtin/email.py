"""Codes by e-mail: the office makes the code, this hands the message to a mail server (RFC 5321)."""

from __future__ import annotations

from typing import ClassVar

from egovframe.auth.errors import MessageFailed
from egovframe.auth.interfaces import Message
from egovframe.kernel.smtp import MailNotTaken, MailNotWritten, MailServer
from egovframe.kernel.text import Text


class Email(MailServer, Message):
    """A code sent by e-mail. It shows that somebody reads that mailbox; it is never the second of two factors.

    Mail goes out encrypted and only to the server that the certificate names; in the clear it goes to this very machine
    alone, where a mail server takes it on.
    """

    title: ClassVar[Text] = Text(ko="이메일 코드", en="Code by e-mail")
    method: ClassVar[str] = "email"

    def send(self, to: str, *, subject: str, body: str) -> None:
        """Hand the message to the mail server; see `Message.send`."""
        try:
            self.hand_over(self.mail(to, subject=subject, body=body))
        except MailNotWritten as error:
            raise MessageFailed(error.what, hint=error.hint) from None
        except MailNotTaken as error:
            raise MessageFailed(
                error.what, hint="Check [auth.authenticators.email] and the mail server's log."
            ) from error.__cause__
