"""The two channels that need nobody else: the console, for trying things out, and a folder of files."""

from __future__ import annotations

import os
import re
import sys
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import ClassVar

from egovframe.forms.interfaces import Channel, Delivery, Message, Undeliverable
from egovframe.kernel.text import Text

_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,99}")


class ConsoleChannel(Channel):
    """Prints notices where the office was started. The address is masked; nothing is delivered to anybody."""

    title: ClassVar[Text] = Text(ko="콘솔 (시험용)", en="Console (for trials)")

    def send(self, message: Message) -> Delivery:
        """Print the notice to standard error, at once."""
        to = _masked(message.email or message.phone or "")
        lines = message.text.splitlines() or [""]
        body = "\n".join(f"  | {line}" for line in lines)
        sys.stderr.write(f"notice {message.kind} {message.receipt} → {to or '-'}\n  | {message.subject}\n  |\n{body}\n")
        sys.stderr.flush()
        return Delivery(reference=f"console:{message.id}")


class FileChannel(Channel):
    """Writes each notice as one mail file (RFC 5322) into a folder, for another program to carry on.

    Files are named `<message id>.eml`, readable by the office's own account only (0600), and appear whole.
    """

    title: ClassVar[Text] = Text(ko="파일 폴더", en="Folder of files")

    folder: Path = Path("notices")

    def send(self, message: Message) -> Delivery:
        """Write the notice and flush it to the disk. Raises Undeliverable for an id that is no file name."""
        if not _ID.fullmatch(message.id):
            raise Undeliverable(
                "The message's id cannot be a file name.", hint="Use letters, digits, '.', '_' and '-'."
            )
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        target = self.folder / f"{message.id}.eml"
        part = self.folder / f".{message.id}.{os.getpid()}-{os.urandom(4).hex()}.part"
        try:
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(_mail(message))
                file.flush()
                os.fsync(file.fileno())
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
        self._flush_folder()
        return Delivery(reference=target.name)

    def _flush_folder(self) -> None:
        """Make the new name itself durable."""
        handle = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _mail(message: Message) -> bytes:
    """Return the notice as a mail; a phone number stands in a header of its own."""
    mail = EmailMessage(policy=SMTP)
    if message.email:
        mail["To"] = message.email
    if message.phone:
        mail["X-Egov-Phone"] = message.phone
    mail["Subject"] = " ".join(message.subject.split())
    mail["Message-ID"] = f"<{message.id}@egovframe.invalid>"
    mail["X-Egov-Kind"] = message.kind
    mail["X-Egov-Receipt"] = message.receipt
    mail.set_content(message.text)
    mail["Content-Language"] = message.language  # set_content begins with taking such headers away
    return mail.as_bytes()


def _masked(address: str) -> str:
    """Return enough of an address to tell two apart, and no more."""
    return address[:2] + "•" * 6 if address else ""
