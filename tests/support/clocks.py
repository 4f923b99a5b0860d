"""Moving the clock of a case as a step of the procedure does, in a whole office."""

from __future__ import annotations

from typing import Any

from egovframe.forms.facts import MARKED_URGENT
from egovframe.forms.limits import Limit
from egovframe.forms.store import by_receipt
from egovframe.kernel.permissions import Actor
from egovframe.office import Office

CONSOLE = Actor.system("console")


def _moved(office: Office, receipt: str, verb: str, *words: Any, **more: Any) -> None:
    with office.work(by=CONSOLE) as work:
        clock = office.forms.clockwork(work)
        row = by_receipt(work.conn, receipt)
        assert row is not None
        getattr(clock, verb)(row, *words, **more)
        details = {"form": row["form"], "unit": row["unit"], "state": row["state"]}
        work.note(MARKED_URGENT, subjects=(f"petition:{row['id']}",), details=details)  # every write needs a fact


def paused(office: Office, receipt: str, reason: str = "inspection") -> None:
    """Stop the clock of a petition."""
    _moved(office, receipt, "pause", reason)


def resumed(office: Office, receipt: str) -> None:
    """Let the clock of a petition run again."""
    _moved(office, receipt, "resume")


def extended(office: Office, receipt: str, by: Limit, reason: str, *, consented: bool = False) -> None:
    """Prolong the limit of a petition."""
    _moved(office, receipt, "extend", by, reason, consented=consented)
