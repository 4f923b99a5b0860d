"""What happens to files, for whoever declared an interest."""

from __future__ import annotations

from typing import ClassVar

from egovframe.kernel.events import Event


class FileReceived(Event):
    """A file arrived whole and waits for its check."""

    name: ClassVar[str] = "file.received"
    upload_id: str


class FileChecked(Event):
    """A file was checked: `state` says what came of it. `petition_id` is empty while it is part of none."""

    name: ClassVar[str] = "file.checked"
    upload_id: str
    state: str
    petition_id: str
