"""A month in a small office: who read what, who took copies, with and without a reason."""

from __future__ import annotations

from dataclasses import dataclass

from egovframe.kernel.month import Month
from egovframe.kernel.permissions import Actor
from egovframe.office import Office
from egovframe.records.facts import DOWNLOADED, READ
from egovframe.testing import SetClock
from tests.office.city import PASSWORD

CONSOLE = Actor.system("console")
SEPTEMBER = Month(2026, 9)


@dataclass
class Reviewed:
    """An office, its clock and two officers."""

    office: Office
    clock: SetClock
    kim: Actor
    lee: Actor

    def read(self, by: Actor, *subjects: str) -> str:
        """An officer reads something about these people."""
        with self.office.work(by=by) as work:
            return work.note(READ, object="record:1", subjects=subjects, details={"part": "content"})

    def downloaded(self, by: Actor, reason: str = "") -> str:
        """An officer takes a copy, with or without the reason that is due."""
        with self.office.work(by=by) as work:
            private = {"reason": reason} if reason else {}
            return work.note(DOWNLOADED, object="record:1", details={"part": "content"}, private=private)

    def over(self) -> None:
        """The month ends, and everything is in the index."""
        self.office.seal()
        self.clock.forward(days=15)


def officer(office: Office, name: str) -> Actor:
    """An officer of the roads."""
    with office.work(by=CONSOLE) as work:
        work.accounts.add(name, password=PASSWORD)
        work.accounts.grant(name, "road-officer", unit="roads")
    return office.auth.sign_in(name, PASSWORD)[1].actor
