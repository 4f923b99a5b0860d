"""Two channels of text messages to try things with: one writes into a folder, the other never succeeds."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import ClassVar, Final, Literal

from egovframe.forms.interfaces import NotSent, Undeliverable
from egovframe.forms.sms import Length, TextChannel
from egovframe.kernel.text import Text

_ID: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,99}")


class FolderTexts(TextChannel):
    """Writes each text as `<message id>.json` with `to`, `text`, `encoding` and `parts`, for a gateway or for trials.

    Files are readable by the office's own account only (0600), appear whole, and are on the disk when it returns.
    """

    title: ClassVar[Text] = Text(ko="문자 (폴더)", en="Text messages (folder)")

    folder: Path = Path("texts")

    def text(self, id: str, *, to: str, text: str) -> str:  # noqa: A002 - the message's own name
        """Write the text and flush it. Raises Undeliverable for an id that is no file name."""
        if not _ID.fullmatch(id):
            raise Undeliverable("The message's id cannot be a file name.", hint="Use letters, digits, . _ and -.")
        length = Length.of(text)
        content = {"to": to, "text": text, "encoding": length.encoding, "parts": length.parts}
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        target = self.folder / f"{id}.json"
        part = self.folder / f".{id}.{os.getpid()}-{os.urandom(4).hex()}.part"
        try:
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(json.dumps(content, ensure_ascii=False).encode())
                file.flush()
                os.fsync(file.fileno())
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
        handle = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(handle)  # the name itself is durable too
        finally:
            os.close(handle)
        return target.name


class FailingTexts(TextChannel):
    """Never sends: shows how an office behaves when its gateway is down, or knows no such number."""

    title: ClassVar[Text] = Text(ko="문자 (늘 실패함, 시험용)", en="Text messages (always failing, for trials)")

    fails: Literal["now", "ever"] = "now"
    """`now`: the outbox tries again and at last gives up; `ever`: the notice cannot be delivered."""

    def text(self, id: str, *, to: str, text: str) -> str:  # noqa: A002 - the message's own name
        """Raise NotSent or Undeliverable, as set."""
        if self.fails == "ever":
            raise Undeliverable("The gateway knows no such number.", hint="This channel is for trials.")
        raise NotSent("The gateway does not answer.", hint="This channel is for trials.")
