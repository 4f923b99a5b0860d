"""A channel that writes each notice as one text message for a gateway that watches a folder."""

import json
import os
import re
import secrets
from pathlib import Path
from typing import ClassVar

from pydantic import Field

from egovframe.forms.interfaces import Channel, Delivery, Message, Undeliverable
from egovframe.kernel.text import Text

_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,99}")
_MORE = Text(ko="이어지는 내용: ", en="Read on: ")


class SmsFile(Channel):
    """Writes `<message id>.json` with `to`, `from` and `text`, whole and flushed, readable by its owner only."""

    title: ClassVar[Text] = Text(ko="문자 (파일)", en="Text messages (files)")

    folder: Path
    sender: str = Field(min_length=3, max_length=20)
    more: str = ""
    longest: int = Field(default=2000, ge=140)
    """Bytes that one message carries in the encoding of Korean networks (EUC-KR, two bytes a syllable)."""

    def send(self, message: Message) -> Delivery:
        """Hand the notice to the gateway; see `Channel.send`. Needs a phone number."""
        if not message.phone:
            raise Undeliverable("The applicant left no phone number.", hint="Send this notice in another way.")
        if not _ID.fullmatch(message.id):
            raise Undeliverable("The message's id cannot be a file name.", hint="Use letters, digits, . _ and -.")
        text = self._short(f"[{' '.join(message.subject.split())}]\n{message.text}", message.language)
        content = json.dumps({"to": message.phone, "from": self.sender, "text": text}, ensure_ascii=False)
        name = f"{message.id}.json"
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = self.folder / f".{secrets.token_hex(8)}.part"
        try:
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(content.encode())
                file.flush()
                os.fsync(file.fileno())
            part.replace(self.folder / name)
        finally:
            part.unlink(missing_ok=True)
        handle = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
        return Delivery(reference=name)

    def _short(self, text: str, language: str) -> str:
        """Return the text as one message carries it."""
        if _size(text) <= self.longest:
            return text
        end = f"…\n{_MORE.in_(language)}{self.more}" if self.more else "…"
        while _size(text + end) > self.longest:
            text = text[: -max(1, (_size(text + end) - self.longest) // 2)]
        return text + end


def _size(text: str) -> int:
    """Return how many bytes the networks count; what EUC-KR does not have is replaced by them."""
    return len(text.encode("euc-kr", "replace"))
