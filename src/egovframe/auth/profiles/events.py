"""What happens to profiles. Ids only: an event may wait in the outbox, readable."""

from __future__ import annotations

from typing import ClassVar

from egovframe.kernel.events import Event


class ProfileChanged(Event):
    """Somebody's profile was changed; `fields` are the names of what is another now."""

    name: ClassVar[str] = "profile.changed"

    account_id: str
    fields: tuple[str, ...]
