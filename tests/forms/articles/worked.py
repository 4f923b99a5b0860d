"""What the tests of the articles have in common: Korean law, moments as they are written, and due dates both ways."""

from __future__ import annotations

from datetime import datetime

from egovframe.forms.builtin.kr import Korea
from egovframe.forms.deadlines import Deadline, due_at
from egovframe.forms.ledger import written
from egovframe.forms.limits import parse_limit
from egovframe.forms.pauses import parse_pause

KOREA = Korea()


def at(text: str) -> datetime:
    """Read a moment in Seoul."""
    return datetime.fromisoformat(text).replace(tzinfo=KOREA.calendar.zone)


def counted(received: str, limit: str, *pauses: str) -> Deadline:
    """Return a deadline whose ledger and whose fast count agree, and whose ledger has no gap."""
    kept = [parse_pause(pause) for pause in pauses]
    found = KOREA.deadline(at(received), parse_limit(limit), pauses=kept)
    fast = due_at(at(received), parse_limit(limit), calendar=KOREA.calendar, pauses=kept, rules=KOREA.rules)
    assert found.due == fast
    assert all(before.end == after.start for before, after in zip(found.ledger, found.ledger[1:], strict=False))
    return found


def due(received: str, limit: str, *pauses: str) -> str:
    """Return when a petition is due, as data has it."""
    return written(counted(received, limit, *pauses).due)
