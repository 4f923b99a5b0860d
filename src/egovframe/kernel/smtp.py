"""A mail server that takes the office's mail (RFC 5321), encrypted and only the one that the certificate names."""

from __future__ import annotations

import re
import smtplib
import ssl
from datetime import timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import localtime, make_msgid
from pathlib import Path
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, Field, SecretStr, model_validator

from egovframe.kernel.addresses import is_loopback

_PORTS: Final = {"starttls": 587, "tls": 465, "none": 25}
_LONGEST_ADDRESS: Final = 254  # RFC 5321 §4.5.3.1.3, without the angle brackets
_LONGEST_SUBJECT: Final = 500
_LONGEST_BODY: Final = 100_000
_LOCAL: Final = re.compile(r"""[^\s"(),:;<>@\[\\\].]+(\.[^\s"(),:;<>@\[\\\].]+)*""")
_HOST: Final = re.compile(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class MailNotWritten(Exception):
    """A mail cannot be written: `what` says why, `hint` what to do. Neither quotes the address or the text."""

    def __init__(self, what: str, *, hint: str) -> None:
        super().__init__(what)
        self.what = what
        self.hint = hint


class MailNotTaken(Exception):
    """The server did not take a mail. `what` names the server and its status; `nobody`: it knows no recipient."""

    def __init__(self, what: str, *, nobody: bool = False) -> None:
        super().__init__(what)
        self.what = what
        self.nobody = nobody


class MailServer(BaseModel):
    """The mail server of the settings, and how the office's mail is handed to it; a part of plug-ins that send mail.

    Mail goes out encrypted and only to the server that the certificate names; in the clear it goes to this very machine
    alone, where a mail server takes it on.
    """

    host: str = Field(min_length=1, max_length=253)
    """The mail server that takes the office's mail."""
    port: int | None = Field(default=None, ge=1, le=65_535)
    """Its port; 587 with `starttls`, 465 with `tls`, 25 with `none`."""
    security: Literal["starttls", "tls", "none"] = "starttls"
    """How the connection is encrypted: after STARTTLS (RFC 3207), from the start (RFC 8314), or not at all on this
    machine."""
    sender: str
    """The address that mail comes from."""
    sender_name: str = ""
    """The name beside it, such as the city's."""
    user: str = ""
    """The name with which the office signs in to the mail server; empty where it need not."""
    password: SecretStr = SecretStr("")
    """The password for it."""
    certificates: Path | None = None
    """A PEM file with the authorities that the server's certificate may come from; the system's when there is none."""
    timeout: Annotated[timedelta, Field(gt=timedelta(0), le=timedelta(minutes=2))] = timedelta(seconds=10)
    """How long the server may take for each step."""

    @model_validator(mode="after")
    def _find_out_now(self) -> Self:
        """Refuse at the start what could never work, or would send passwords in the clear."""
        if self.security == "none" and not is_loopback(self.host):
            raise ValueError("mail in the clear goes to this machine only; set security to starttls or tls")
        if bool(self.user) != bool(self.password.get_secret_value()):
            raise ValueError("user and password go together; set both or none")
        self._headers(self.sender, "x")
        try:
            self._context()
        except OSError as error:  # ssl.SSLError is one
            raise ValueError(f"certificates cannot be read: {error}") from error
        return self

    def mail(self, to: str, *, subject: str, body: str, language: str = "", name: str = "") -> EmailMessage:
        """Return a mail to one address; `name` is what stands before the `@` of its Message-ID, drawn where empty.

        Raises MailNotWritten for what is no address, a subject of several lines, and what is far too long.
        """
        if len(subject) > _LONGEST_SUBJECT or len(body) > _LONGEST_BODY:
            raise MailNotWritten("The message is too long to be sent.", hint="Shorten its subject or its text.")
        try:
            mail = self._headers(to, subject, name=name)
            # In Base64 no line begins with a dot or with "From ", which are altered on the way.
            mail.set_content(body, charset="utf-8", cte="base64")
            if language:
                mail["Content-Language"] = language
            mail.as_bytes(policy=SMTPUTF8)  # what cannot be written raises here, before anybody is called
        except ValueError:
            raise MailNotWritten(
                "The message cannot be written as mail: its address, subject or text does not hold.",
                hint="Correct the address of the account; a subject is one line.",
            ) from None
        return mail

    def hand_over(self, mail: EmailMessage) -> None:
        """Give a mail to the server: when this returns it has taken it. Raises MailNotTaken."""
        where = f"The mail server {self.host}:{self.port or _PORTS[self.security]}"
        try:
            with self._connected() as server:
                server.send_message(mail)
        except smtplib.SMTPException as error:
            # Not `from error`: what the server said may quote the address, and would stand in the log.
            raise MailNotTaken(f"{where} did not take the message{_status(error)}.", nobody=_nobody(error)) from None
        except OSError as error:
            raise MailNotTaken(f"{where} cannot be reached ({type(error).__name__}).") from error

    def _headers(self, to: str, subject: str, *, name: str = "") -> EmailMessage:
        """Return a mail without text. Raises ValueError for what is no address, and for a subject of several lines."""
        if _CONTROL.search(subject):
            raise ValueError("a subject is one line of text")
        sender = _address(self.sender, self.sender_name)
        mail = EmailMessage(policy=SMTP)
        mail["From"] = sender
        mail["To"] = _address(to)
        mail["Subject"] = subject
        mail["Date"] = localtime()
        mail["Message-ID"] = f"<{name}@{sender.domain}>" if name else make_msgid(domain=sender.domain)
        mail["Auto-Submitted"] = "auto-generated"  # no absence notes in answer (RFC 3834 §5)
        return mail

    def _connected(self) -> smtplib.SMTP:
        port, seconds = self.port or _PORTS[self.security], self.timeout.total_seconds()
        name = _address(self.sender).domain  # not this machine's: asking DNS for it may take minutes
        if self.security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(self.host, port, name, timeout=seconds, context=self._context())
        else:
            server = smtplib.SMTP(self.host, port, name, timeout=seconds)
        try:
            if self.security == "starttls":
                server.starttls(context=self._context())
            if self.user:
                server.login(self.user, self.password.get_secret_value())
        except BaseException:
            server.close()
            raise
        return server

    def _context(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.certificates)


def _address(text: str, name: str = "") -> Address:
    """Return one mail address, its domain as DNS has it. Raises ValueError for anything else.

    What stands before the `@` is a dot-string (RFC 5321 §4.1.2), in any script (RFC 6531).
    """
    local, _, domain = text.rpartition("@")
    if len(text) > _LONGEST_ADDRESS or not text.isprintable() or not _LOCAL.fullmatch(local):
        raise ValueError("that is no mail address")
    host = domain.encode("idna").decode()  # UnicodeError is a ValueError
    if not _HOST.fullmatch(host):
        raise ValueError("that is no mail address")
    return Address(display_name=name, username=local, domain=host)


def _nobody(error: smtplib.SMTPException) -> bool:
    """Say whether the server knows none of the recipients, now and for ever (5yz, RFC 5321 §4.2.1)."""
    if not isinstance(error, smtplib.SMTPRecipientsRefused):
        return False
    return bool(error.recipients) and all(500 <= code < 600 for code, _ in error.recipients.values())


def _status(error: smtplib.SMTPException) -> str:
    """Return the server's status in brackets; never its words, which may quote the address."""
    if isinstance(error, smtplib.SMTPResponseException):
        return f" (status {error.smtp_code})"
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return f" (status {', '.join(sorted({str(code) for code, _ in error.recipients.values()}))})"
    return f" ({type(error).__name__})"
