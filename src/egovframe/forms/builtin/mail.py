"""Notices by mail: handed to the office's mail server, which carries them on (RFC 5321)."""

from __future__ import annotations

import re
from typing import ClassVar, Final

from egovframe.forms.interfaces import Channel, Delivery, Message, NotSent, Undeliverable
from egovframe.kernel.smtp import MailNotTaken, MailNotWritten, MailServer
from egovframe.kernel.text import Text

_ID: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,99}")


class MailChannel(MailServer, Channel):
    """Sends each notice as one mail in plain text.

    Its Message-ID is the notice's own and the same however often it is sent, so that mail programs show it once. An
    address that the server refuses for good is undeliverable; whatever else goes wrong is tried again.
    """

    reaches: ClassVar[frozenset[str]] = frozenset({"email"})
    title: ClassVar[Text] = Text(ko="전자우편", en="Mail")

    def send(self, message: Message) -> Delivery:
        """Hand the notice to the mail server. Raises Undeliverable without a mail address, or for one that is none."""
        if not message.email:
            raise Undeliverable("There is no mail address.", hint="The applicant reads it on the progress page.")
        if not _ID.fullmatch(message.id):
            raise Undeliverable("The message's id cannot name a mail.", hint="Use letters, digits, '.', '_' and '-'.")
        try:
            mail = self.mail(
                message.email,
                subject=" ".join(message.subject.split()),
                body=message.text,
                language=message.language,
                name=message.id,
            )
            self.hand_over(mail)
        except MailNotWritten as error:
            raise Undeliverable(error.what, hint="The applicant reads it on the progress page.") from None
        except MailNotTaken as error:
            if error.nobody:
                raise Undeliverable("The mail server knows no such mailbox.", hint="Write on paper, or call.") from None
            raise NotSent(error.what, hint="Check [forms.options] and the mail server's log.") from None
        return Delivery(reference=str(mail["Message-ID"]))
